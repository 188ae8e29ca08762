/// What is known about a contact, attribute by attribute.
///
/// Facts that a table does not ask for are no mistake: the same facts can be shown to several tables.
public struct RoutingFacts: Hashable, Sendable, Codable {
    /// The values by the name of the attribute.
    public var values: [String: RoutingValue]

    /// Creates facts.
    public init(_ values: [String: RoutingValue] = [:]) {
        self.values = values
    }

    /// The value of one attribute; nil when it is missing.
    public subscript(attribute: String) -> RoutingValue? {
        get { values[attribute] }
        set { values[attribute] = newValue }
    }

    /// Writes the object of values.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(values)
    }

    /// Reads the object of values.
    public init(from decoder: any Decoder) throws {
        values = try decoder.singleValueContainer().decode([String: RoutingValue].self)
    }
}

extension RoutingFacts: ExpressibleByDictionaryLiteral {
    /// Creates facts of a literal; of two values for one attribute the later one counts.
    public init(dictionaryLiteral elements: (String, RoutingValue)...) {
        values = Dictionary(elements, uniquingKeysWith: { $1 })
    }
}
