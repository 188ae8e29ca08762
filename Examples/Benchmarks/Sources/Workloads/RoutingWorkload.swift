import DeskPrimitives
import DeskRouting
import DeskTestKit

/// A table of many rules, and contacts of which six in ten are made to fit one of them.
///
/// Each rule asks `channel == x && language == y && topic in {1 … 5 of 200} && priority >= n && tier == z`, where each part is
/// left out in 5, 5, 2, 50 and 20 % of the rules; the first hit decides.
public struct RoutingWorkload: Sendable {
    /// How many contacts are decided.
    public static let count = 4_096

    private let table: RoutingTable
    private let contacts: [RoutingFacts]
    private let keys: [RoutingKey]
    private let decisions: [RoutingDecision]
    let drawn: DrawnRules

    /// Draws rules and contacts.
    public init(rules count: Int) throws {
        drawn = DrawnRules(count: count)
        table = try RoutingTable(
            attributes: [
                RoutingAttribute("channel", .enumeration(DrawnRules.channels)),
                RoutingAttribute("language", .enumeration(DrawnRules.languages)),
                RoutingAttribute("topic", .enumeration(DrawnRules.topics)),
                RoutingAttribute("priority", .integer),
                RoutingAttribute("tier", .enumeration(DrawnRules.tiers)),
            ],
            rules: drawn.rules.enumerated().map { number, rule in
                RoutingRule(
                    "r\(number)", when: rule.conditions,
                    then: RoutingOutcome(
                        queue: try QueueID("q\(number % 50)"),
                        skills: [SkillRequirement(try SkillID("s\(number % 30)"), atLeast: 1 + number % 5)]))
            },
            otherwise: RoutingOutcome(queue: "general"))
        contacts = drawn.contacts.map { contact in
            [
                "channel": .symbol(contact.channel), "language": .symbol(contact.language),
                "topic": .symbol(contact.topic), "priority": .integer(contact.priority), "tier": .symbol(contact.tier),
            ]
        }
        let table = table
        keys = try contacts.map { try table.key(for: $0) }
        decisions = try keys.map { try table.decide($0) }
    }

    /// Finds the first rule that matches, from keys that are at hand; the sum of their positions.
    public func firstHits() throws -> Int64 {
        let table = table
        var sum: Int64 = 0
        for key in keys { sum &+= Int64(try table.firstHit(key) ?? -1) }
        return sum
    }

    /// Decides from keys that are at hand, reading each outcome's urgency; the sum of them.
    public func decideKeys() throws -> Int64 {
        let table = table
        var sum: Int64 = 0
        for key in keys { sum &+= Int64(try table.decide(key).outcome?.urgency ?? 0) }
        return sum
    }

    /// As ``decideKeys()``, and makes the keys from the facts first.
    public func decideFacts() throws -> Int64 {
        let table = table
        var sum: Int64 = 0
        for facts in contacts { sum &+= Int64(try table.decide(facts).outcome?.urgency ?? 0) }
        return sum
    }

    /// As ``firstHits()``, and keeps what explains each of them: the decision itself; how many are kept at once.
    public func decideAndKeep() throws -> Int64 {
        let table = table
        var kept: [RoutingDecision] = []
        kept.reserveCapacity(Self.count)
        for key in keys { kept.append(try table.decide(key)) }
        return Int64(kept.count)
    }

    /// Explains the first decisions: the conditions that held with the contact's values; how many conditions.
    public func explain(first count: Int) throws -> Int64 {
        var sum: Int64 = 0
        for decision in decisions.prefix(count) {
            sum &+= try table.explain(decision).matches.reduce(0) { $0 &+ Int64($1.cells.count) }
        }
        return sum
    }

    /// Analyses the table exactly: dead rules, overlaps, gaps; how many rules never apply.
    public func analyse() throws -> Int64 {
        let analysis = table.analysis()
        guard analysis.rules.allSatisfy({ $0.standing != .unknown }), analysis.completeness != .unknown else {
            throw WorkloadError("the analysis did not come to an end")
        }
        return Int64(analysis.dead.count)
    }

    /// The numbers of the rules that decided the first contacts, −1 where none did.
    public func winners(first count: Int) throws -> [Int] {
        decisions.prefix(count).map { decision in
            decision.rules.first.flatMap { Int($0.dropFirst()) } ?? -1
        }
    }
}

/// Rules and contacts before they take the form that an engine wants.
struct DrawnRules: Sendable {
    struct Rule: Sendable {
        var channel: String?
        var language: String?
        var topics: [String] = []
        var priority: Int64?
        var tier: String?

        var conditions: [RoutingCondition] {
            var all: [RoutingCondition] = []
            if let channel { all.append(RoutingCondition("channel", .isIn([channel]))) }
            if let language { all.append(RoutingCondition("language", .isIn([language]))) }
            if !topics.isEmpty { all.append(RoutingCondition("topic", .isIn(topics))) }
            if let priority { all.append(RoutingCondition("priority", .atLeast(priority))) }
            if let tier { all.append(RoutingCondition("tier", .isIn([tier]))) }
            return all
        }
    }

    struct Contact: Sendable {
        var channel: String
        var language: String
        var topic: String
        var priority: Int64
        var tier: String
    }

    static let channels = names("channel", 8)
    static let languages = names("language", 20)
    static let topics = names("topic", 200)
    static let tiers = names("tier", 5)

    private(set) var rules: [Rule] = []
    private(set) var contacts: [Contact] = []

    init(count: Int) {
        var random = SeededGenerator(seed: 4_711)
        for _ in 0..<count {
            var rule = Rule()
            if !random.chance(5, in: 100) { rule.channel = random.pick(Self.channels) }
            if !random.chance(5, in: 100) { rule.language = random.pick(Self.languages) }
            if !random.chance(2, in: 100) {
                var topics = Set<String>()
                let wanted = random.integer(in: 1...5)
                while topics.count < wanted { topics.insert(random.pick(Self.topics) ?? "") }
                rule.topics = topics.sorted()
            }
            if !random.chance(50, in: 100) { rule.priority = random.integer(in: 1...10) }
            if !random.chance(20, in: 100) { rule.tier = random.pick(Self.tiers) }
            rules.append(rule)
        }
        for _ in 0..<RoutingWorkload.count {
            var contact = Contact(
                channel: random.pick(Self.channels) ?? "", language: random.pick(Self.languages) ?? "",
                topic: random.pick(Self.topics) ?? "", priority: random.integer(in: 1...10),
                tier: random.pick(Self.tiers) ?? "")
            if random.chance(60, in: 100), let rule = random.pick(rules) {
                contact.channel = rule.channel ?? contact.channel
                contact.language = rule.language ?? contact.language
                contact.topic = random.pick(rule.topics) ?? contact.topic
                contact.priority = random.integer(in: (rule.priority ?? 1)...10)
                contact.tier = rule.tier ?? contact.tier
            }
            contacts.append(contact)
        }
    }

    private static func names(_ name: String, _ count: Int) -> [String] { (1...count).map { "\(name)-\($0)" } }
}
