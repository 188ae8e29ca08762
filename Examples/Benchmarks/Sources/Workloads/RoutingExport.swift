/// The rules and contacts of ``RoutingWorkload`` in plain form, for peers in other languages.
public struct RoutingExport: Encodable {
    /// One rule; what is nil or empty is left out of it.
    struct Rule: Encodable {
        let channel: String?
        let language: String?
        let topics: [String]
        let priority: Int64?
        let tier: String?
    }

    /// One contact.
    struct Contact: Encodable {
        let channel: String
        let language: String
        let topic: String
        let priority: Int64
        let tier: String
    }

    let rules: [Rule]
    let contacts: [Contact]
    /// The numbers of the rules that decide the contacts, −1 where none does.
    let winners: [Int]
    /// What one decision took here, from keys, in nanoseconds of processor time.
    let nanoseconds: Double

    /// Takes the first contacts of a workload.
    public init(_ work: RoutingWorkload, contacts count: Int, nanoseconds: Double) throws {
        rules = work.drawn.rules.map {
            Rule(channel: $0.channel, language: $0.language, topics: $0.topics, priority: $0.priority, tier: $0.tier)
        }
        contacts = work.drawn.contacts.prefix(count).map {
            Contact(
                channel: $0.channel, language: $0.language, topic: $0.topic, priority: $0.priority, tier: $0.tier)
        }
        winners = try work.winners(first: count)
        self.nanoseconds = nanoseconds
    }
}
