public import DeskPrimitives

/// The subject of ``BriefingID``.
public enum BriefingSubject {}

/// Names a briefing or an announcement.
public typealias BriefingID = Identifier<BriefingSubject>

/// What agents should know about a topic for a time: a campaign, an outage, a change of rules.
///
/// In a document: `{"id": "spring", "topics": ["waste"], "title": {…}, "text": {…}, "from": "…", "until": "…"}`.
public struct Briefing: Hashable, Sendable, Identifiable {
    /// The most topics or channels of a briefing.
    public static let maximumNames = 256

    /// The name.
    public let id: BriefingID
    /// What it is about; never empty.
    public let topics: [TopicID]
    /// The channels it concerns; all when empty.
    public let channels: [ChannelID]
    /// What it is called; each text at most `Limits.lineBytes`.
    public let title: LocalizedText
    /// What agents should know.
    public let text: LocalizedText
    /// From when it holds.
    public let from: Instant
    /// Until when it holds, itself no longer included.
    public let until: Instant

    /// Creates a briefing.
    ///
    /// - Throws: `Refusal` at the field: `malformed` without a topic, `tooLong` for a list or text, `outOfRange` for an
    ///   instant outside the accepted years or a time that ends before it begins.
    public init(
        id: BriefingID, topics: [TopicID], channels: [ChannelID] = [], title: LocalizedText, text: LocalizedText,
        from: Instant, until: Instant
    ) throws(Refusal) {
        guard !topics.isEmpty else { throw Refusal(.malformed, "a briefing has a topic", at: .field("topics")) }
        try Limits.check(count: topics.count, atMost: Self.maximumNames, at: .field("topics"))
        try Limits.check(count: channels.count, atMost: Self.maximumNames, at: .field("channels"))
        try title.checkLines(at: .field("title"))
        try Limits.check(from, at: .field("from"))
        try Limits.check(until, at: .field("until"))
        guard from < until else { throw Refusal(.outOfRange, "it ends before it begins", at: .field("until")) }
        self.id = id
        self.topics = topics
        self.channels = channels
        self.title = title
        self.text = text
        self.from = from
        self.until = until
    }

    /// Whether it is shown with a contact.
    public func concerns(topic: TopicID?, channel: ChannelID, at instant: Instant) -> Bool {
        guard let topic, from <= instant, instant < until else { return false }
        return topics.contains(topic) && (channels.isEmpty || channels.contains(channel))
    }

    /// The briefing ended at an instant, if it has not ended before.
    ///
    /// One that had not begun has held for one microsecond.
    public func ended(at instant: Instant) -> Briefing {
        guard instant < until else { return self }
        let end = max(instant, from + TimeSpan(microseconds: 1))
        return Briefing(self, until: min(end, until))
    }

    private init(_ other: Briefing, until: Instant) {
        id = other.id
        topics = other.topics
        channels = other.channels
        title = other.title
        text = other.text
        from = other.from
        self.until = until
    }
}

extension Briefing: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable { case id, topics, channels, title, text, from, until }

    /// Reads and checks an object; an unknown key is an error.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let id = try object.decode(BriefingID.self, forKey: .id)
        let topics = try object.decode([TopicID].self, forKey: .topics)
        let channels = try object.decodeList(ChannelID.self, forKey: .channels)
        let title = try object.decode(LocalizedText.self, forKey: .title)
        let text = try object.decode(LocalizedText.self, forKey: .text)
        let from = try object.decode(Instant.self, forKey: .from)
        let until = try object.decode(Instant.self, forKey: .until)
        self = try decoder.checked { () throws(Refusal) in
            try Briefing(
                id: id, topics: topics, channels: channels, title: title, text: text, from: from, until: until)
        }
    }
}
