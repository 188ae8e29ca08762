public import DeskPrimitives
public import DeskSchedules

/// How soon something is to happen, for which contacts, counted in which hours.
///
/// In a policy document, with only `name`, `metric` and `within` required:
///
///     { "name": "resolution", "metric": "resolution", "within": { "critical": "PT4H", "normal": "PT16H" },
///       "calendar": "office", "topics": ["billing"], "channels": ["mail"], "pausesOn": ["customer"],
///       "atRisk": [50, 75], "escalation": [{ "name": "lead", "beforeDue": "PT1H", "inform": "team" }] }
///
/// With `"counting": "days"` the times are whole days: due at the same time of day so many open days of the calendar later,
/// whatever the clocks are turned to in between.
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
    /// The organisations the target is for, as a contract names them; nil is every organisation and also none.
    public let organizations: [OrganizationID]?
    /// The teams the target is for, for what a team takes; nil is every team.
    public let teams: [TeamID]?
    /// The reasons for which time stands still; nil leaves it to the metric.
    public let pausesOn: [PauseReason]?
    /// The percentages of the target, rising, at whose consumption the clock is at risk.
    public let atRisk: [Int]
    /// Whether the times are spans of open time or whole open days.
    public let counting: TargetCounting
    /// Where a time that ends with the open hours falls due; unless said, days end at the next opening and spans at closing.
    public let landing: Landing
    /// What is done before, at and after the due time.
    public let escalation: EscalationLadder

    /// The longest time a target may allow, 36,525 days.
    public static let longestSpan = TimeSpan.days(36_525)

    /// Creates a target.
    ///
    /// - Throws: `Refusal` with the place of what is wrong: an empty name, no time for any priority, a time that is not
    ///   positive or beyond ``longestSpan``, a time that is not whole days where days are counted, an empty list of
    ///   conditions, a step at risk outside 1 … 99.
    public init(
        name: String,
        metric: ClockMetric,
        within: [CasePriority: TimeSpan],
        calendar: CalendarID? = nil,
        topics: [TopicID]? = nil,
        channels: [ChannelID]? = nil,
        organizations: [OrganizationID]? = nil,
        teams: [TeamID]? = nil,
        pausesOn: [PauseReason]? = nil,
        atRisk: [Int] = [75],
        counting: TargetCounting = .time,
        landing: Landing? = nil,
        escalation: EscalationLadder = .none
    ) throws(Refusal) {
        try checkName(name, at: .field("name"))
        guard !within.isEmpty else {
            throw Refusal(.malformed, "a target needs a time for at least one priority", at: .field("within"))
        }
        for priority in CasePriority.allCases {
            guard let span = within[priority] else { continue }
            try checkSpan(span, at: .field("within").field(priority.name))
            guard counting == .time || span.microseconds % TimeSpan.days(1).microseconds == 0 else {
                throw Refusal(
                    .malformed, "where days are counted a time is whole days",
                    at: .field("within").field(priority.name))
            }
        }
        self.name = name
        self.metric = metric
        self.within = within
        self.calendar = calendar
        self.topics = try Self.condition(topics, at: .field("topics"))
        self.channels = try Self.condition(channels, at: .field("channels"))
        self.organizations = try Self.condition(organizations, at: .field("organizations"))
        self.teams = try Self.condition(teams, at: .field("teams"))
        self.pausesOn = pausesOn?.sorted().removingRepetitions()
        self.atRisk = try checkedThresholds(atRisk, at: .field("atRisk"))
        self.counting = counting
        self.landing = landing ?? (counting == .days ? .latest : .earliest)
        self.escalation = escalation
    }

    /// A condition in one order; an empty one would never hold, which nobody means.
    static func condition<Element: Comparable>(_ list: [Element]?, at place: Place) throws(Refusal)
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

    /// The time allowed for a priority as it is written, or nil when there is no such target for it.
    public func span(for priority: CasePriority) -> TimeSpan? { within[priority] }

    /// Whether time stands still for a reason: what the target says, else what the metric does.
    public func pauses(on reason: PauseReason) -> Bool {
        pausesOn?.contains(reason) ?? metric.pausesOn(reason)
    }

    /// Whether the target is for a case: its topic, channel, organisation, team and priority all hold.
    ///
    /// A case without a topic is matched only by targets for every topic, and so with the others.
    ///
    /// - Complexity: O(log n) in the number of names in the conditions.
    public func matches(
        topic: TopicID?, channel: ChannelID?, priority: CasePriority, organization: OrganizationID? = nil,
        team: TeamID? = nil
    ) -> Bool {
        within[priority] != nil && Self.holds(topics, topic) && Self.holds(channels, channel)
            && Self.holds(organizations, organization) && Self.holds(teams, team)
    }

    static func holds<Element: Comparable>(_ list: [Element]?, _ value: Element?) -> Bool {
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
