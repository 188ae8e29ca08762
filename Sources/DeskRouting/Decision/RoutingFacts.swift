/// What is known about a contact, attribute by attribute.
///
/// Facts that a table does not ask for are no mistake: the same facts can be shown to several tables.
public struct RoutingFacts: Hashable, Sendable, Codable {
    private struct Entry: Hashable, Sendable {
        let name: String
        let value: RoutingValue
    }

    /// In the order of the names.
    private var entries: [Entry] = []

    /// The values by the name of the attribute.
    public var values: [String: RoutingValue] {
        get { Dictionary(entries.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first }) }
        set { entries = Self.sorted(newValue) }
    }

    /// Creates facts.
    public init(_ values: [String: RoutingValue] = [:]) {
        entries = Self.sorted(values)
    }

    private static func sorted(_ values: [String: RoutingValue]) -> [Entry] {
        values.map { Entry(name: $0.key, value: $0.value) }.sorted { $0.name < $1.name }
    }

    /// Whether nothing is known.
    public var isEmpty: Bool { entries.isEmpty }

    /// The names of what is known, in order.
    public var names: [String] { entries.map(\.name) }

    /// The value of one attribute; nil when it is missing.
    public subscript(attribute: String) -> RoutingValue? {
        get { entries.first { $0.name == attribute }?.value }
        set {
            let position = entries.firstIndex { $0.name >= attribute } ?? entries.endIndex
            if position < entries.endIndex, entries[position].name == attribute { entries.remove(at: position) }
            if let newValue { entries.insert(Entry(name: attribute, value: newValue), at: position) }
        }
    }

    /// The value of an attribute, asked for in the order of names from a position that is moved on.
    @inline(__always)
    func next(_ name: String, _ position: inout Int) -> RoutingValue? {
        while position < entries.count {
            if entries[position].name == name {
                position += 1
                return entries[position - 1].value
            }
            if name < entries[position].name { return nil }
            position += 1
        }
        return nil
    }

    /// Those whose names pass.
    func restricted(to passes: (String) -> Bool) -> RoutingFacts {
        guard !entries.allSatisfy({ passes($0.name) }) else { return self }
        var facts = RoutingFacts()
        facts.entries = entries.filter { passes($0.name) }
        return facts
    }

    /// Writes the object of values.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(values)
    }

    /// Reads the object of values.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode([String: RoutingValue].self))
    }
}

extension RoutingFacts: ExpressibleByDictionaryLiteral {
    /// Creates facts of a literal; of two values for one attribute the later one counts.
    public init(dictionaryLiteral elements: (String, RoutingValue)...) {
        self.init(Dictionary(elements, uniquingKeysWith: { $1 }))
    }
}
