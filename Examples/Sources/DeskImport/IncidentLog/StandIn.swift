public import DeskPrimitives

public enum PauseReason: String, Hashable, Sendable { case customer, supplier, `internal` }
public enum CaseStatus: Hashable, Sendable { case new, open, pending(PauseReason), resolved, closed }
public struct CaseObservation: Hashable, Sendable {
    public var source: String
    public var caseID: CaseID
    public var version: Int64
    public var at: Instant
    public var openedAt: Instant
    public var status: CaseStatus?
    public var channel: ChannelID
    public var caller: String?
    public var topic: TopicID?
    public var priority: CasePriority?
    public var team: TeamID?
    public var agent: AgentID?
    public var handOvers: Int
    public var reopens: Int
    public var targetsKept: Bool?
    public init(
        source: String, caseID: CaseID, version: Int64, at: Instant, openedAt: Instant, status: CaseStatus?,
        channel: ChannelID, caller: String? = nil, topic: TopicID? = nil, priority: CasePriority? = nil,
        team: TeamID? = nil, agent: AgentID? = nil, handOvers: Int = 0, reopens: Int = 0, targetsKept: Bool? = nil
    ) {
        self.source = source
        self.caseID = caseID
        self.version = version
        self.at = at
        self.openedAt = openedAt
        self.status = status
        self.channel = channel
        self.caller = caller
        self.topic = topic
        self.priority = priority
        self.team = team
        self.agent = agent
        self.handOvers = handOvers
        self.reopens = reopens
        self.targetsKept = targetsKept
    }
}
struct LocalDate {
    let dayNumber: Int
    init(year: Int, month: Int, day: Int) throws(Refusal) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day
                <= [
                    31, (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31,
                    30, 31,
                ][month - 1]
        else { throw Refusal(.outOfRange, "no date") }
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        dayNumber = era * 146_097 + dayOfEra - 719_468
    }
}
