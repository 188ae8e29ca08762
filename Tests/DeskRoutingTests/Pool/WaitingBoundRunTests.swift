import DeskPrimitives
import DeskRouting
import DeskTestKit
import Testing

/// The bound on waiting in simulated desks of several queues: with ageing nothing starves, without it low urgency does.
@Suite("The bound on waiting, over several queues")
struct WaitingBoundRunTests {
    private static let queues: [QueueID] = ["q0", "q1", "q2"]
    private static let skills: [SkillID] = ["s0", "s1"]
    private static let longest = TimeSpan.seconds(60)

    /// A contact of a run.
    private struct Contact {
        let queue: QueueID
        let needs: [SkillRequirement]
        let urgency: Int
        let came: Instant
        /// What waited when it came and could be served before it by those who can take it.
        var ahead: [CaseID] = []
        var begun: Instant?
    }

    private struct Run {
        var agents: [Agent] = []
        var serves: [QueueID: [TeamID]] = [:]
        var contacts: [CaseID: Contact] = [:]
        let point: TimeSpan?

        /// Who can take a contact, worked out by hand.
        func able(_ contact: Contact) -> [AgentID] {
            agents.filter { agent in
                serves[contact.queue]?.contains(agent.team) == true
                    && contact.needs.allSatisfy { need in
                        agent.skills.contains { $0.skill == need.skill && $0.level >= need.atLeast }
                    }
            }.map(\.id)
        }
    }

    private func run(seed: UInt64, point: TimeSpan?, seconds: Int) throws -> Run {
        var random = SeededGenerator(seed: seed)
        var run = Run(point: point)
        let teams: [TeamID] = ["red", "blue"]
        for queue in Self.queues {
            run.serves[queue] = random.chance(1, in: 3) ? teams : [random.pick(teams) ?? "red"]
        }
        for index in 0..<random.integer(in: 2...5) {
            run.agents.append(
                Agent(
                    id: try AgentID("a\(index)"), name: "x", team: teams[index % 2],
                    skills: Self.skills.filter { _ in random.chance(2, in: 3) }.map { SkillLevel($0, 3) }))
        }
        var pool = try WorkPool(
            queues: Self.queues.map { WorkQueue(id: $0, teams: run.serves[$0] ?? []) },
            policy: DistributionPolicy(urgencyPoint: point), at: Samples.at(0))
        for agent in run.agents {
            try pool.setAgent(agent, at: Samples.at(0))
            try pool.setPresence(agent.id, .available, at: Samples.at(0))
        }
        var ends: [(at: Instant, id: CaseID)] = []
        for second in 0..<seconds {
            let now = Samples.at(Int64(second))
            for (_, id) in ends.filter({ $0.at == now }) { try pool.finish(id, at: now) }
            ends.removeAll { $0.at == now }
            if second < seconds / 2, random.chance(run.agents.count, in: 34) {
                let id = try CaseID("c\(second)")
                var contact = Contact(
                    queue: random.pick(Self.queues) ?? "q0",
                    needs: Self.skills.filter { _ in random.chance(1, in: 4) }.map { SkillRequirement($0, atLeast: 2) },
                    urgency: random.chance(1, in: 2) ? random.integer(in: 0...100) : random.integer(in: 0...5),
                    came: now)
                let crew = Set(run.able(contact))
                if !crew.isEmpty {
                    contact.ahead = run.contacts.filter {
                        $0.value.begun == nil && !crew.isDisjoint(with: run.able($0.value))
                    }
                    .map(\.key)
                    run.contacts[id] = contact
                    try pool.enqueue(
                        WorkItem(
                            id: id, queue: contact.queue, requirement: contact.needs, urgency: contact.urgency,
                            enqueuedAt: now), at: now)
                }
            }
            for event in pool.takeEvents() {
                guard case .offered(let offer) = event else { continue }
                try pool.accept(offer.caseID, by: offer.agent, at: now)
                run.contacts[offer.caseID]?.begun = now
                ends.append((now + .seconds(Int64(random.integer(in: 1...60))), offer.caseID))
            }
        }
        return run
    }

    @Test("Every contact of every queue begins within its bound, computed from what came before and around it")
    func everyBoundHolds() throws {
        var (checked, tight) = (0, 0)
        for round in 0..<Samples.cases(12) {
            let seed = UInt64(round) &* 32_452_843 &+ 19
            var random = SeededGenerator(seed: seed)
            let point = TimeSpan.seconds(Int64(random.integer(in: 0...20)))
            let run = try run(seed: seed, point: point, seconds: 2_400)
            for (id, contact) in run.contacts {
                let crew = Set(run.able(contact))
                let window = point * Int64(100 - contact.urgency)
                let overtaking = run.contacts.values.count { other in
                    other.came > contact.came && other.came <= contact.came + window && other.urgency > contact.urgency
                        && !crew.isDisjoint(with: run.able(other))
                }
                let load = WaitingBound.Load(
                    ahead: contact.ahead.count, burst: overtaking, agents: crew.count, longest: Self.longest)
                let bound = try WaitingBound(
                    urgency: contact.urgency, policy: DistributionPolicy(urgencyPoint: point), load: load)
                let longest = try #require(bound.longestWait)
                #expect(bound.overtakingEnds == window)
                let waited = (contact.begun ?? Samples.at(2_400)) - contact.came
                #expect(waited <= longest, "seed \(seed), \(id): \(waited) of \(longest)")
                checked += 1
                if waited > .zero, longest.microseconds < 4 * waited.microseconds { tight += 1 }
            }
        }
        #expect(checked > 300 && tight > 20, "\(checked) checked, \(tight) of them within four times")
    }

    @Test("Without ageing low urgency starves while there is anything else; with it nothing does")
    func starvation() throws {
        func wait(_ point: TimeSpan?) throws -> TimeSpan? {
            var pool = try WorkPool(
                queues: [WorkQueue(id: "low", teams: ["t"]), WorkQueue(id: "high", teams: ["t"])],
                policy: DistributionPolicy(urgencyPoint: point), at: Samples.at(0))
            try pool.setAgent(Agent(id: "a", name: "A", team: "t"), at: Samples.at(0))
            try pool.setPresence("a", .available, at: Samples.at(0))
            try pool.enqueue(WorkItem(id: "busy", queue: "high", enqueuedAt: Samples.at(0)), at: Samples.at(0))
            try pool.accept("busy", by: "a", at: Samples.at(0))
            pool.clearEvents()
            try pool.enqueue(
                WorkItem(id: "low", queue: "low", urgency: 0, enqueuedAt: Samples.at(0)), at: Samples.at(0))
            var current: CaseID = "busy"
            // Urgent work comes as fast as it is done, all day long.
            for minute in 1...1_440 {
                let at = Samples.at(Int64(minute) * 60)
                try pool.enqueue(
                    WorkItem(id: CaseID("h\(minute)"), queue: "high", urgency: 100, enqueuedAt: at), at: at)
                try pool.finish(current, at: at)
                for event in pool.takeEvents() {
                    guard case .offered(let offer) = event else { continue }
                    if offer.caseID == "low" { return at - Samples.at(0) }
                    try pool.accept(offer.caseID, by: "a", at: at)
                    current = offer.caseID
                }
            }
            return nil
        }
        #expect(try wait(nil) == nil)
        let strict = try WaitingBound(
            urgency: 0, policy: DistributionPolicy(urgencyPoint: nil),
            load: .init(ahead: 1, perHour: 60, agents: 1, longest: .minutes(1)))
        #expect(strict.longestWait == nil)
        let aged = try #require(try wait(.minutes(3)))
        let bound = try WaitingBound(
            urgency: 0, policy: DistributionPolicy(urgencyPoint: .minutes(3)),
            load: .init(ahead: 1, perHour: 60, agents: 1, longest: .minutes(1)))
        // Three hundred minutes make up for a hundred points; what came before is done first.
        #expect(aged > .minutes(299) && aged <= (bound.longestWait ?? .zero), "\(aged)")
    }
}
