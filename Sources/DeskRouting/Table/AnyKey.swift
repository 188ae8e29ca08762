import DeskPrimitives

/// A coding key made at run time: any name of an object, or a step into a list.
struct AnyKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(_ name: String) {
        stringValue = name
        intValue = nil
    }

    init(index: Int) {
        stringValue = "Index \(index)"
        intValue = index
    }

    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { self.init(index: intValue) }

    /// The coding path of a place.
    static func path(_ place: Place) -> [any CodingKey] {
        place.steps.map { step in
            switch step {
            case .field(let name): AnyKey(name)
            case .index(let number), .line(let number), .column(let number): AnyKey(index: number)
            }
        }
    }
}
