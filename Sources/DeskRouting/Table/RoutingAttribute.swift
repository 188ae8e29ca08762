/// One thing known about a contact that rules may test: its channel, its language, the hour of the week.
///
/// In documents: `{"name": "channel", "type": "enum", "values": ["voice", "chat"], "optional": true}`.
public struct RoutingAttribute: Hashable, Sendable {
    /// The name, under which rules and facts speak of it: 1 to ``RoutingTable/symbolBytes`` bytes.
    public var name: String
    /// What kind of value it has.
    public var type: RoutingAttributeType
    /// Whether a contact may come without it.
    public var isOptional: Bool

    /// Creates an attribute.
    public init(_ name: String, _ type: RoutingAttributeType, isOptional: Bool = false) {
        self.name = name
        self.type = type
        self.isOptional = isOptional
    }
}
