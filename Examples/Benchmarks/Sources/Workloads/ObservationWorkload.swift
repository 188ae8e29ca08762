import DeskOperations
import DeskPrimitives
import DeskReplay
import DeskServiceLevels
import DeskTestKit

/// A log of another system's cases, drawn so that it is shaped like the incident log the figure is about: 24,918 cases with
/// 5.7 updates each, of 5,000 callers, by 50 teams, in the order of time.
public struct ObservationWorkload: Sendable {
    /// How many observations there are.
    public var count: Int { requests.count }
    private let requests: [DeskRequest]
    private let policy: CompiledPolicy

    /// Draws the log of so many cases.
    public init(cases: Int) throws {
        policy = try TownDesk.compiled()
        var random = SeededGenerator(seed: 141_712)
        var all: [CaseObservation] = []
        let steps: [CaseStatus] = [.new, .open, .pending(.customer), .open, .pending(.supplier), .open]
        for number in 0..<cases {
            let openedAt = Instant(seconds: 1_456_700_000 + random.integer(in: 0...31_000_000))
            var at = openedAt
            let updates = random.integer(in: 3...8) + (random.chance(1, in: 5) ? 1 : 0)
            var (team, handOvers, kept) = (random.integer(in: 1...50), 0, true)
            for version in 0..<updates {
                let left = updates - 1 - version
                let status: CaseStatus =
                    left == 0 ? .closed : left == 1 ? .resolved : steps[min(version, steps.count - 1)]
                if version > 0, left > 1, random.chance(1, in: 4) {
                    team = random.integer(in: 1...50)
                    handOvers += 1
                }
                if kept, random.chance(1, in: 20) { kept = false }
                all.append(
                    CaseObservation(
                        source: "log", caseID: try CaseID("INC\(number)"), version: Int64(version), at: at,
                        openedAt: openedAt, status: status, channel: number % 3 == 0 ? "mail" : "phone",
                        caller: "caller-\(number % 5_000)", topic: try TopicID("topic-\(number % 55)"),
                        priority: CasePriority.allCases[number % 4], team: try TeamID("team-\(team)"),
                        agent: try AgentID("agent-\(team)-\(number % 6)"), handOvers: handOvers, targetsKept: kept))
                at = at + .seconds(random.exponential(mean: 20_000))
            }
        }
        all.sort { ($0.at, $0.caseID, $0.version) < ($1.at, $1.caseID, $1.version) }
        requests = try all.enumerated().map { number, observation in
            DeskRequest(try CommandID("observation-\(number)"), .observe(observation), at: observation.at)
        }
    }

    /// Replays the log on an empty desk, 1,024 observations to a batch; how many cases were closed.
    public func replay() throws -> Int64 {
        var replay = Replay(policy: policy)
        var start = 0
        while start < requests.count {
            let end = min(start + DeskMachine.requestLimit, requests.count)
            try replay.run(Array(requests[start..<end]))
            start = end
        }
        guard replay.refused == 0 else { throw WorkloadError("\(replay.refused) observations were refused") }
        return Int64(replay.memory.count(of: ServiceCase.collection))
    }
}
