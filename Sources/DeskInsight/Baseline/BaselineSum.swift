import DeskFeedback
public import DeskPrimitives

/// Encounters gathered for a ``Baseline``, one after another or in parts that are merged; the order does not matter.
///
/// It holds the measured times as integers, so the report of a merged sum is the report of all its encounters, to the
/// bit.
public struct BaselineSum: Sendable {
    /// The time of arrival that counts.
    public let window: Range<Instant>
    private(set) var overall = EncounterFigures()
    private(set) var channels: [ChannelID?: EncounterFigures] = [:]
    private(set) var topics: [TopicID?: EncounterFigures] = [:]
    private(set) var teams: [TeamID?: EncounterFigures] = [:]
    private(set) var agents: [AgentID?: EncounterFigures] = [:]
    private(set) var organizations: [OrganizationID?: EncounterFigures] = [:]
    private(set) var agentsInTeams: [TeamID?: [AgentID?: Tally]] = [:]

    /// Starts a sum for a window of arrivals.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for a window outside the years 1 … 9999.
    public init(window: Range<Instant>) throws(Refusal) {
        try Limits.check(window.lowerBound, at: .field("window"))
        try Limits.check(window.upperBound, at: .field("window"))
        self.window = window
    }

    /// Adds an encounter; one that arrived outside the window is left out.
    ///
    /// - Throws: What ``Encounter/validate()`` throws; nothing is added then.
    public mutating func add(_ encounter: Encounter) throws(Refusal) {
        try encounter.validate()
        guard window.contains(encounter.arrivedAt) else { return }
        let day = (encounter.arrivedAt - window.lowerBound).microseconds / 86_400_000_000
        let tally = Tally(encounter.scores)
        overall.add(encounter, tally, day: day)
        channels[encounter.channel, default: EncounterFigures()].add(encounter, tally, day: day)
        topics[encounter.topic, default: EncounterFigures()].add(encounter, tally, day: day)
        teams[encounter.team, default: EncounterFigures()].add(encounter, tally, day: day)
        agents[encounter.agent, default: EncounterFigures()].add(encounter, tally, day: day)
        organizations[encounter.organization, default: EncounterFigures()].add(encounter, tally, day: day)
        agentsInTeams[encounter.team, default: [:]][encounter.agent, default: .zero] += tally
    }

    /// Adds all encounters of another sum.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it is for another window.
    public mutating func merge(_ other: BaselineSum) throws(Refusal) {
        guard window == other.window else {
            throw Refusal(.wrongState, "the sums are for different windows", at: .field("window"))
        }
        overall.merge(other.overall)
        Self.merge(&channels, other.channels)
        Self.merge(&topics, other.topics)
        Self.merge(&teams, other.teams)
        Self.merge(&agents, other.agents)
        Self.merge(&organizations, other.organizations)
        for (team, members) in other.agentsInTeams {
            agentsInTeams[team, default: [:]].merge(members, uniquingKeysWith: +)
        }
    }

    private static func merge<Key>(_ a: inout [Key: EncounterFigures], _ b: [Key: EncounterFigures]) {
        for (key, figures) in b { a[key, default: EncounterFigures()].merge(figures) }
    }
}

/// What a group of encounters adds up to, as integers.
struct EncounterFigures: Sendable {
    private(set) var days: [Int64] = []
    private(set) var waits: [Int64] = []
    private(set) var firstReplies: [Int64] = []
    private(set) var resolutions: [Int64] = []
    private(set) var efforts: [Int64] = []
    private(set) var answered = 0
    private(set) var reopened = 0
    private(set) var handedOver = 0
    private(set) var targetsMet = 0
    private(set) var targets = 0
    private(set) var promisesKept = 0
    private(set) var promises = 0
    private(set) var tally = Tally.zero

    var n: Int { days.count }

    mutating func add(_ encounter: Encounter, _ scores: Tally, day: Int64) {
        days.append(day)
        if let wait = encounter.wait { waits.append(wait.microseconds) }
        if let span = encounter.timeToFirstReply { firstReplies.append(span.microseconds) }
        if let span = encounter.timeToResolve { resolutions.append(span.microseconds) }
        efforts.append(encounter.effort.microseconds)
        if encounter.answeredAt != nil { answered += 1 }
        if encounter.reopens > 0 { reopened += 1 }
        if encounter.handOvers > 0 { handedOver += 1 }
        targetsMet += encounter.targetsMet
        targets += encounter.targetsMet + encounter.targetsMissed
        promisesKept += encounter.promisesKept
        promises += encounter.promisesKept + encounter.promisesLate + encounter.promisesBroken
        tally += scores
    }

    mutating func merge(_ other: EncounterFigures) {
        days += other.days
        waits += other.waits
        firstReplies += other.firstReplies
        resolutions += other.resolutions
        efforts += other.efforts
        answered += other.answered
        reopened += other.reopened
        handedOver += other.handedOver
        targetsMet += other.targetsMet
        targets += other.targets
        promisesKept += other.promisesKept
        promises += other.promises
        tally += other.tally
    }

    /// - Parameters:
    ///   - wholeDays: How many whole days the window has.
    ///   - hidden: The scores that would give away another one.
    ///   - gates: From how many answers on a score is shown.
    ///   - isAgent: Whether the group is one agent's.
    func figures(
        wholeDays: Int64, hidden: Set<BaselineScores.Measure> = [], gates: BaselineGates, isAgent: Bool = false
    ) -> BaselineFigures {
        let confidence = gates.confidence
        let waits = waits.sorted()
        let firstReplies = firstReplies.sorted()
        let resolutions = resolutions.sorted()
        let share = { (count: Int, n: Int) in
            Estimate.share(count, of: n, confidence: confidence, gate: .open)
        }
        let quantile = { (percent: Int, values: [Int64]) in
            SpanQuantile(percent, ofSorted: values, confidence: confidence)
        }
        let scores = BaselineScores(tally, hidden: hidden, gates: gates, isAgent: isAgent)
        return BaselineFigures(
            n: n, perDay: perDay(wholeDays: wholeDays, confidence), answered: share(answered, n),
            waitMedian: quantile(50, waits), waitP90: quantile(90, waits),
            firstReplyMedian: quantile(50, firstReplies), firstReplyP90: quantile(90, firstReplies),
            resolutionMedian: quantile(50, resolutions), resolutionP90: quantile(90, resolutions),
            effortSeconds: MeanEstimate(sorted: efforts.sorted(), scale: 1e-6, confidence: confidence),
            reopened: share(reopened, n), handedOver: share(handedOver, n), targetsMet: share(targetsMet, targets),
            promisesKept: share(promisesKept, promises), resolved: scores.resolved, service: scores.service,
            netPromoterScore: scores.recommend, easy: scores.effort)
    }

    /// The mean of the counts of whole days, those without any encounter included.
    private func perDay(wholeDays: Int64, _ confidence: Confidence) -> MeanEstimate {
        let days = days.filter { $0 < wholeDays }.sorted()
        let count = Double(wholeDays)
        let mean = wholeDays > 0 ? Double(days.count) / count : 0
        var squares = 0.0
        var busyDays = 0.0
        var start = 0
        while start < days.count {
            var end = start
            while end < days.count, days[end] == days[start] { end += 1 }
            let deviation = Double(end - start) - mean
            squares += deviation * deviation
            busyDays += 1
            start = end
        }
        squares += (count - busyDays) * mean * mean
        return MeanEstimate(
            mean: mean, squaredDeviations: squares, n: Int(wholeDays), needed: 7, confidence: confidence)
    }
}
