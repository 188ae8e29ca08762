public import DeskPrimitives

/// How soon something is to happen, for which contacts, counted in which hours.
///
/// In a policy document, with only `name`, `metric` and `within` required:
///
///     { "name": "resolution", "metric": "resolution", "within": { "critical": "PT4H", "normal": "PT16H" },
///       "calendar": "office", "topics": ["billing"], "channels": ["mail"], "pausesOn": ["customer"],
///       "atRisk": [50, 75] }
public struct ServiceTarget: Hashable, Sendable {
    /// The name, unique in its book.
    public let name: String
    /// What is measured.
    public let metric: ClockMetric
    /// The time allowed by priority, in time of the calendar; a priority that is missing has no such target.
    public let within: [CasePriority: TimeSpan]
    /// The hours in which time counts; nil counts around the clock.
    public let calendar: CalendarID?
    /// The topics the target is for; nil is every topic and also none.
    public let topics: [TopicID]?
    /// The channels the target is for; nil is every channel.
    public let channels: [ChannelID]?
    /// The reasons for which time stands still; nil leaves it to the metric.
    public let pausesOn: [PauseReason]?
    /// The percentages of the target, rising, at whose consumption the clock is at risk.
    public let atRisk: [Int]

    /// The longest time a target may allow, 36,525 days.
    public static let longestSpan = TimeSpan.days(36_525)

    /// Creates a target.
    ///
    /// - Throws: `Refusal` with the place of what is wrong: an empty name, no time for any priority, a time that is not
    ///   positive or beyond ``longestSpan``, an empty list of conditions, a step at risk outside 1 … 99.
    public init(
        name: String,
        metric: ClockMetric,
        within: [CasePriority: TimeSpan],
        calendar: CalendarID? = nil,
        topics: [TopicID]? = nil,
        channels: [ChannelID]? = nil,
        pausesOn: [PauseReason]? = nil,
        atRisk: [Int] = [75]
    ) throws(Refusal) {
        try checkName(name, at: .field("name"))
        guard !within.isEmpty else {
            throw Refusal(.malformed, "a target needs a time for at least one priority", at: .field("within"))
        }
        for priority in CasePriority.allCases {
            guard let span = within[priority] else { continue }
            try checkSpan(span, at: .field("within").field(priority.name))
        }
        self.name = name
        self.metric = metric
        self.within = within
        self.calendar = calendar
        self.topics = try Self.condition(topics, at: .field("topics"))
        self.channels = try Self.condition(channels, at: .field("channels"))
        self.pausesOn = pausesOn?.sorted().removingRepetitions()
        self.atRisk = try checkedThresholds(atRisk, at: .field("atRisk"))
    }

    /// A condition in one order; an empty one would never hold, which nobody means.
    private static func condition<Element: Comparable>(_ list: [Element]?, at place: Place) throws(Refusal)
        -> [Element]?
    {
        guard let list else { return nil }
        guard !list.isEmpty else {
            throw Refusal(.malformed, "an empty list matches nothing; leave it out to match everything", at: place)
        }
        guard list.count <= Limits.listCount else {
            throw Refusal(.tooLong, "at most \(Limits.listCount) are taken", at: place)
        }
        return list.sorted().removingRepetitions()
    }

    /// The time allowed for a priority, or nil when there is no such target for it.
    public func span(for priority: CasePriority) -> TimeSpan? { within[priority] }

    /// Whether time stands still for a reason: what the target says, else what the metric does.
    public func pauses(on reason: PauseReason) -> Bool {
        pausesOn?.contains(reason) ?? metric.pausesOn(reason)
    }

    /// Whether the target is for a case: its topic, channel and priority all hold.
    ///
    /// A case without a topic is matched only by targets for every topic.
    ///
    /// - Complexity: O(log n) in the number of topics and channels named.
    public func matches(topic: TopicID?, channel: ChannelID?, priority: CasePriority) -> Bool {
        within[priority] != nil && Self.holds(topics, topic) && Self.holds(channels, channel)
    }

    private static func holds<Element: Comparable>(_ list: [Element]?, _ value: Element?) -> Bool {
        guard let list else { return true }
        guard let value else { return false }
        let index = list.partitioningIndex { $0 >= value }
        return index < list.count && list[index] == value
    }
}

extension Array {
    /// The first index for which a condition holds that, once it holds, goes on holding.
    func partitioningIndex(where holds: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = low + (high - low) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension ServiceTarget: Codable {
    private enum CodingKeys: String, CodingKey {
        case name, metric, within, calendar, topics, channels, pausesOn, atRisk
    }

    /// Reads and checks a target; errors stand at the coding path of the mistake.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(besides: CodingKeys.self)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let name = try container.decode(String.self, forKey: .name)
        let metric = try container.decode(ClockMetric.self, forKey: .metric)
        let within = try Self.decodeWithin(container)
        let calendar = try container.decodeIfPresent(CalendarID.self, forKey: .calendar)
        let topics = try container.decodeIfPresent([TopicID].self, forKey: .topics)
        let channels = try container.decodeIfPresent([ChannelID].self, forKey: .channels)
        let pausesOn = try container.decodeIfPresent([PauseReason].self, forKey: .pausesOn)
        let atRisk = try container.decodeIfPresent([Int].self, forKey: .atRisk) ?? [75]
        do throws(Refusal) {
            try self.init(
                name: name, metric: metric, within: within, calendar: calendar, topics: topics, channels: channels,
                pausesOn: pausesOn, atRisk: atRisk)
        } catch {
            throw decoder.failure(error)
        }
    }

    /// Writes the form that ``init(from:)`` reads; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(metric, forKey: .metric)
        try container.encode(within, forKey: .within)
        try container.encodeIfPresent(calendar, forKey: .calendar)
        if let topics { try container.encode(topics, forKey: .topics) }
        if let channels { try container.encode(channels, forKey: .channels) }
        if let pausesOn { try container.encode(pausesOn, forKey: .pausesOn) }
        try container.encode(atRisk, forKey: .atRisk)
    }

    /// The times by priority, with an error at the very key that is no priority.
    private static func decodeWithin(_ container: KeyedDecodingContainer<CodingKeys>) throws -> [CasePriority: TimeSpan]
    {
        let inner = try container.nestedContainer(keyedBy: AnyKey.self, forKey: .within)
        var within: [CasePriority: TimeSpan] = [:]
        for key in inner.allKeys.sorted(by: { $0.stringValue < $1.stringValue }) {
            guard let priority = CasePriority(name: key.stringValue) else {
                throw DecodingError.dataCorrupted(
                    DecodingError.Context(
                        codingPath: inner.codingPath + [key],
                        debugDescription: "expected critical, high, normal or low"))
            }
            within[priority] = try inner.decode(TimeSpan.self, forKey: key)
        }
        return within
    }
}
