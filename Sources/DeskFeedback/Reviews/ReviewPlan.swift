public import DeskPrimitives
public import DeskSchedules

/// Who reads feedback, and by when.
///
/// In documents: `{"rules": [{"reader": "aino", "channels": ["social"], "within": "P2D"}], "otherwise": "onni",
/// "everyDays": 7, "at": "09:00"}`.
public struct ReviewPlan: Hashable, Sendable {
    /// Who reads some of the feedback.
    public struct Rule: Hashable, Sendable, Codable {
        /// Who reads it.
        public let reader: AgentID
        /// On which channels; nil for all.
        public let channels: [ChannelID]?
        /// About which topics; nil for all.
        public let topics: [TopicID]?
        /// Of which kinds; nil for all.
        public let kinds: [FeedbackReview.Kind]?
        /// Within which time; nil waits for the next round.
        public let within: TimeSpan?

        /// Creates a rule.
        public init(
            reader: AgentID, channels: [ChannelID]? = nil, topics: [TopicID]? = nil,
            kinds: [FeedbackReview.Kind]? = nil,
            within: TimeSpan? = nil
        ) {
            self.reader = reader
            self.channels = channels
            self.topics = topics
            self.kinds = kinds
            self.within = within
        }

        private enum CodingKeys: String, CodingKey, CaseIterable { case reader, channels, topics, kinds, within }

        /// Reads a rule; everything but the reader may be left out.
        public init(from decoder: any Decoder) throws {
            try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
            let container = try decoder.container(keyedBy: CodingKeys.self)
            reader = try container.decode(AgentID.self, forKey: .reader)
            channels = try container.decodeIfPresent([ChannelID].self, forKey: .channels)
            topics = try container.decodeIfPresent([TopicID].self, forKey: .topics)
            kinds = try container.decodeIfPresent([FeedbackReview.Kind].self, forKey: .kinds)
            within = try container.decodeIfPresent(TimeSpan.self, forKey: .within)
        }

        func matches(_ kind: FeedbackReview.Kind, channel: ChannelID, topic: TopicID?) -> Bool {
            if let kinds, !kinds.contains(kind) { return false }
            if let channels, !channels.contains(channel) { return false }
            if let topics { return topic.map { topics.contains($0) } ?? false }
            return true
        }
    }

    /// Who reads what; the first rule that matches decides.
    public let rules: [Rule]
    /// Who reads what no rule matches: nothing stays unread.
    public let otherwise: AgentID
    /// Every how many local days there is a round of reading; a round every seven days is on Mondays.
    public let everyDays: Int
    /// The local time at which what came before the round is to be read.
    public let at: LocalTime
    /// How long after a decision it is asked what came of it.
    public let outcomeAfter: TimeSpan

    /// Creates a plan.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for days outside 1 … 366 or a span that is not above zero, `tooLong` for
    ///   too many rules.
    public init(
        rules: [Rule] = [], otherwise: AgentID, everyDays: Int = 7, at: LocalTime, outcomeAfter: TimeSpan = .days(30)
    ) throws(Refusal) {
        guard (1...366).contains(everyDays) else {
            throw Refusal(.outOfRange, "days lie in 1 … 366", at: .field("everyDays"))
        }
        guard outcomeAfter > .zero else {
            throw Refusal(.outOfRange, "the span lies above zero", at: .field("outcomeAfter"))
        }
        guard rules.count <= Limits.listCount else { throw Refusal(.tooLong, "too many rules", at: .field("rules")) }
        for (number, rule) in rules.enumerated() {
            if let within = rule.within, within <= .zero {
                throw Refusal(
                    .outOfRange, "the span lies above zero", at: Place.field("rules").index(number).field("within"))
            }
        }
        self.rules = rules
        self.otherwise = otherwise
        self.everyDays = everyDays
        self.at = at
        self.outcomeAfter = outcomeAfter
    }

    /// Who reads a piece of feedback, and by when.
    public func assignment(
        of kind: FeedbackReview.Kind, channel: ChannelID, topic: TopicID?, arrivedAt: Instant, zone: ZoneRules
    ) -> (reader: AgentID, due: Instant) {
        let rule = rules.first { $0.matches(kind, channel: channel, topic: topic) }
        let due = rule?.within.flatMap { arrivedAt.adding($0) } ?? nextRound(after: arrivedAt, zone: zone)
        return (rule?.reader ?? otherwise, due)
    }

    /// The first round after an instant.
    public func nextRound(after instant: Instant, zone: ZoneRules) -> Instant {
        // Day 4 is Monday 5 January 1970.
        let today = zone.localDate(at: instant).dayNumber
        let since = ((today - 4) % everyDays + everyDays) % everyDays
        var day = today - since
        for _ in 0..<3 {
            guard let date = LocalDate(dayNumber: day) else { return .latest }
            let round = zone.firstInstant(of: date, at)
            if round > instant { return round }
            day += everyDays
        }
        return .latest
    }
}

extension ReviewPlan: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable { case rules, otherwise, everyDays, at, outcomeAfter }

    /// Reads and checks a plan; everything but `otherwise` may be left out.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let rules = try container.decodeIfPresent([Rule].self, forKey: .rules) ?? []
        let otherwise = try container.decode(AgentID.self, forKey: .otherwise)
        let everyDays = try container.decodeIfPresent(Int.self, forKey: .everyDays) ?? 7
        let at = try container.decodeIfPresent(LocalTime.self, forKey: .at)
        let outcomeAfter = try container.decodeIfPresent(TimeSpan.self, forKey: .outcomeAfter) ?? .days(30)
        self = try decoder.checked { () throws(Refusal) in
            let nine = try LocalTime(hour: 9)
            return try ReviewPlan(
                rules: rules, otherwise: otherwise, everyDays: everyDays, at: at ?? nine, outcomeAfter: outcomeAfter)
        }
    }
}
