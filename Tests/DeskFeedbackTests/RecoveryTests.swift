import DeskFeedback
import DeskPrimitives
import DeskTestKit
import Testing

@Suite("Recovery")
struct RecoveryTests {
    static func recovery(
        _ answers: [(String, UInt8)] = [("service", 1), ("recommend", 3)], plan: RecoveryPlan? = nil
    ) throws -> Recovery {
        let plan = try plan ?? RecoveryPlan()
        let at = Samples.start + .hours(1)
        return try Recovery(
            id: "r", response: Samples.answered(answers), plan: plan, owner: "onni", openedAt: at,
            contactDue: at + plan.contactWithin)
    }

    @Test(
        "One bad answer of any kind opens one; good ones open none",
        arguments: [
            ([("service", 2)], [RecoveryTrigger.service]), ([("recommend", 6)], [.recommend]),
            ([("effort", 2)], [.effort]),
            ([("resolved", 0)], [.notResolved]), ([("resolved", 0), ("service", 1)], [.notResolved, .service]),
            ([("service", 3), ("recommend", 7), ("effort", 3), ("resolved", 1)], []),
        ] as [([(String, UInt8)], [RecoveryTrigger])])
    func triggers(answers: [(String, UInt8)], triggers: [RecoveryTrigger]) throws {
        let plan = try RecoveryPlan()
        #expect(plan.triggers(in: ScoreSet(try Samples.answered(answers))) == triggers)
        if triggers.isEmpty {
            #expect(Samples.refusal { _ = try Self.recovery(answers) }?.code == .wrongState)
        } else {
            #expect(try Self.recovery(answers).triggers == triggers)
        }
    }

    @Test("From the bad answer to the second one; the first scores never change")
    func wholeWay() throws {
        let plan = try RecoveryPlan()
        let open = try Self.recovery()
        let start = open.openedAt
        #expect(open.wakeAt == start + .hours(24) + TimeSpan(microseconds: 1))
        #expect(open.isLate(at: start + .hours(25)) && !open.isLate(at: start + .hours(24)))
        let contacted = try open.contacting(at: start + .hours(3))
        #expect(contacted.timeToContact == .hours(3) && contacted.wakeAt == nil)
        let mended = try contacted.mending(plan, at: start + .hours(5))
        #expect(mended.checkBackDue == start + .hours(5) + .days(7) && mended.wakeAt == mended.checkBackDue)
        #expect(Samples.refusal { _ = try mended.asking(plan, at: start + .days(1)) }?.code == .outOfOrder)
        let asked = try mended.asking(plan, at: start + .days(8))
        #expect(asked.wakeAt == start + .days(22))
        let second = ScoreSet(service: 5, recommend: 9)
        let closed = try asked.answering(second, plan: plan, at: start + .days(9))
        #expect(closed.state == .closed(.recovered) && closed.second == second)
        #expect(closed.first == ScoreSet(service: 1, recommend: 3))
        #expect(closed.wakeAt == nil && !closed.isOpen)
        let again = try closed.answering(ScoreSet(service: 1), plan: plan, at: start + .days(10))
        #expect(again.state == .closed(.stillBad) && again.first == closed.first)
        for state in [open, contacted, mended, asked, closed, again] {
            #expect(!state.sentence(in: .english).isEmpty && !state.sentence(in: .finnish).isEmpty)
            let bytes = try RecordEncoder().encode(state)
            #expect(try RecordDecoder().decode(Recovery.self, from: bytes) == state)
        }
    }

    @Test("Steps in the wrong order are refused")
    func wrongOrder() throws {
        let plan = try RecoveryPlan()
        let open = try Self.recovery()
        let at = open.openedAt
        let closed = try open.closing(.takenBack, at: at + .hours(1))
        for step in [
            { _ = try open.asking(plan, at: at) }, { _ = try open.answering(ScoreSet(service: 5), plan: plan, at: at) },
            { _ = try open.closing(.noAnswer, at: at) }, { _ = try open.closing(.recovered, at: at) },
            { _ = try open.contacting(at: at + .hours(1)).contacting(at: at + .hours(2)) },
            { _ = try closed.contacting(at: at + .hours(2)) },
            { _ = try closed.handingOver(to: "x", at: at + .hours(2)) },
            { _ = try closed.answering(ScoreSet(service: 5), plan: plan, at: at + .hours(2)) },
            { _ = try open.sayingOverdue(at: at + .hours(24)) },
        ] as [() throws -> Void] {
            #expect(Samples.refusal(step)?.code == .wrongState)
        }
        #expect(Samples.refusal { _ = try open.contacting(at: at - .seconds(1)) }?.code == .outOfOrder)
        let asked = try open.mending(plan, at: at).asking(plan, at: at + .days(7))
        #expect(
            Samples.refusal { _ = try asked.answering(ScoreSet(), plan: plan, at: at + .days(8)) }?.code == .malformed)
        #expect(
            Samples.refusal { _ = try asked.answering(ScoreSet(service: 6), plan: plan, at: at + .days(8)) }?.code
                == .outOfRange)
    }

    @Test("That it is late is said once")
    func overdue() throws {
        let open = try Self.recovery()
        let said = try open.sayingOverdue(at: open.contactDue + .seconds(1))
        #expect(said.overdueSaid && said.wakeAt == nil)
        #expect(Samples.refusal { _ = try said.sayingOverdue(at: open.contactDue + .seconds(2)) }?.code == .wrongState)
    }

    @Test("Whatever is done to a recovery, the first scores stay and no step is undone")
    func randomWalk() throws {
        let plan = try RecoveryPlan()
        for seed in 0..<UInt64(cases(300)) {
            var generator = SeededGenerator(seed: seed)
            var recovery = try Self.recovery()
            var now = recovery.openedAt
            for _ in 0..<12 {
                now = now + .hours(generator.integer(in: 0...100))
                let before = recovery
                let next: Recovery? = try? {
                    switch generator.integer(in: 0...6) {
                    case 0: try recovery.contacting(at: now)
                    case 1: try recovery.mending(plan, at: now)
                    case 2: try recovery.asking(plan, at: now)
                    case 3:
                        try recovery.answering(ScoreSet(recommend: generator.integer(in: 0...10)), plan: plan, at: now)
                    case 4: try recovery.closing(generator.pick(Recovery.Outcome.allCases) ?? .noAnswer, at: now)
                    case 5: try recovery.sayingOverdue(at: now)
                    default: try recovery.handingOver(to: "liisa", at: now)
                    }
                }()
                recovery = next ?? recovery
                #expect(recovery.first == before.first && recovery.openedAt == before.openedAt, "seed \(seed)")
                #expect(recovery.contactedAt == before.contactedAt || before.contactedAt == nil, "seed \(seed)")
                #expect(before.isOpen || !recovery.isOpen, "seed \(seed): over is over")
                #expect((recovery.second != nil) == [.closed(.recovered), .closed(.stillBad)].contains(recovery.state))
                #expect(
                    RecoveryTally(recovery).total == (recovery.isOpen || recovery.state == .closed(.takenBack) ? 0 : 1))
            }
        }
    }

    @Test("How soon people were contacted, beside what they say afterwards; merging is order-free and undone by minus")
    func tally() throws {
        let plan = try RecoveryPlan()
        func closed(after hours: Int64, recommend: UInt8) throws -> Recovery {
            let open = try Self.recovery()
            let mended = try open.contacting(at: open.openedAt + .hours(hours)).mending(
                plan, at: open.openedAt + .hours(hours))
            let asked = try mended.asking(plan, at: mended.checkBackDue ?? .latest)
            return try asked.answering(ScoreSet(recommend: recommend), plan: plan, at: asked.askedAt ?? .latest)
        }
        var recoveries: [Recovery] = []
        for number in 0..<40 {
            recoveries.append(try closed(after: 2, recommend: number < 32 ? 9 : 3))
            recoveries.append(try closed(after: 60, recommend: number < 12 ? 8 : 3))
        }
        let tally = RecoveryTally(recoveries)
        #expect(tally.total == 80)
        #expect(tally.count(.within4Hours, .promoter) == 32 && tally.count(.later, .passive) == 12)
        let kept = tally.keptShare(.within4Hours)
        #expect(kept.value == 0.8 && kept.n == 40)
        let effect = tally.speedEffect(within: .within24Hours)
        #expect(effect.isClear && abs((effect.value ?? 0) - 0.5) < 1e-12)
        #expect(RecoveryTally(recoveries.prefix(3)).keptShare(.within4Hours).withheld != nil, "too few to say")
        var generator = SeededGenerator(seed: 1)
        var shuffled = recoveries
        generator.shuffle(&shuffled)
        #expect(RecoveryTally(shuffled) == tally)
        #expect(tally - RecoveryTally(recoveries.prefix(30)) == RecoveryTally(recoveries.dropFirst(30)))
        #expect(tally - tally == .zero)
        #expect(
            RecoveryTally.Speed(.hours(4)) == .within4Hours
                && RecoveryTally.Speed(.hours(4) + .seconds(1)) == .within24Hours)
        #expect(
            RecoveryTally.Speed(nil) == .never && RecoveryTally.Loyalty(6) == .detractor
                && RecoveryTally.Loyalty(7) == .passive)
    }

    @Test(
        "A plan in a document; null switches a threshold off",
        arguments: [
            (#"{}"#, nil),
            (#"{"recommendAtMost": null, "serviceAtMost": 1, "owner": "x", "contactWithin": "PT48H"}"#, nil),
            (#"{"recommendAtMost": 10}"#, "recommendAtMost: the threshold lies in 0 … 9"),
            (#"{"contactWithin": "PT0S"}"#, "contactWithin: the span lies above zero and within a year"),
            (
                #"{"recommendAtMost": null, "serviceAtMost": null, "effortAtMost": null, "whenNotResolved": false}"#,
                ": no rating would open a recovery"
            ),
        ] as [(String, String?)])
    func documents(json: String, error: String?) throws {
        #expect(Samples.decodingError(RecoveryPlan.self, json) == error)
        guard error == nil else { return }
        let plan = try Samples.decode(RecoveryPlan.self, json)
        #expect(try Samples.decode(RecoveryPlan.self, Samples.json(plan)) == plan)
        if json == "{}" { #expect(try plan == RecoveryPlan()) } else { #expect(plan.recommendAtMost == nil) }
    }

    @Test("It is found by owner, person, case and what is due while it is open")
    func indexes() throws {
        let open = try Self.recovery()
        let entries = open.indexEntries
        for (query, index) in [
            (Recovery.query(owner: "onni"), Recovery.ownerIndex),
            (Recovery.query(openOf: "person-1"), Recovery.openIndex),
            (Recovery.query(person: "person-1"), Recovery.personIndex),
            (Recovery.query(case: "case-1"), Recovery.caseIndex),
            (Recovery.query(dueAt: open.contactDue + .seconds(1)), Recovery.dueIndex),
            (Recovery.query(opened: open.openedAt..<(open.openedAt + .seconds(1))), Recovery.openedIndex),
        ] {
            let entry = try #require(entries.first { $0.index == index })
            #expect(SurveyInvitationTests.finds(query, entry))
        }
        let closed = try open.closing(.notPossible, at: open.openedAt)
        #expect(closed.indexEntries.map(\.index.name) == ["person", "opened", "case"])
    }
}
