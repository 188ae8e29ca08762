import ServiceDesk

/// The day in figures: what the program prints and draws.
struct Board {
    /// How long people waited on a channel.
    struct Wait {
        let channel: ChannelID
        /// Whether it is the time to the first written reply, in open hours, instead of that until an agent was there.
        let isForReply: Bool
        let median: SpanQuantile
        let p90: SpanQuantile
    }

    /// How a target was kept.
    struct Target {
        let metric: ClockMetric
        var met = 0
        var missed = 0
        /// Clocks that still run, or were no longer wanted.
        var undecided = 0
    }

    /// What an agent did.
    struct AgentRow {
        let agent: Agent
        let count: JournalCount.AgentCount
        let strip: AgentStrip
    }

    /// The scores of one part of the desk.
    struct Scores {
        /// Which part of the desk.
        enum Level { case desk, unit, team, agent }

        let level: Level
        let id: String
        let name: LocalizedText
        let service: Estimate
        let resolved: Estimate
        let recommend: Estimate
        let easy: Estimate
    }

    /// Two groups of answers beside each other.
    struct Contrast {
        let without: Estimate
        let with: Estimate
        let difference: EstimateDifference
    }

    let time: TownTime
    let policy: CompiledPolicy
    let journal: JournalCount
    let handedIn: HandedIn
    let report: CaseReport
    let baseline: Baseline
    let encounters: [Encounter]
    let cases: [ServiceCase]
    let promises: PromiseTally
    let agents: [AgentRow]
    let targets: [Target]
    /// The waits of those who came while their channel was open.
    let waits: [Wait]
    /// Settled cases of people who rang before the lines opened, and were rung back.
    let callbacks: Int
    let scores: [Scores]
    let responses: ResponseRate
    /// The scores of the whole desk as whoever leads it sees them.
    let director: ScoreBoard.Row
    /// The survey that was answered question by question.
    let survey: SurveyTalk
    /// The satisfaction of those who were handed over beside those who were not.
    let handOvers: Contrast
    /// The satisfaction of those to whom a target was missed beside the others.
    let missedTargets: Contrast
    let decisions: [ExplainedCase]
    /// Where the time of the cases went that were settled.
    let ledger: TimeLedger

    /// The channels on which anybody came, in the order of the policy.
    var channels: [ContactChannel] { policy.document.channels.filter { journal.contacts(on: $0.id) > 0 } }
    /// Targets that were kept.
    var targetsMet: Int { targets.reduce(0) { $0 + $1.met } }
    /// Targets that were missed.
    var targetsMissed: Int { targets.reduce(0) { $0 + $1.missed } }
    /// The cases by how they stand at the end of the day.
    func cases(standing: (CaseStatus) -> Bool) -> Int { cases.count { standing($0.status) } }
    /// The scores of the whole desk.
    var deskScores: Scores? { scores.first { $0.level == .desk } }
    /// What a channel is called.
    func name(_ channel: ChannelID) -> LocalizedText {
        policy.channels[channel]?.name ?? LocalizedText(stringLiteral: channel.rawValue)
    }
}
