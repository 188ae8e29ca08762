import DeskChannels
import DeskPrimitives
import DeskRouting
import DeskSchedules

/// Which queues the contacts of a policy can come to, and when somebody is there for them.
struct Coverage {
    /// One way a contact can go: where it comes in and what becomes of it.
    struct Path: Hashable {
        let channel: Int
        let topic: TopicID?
        let outcome: RoutingOutcome
    }

    /// The most contacts that are tried; a table so wide is looked at in part.
    static let maximumTries = 60_000

    let policy: DeskPolicy
    let openTimes: [CalendarID: OpenTime]
    /// Every way once, in the order of channels and topics, with the urgency left out.
    let paths: [Path]

    init(_ policy: DeskPolicy, openTimes: [CalendarID: OpenTime], from start: Instant) {
        self.policy = policy
        self.openTimes = openTimes
        paths = Self.paths(policy, from: start)
    }

    func openTime(_ calendar: CalendarID?) -> OpenTime { calendar.flatMap { openTimes[$0] } ?? .always }

    /// The agents who serve a queue and can do what an outcome asks for.
    static func able(_ outcome: RoutingOutcome, _ queue: WorkQueue, _ agents: [Agent]) -> [Agent] {
        agents.filter { queue.teams.contains($0.team) && $0.lacking(outcome.skills).isEmpty }
    }

    /// When at least one of some agents is there for a queue; nil when there is no agent.
    static func openTime(
        of agents: [Agent], _ queue: WorkQueue, _ openTime: (CalendarID?) -> OpenTime
    ) -> OpenTime? {
        var seen: Set<CalendarID?> = []
        var result: OpenTime?
        for agent in agents where seen.insert(agent.calendar).inserted {
            let own = openTime(agent.calendar)
            // A thousand different calendars are beyond what can be joined; the rest then counts as absent.
            result = result.map { (try? $0.union(own)) ?? $0 } ?? own
        }
        guard let result, queue.calendar != nil else { return result }
        return (try? result.intersection(openTime(queue.calendar))) ?? result
    }

    /// When somebody can take what an outcome makes of a contact; nil when nobody ever can.
    func staffed(_ outcome: RoutingOutcome) -> OpenTime? {
        guard let queue = policy.queues.first(where: { $0.id == outcome.queue }) else { return nil }
        return Self.openTime(of: Self.able(outcome, queue, policy.agents), queue, openTime)
    }

    /// Tries every combination of what the table asks for.
    private static func paths(_ policy: DeskPolicy, from start: Instant) -> [Path] {
        let asked = Set(policy.routing.attributes.compactMap { RoutingAttributeName(rawValue: $0.name) })
        func all<Value>(_ name: RoutingAttributeName, _ values: [Value], else value: Value) -> [Value] {
            asked.contains(name) ? values : [value]
        }
        let topics = [TopicID?.none] + policy.topics.map(\.id)
        let languages = all(
            .language, [nil, policy.language] + policy.agents.flatMap(\.languages).map { $0.primary }.unique, else: nil)
        let priorities = all(.priority, CasePriority.allCases, else: .normal)
        let returning = all(.returning, [false, true], else: false)
        // Every half hour of a week, where the table asks for the time.
        let times = all(.time, (0..<336).map { start + .minutes(Int64($0) * 30) }, else: start)
        var result: [Path] = []
        var seen: Set<Path> = []
        var tries = 0
        for (number, channel) in policy.channels.enumerated() {
            let sensitivities = all(
                .sensitivity, DataSensitivity.allCases.filter { $0 <= channel.allows }, else: channel.allows)
            for topic in topics {
                for language in languages {
                    for priority in priorities {
                        for sensitivity in sensitivities {
                            for isReturning in returning {
                                for time in times {
                                    tries += 1
                                    guard tries <= maximumTries else { return result }
                                    let facts = RoutingFacts(
                                        values(
                                            asked, channel: channel.id, topic: topic, language: language,
                                            priority: priority, sensitivity: sensitivity, isReturning: isReturning,
                                            time: time))
                                    guard var outcome = (try? policy.routing.decide(facts))?.outcome else { continue }
                                    outcome.urgency = RoutingOutcome.defaultUrgency
                                    let path = Path(channel: number, topic: topic, outcome: outcome)
                                    if seen.insert(path).inserted { result.append(path) }
                                }
                            }
                        }
                    }
                }
            }
        }
        return result
    }

    private static func values(
        _ asked: Set<RoutingAttributeName>, channel: ChannelID, topic: TopicID?, language: LanguageTag?,
        priority: CasePriority, sensitivity: DataSensitivity, isReturning: Bool, time: Instant
    ) -> [String: RoutingValue] {
        var values: [String: RoutingValue] = [:]
        for attribute in asked {
            values[attribute.rawValue] =
                switch attribute {
                case .channel: .symbol(channel.rawValue)
                case .topic: topic.map { .symbol($0.rawValue) }
                case .language: language.map { .symbol($0.primary.rawValue) }
                case .priority: .symbol(priority.name)
                case .sensitivity: .symbol(sensitivity.rawValue)
                case .returning: .boolean(isReturning)
                case .time: .instant(time)
                }
        }
        return values
    }
}

extension [LanguageTag] {
    /// Each once, in order; optional like the language of a contact.
    fileprivate var unique: [LanguageTag?] {
        var seen: Set<LanguageTag> = []
        return filter { seen.insert($0).inserted }
    }
}
