/// A coding key made at run time: any name of an object, or a step into a list.
package struct AnyKey: CodingKey {
    package let stringValue: String
    package let intValue: Int?

    package init(_ name: String) {
        stringValue = name
        intValue = nil
    }

    package init(index: Int) {
        stringValue = "Index \(index)"
        intValue = index
    }

    package init?(stringValue: String) { self.init(stringValue) }
    package init?(intValue: Int) { self.init(index: intValue) }

    /// The coding path of a place.
    package static func path(_ place: Place) -> [any CodingKey] {
        place.steps.map { step in
            switch step {
            case .field(let name): AnyKey(name)
            case .index(let number), .line(let number), .column(let number): AnyKey(index: number)
            }
        }
    }
}
