public import DeskPrimitives

/// The tally of one node for one local day: what a roll-up reads.
public struct TallyRow: Hashable, Sendable, Codable {
    /// The kinds of nodes.
    public enum Level: String, Hashable, Sendable, Codable, CaseIterable {
        case agent, team, unit, channel, topic
        /// The whole desk; its only node has the id `desk`.
        case desk
        /// One person who answers.
        case person
        /// Everybody who speaks for an organisation.
        case organization
        /// Those who buy for an organisation.
        case buyer
        /// Those of an organisation who use what it buys.
        case user
        /// All buyers, or all users; the nodes are `buyer` and `user`.
        case audience
    }

    /// A node on a day.
    public struct Key: Hashable, Comparable, Sendable, Codable {
        /// The kind of node.
        public let level: Level
        /// The identifier of the node.
        public let node: String
        /// The local day of the contact, counted from 1970-01-01.
        public let day: Int

        /// Creates a key.
        ///
        /// - Throws: `Refusal` for a node that is no identifier, `outOfRange` for a day outside the years 1 … 9999.
        public init(level: Level, node: String, day: Int) throws(Refusal) {
            do throws(Refusal) {
                _ = try AgentID(node)
            } catch {
                throw error.within(.field("node"))
            }
            try TallyRow.check(day: day)
            self.init(checked: level, node, day)
        }

        init(checked level: Level, _ node: String, _ day: Int) {
            self.level = level
            self.node = node
            self.day = day
        }

        /// Reads and checks a key.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            let level = try container.decode(Level.self, forKey: .level)
            let node = try container.decode(String.self, forKey: .node)
            let day = try container.decode(Int.self, forKey: .day)
            self = try decoder.checked { () throws(Refusal) in try Key(level: level, node: node, day: day) }
        }

        /// By level, node and day.
        public static func < (a: Key, b: Key) -> Bool {
            (a.level.rawValue, a.node, a.day) < (b.level.rawValue, b.node, b.day)
        }

        var bytes: ByteKey {
            ByteKey.composed { builder in
                builder.append(level.rawValue.utf8)
                builder.append(node.utf8)
                builder.append(Int64(day))
            }
        }
    }

    /// The node and day.
    public let key: Key
    /// What was answered there.
    public var tally: Tally
    private var noticed: Int?

    /// How many times answers that count here came faster than people give them.
    public var bursts: Int { noticed ?? 0 }

    /// Creates a row.
    public init(key: Key, tally: Tally = .zero) {
        self.key = key
        self.tally = tally
    }

    /// Notes that answers that count here came faster than people give them.
    public mutating func noteBurst() { noticed = bursts &+ 1 }

    /// The rows that one response, invitation or withdrawal touches: every level of a path once.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for a day outside the years 1 … 9999.
    public static func rows(for node: NodePath, day: Int) throws(Refusal) -> [Key] {
        try check(day: day)
        var keys: [Key] = []
        if let agent = node.agent { keys.append(Key(checked: .agent, agent.rawValue, day)) }
        if let team = node.team { keys.append(Key(checked: .team, team.rawValue, day)) }
        if let unit = node.unit { keys.append(Key(checked: .unit, unit.rawValue, day)) }
        keys.append(Key(checked: .channel, node.channel.rawValue, day))
        if let topic = node.topic { keys.append(Key(checked: .topic, topic.rawValue, day)) }
        keys.append(Key(checked: .desk, deskNode, day))
        if let person = node.person { keys.append(Key(checked: .person, person.rawValue, day)) }
        if let organization = node.organization {
            keys.append(Key(checked: .organization, organization.rawValue, day))
            if let audience = node.audience {
                keys.append(Key(checked: audience == .buyer ? .buyer : .user, organization.rawValue, day))
            }
        }
        if let audience = node.audience { keys.append(Key(checked: .audience, audience.rawValue, day)) }
        return keys
    }

    /// The id of the only node on the level ``Level/desk``.
    public static let deskNode = "desk"

    /// The days of the years 1 … 9999.
    static let acceptedDays = -719_162...2_932_896

    static func check(day: Int) throws(Refusal) {
        guard acceptedDays.contains(day) else {
            throw Refusal(.outOfRange, "the day lies outside the years 1 to 9999", at: .field("day"))
        }
    }
}

extension TallyRow: RecordContent {
    public static let collection = RecordCollection("tally")
    /// Orders rows by level, node and day.
    public static let dayIndex = RecordIndex(collection, "day", isUnique: true)

    public var recordID: ByteKey { key.bytes }
    public var indexEntries: [IndexEntry] { [IndexEntry(Self.dayIndex, key.bytes)] }

    /// Where the row of a node and day is stored.
    public static func recordKey(of key: Key) -> RecordKey { RecordKey(collection, key.bytes) }

    /// All rows of a level, by node and day.
    public static func query(level: Level) -> RecordQuery {
        RecordQuery(prefix(dayIndex) { $0.append(level.rawValue.utf8) })
    }

    /// The rows of one node over all days, the earliest first.
    public static func query(level: Level, node: String) -> RecordQuery {
        RecordQuery(
            prefix(dayIndex) {
                $0.append(level.rawValue.utf8)
                $0.append(node.utf8)
            })
    }

    /// The rows of one node over days, the earliest first.
    public static func query(level: Level, node: String, days: Range<Int>) throws(Refusal) -> RecordQuery {
        let first = try Key(level: level, node: node, day: days.lowerBound)
        let end = try Key(level: level, node: node, day: days.upperBound)
        return RecordQuery(.range(dayIndex, from: first.bytes, before: end.bytes))
    }
}
