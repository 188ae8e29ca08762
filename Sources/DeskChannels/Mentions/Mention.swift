public import DeskPrimitives

/// What somebody wrote about the desk or its organisation where everybody can read it, and who reads it.
///
/// Every mention has a reader and a date, and is followed to a lesson, an answer, or a reason why neither is needed.
public struct Mention: Hashable, Sendable, Codable {
    /// What a mention is about.
    public enum Subject: String, Hashable, Sendable, Codable, CaseIterable {
        /// The organisation as a whole.
        case company
        /// Its service.
        case service
        /// One of its products.
        case product
    }

    /// What a mention led to.
    public enum Outcome: Hashable, Sendable, Codable {
        /// Something the desk has learnt; at most `Limits.lineBytes`.
        case lesson(String)
        /// An answer where it was written.
        case answered(MessageKey?)
        /// Nothing, for a reason; at most `Limits.lineBytes`.
        case nothing(String)

        /// The name of the outcome.
        public var name: String {
            switch self {
            case .lesson: "lesson"
            case .answered: "answered"
            case .nothing: "nothing"
            }
        }
    }

    /// The contact it came in as.
    public let contact: ContactID
    /// The channel it stands on.
    public let channel: ChannelID
    /// What it is about.
    public let subject: Subject
    /// How good it is, 0 … 100; nil while nobody has said.
    public private(set) var score: Int?
    /// Who reads it.
    public private(set) var reader: AgentID
    /// When it came in.
    public let arrivedAt: Instant
    /// By when it is to be read.
    public let due: Instant
    /// When it was followed to its end; nil while it was not.
    public private(set) var readAt: Instant?
    /// What it led to.
    public private(set) var outcome: Outcome?
    /// When it was said that it was not read by its date; nil while it was not.
    public private(set) var overdueAt: Instant?

    /// Creates a mention that waits for its reader.
    ///
    /// - Throws: `Refusal` with code `outOfRange` at `score`, or for an instant outside the accepted years.
    public init(
        contact: ContactID, channel: ChannelID, subject: Subject, score: Int? = nil, reader: AgentID,
        arrivedAt: Instant, due: Instant
    ) throws(Refusal) {
        try Self.check(score)
        try Limits.check(arrivedAt, at: .field("arrivedAt"))
        try Limits.check(due, at: .field("due"))
        self.contact = contact
        self.channel = channel
        self.subject = subject
        self.score = score
        self.reader = reader
        self.arrivedAt = arrivedAt
        self.due = due
    }

    /// The score of so many stars out of 2 … 100: one star is 0, all are 100, rounded down.
    ///
    /// - Throws: `Refusal` with code `outOfRange`.
    public static func score(stars: Int, of most: Int) throws(Refusal) -> Int {
        guard (2...100).contains(most), (1...most).contains(stars) else {
            throw Refusal(.outOfRange, "stars are 1 to their number, at most 100", at: .field("score"))
        }
        return (stars - 1) * 100 / (most - 1)
    }

    /// The mention with another reader.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it has come to its end.
    public func assigned(to reader: AgentID) throws(Refusal) -> Mention {
        try checkOpen()
        var result = self
        result.reader = reader
        return result
    }

    /// The mention followed to its end.
    ///
    /// - Parameter score: The reader's own score, 0 … 100; nil keeps that of the site.
    /// - Throws: `Refusal`: `wrongState` when it has come to its end, `outOfRange` at `score` or for an instant before its
    ///   arrival, `malformed` or `tooLong` at `outcome` for its text.
    public func read(_ outcome: Outcome, score: Int? = nil, at now: Instant) throws(Refusal) -> Mention {
        try checkOpen()
        try Self.check(score)
        try Limits.check(now, at: .field("at"))
        guard now >= arrivedAt else { throw Refusal(.outOfRange, "before it arrived", at: .field("at")) }
        switch outcome {
        case .lesson(let text), .nothing(let text): try Limits.checkLine(text, at: .field("outcome"))
        case .answered: break
        }
        var result = self
        result.score = score ?? self.score
        result.readAt = now
        result.outcome = outcome
        return result
    }

    /// The mention after it was said that it was not read by its date; unchanged when that was said, or it was read.
    public func sayingOverdue(at now: Instant) -> Mention {
        guard outcome == nil, overdueAt == nil, due <= now else { return self }
        var result = self
        result.overdueAt = now
        return result
    }

    /// The mention without words, after the contact was erased; what nobody has read needs no reader any more.
    public func scrubbed(at instant: Instant) -> Mention {
        var copy = self
        switch outcome {
        case .lesson: copy.outcome = .lesson("")
        case .answered: break
        case .nothing, nil: copy.outcome = .nothing("")
        }
        copy.readAt = readAt ?? instant
        return copy
    }

    private func checkOpen() throws(Refusal) {
        guard outcome == nil else { throw Refusal(.wrongState, "it has been read", at: .field("contact")) }
    }

    private static func check(_ score: Int?) throws(Refusal) {
        guard let score, !(0...100).contains(score) else { return }
        throw Refusal(.outOfRange, "a score is 0 to 100", at: .field("score"))
    }
}

extension Mention: RecordContent {
    /// The collection `mention`.
    public static let collection = RecordCollection("mention")
    /// Who has mentions to read, then by when.
    public static let readerIndex = RecordIndex(collection, "reader")

    /// The name of the contact.
    public var recordID: ByteKey { ByteKey(contact) }
    /// Under its reader while it is to be read, and by its date until somebody is told that it has passed.
    public var indexEntries: [IndexEntry] {
        guard outcome == nil else { return [] }
        let waiting = overdueAt == nil ? [IndexEntry(Self.dueIndex, .composed { $0.append(due) })] : []
        return waiting + [
            IndexEntry(
                Self.readerIndex,
                .composed {
                    $0.append(reader)
                    $0.append(due)
                })
        ]
    }

    /// By when mentions are to be read of which nobody has said that they were not.
    static let dueIndex = RecordIndex(collection, "due")

    /// The mentions that were not read by their date at an instant and of which nobody was told, the first due first.
    ///
    /// Those last written by an earlier library are not among them until they are written again.
    public static func due(at now: Instant, limit: Int = 256) -> RecordQuery { .due(dueIndex, at: now, limit: limit) }

    /// What a reader has to read, the first due first.
    public static func waiting(for reader: AgentID, limit: Int = Limits.pageCount) -> RecordQuery {
        let prefix = ByteKey.composed { $0.append(reader) }
        return RecordQuery(.range(readerIndex, from: prefix, before: prefix.endOfPrefix), limit: limit)
    }
}

extension Mention {
    private enum CodingKeys: String, CodingKey {
        case contact, channel, subject, score, reader, arrivedAt, due, readAt, outcome, overdueAt
    }

    /// Reads and checks an object.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        contact = try object.decode(ContactID.self, forKey: .contact)
        channel = try object.decode(ChannelID.self, forKey: .channel)
        subject = try object.decode(Subject.self, forKey: .subject)
        score = try object.decodeIfPresent(Int.self, forKey: .score)
        reader = try object.decode(AgentID.self, forKey: .reader)
        arrivedAt = try object.decode(Instant.self, forKey: .arrivedAt)
        due = try object.decode(Instant.self, forKey: .due)
        readAt = try object.decodeIfPresent(Instant.self, forKey: .readAt)
        outcome = try object.decodeIfPresent(Outcome.self, forKey: .outcome)
        overdueAt = try object.decodeIfPresent(Instant.self, forKey: .overdueAt)
        let mention = self
        try decoder.checked { () throws(Refusal) in
            try Self.check(mention.score)
            switch mention.outcome {
            // The words of an erased person are gone.
            case .lesson(""), .nothing(""): break
            case .lesson(let text), .nothing(let text): try Limits.checkLine(text, at: .field("outcome"))
            case .answered, nil: break
            }
        }
    }
}
