/// The attributes a desk's routing table can ask for; the machine knows their values for every contact.
public enum RoutingAttributeName: String, Hashable, Sendable, CaseIterable {
    /// The channel, one of the policy's channels.
    case channel
    /// The topic, one of the policy's topics; missing when nobody has said.
    case topic
    /// The primary language tag; missing when unknown.
    case language
    /// The priority: critical, high, normal or low.
    case priority
    /// The sensitivity: open, personal or confidential.
    case sensitivity
    /// Whether the contact follows up an earlier case.
    case returning
    /// When the contact happened, a time of week.
    case time

    /// The type it has in a table's declaration.
    var typeName: String {
        switch self {
        case .channel, .topic, .language, .priority, .sensitivity: "enum"
        case .returning: "bool"
        case .time: "timeOfWeek"
        }
    }
}
