import DeskPrimitives
import DeskSchedules

extension ServiceTarget: Codable {
    private enum CodingKeys: String, CodingKey {
        case name, metric, within, calendar, topics, channels, organizations, teams, pausesOn, atRisk, counting, landing
        case escalation
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
        let organizations = try container.decodeIfPresent([OrganizationID].self, forKey: .organizations)
        let teams = try container.decodeIfPresent([TeamID].self, forKey: .teams)
        let counting = try container.decodeIfPresent(TargetCounting.self, forKey: .counting) ?? .time
        let landing = try container.decodeIfPresent(Landing.self, forKey: .landing)
        let escalation = try container.decodeIfPresent(EscalationLadder.self, forKey: .escalation) ?? .none
        do throws(Refusal) {
            try self.init(
                name: name, metric: metric, within: within, calendar: calendar, topics: topics, channels: channels,
                organizations: organizations, teams: teams, pausesOn: pausesOn, atRisk: atRisk, counting: counting,
                landing: landing, escalation: escalation)
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
        if let organizations { try container.encode(organizations, forKey: .organizations) }
        if let teams { try container.encode(teams, forKey: .teams) }
        if let pausesOn { try container.encode(pausesOn, forKey: .pausesOn) }
        try container.encode(atRisk, forKey: .atRisk)
        if counting != .time { try container.encode(counting, forKey: .counting) }
        if landing != (counting == .days ? .latest : .earliest) { try container.encode(landing, forKey: .landing) }
        if !escalation.isEmpty { try container.encode(escalation, forKey: .escalation) }
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
