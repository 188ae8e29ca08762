public import DeskPrimitives

/// The briefings and announcements that were published while the desk runs, all in one record.
///
/// One record, because every contact looks at it and few people write it.
public struct BriefingBoard: Hashable, Sendable, Codable, RecordContent {
    /// The most briefings, and the most announcements, that stand at a time.
    public static let limit = 1_000

    /// The briefings, by name.
    public private(set) var briefings: [Briefing] = []
    /// The announcements, by name.
    public private(set) var announcements: [Announcement] = []

    /// Creates an empty board.
    public init() {}

    /// The collection `briefing-board`.
    public static let collection = RecordCollection("briefing-board")
    /// The only board.
    public static let key = RecordKey(collection, ByteKey(checked: Array("board".utf8)))
    /// The only board.
    public var recordID: ByteKey { Self.key.id }

    /// Puts a briefing up, in place of one of the same name, and takes down what has ended.
    ///
    /// - Throws: `Refusal` with code `tooLong` beyond ``limit``.
    public mutating func publish(_ briefing: Briefing, at now: Instant) throws(Refusal) {
        var kept = briefings.filter { $0.id != briefing.id && now < $0.until }
        kept.append(briefing)
        try Limits.check(count: kept.count, atMost: Self.limit, at: .field("briefings"))
        briefings = kept.sorted { $0.id < $1.id }
    }

    /// Puts an announcement up, in place of one of the same name, and takes down what has ended.
    ///
    /// - Throws: `Refusal` with code `tooLong` beyond ``limit``.
    public mutating func publish(_ announcement: Announcement, at now: Instant) throws(Refusal) {
        var kept = announcements.filter { $0.id != announcement.id && now < $0.until }
        kept.append(announcement)
        try Limits.check(count: kept.count, atMost: Self.limit, at: .field("announcements"))
        announcements = kept.sorted { $0.id < $1.id }
    }

    /// Ends the briefing or announcement of a name now; it stays as what was known then until something else is published.
    ///
    /// - Throws: `Refusal` with code `unknownName` when none of this name stands.
    public mutating func end(_ id: BriefingID, at now: Instant) throws(Refusal) {
        guard briefings.contains(where: { $0.id == id }) || announcements.contains(where: { $0.id == id }) else {
            throw Refusal(.unknownName, "nothing of this name is published", at: .field("briefing"))
        }
        briefings = briefings.map { $0.id == id ? $0.ended(at: now) : $0 }
        announcements = announcements.map { $0.id == id ? $0.ended(at: now) : $0 }
    }
}

extension BriefingBoard {
    private enum CodingKeys: String, CodingKey { case briefings, announcements }

    /// Reads an object; more than ``limit`` of either is an error.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let briefings = try object.decode([Briefing].self, forKey: .briefings)
        let announcements = try object.decode([Announcement].self, forKey: .announcements)
        try decoder.checked { () throws(Refusal) in
            try Limits.check(count: briefings.count, atMost: Self.limit, at: .field("briefings"))
            try Limits.check(count: announcements.count, atMost: Self.limit, at: .field("announcements"))
        }
        self.briefings = briefings
        self.announcements = announcements
    }
}
