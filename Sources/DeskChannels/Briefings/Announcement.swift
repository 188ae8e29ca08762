public import DeskPrimitives

/// What the desk tells everybody for a time: closed on Friday, collection late in the north of the town.
///
/// It is added to the acknowledgement of a contact and is there for a waiting room, a page, or the start of a call. In a
/// document: `{"id": "strike", "topics": ["waste"], "text": {…}, "from": "…", "until": "…"}`.
public struct Announcement: Hashable, Sendable, Identifiable {
    /// The most topics or channels of an announcement.
    public static let maximumNames = 256

    /// The name.
    public let id: BriefingID
    /// What it is about; everything when empty.
    public let topics: [TopicID]
    /// The channels it concerns; all when empty.
    public let channels: [ChannelID]
    /// What is told; each text at most `Limits.lineBytes`.
    public let text: LocalizedText
    /// From when it holds.
    public let from: Instant
    /// Until when it holds, itself no longer included.
    public let until: Instant

    /// Creates an announcement.
    ///
    /// - Throws: `Refusal` at the field: `tooLong` for a list or text, `outOfRange` for an
    ///   instant outside the accepted years or a time that ends before it begins.
    public init(
        id: BriefingID, topics: [TopicID] = [], channels: [ChannelID] = [], text: LocalizedText, from: Instant,
        until: Instant
    ) throws(Refusal) {
        try Limits.check(count: topics.count, atMost: Self.maximumNames, at: .field("topics"))
        try Limits.check(count: channels.count, atMost: Self.maximumNames, at: .field("channels"))
        try text.checkLines(at: .field("text"))
        try Limits.check(from, at: .field("from"))
        try Limits.check(until, at: .field("until"))
        guard from < until else { throw Refusal(.outOfRange, "it ends before it begins", at: .field("until")) }
        self.id = id
        self.topics = topics
        self.channels = channels
        self.text = text
        self.from = from
        self.until = until
    }

    /// Whether it is told in answer to a contact.
    public func concerns(topic: TopicID?, channel: ChannelID, at instant: Instant) -> Bool {
        guard from <= instant, instant < until else { return false }
        return (topics.isEmpty || topic.map(topics.contains) ?? false)
            && (channels.isEmpty || channels.contains(channel))
    }

    /// The announcement ended at an instant, if it has not ended before.
    ///
    /// One that had not begun has held for one microsecond.
    public func ended(at instant: Instant) -> Announcement {
        guard instant < until else { return self }
        let end = max(instant, from + TimeSpan(microseconds: 1))
        return Announcement(self, until: min(end, until))
    }

    private init(_ other: Announcement, until: Instant) {
        id = other.id
        topics = other.topics
        channels = other.channels
        text = other.text
        from = other.from
        self.until = until
    }
}

extension Announcement: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable { case id, topics, channels, text, from, until }

    /// Reads and checks an object; an unknown key is an error.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let id = try object.decode(BriefingID.self, forKey: .id)
        let topics = try object.decodeList(TopicID.self, forKey: .topics)
        let channels = try object.decodeList(ChannelID.self, forKey: .channels)
        let text = try object.decode(LocalizedText.self, forKey: .text)
        let from = try object.decode(Instant.self, forKey: .from)
        let until = try object.decode(Instant.self, forKey: .until)
        self = try decoder.checked { () throws(Refusal) in
            try Announcement(
                id: id, topics: topics, channels: channels, text: text, from: from, until: until)
        }
    }
}
