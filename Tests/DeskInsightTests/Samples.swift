import DeskFeedback
import DeskInsight
import DeskPrimitives

/// What most tests of this room start from.
enum Samples {
    static let start = Instant("2026-03-02T00:00:00Z") ?? .epoch
    static let window = start..<(start + .days(28))

    static func encounter(_ number: Int, after span: TimeSpan = .zero, channel: ChannelID = "phone") throws -> Encounter
    {
        Encounter(
            id: EncounterID(case: try CaseID("case-\(number)")), channel: channel, arrivedAt: start + span)
    }

    /// Encounters of a small desk over four weeks, the same for the same seed.
    static func encounters(_ count: Int, seed: UInt64, agents: Int = 6) throws -> [Encounter] {
        var random = SplitMix64(seed: seed)
        return try (0..<count).map { number in
            var encounter = try encounter(
                number, after: .seconds(.random(in: 0..<(28 * 86_400), using: &random)),
                channel: ["phone", "mail", "chat"].randomElement(using: &random) ?? "phone")
            encounter.topic = [nil, "billing", "outage"].randomElement(using: &random) ?? nil
            let agent = Int.random(in: 0...agents, using: &random)
            if agent > 0 { encounter.agent = try AgentID("agent-\(agent)") }
            encounter.team = agent < 2 ? nil : agent % 2 == 0 ? "blue" : "red"
            encounter.organization = Bool.random(using: &random) ? "acme" : nil
            if Bool.random(using: &random) {
                let wait = TimeSpan.seconds(.random(in: 0..<600, using: &random))
                encounter.wait = wait
                encounter.answeredAt = encounter.arrivedAt + wait
                encounter.timeToFirstReply = wait * 2
                encounter.timeToResolve = wait * 5
            }
            encounter.effort = .seconds(.random(in: 30..<900, using: &random))
            encounter.reopens = .random(in: 0...3, using: &random) / 3
            encounter.handOvers = .random(in: 0...2, using: &random)
            encounter.targetsMet = .random(in: 0...2, using: &random)
            encounter.targetsMissed = .random(in: 0...1, using: &random)
            encounter.promisesKept = .random(in: 0...1, using: &random)
            encounter.promisesLate = .random(in: 0...1, using: &random)
            if Int.random(in: 0..<4, using: &random) == 0 {
                encounter.scores = ScoreSet(
                    resolved: .random(in: 0...1, using: &random), service: .random(in: 1...5, using: &random),
                    recommend: .random(in: 0...10, using: &random),
                    effort: Bool.random(using: &random) ? .random(in: 1...7, using: &random) : nil)
            }
            return encounter
        }
    }

    /// The refusal that a piece of work ends with; nil when it does not.
    static func refusal(_ work: () throws -> Void) -> Refusal? {
        do {
            try work()
            return nil
        } catch {
            return error as? Refusal
        }
    }
}
