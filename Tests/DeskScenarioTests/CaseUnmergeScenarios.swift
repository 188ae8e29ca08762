import DeskFoundation
import DeskTestKit
import Foundation
import ServiceDesk
import Testing

@Suite("A3. What a case merge does and what undoing it brings back") struct CaseUnmergeScenarios {
    /// Two open cases of one person: streets, then permits.
    func two(_ day: DeskOfTheDay) async throws -> (one: CaseID, two: CaseID) {
        let first = try await day.receive(try day.mail(from: "maija@example.com", id: "<1@e.example>"))
        let second = try await day.receive(
            try day.mail(from: "maija@example.com", topic: "permits", id: "<2@e.example>"))
        return (try #require(first.caseID), try #require(second.caseID))
    }

    @discardableResult
    func later(_ day: DeskOfTheDay, demand: DemandFlag = .needsAnswer) async throws -> ReceivedResult {
        try await day.receive(
            try day.mail(
                from: "maija@example.com", topic: nil, text: "Entä tämä?", references: ["<2@e.example>"],
                demand: demand))
    }

    private func work(_ day: DeskOfTheDay, _ id: CaseID) async throws -> WorkItem {
        try #require(try await day.desk.record(WorkItem.self, id))
    }

    // MARK: Clocks and pauses

    @Test("A3 undone, the reply clock goes on from where it stood and the time of the merge counts: the person waited")
    func clocksGoOn() async throws {
        let day = try DeskOfTheDay(front: { EncodingStore($0) })
        let (one, two) = try await two(day)
        let due = try await day.status(.firstReply, of: two).due
        day.clock.advance(by: .minutes(30))
        let before = try await day.item(two)
        try await day.desk.perform(.mergeCases(two, into: one, by: "veikko"))
        #expect(
            try await day.status(.firstReply, of: two).phase == .cancelled(day.clock.now()), "neither met nor missed")
        day.clock.advance(by: .minutes(40))
        try await day.desk.perform(.unmergeCases(two, by: "veikko"))
        let status = try await day.status(.firstReply, of: two)
        #expect(status.phase == .running && status.due == due && status.consumed == .minutes(70))
        let after = try await day.item(two)
        #expect((after.clocks, after.status, after.timeline) == (before.clocks, before.status, before.timeline))
        // The timekeeper finds it again: it is late when it is late, and that is said.
        day.clock.advance(by: .hours(1))
        try await Timekeeper(day.desk).sweep()
        let late = try await day.desk.events().map(\.event).filter { $0.caseID == two }
        #expect(late.count { $0.fact == .targetMissed(.firstReply) } == 1)
    }

    @Test(
        "A3 what an agent wrote on the survivor answered both; a later question that named the case waits for an answer"
    )
    func repliesOnSurvivor() async throws {
        let day = try DeskOfTheDay()
        let (one, two) = try await two(day)
        try await day.desk.perform(.mergeCases(two, into: one, by: "veikko"))
        day.clock.advance(by: .minutes(20))
        try await day.desk.perform(.reply(one, by: "veikko", text: "Molemmat hoituvat."))
        let answered = day.clock.now()
        day.clock.advance(by: .minutes(20))
        let asked = day.clock.now()
        let question = try await later(day)
        #expect(question.caseID == one)
        day.clock.advance(by: .minutes(20))
        try await day.desk.perform(.unmergeCases(two, by: "veikko"))
        #expect(try await day.desk.record(Contact.self, question.contact)?.caseID == two)
        #expect(try await day.status(.firstReply, of: two).phase == .met(answered))
        #expect(try await day.item(two).firstReplyAt == answered)
        #expect(try await day.item(two).status == .open)
        let next = try await day.clock(.nextReply, of: two)
        #expect(next.startedAt == asked)
        #expect(try await day.status(.nextReply, of: two).consumed == .minutes(20))
    }

    @Test(
        "A3 a pause stands as it stood, and its time does not count; one for the customer ended with what the customer wrote"
    )
    func pauses() async throws {
        for (reason, writes) in [(PauseReason.customer, false), (.customer, true), (.supplier, true)] {
            let day = try DeskOfTheDay()
            let (one, two) = try await two(day)
            day.clock.advance(by: .minutes(10))
            try await day.desk.perform(.pause(two, reason))
            let paused = try await day.item(two)
            day.clock.advance(by: .minutes(10))
            try await day.desk.perform(.mergeCases(two, into: one, by: "veikko"))
            day.clock.advance(by: .minutes(10))
            if writes { try await later(day) }
            day.clock.advance(by: .minutes(10))
            try await day.desk.perform(.unmergeCases(two, by: "veikko"))
            let after = try await day.item(two)
            if reason == .customer, writes {
                #expect(after.status == .new)
                #expect(try await day.status(.resolution, of: two).consumed == .minutes(20), "10 before, 10 after")
            } else {
                #expect(after.status == .pending(reason))
                #expect(after.timeline == paused.timeline)
                #expect(try await day.status(.resolution, of: two).consumed == .minutes(10))
            }
        }
    }

    @Test(
        "A3 what the person of a merged case waits for is owed on the survivor, from when it was asked for, and goes back"
    )
    func owedOnSurvivor() async throws {
        for waits in [false, true] {
            let day = try DeskOfTheDay(front: { EncodingStore($0) })
            let (one, two) = try await two(day)
            try await day.desk.perform(.reply(one, by: "veikko", text: "Hei"))
            if waits { try await day.desk.perform(.pause(one, .customer)) }
            let before = try await day.item(one)
            let asked = try await day.clock(.firstReply, of: two).startedAt
            day.clock.advance(by: .minutes(30))
            try await day.desk.perform(.mergeCases(two, into: one, by: "veikko"))
            #expect(
                try await day.item(one).status == (waits ? .new : .open),
                "nobody waits for the customer who waits for us")
            let owed = try await day.clock(.nextReply, of: one)
            #expect(owed.startedAt == asked)
            #expect(try await day.status(.nextReply, of: one).consumed == .minutes(30))
            try await day.desk.perform(.unmergeCases(two, by: "veikko"))
            let after = try await day.item(one)
            #expect(!after.clocks.contains { $0.clock.metric == .nextReply })
            if !waits { #expect(after.clocks == before.clocks && after.status == before.status) }
            #expect(try await day.status(.firstReply, of: two).phase == .running)
        }
    }

    @Test(
        "A3 a merge that an earlier library wrote down, which kept nothing of how the case stood, is undone into its queue"
    )
    func earlierRecord() async throws {
        let day = try DeskOfTheDay(front: { EncodingStore($0) })
        let (one, two) = try await two(day)
        try await day.desk.perform(.mergeCases(two, into: one, by: "veikko"))
        let text = """
            {"merged": "\(two)", "survivor": "\(one)", "at": "2026-03-02T07:00:00Z", "agent": "veikko", "status": "new"}
            """
        let old = try JSONDocument.decode(CaseMerge.self, from: Data(text.utf8))
        let batch = RecordBatch(writes: [RecordWrite(put: old, expected: .any)])
        guard case .committed = try await day.store.commit(batch) else {
            Issue.record("not stored")
            return
        }
        day.clock.advance(by: .minutes(5))
        try await day.desk.perform(.unmergeCases(two, by: "veikko"))
        #expect(try await day.item(two).status == .new)
        #expect(try await work(day, two).state == .waiting)
    }

    // MARK: Places

    @Test(
        "A3 what waited waits again with the age it had, before what came meanwhile; who was told of the wait is not told anew"
    )
    func placeInLine() async throws {
        let day = try DeskOfTheDay()
        let began = day.clock.now()
        let one = try #require(try await day.receive(try day.mail(from: "maija@example.com", topic: "permits")).caseID)
        let first = try #require(
            try await day.receive(try day.mail(from: "maija@example.com", topic: "streets")).caseID)
        guard case .waiting = try await day.desk.perform(.announceWait(first)) else { return }
        let place = try #require(try await day.desk.record(WaitingPlace.self, first))
        day.clock.advance(by: .minutes(1))
        let other = try #require(try await day.receive(try day.mail(from: "matti@example.com")).caseID)
        try await day.desk.perform(.mergeCases(first, into: one, by: "veikko"))
        #expect(try await work(day, first).state == .done(at: day.clock.now()))
        #expect(try await day.desk.record(WaitingPlace.self, first) == nil, "nobody waits under its name")
        day.clock.advance(by: .minutes(5))
        try await day.desk.perform(.unmergeCases(first, by: "veikko"))
        let back = try await work(day, first)
        #expect(back.state == .waiting && back.enqueuedAt == began)
        #expect(try await day.desk.record(WaitingPlace.self, first) == place)
        try await day.desk.perform(.setPresence("veikko", .available))
        guard case .offered(let offers) = try await day.desk.perform(.dispatch("technical")) else { return }
        #expect(offers.map(\.caseID) == [first, other], "before what came a minute later")
    }

    @Test(
        "A3 an agent who had it has it again, seat and all; an offer is not made again by itself; a merge finishes nothing"
    )
    func inHand() async throws {
        for isAccepted in [true, false] {
            let day = try DeskOfTheDay()
            try await day.desk.perform(.setPresence("veikko", .available))
            let one = try #require(
                try await day.receive(try day.mail(from: "maija@example.com", topic: "daycare")).caseID)
            let two = try #require(try await day.receive(try day.mail(from: "maija@example.com")).caseID)
            guard case .offered(let offers) = try await day.desk.perform(.dispatch("technical")) else { return }
            try #require(offers.map(\.caseID) == [two])
            if isAccepted { try await day.desk.perform(.accept(two, by: "veikko")) }
            let before = try await (day.item(two), work(day, two))
            try await day.desk.perform(.mergeCases(two, into: one, by: "veikko"))
            let name: AgentID = "veikko"
            var seat = try #require(try await day.desk.record(AgentSeat.self, name))
            #expect(!seat.holds.contains { $0.caseID == two && $0.state != .wrapping })
            day.clock.advance(by: .minutes(5))
            try await day.desk.perform(.unmergeCases(two, by: "veikko"))
            let after = try await work(day, two)
            seat = try #require(try await day.desk.record(AgentSeat.self, name))
            if isAccepted {
                #expect(after == before.1)
                #expect(try await day.item(two).agent == "veikko")
                #expect(try await day.item(two).handlings == before.0.handlings, "in one hand all the time")
                #expect(seat.holds.contains { $0.caseID == two && $0.state == .active })
                try await day.desk.perform(.resolve(two, by: "veikko"))
            } else {
                #expect(after.state == .waiting && after.enqueuedAt == before.1.enqueuedAt)
                #expect(seat.holds.isEmpty)
                guard case .offered(let again) = try await day.desk.perform(.dispatch("technical")) else { return }
                #expect(again.map(\.caseID) == [two])
            }
        }
    }

    // MARK: Callbacks and contracts

    private func call(_ day: DeskOfTheDay, topic: TopicID) async throws -> CaseID {
        try #require(
            try await day.receive(
                Arrival(
                    channel: "phone", claims: try IdentityClaims(points: [.phone("+358401000001")]), text: "",
                    topic: topic,
                    language: .finnish, occurredAt: day.clock.now())
            ).caseID)
    }

    @Test(
        "A3 a merge does not count a promised callback as made: the survivor in line gets it, and undone it goes back")
    func callbacks() async throws {
        let day = try DeskOfTheDay()
        let (one, two) = (try await call(day, topic: "permits"), try await call(day, topic: "streets"))
        let start = day.clock.now() + .hours(1)
        let forecast = CallbackWindow.Forecast(agents: 2, contacts: 18, handling: .minutes(6))
        try await day.desk.perform(.openCallbackWindow("technical", from: start, to: start + .hours(1), forecast))
        try await day.desk.perform(.requestCallback(two, window: start))
        try await day.desk.perform(.mergeCases(two, into: one, by: "veikko"))
        var facts = try await day.facts()
        #expect(facts.contains(.callbackWithdrawn(.merged)))
        #expect(!facts.contains { if case .callbackTried = $0 { true } else { false } }, "nobody called")
        let passed = try #require(try await day.desk.record(CaseCallback.self, one))
        #expect(
            passed.callback.state == .waiting && passed.callback.window?.start == start, "the window was free again")
        #expect(try await day.desk.record(CaseCallback.self, two)?.callback.attempts.isEmpty == true)

        try await day.desk.perform(.unmergeCases(two, by: "veikko"))
        let back = try #require(try await day.desk.record(CaseCallback.self, two))
        #expect(back.callback.state == .waiting && back.callback.window?.start == start)
        #expect(try await work(day, one).state == .waiting, "the survivor is in line as before")
        #expect(try await day.desk.record(CaseCallback.self, one)?.callback.isOver == true)
        day.clock.set(to: start)
        try await Timekeeper(day.desk).sweep()
        #expect(try await work(day, two).state == .waiting)
        facts = try await day.facts()
        #expect(!facts.contains { if case .callbackTried = $0 { true } else { false } })
    }

    @Test(
        "A3 a merge while an agent calls back ends the call without a result, and the made call of a survivor is not made twice"
    )
    func callbackUnderway() async throws {
        let day = try DeskOfTheDay()
        let (one, two) = (try await call(day, topic: "permits"), try await call(day, topic: "streets"))
        try await day.desk.perform(.requestCallback(two, window: nil))
        try await day.desk.perform(.setPresence("onni", .available))
        try await day.desk.perform(.setPresence("veikko", .available))
        guard case .offered(let offers) = try await day.desk.perform(.dispatch("technical")) else { return }
        let mine = try #require(offers.first { $0.caseID == two })
        try await day.desk.perform(.accept(two, by: mine.agent))
        let calling = try #require(try await day.desk.record(CaseCallback.self, two))
        guard case .calling = calling.callback.state else {
            Issue.record("\(calling.callback.state)")
            return
        }
        try await day.desk.perform(.mergeCases(two, into: one, by: mine.agent))
        let ended = try #require(try await day.desk.record(CaseCallback.self, two))
        #expect(ended.callback.state == .withdrawn(.merged, at: day.clock.now()) && ended.callback.attempts.isEmpty)
        #expect(ended.callback.sentence(in: .finnish) == "Peruttu: se kuuluu nyt toiseen asiaan.")
        #expect(try await day.desk.record(CaseCallback.self, one)?.callback.state == .waiting)
        // The survivor's call is made.
        if case .offered(let agent, _, _) = try await work(day, one).state {
            try await day.desk.perform(.accept(one, by: agent))
        } else {
            try await day.acceptNext(in: "technical")
        }
        try await day.desk.perform(.endCallback(one, .answered))
        try await day.desk.perform(.unmergeCases(two, by: "veikko"))
        #expect(try await day.desk.record(CaseCallback.self, two)?.callback.isOver == true, "the person was called")
    }

    @Test("A3 what a contract set aside for a merged case is free for others, and set aside again as far as it is left")
    func entitlements() async throws {
        var policy = try TownDesk.policy()
        policy.serviceLevels.entitlements = EntitlementPlan()
        let day = try DeskOfTheDay(policy: policy, front: { EncodingStore($0) })
        let known = try await day.receive(try day.mail(from: "maija@example.com", topic: "passports"))
        let name: EntitlementID = "gold"
        try await day.desk.perform(
            .putEntitlement(
                Entitlement(
                    id: name, name: "Gold", holder: .person(known.person), granted: .cases(2),
                    validFrom: try utc("2026-01-01T00:00:00Z"))))
        let (one, two) = try await two(day)
        var gold = try #require(try await day.desk.record(Entitlement.self, name))
        #expect(gold.reserved == .cases(2) && gold.available == .cases(0))
        try await day.desk.perform(.mergeCases(two, into: one, by: "veikko"))
        gold = try #require(try await day.desk.record(Entitlement.self, name))
        #expect(gold.reserved(for: two) == .cases(0) && gold.available == .cases(1))
        try await day.desk.perform(.unmergeCases(two, by: "veikko"))
        gold = try #require(try await day.desk.record(Entitlement.self, name))
        #expect(gold.reserved(for: two) == .cases(1))

        try await day.desk.perform(.mergeCases(two, into: one, by: "veikko"))
        let third = try await day.receive(try day.mail(from: "maija@example.com", topic: "daycare"))
        #expect(try await day.item(try #require(third.caseID)).service?.entitlement == name)
        try await day.desk.perform(.unmergeCases(two, by: "veikko"))
        #expect(try await day.facts().contains(.entitlementLacking(name, .usedUp)), "somebody else has it now")
        #expect(try await day.item(two).status == .new, "the case stands all the same")
    }
}
