import DeskPrimitives
import DeskRouting
import Foundation
import Testing

/// Who gets what, case by case.
@Suite struct WorkPoolTests {
    private let queue = WorkQueue(id: "q", teams: ["t1", "t2"])

    private func work(
        _ id: CaseID, _ skills: [SkillRequirement] = [], urgency: Int = 50, units: Int = 100, at seconds: Int64 = 0,
        preferred: AgentID? = nil
    ) throws -> WorkItem {
        try WorkItem(
            id: id, queue: "q", requirement: skills, urgency: urgency, units: units, enqueuedAt: Samples.at(seconds),
            preferredAgent: preferred)
    }

    private func agent(
        _ id: AgentID, team: TeamID = "t1", _ skills: [SkillLevel] = [], capacity: Int = 100
    ) -> Agent {
        Agent(id: id, name: id.rawValue, team: team, skills: skills, capacityUnits: capacity)
    }

    private func seat(_ id: AgentID, _ presence: AgentPresence = .available, idle seconds: Int64 = 0) -> AgentSeat {
        AgentSeat(agent: id, presence: presence, at: Samples.at(seconds))
    }

    private func plan(
        _ items: [WorkItem], _ seats: [AgentSeat], _ agents: [Agent], _ policy: DistributionPolicy = .init(),
        at seconds: Int64 = 1_000
    ) -> WorkPlan {
        WorkPlanner.plan(
            waiting: items, seats: seats, agents: Dictionary(uniqueKeysWithValues: agents.map { ($0.id, $0) }),
            queue: queue, policy: policy, at: Samples.at(seconds))
    }

    private func pairs(_ plan: WorkPlan) -> [String] { plan.offers.map { "\($0.caseID)→\($0.agent)" } }

    @Test func urgencyThenAgeThenName() throws {
        let items = [
            try work("c4", at: 10), try work("c3", at: 10), try work("c2", at: 5), try work("c1", urgency: 51, at: 90),
        ]
        let agents: [Agent] = ["a1", "a2", "a3", "a4"].map { agent($0) }
        let seats = agents.enumerated().map { seat($1.id, idle: Int64($0)) }
        #expect(pairs(plan(items, seats, agents)) == ["c1→a1", "c2→a2", "c3→a3", "c4→a4"])
    }

    @Test func longestIdleFirst() throws {
        let agents: [Agent] = ["a1", "a2", "a3"].map { agent($0, capacity: 200) }
        let busy = try seat("a1", idle: 0).holding("x", units: 100, capacity: 200, as: .active, at: Samples.at(1))
        let seats = [busy, seat("a2", idle: 90), seat("a3", idle: 40)]
        let found = plan([try work("c1"), try work("c2"), try work("c3"), try work("c4")], seats, agents)
        // a1 works, so it comes behind those who do not, though it waits longest; then it is its turn again.
        #expect(pairs(found) == ["c1→a3", "c2→a3", "c3→a2", "c4→a2"])
        #expect(found.offers[0].reason == OfferReason(.order(.longestIdle), eligibleCount: 3))
    }

    @Test func leastUtilisedFirst() throws {
        let agents = [agent("a1", capacity: 200), agent("a2", capacity: 300), agent("a3", capacity: 100)]
        let seats = [
            try seat("a1").holding("x", units: 50, capacity: 200, at: Samples.at(1)),
            try seat("a2").holding("y", units: 60, capacity: 300, at: Samples.at(1)),
            try seat("a3").holding("z", units: 30, capacity: 100, at: Samples.at(1)),
        ]
        let policy = DistributionPolicy(agents: [.leastUtilised])
        let found = plan([try work("c1", units: 30), try work("c2", units: 30)], seats, agents, policy)
        // 50/200, 60/300, 30/100: the second; then 90/300 = 30/100 against 50/200: the first.
        #expect(pairs(found) == ["c1→a2", "c2→a1"])
        #expect(found.offers.map(\.reason.basis) == [.order(.leastUtilised), .order(.leastUtilised)])
    }

    @Test func bestProficiencyFirst() throws {
        let skills = [SkillRequirement("fraud", atLeast: 2), SkillRequirement("phone")]
        let agents = [
            agent("a1", [SkillLevel("fraud", 5), SkillLevel("phone", 1)]),
            agent("a2", [SkillLevel("fraud", 4), SkillLevel("phone", 3), SkillLevel("press", 5)]),
            agent("a3", [SkillLevel("fraud", 1), SkillLevel("phone", 5)]),
        ]
        let found = plan(
            [try work("c1", skills)], agents.map { seat($0.id) }, agents, DistributionPolicy(agents: [.bestProficiency])
        )
        #expect(pairs(found) == ["c1→a2"])
        #expect(found.offers[0].reason == OfferReason(.order(.bestProficiency), eligibleCount: 2))
    }

    @Test func leastFlexibleFirst() throws {
        let agents = [
            agent("a1", [SkillLevel("fraud", 5), SkillLevel("phone")]), agent("a2", [SkillLevel("fraud", 2)]),
        ]
        let found = plan(
            [try work("c1", [SkillRequirement("fraud")])], agents.map { seat($0.id) }, agents,
            DistributionPolicy(agents: [.leastFlexible]))
        #expect(pairs(found) == ["c1→a2"])
    }

    @Test func leastEffortFirst() throws {
        let agents: [Agent] = ["a1", "a2"].map { agent($0) }
        let worked = try seat("a1").holding("x", units: 10, capacity: 100, as: .active, at: Samples.at(1))
            .releasing("x", finished: true, at: Samples.at(2))
        let found = plan(
            [try work("c1")], [worked, seat("a2", idle: 500)], agents, DistributionPolicy(agents: [.leastEffort]))
        #expect(pairs(found) == ["c1→a2"])
    }

    @Test func equalInOneOrderTheNextDecides() throws {
        let agents: [Agent] = ["a1", "a2", "a3"].map { agent($0, [SkillLevel("fraud", 3)]) }
        let policy = DistributionPolicy(agents: [.bestProficiency, .longestIdle])
        let seats = [seat("a1", idle: 5), seat("a2", idle: 3), seat("a3", idle: 3)]
        let found = plan([try work("c1", [SkillRequirement("fraud")])], seats, agents, policy)
        #expect(pairs(found) == ["c1→a2"])
        #expect(found.offers[0].reason == OfferReason(.name, eligibleCount: 3))
        let clear = plan([try work("c1")], [seats[0], seats[1]], agents, policy)
        #expect(clear.offers[0].reason == OfferReason(.order(.longestIdle), eligibleCount: 2))
        let alone = plan([try work("c1")], [seats[0]], agents, DistributionPolicy(agents: []))
        #expect(alone.offers[0].reason == OfferReason(.onlyOne, eligibleCount: 1))
    }

    @Test func everyReasonForNotBeingOfferedWork() throws {
        let fraud = [SkillRequirement("fraud", atLeast: 3)]
        let able = [SkillLevel("fraud", 4)]
        let agents = [
            agent("a1", able), agent("a2", team: "t9", able), agent("a3", [SkillLevel("fraud", 2)]), agent("a4"),
            agent("a5", able), agent("a6", able), agent("a7", able), agent("a8", able),
        ]
        let item = try work("c1", fraud, units: 60)
            .offering(to: "a8", at: Samples.at(990), expires: Samples.at(995))
            .declining(by: "a8", at: Samples.at(991), excludeFor: .minutes(10))
        let seats = [
            seat("a1"), seat("a2"), seat("a3"), seat("a4"), seat("a5", .away), seat("a6", .offline),
            try seat("a7").holding("x", units: 50, capacity: 100, at: Samples.at(1)), seat("a8"), seat("ghost"),
        ]
        let found = plan([item], seats, agents)
        let candidates = try #require(found.offers.first).candidates
        #expect(
            candidates == [
                OfferCandidate("a1"),
                OfferCandidate("a2", exclusion: .wrongTeam("t9")),
                OfferCandidate("a3", exclusion: .lacksSkill("fraud", needs: 3, has: 2)),
                OfferCandidate("a4", exclusion: .lacksSkill("fraud", needs: 3, has: 0)),
                OfferCandidate("a5", exclusion: .notAvailable(.away)),
                OfferCandidate("a6", exclusion: .notAvailable(.offline)),
                OfferCandidate("a7", exclusion: .noCapacity(needs: 60, free: 50)),
                OfferCandidate("a8", exclusion: .excludedUntil(Samples.at(1_591))),
                OfferCandidate("ghost", exclusion: .unknownAgent),
            ])
        let words = candidates.compactMap(\.exclusion)
        #expect(
            words.map { $0.sentence(in: .english) } == [
                "is in team t9, which does not serve the queue", "has skill fraud at level 2, 3 is needed",
                "does not have skill fraud", "is away", "is offline", "has 50 units left, 60 are needed",
                "declined it or did not answer and is not asked again before 2026-03-02T09:26:31Z", "is not declared",
            ])
        #expect(words[1].sentence(in: .finnish) == "hallitsee taidon fraud tasolla 2, tarvitaan 3")
        #expect(
            found.offers[0].sentence(in: .english)
                == "Case c1 is offered to a1 until 2026-03-02T09:17:10Z. Nobody else could take it now. "
                + "a2 is in team t9, which does not serve the queue; a3 has skill fraud at level 2, 3 is needed; "
                + "a4 does not have skill fraud; a5 is away; a6 is offline; and 3 more.")
    }

    @Test func workThatNobodyCanTakeSaysWhy() throws {
        let agents = [agent("a1"), agent("a2", [SkillLevel("fraud", 5)])]
        let found = plan(
            [try work("c1", [SkillRequirement("fraud")]), try work("c2", [SkillRequirement("fraud")], at: 5)],
            agents.map { seat($0.id) }, agents)
        #expect(pairs(found) == ["c1→a2"])
        #expect(found.unplaced.map(\.item.id) == ["c2"])
        #expect(
            found.unplaced[0].reasons == [
                OfferCandidate("a1", exclusion: .lacksSkill("fraud", needs: 1, has: 0)),
                OfferCandidate("a2", exclusion: .noCapacity(needs: 100, free: 0)),
            ])
        #expect(
            found.unplaced[0].sentence(in: .finnish)
                == "Asia c2 odottaa: kukaan ei voi ottaa sitä juuri nyt. "
                + "a1 ei hallitse taitoa fraud; a2 pystyy ottamaan enää 0 yksikköä, tarvitaan 100.")
        let empty = plan([try work("c1")], [], [])
        #expect(
            empty.unplaced[0].sentence(in: .english) == "Case c1 waits: nobody can take it now. No agent is signed in.")
    }

    @Test func thePreferredAgentComesFirstForAWhile() throws {
        let agents = [agent("a1"), agent("a2")]
        let seats = [seat("a1", idle: 0), seat("a2", idle: 500)]
        let item = try work("c1", at: 990, preferred: "a2")
        let found = plan([item], seats, agents)
        #expect(pairs(found) == ["c1→a2"])
        #expect(found.offers[0].reason == OfferReason(.preferred, eligibleCount: 1))
        #expect(found.offers[0].candidates[0].exclusion == .reserved(for: "a2", until: Samples.at(1_050)))
        // When the time is over the usual order holds.
        #expect(pairs(plan([item], seats, agents, at: 1_050)) == ["c1→a1"])
        #expect(pairs(plan([item], seats, agents, DistributionPolicy(preferredAgentFor: .zero))) == ["c1→a1"])
    }

    @Test func workWaitsForABusyPreferredAgentButNotForAnAbsentOne() throws {
        let agents = [agent("a1"), agent("a2"), agent("a3", team: "t9")]
        let busy = try seat("a2").holding("x", units: 100, capacity: 100, as: .active, at: Samples.at(1))
        let item = try work("c1", at: 990, preferred: "a2")
        let waiting = plan([item], [seat("a1"), busy], agents)
        #expect(waiting.offers.isEmpty)
        #expect(
            waiting.unplaced[0].reasons == [
                OfferCandidate("a1", exclusion: .reserved(for: "a2", until: Samples.at(1_050))),
                OfferCandidate("a2", exclusion: .noCapacity(needs: 100, free: 0)),
            ])
        #expect(pairs(plan([item], [seat("a1"), seat("a2", .away)], agents)) == ["c1→a1"])
        #expect(pairs(plan([item], [seat("a1")], agents)) == ["c1→a1"])
        let foreign = try work("c1", at: 990, preferred: "a3")
        #expect(pairs(plan([foreign], [seat("a1"), seat("a3")], agents)) == ["c1→a1"])
        let declined = try item.offering(to: "a2", at: Samples.at(991), expires: Samples.at(995))
            .declining(by: "a2", at: Samples.at(992), excludeFor: .minutes(5))
        #expect(pairs(plan([declined], [seat("a1"), seat("a2")], agents)) == ["c1→a1"])
        // Work that is kept for somebody does not stop what comes behind it.
        let next = try work("c2", at: 995)
        #expect(pairs(plan([item, next], [seat("a1"), busy], agents)) == ["c2→a1"])
    }

    @Test func whatOneAgentDeclinedDoesNotHoldUpItsLike() throws {
        let declined = try work("c1").offering(to: "a1", at: Samples.at(991), expires: Samples.at(995))
            .declining(by: "a1", at: Samples.at(992), excludeFor: .minutes(5))
        #expect(pairs(plan([declined, try work("c2", at: 5)], [seat("a1")], [agent("a1")])) == ["c2→a1"])
    }

    @Test func impossibleNumbersAreNoReasonToStop() throws {
        let agents = [
            agent("a1", capacity: .min), agent("a2", [SkillLevel("x", .max), SkillLevel("y", .max)], capacity: .max),
        ]
        let skills = [SkillRequirement("x"), SkillRequirement("y")]
        let policy = DistributionPolicy(agents: AgentOrder.allCases, preferredAgentFor: TimeSpan(microseconds: .max))
        let items = [try work("c1", skills, preferred: "a2"), try work("c2", preferred: "a1"), try work("c3", skills)]
        let found = plan(items, [seat("a1"), seat("a2")], agents, policy)
        #expect(pairs(found) == ["c1→a2", "c2→a2", "c3→a2"])
        #expect(found.offers[1].candidates[0].exclusion == .noCapacity(needs: 100, free: 0))
    }

    @Test func onlyWaitingWorkOfTheQueueIsLookedAt() throws {
        let agents = [agent("a1", capacity: 1_000)]
        let elsewhere = try WorkItem(id: "c2", queue: "other", enqueuedAt: Samples.at(0))
        let offered = try work("c3").offering(to: "a1", at: Samples.at(1), expires: Samples.at(2))
        let found = plan([elsewhere, offered, try work("c1")], [seat("a1")], agents)
        #expect(pairs(found) == ["c1→a1"])
        #expect(found.unplaced.isEmpty)
    }

    @Test func doubledInputIsTakenOnce() throws {
        let agents = [agent("a1", capacity: 200), agent("a2", capacity: 200)]
        let full = try seat("a1").holding("x", units: 100, capacity: 200, at: Samples.at(1))
            .holding("y", units: 100, capacity: 200, at: Samples.at(1))
        let item = try work("c1")
        let found = plan([item, item], [seat("a1"), full, seat("a2", idle: 9), seat("a2", idle: 9)], agents)
        #expect(pairs(found) == ["c1→a2"])
    }

    @Test func anOfferSaysWhatAScreenNeeds() throws {
        let agents = [agent("a1")]
        let item = try work("c1", units: 30).offering(to: "a2", at: Samples.at(1), expires: Samples.at(2))
            .expiring(at: Samples.at(3))
        let decision = try #require(plan([item], [seat("a1")], agents).offers.first)
        let offer = decision.offer
        #expect(
            offer
                == Offer(
                    caseID: "c1", agent: "a1", queue: "q", units: 30, pass: 1, since: Samples.at(1_000),
                    expires: Samples.at(1_030), reason: OfferReason(.onlyOne, eligibleCount: 1)))
        #expect(try JSONDecoder().decode(Offer.self, from: JSONEncoder().encode(offer)) == offer)
        #expect(try RecordDecoder().decode(Offer.self, from: RecordEncoder().encode(offer)) == offer)
        #expect(
            offer.sentence(in: .english)
                == "Case c1 from queue q is offered to a1 until 2026-03-02T09:17:10Z. Nobody else could take it now.")
        // What was decided is what the item takes.
        let offered = try item.offering(to: decision.agent, at: decision.at, expires: decision.expires)
        #expect(offered.passCount == decision.pass)
    }

    @Test func reasonsHaveNamesAndWords() throws {
        let bases: [OfferReason.Basis] = [.onlyOne, .preferred, .name] + AgentOrder.allCases.map { .order($0) }
        var sentences: Set<String> = []
        for basis in bases {
            let reason = OfferReason(basis, eligibleCount: 3)
            #expect(try JSONDecoder().decode(OfferReason.self, from: JSONEncoder().encode(reason)) == reason)
            sentences.insert(reason.sentence(in: .english))
            sentences.insert(reason.sentence(in: .finnish))
        }
        #expect(sentences.count == 2 * bases.count)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(OfferReason.self, from: Data(#"{"basis": "luck", "eligibleCount": 2}"#.utf8))
        }
    }
}
