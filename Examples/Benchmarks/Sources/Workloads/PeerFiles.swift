public import Foundation

/// What a peer in another language is given: the same inputs, our answers and what ours cost.
public enum PeerFiles {
    /// Writes a file of the folder.
    public static func write(_ value: some Encodable, _ name: String, in folder: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try encoder.encode(value).write(to: folder.appendingPathComponent(name))
    }
}

/// Schedules for a peer.
public struct SchedulePeerFile: Encodable {
    let zone = "Europe/Helsinki"
    let opens = 9
    let closes = 17
    let holidays: [Int]
    let seconds: [Int64]
    /// The sums of what each question answers.
    let sums: [String: Int64]
    /// Nanoseconds of one answer of ours.
    let costs: [String: Double]

    /// Takes the workload and what it cost.
    public init(_ work: ScheduleWorkload, add: Double, elapsed: Double) {
        holidays = work.holidays.sorted()
        seconds = work.seconds
        sums = ["add": work.addEightHours(), "elapsed": work.elapsedOverNinetyDays()]
        costs = ["add": add, "elapsed": elapsed]
    }
}

/// A routing table for a peer.
public struct RoutingPeerFile: Encodable {
    struct Rule: Encodable {
        let channel, language, tier: String?
        let topics: [String]
        let priority: Int64?
    }
    struct Contact: Encodable {
        let channel, language, topic, tier: String
        let priority: Int64
    }
    let rules: [Rule]
    let contacts: [Contact]
    /// The number of the rule that decides each contact, −1 for none.
    let winners: [Int]
    /// Nanoseconds of one decision of ours.
    let costs: [String: Double]

    /// Takes the workload and what it cost.
    public init(_ work: RoutingWorkload, contacts count: Int, keys: Double, kept: Double) throws {
        rules = work.drawn.rules.map {
            Rule(
                channel: $0.channel, language: $0.language, tier: $0.tier, topics: $0.topics, priority: $0.priority)
        }
        contacts = work.drawn.contacts.prefix(count).map {
            Contact(
                channel: $0.channel, language: $0.language, topic: $0.topic, tier: $0.tier, priority: $0.priority)
        }
        winners = try work.winners(first: count)
        costs = ["keys": keys, "kept": kept]
    }
}
