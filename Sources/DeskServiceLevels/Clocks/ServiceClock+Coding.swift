import DeskPrimitives
import DeskSchedules

extension ServiceClock: Codable {
    private enum CodingKeys: String, CodingKey {
        case metric, targetName, target, calendar, startedAt, pausesOn, atRisk, landing, alreadyUsed, version, events
    }

    /// Writes the clock with its history.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(metric, forKey: .metric)
        try container.encode(targetName, forKey: .targetName)
        try container.encodeIfPresent(target, forKey: .target)
        try container.encodeIfPresent(calendar, forKey: .calendar)
        try container.encode(startedAt, forKey: .startedAt)
        try container.encode(pausesOn, forKey: .pausesOn)
        try container.encode(atRisk, forKey: .atRisk)
        if landing != .earliest { try container.encode(landing, forKey: .landing) }
        if alreadyUsed != .zero { try container.encode(alreadyUsed, forKey: .alreadyUsed) }
        try container.encodeIfPresent(version, forKey: .version)
        if !events.isEmpty { try container.encode(events, forKey: .events) }
    }

    /// Reads a clock; events in any order, each at most once.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let metric = try container.decode(ClockMetric.self, forKey: .metric)
        let targetName = try container.decode(String.self, forKey: .targetName)
        let target = try container.decodeIfPresent(TimeSpan.self, forKey: .target)
        let calendar = try container.decodeIfPresent(CalendarID.self, forKey: .calendar)
        let startedAt = try container.decode(Instant.self, forKey: .startedAt)
        let pausesOn = try container.decodeIfPresent([PauseReason].self, forKey: .pausesOn)
        let atRisk = try container.decodeIfPresent([Int].self, forKey: .atRisk) ?? [75]
        let landing = try container.decodeIfPresent(Landing.self, forKey: .landing) ?? .earliest
        let alreadyUsed = try container.decodeIfPresent(TimeSpan.self, forKey: .alreadyUsed) ?? .zero
        let version = try container.decodeIfPresent(String.self, forKey: .version)
        let entries = try container.decodeIfPresent([ClockEntry].self, forKey: .events) ?? []
        do throws(Refusal) {
            try self.init(
                metric: metric, targetName: targetName, target: target, calendar: calendar, startedAt: startedAt,
                pausesOn: pausesOn, atRisk: atRisk, landing: landing, alreadyUsed: alreadyUsed, version: version)
            // The order of a history is never trusted: folding what is out of order would show a wrong time.
            for (index, entry) in entries.sorted().enumerated() {
                do throws(Refusal) {
                    try apply(entry.event, at: entry.at)
                } catch {
                    throw error.within(Place([.field("events"), .index(index)]))
                }
            }
        } catch {
            throw decoder.failure(error)
        }
    }
}
