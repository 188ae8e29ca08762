import DeskTestKit
import ServiceDesk
import Testing

@Suite("B. People who wait") struct LineScenarios {
    private static func policy(_ lines: LinePolicy) throws -> DeskPolicy {
        var policy = try TownDesk.policy()
        policy.lines = lines
        return policy
    }

    private static let menu = [
        WaitingOption(id: "music", kind: .music, text: LocalizedText(en: "Music", fi: "Musiikkia")),
        WaitingOption(id: "back", kind: .callback, text: LocalizedText(en: "Call me back", fi: "Takaisinsoitto")),
        WaitingOption(id: "chat", kind: .otherChannel("chat"), text: LocalizedText(en: "Chat", fi: "Chat")),
    ]

    private func call(_ day: DeskOfTheDay, _ number: String, topic: TopicID = "streets") async throws -> CaseID {
        let arrival = Arrival(
            channel: "phone", claims: try IdentityClaims(points: [try .phone(number)]), text: "", topic: topic,
            language: .finnish, occurredAt: day.clock.now())
        return try #require(try await day.receive(arrival).caseID)
    }

    private func told(_ day: DeskOfTheDay, _ id: CaseID) async throws -> WaitTold {
        guard case .waiting(let told) = try await day.desk.perform(.announceWait(id)) else {
            throw Refusal(.corrupt, "not told")
        }
        return told
    }

    private func line(_ day: DeskOfTheDay) async throws -> WaitingLine {
        try #require(try await day.desk.record(WaitingLine.self, "technical" as QueueID))
    }

    /// An agent takes the next call of the queue, talks and settles it.
    private func serve(_ day: DeskOfTheDay, for span: TimeSpan) async throws -> CaseID {
        let offer = try #require(try await day.acceptNext(in: "technical"))
        day.clock.advance(by: span)
        try await day.desk.perform(.resolve(offer.caseID, by: offer.agent))
        return offer.caseID
    }

    // MARK: B7

    @Test("B7 a caller hears no number without data, then a range that is scored, updated and never rises silently")
    func waiting() async throws {
        let day = try DeskOfTheDay(policy: Self.policy(LinePolicy(menu: try WaitingMenu(Self.menu))))
        try await day.desk.perform(.setPresence("veikko", .available))
        let first = try await call(day, "+358401000000")
        #expect(try await told(day, first).announcement?.estimate == .now)
        try await day.desk.perform(.setPresence("veikko", .away))
        let second = try await call(day, "+358401000001")
        #expect(try await told(day, second).announcement?.estimate == .withheld(.nobodyServing))
        try await day.desk.perform(.setPresence("veikko", .available))

        // Twenty-five callers are served one after the other; each was told something while the one before was served.
        var next = second
        _ = try await serve(day, for: .minutes(4))
        for number in 2...26 {
            let after = try await call(day, "+3584010000\(number + 10)")
            _ = try await told(day, after)
            #expect(try await serve(day, for: .minutes(4)) == next)
            next = after
        }
        let pace = try await line(day).pace
        #expect(pace.meanHandling == .minutes(4))
        #expect(try await line(day).tally.count(.answered) >= 25)

        // Veikko is busy with one; two more wait.
        let busy = try #require(try await day.acceptNext(in: "technical"))
        _ = try await call(day, "+358401009001")
        let caller = try await call(day, "+358401009002")
        let told = try await told(day, caller)
        guard case .range(let range) = told.announcement?.estimate else {
            Issue.record("\(String(describing: told.announcement))")
            return
        }
        #expect(range.position == 2)
        #expect(range.likely <= range.latest && range.latest > .minutes(4))
        #expect(told.announcement?.sentence(in: .finnish).hasPrefix("Olet jonossa sijalla 2.") == true)
        #expect(told.options.map(\.id) == ["music", "back", "chat"])
        #expect(told.options[0].text.text(in: .finnish) == "Musiikkia")

        // Matters of more urgency come in front: the wait has grown, and the person is told so.
        for number in 0..<3 { _ = try await call(day, "+35840100910\(number)", topic: "permits") }
        #expect(try await self.told(day, caller).announcement == nil, "told less than a minute ago")
        day.clock.advance(by: .minutes(1))
        let again = try #require(try await self.told(day, caller).announcement)
        #expect(again.position == 5)
        #expect(again.change == .longer(.overtaken))
        #expect(again.sentence(in: .finnish).contains("odotus on pidentynyt"))

        // What was chosen while waiting is counted.
        try await day.desk.perform(.chooseWhileWaiting(caller, option: "music"))
        #expect(try await line(day).tally.choice("music").chosen == 1)
        try await day.expectRefusal(of: .chooseWhileWaiting(caller, option: "musik"), .unknownName, at: "option")
        try await day.desk.perform(.resolve(busy.caseID, by: "veikko"))
        #expect(try await day.facts().contains(.waitChosen("music")))
    }

    @Test("B7 who hangs up is counted, and who calls again soon has the old place")
    func hangingUp() async throws {
        let day = try DeskOfTheDay(policy: Self.policy(LinePolicy(menu: try WaitingMenu(Self.menu))))
        let began = day.clock.now()
        let id = try await call(day, "+358401000001")
        _ = try await told(day, id)
        day.clock.advance(by: .minutes(3))
        try await day.desk.perform(.leaveLine(id))
        #expect(try await day.facts().contains(.lineLeft("technical", waited: .minutes(3), .abandoned)))
        #expect(try await day.item(id).status == .pending(.customer))
        try await day.expectRefusal(of: .leaveLine(id), .wrongState, at: "case")
        #expect(try await line(day).tally.abandonment?.left == 1)

        day.clock.advance(by: .minutes(10))
        #expect(try await call(day, "+358401000001") == id)
        #expect(try await line(day).tally.returned == 1)
        let work = try #require(try await day.desk.record(WorkItem.self, id))
        #expect(work.state == .waiting)
        #expect(work.enqueuedAt == began)
        try await day.desk.perform(.setPresence("veikko", .available))
        #expect(try await day.acceptNext(in: "technical")?.caseID == id)
    }

    // MARK: B6

    @Test(
        "B6 a callback keeps the place, is sold against free capacity, tried again by rule and withdrawn when not needed"
    )
    func callback() async throws {
        let day = try DeskOfTheDay(policy: Self.policy(LinePolicy(menu: try WaitingMenu(Self.menu))))
        let began = day.clock.now()
        let first = try await call(day, "+358401000001")
        _ = try await told(day, first)
        day.clock.advance(by: .minutes(1))
        let second = try await call(day, "+358401000002")

        // As soon as it is their turn: the caller hangs up and is still the first.
        try await day.desk.perform(.chooseWhileWaiting(first, option: "back"))
        #expect(try await line(day).tally.count(.callback) == 1)
        try await day.expectRefusal(of: .requestCallback(first, window: nil), .wrongState, at: "case")
        try await day.desk.perform(.setPresence("veikko", .available))
        #expect(try await day.acceptNext(in: "technical")?.caseID == first)
        var record = try #require(try await day.desk.record(CaseCallback.self, first))
        #expect(record.callback.state == .calling("veikko", since: day.clock.now()))
        try await day.desk.perform(.endCallback(first, .noAnswer))
        #expect(try await day.desk.record(WorkItem.self, first)?.state.name == "done")
        // The agent is free for the next caller meanwhile; then the callback is due, as old as it is.
        #expect(try await day.acceptNext(in: "technical")?.caseID == second)
        try await day.desk.perform(.resolve(second, by: "veikko"))
        day.clock.advance(by: .minutes(15))
        try await Timekeeper(day.desk).sweep()
        let work = try #require(try await day.desk.record(WorkItem.self, first))
        #expect(work.state == .waiting)
        #expect(work.enqueuedAt == began)
        #expect(try await day.acceptNext(in: "technical")?.caseID == first)
        try await day.desk.perform(.endCallback(first, .answered))
        try await day.desk.perform(.resolve(first, by: "veikko"))
        record = try #require(try await day.desk.record(CaseCallback.self, first))
        #expect(record.callback.attempts.map(\.outcome) == [.noAnswer, .answered])

        // Windows: two agents, six minutes each, eighteen contacts forecast for the hour leave one to be sold.
        let start = day.clock.now() + .hours(1)
        let forecast = CallbackWindow.Forecast(agents: 2, contacts: 18, handling: .minutes(6))
        try await day.desk.perform(.openCallbackWindow("technical", from: start, to: start + .hours(1), forecast))
        let third = try await call(day, "+358401000003")
        let fourth = try await call(day, "+358401000004")
        try await day.desk.perform(.requestCallback(third, window: start))
        try await day.expectRefusal(of: .requestCallback(fourth, window: start), .wrongState, at: "window")
        try await day.expectRefusal(of: .requestCallback(fourth, window: began), .unknownName, at: "window")
        // The person gets through by telephone before: no callback, the place is the old one, the window is free again.
        day.clock.advance(by: .minutes(30))
        #expect(try await call(day, "+358401000003") == third)
        #expect(try await day.facts().contains(.callbackWithdrawn(.gotThrough)))
        #expect(try await day.desk.record(WorkItem.self, third)?.enqueuedAt == start - .hours(1))
        let windows = try #require(try await day.desk.record(QueueWindows.self, "technical" as QueueID))
        #expect(windows.offered(at: day.clock.now()).map(\.left) == [1])
        try await day.desk.perform(.requestCallback(fourth, window: start))
        day.clock.set(to: start)
        try await Timekeeper(day.desk).sweep()
        #expect(try await day.desk.record(WorkItem.self, fourth)?.state == .waiting)
    }

    @Test("B6 somebody who is never reached is not forgotten: the case rests with them and goes on when they come")
    func unreached() async throws {
        let day = try DeskOfTheDay(
            policy: Self.policy(LinePolicy(callbacks: try CallbackRule(retryAfter: []))))
        let id = try await call(day, "+358401000001")
        try await day.desk.perform(.requestCallback(id, window: nil))
        try await day.desk.perform(.setPresence("veikko", .available))
        try await day.acceptNext(in: "technical")
        try await day.desk.perform(.endCallback(id, .noAnswer))
        #expect(try await day.item(id).status == .pending(.customer))
        day.clock.advance(by: .hours(2))
        #expect(try await call(day, "+358401000001") == id)
        #expect(try await day.desk.record(WorkItem.self, id)?.state == .waiting)
        #expect(try await day.acceptNext(in: "technical")?.caseID == id)
    }

    // MARK: B8

    @Test("B8 people at the counter hold numbers, are called in order and timed like everybody")
    func counter() async throws {
        let day = try DeskOfTheDay()
        var cases: [CaseID] = []
        for name in ["anna", "bea"] {
            let arrival = Arrival(
                channel: "counter", claims: try IdentityClaims(points: [try .ticket(name)]), text: name,
                topic: "streets",
                language: .finnish, occurredAt: day.clock.now())
            cases.append(try #require(try await day.receive(arrival).caseID))
            day.clock.advance(by: .minutes(1))
        }
        var labels: [String] = []
        for id in cases {
            guard case .ticket(let ticket) = try await day.desk.perform(.giveTicket(id, prefix: "A")) else { return }
            labels.append(ticket.label)
        }
        #expect(labels == ["A 001", "A 002"])
        guard case .ticket(let same) = try await day.desk.perform(.giveTicket(cases[0], prefix: "A")) else { return }
        #expect(same.label == "A 001")
        let mail = try #require(try await day.receive(try day.mail(from: "m@example.com", topic: "permits")).caseID)
        try await day.expectRefusal(of: .giveTicket(mail, prefix: "A"), .notAllowed, at: "case")

        // The first is called three times and does not come; the second comes.
        try await day.desk.perform(.callTicket(cases[0], to: "veikko"))
        for _ in 0..<2 {
            day.clock.advance(by: .seconds(30))
            try await day.desk.perform(.callTicket(cases[0], to: "veikko"))
        }
        day.clock.advance(by: .seconds(30))
        try await day.desk.perform(.callTicket(cases[0], to: "veikko"))
        #expect(try await day.item(cases[0]).status == .pending(.customer))
        try await day.desk.perform(.setPresence("veikko", .available))
        try await day.desk.perform(.callTicket(cases[1], to: "veikko"))
        #expect(try await day.acceptNext(in: "technical")?.caseID == cases[1])
        let ticket = try #require(try await day.desk.record(CaseTicket.self, cases[1]))
        #expect(ticket.call?.cameAt == day.clock.now())
        #expect(try await day.status(.answer, of: cases[1]).phase.isOpen == false)
        try await day.desk.perform(.resolve(cases[1], by: "veikko"))
        #expect(try await day.facts().count { if case .ticketCalled = $0 { true } else { false } } == 4)
    }
}
