import DeskTestKit
import ServiceDesk
import Testing

/// What else the rows B6 and B7 promise, sentence by sentence.
@Suite("B. Lines, sentence by sentence") struct LineSentences {
    private static let menu = [
        WaitingOption(id: "music", kind: .music, text: LocalizedText(en: "Music", fi: "Musiikkia")),
        WaitingOption(id: "podcast", kind: .podcast, text: LocalizedText(en: "Podcast", fi: "Podcast")),
        WaitingOption(id: "back", kind: .callback, text: LocalizedText(en: "Call me back", fi: "Takaisinsoitto")),
        WaitingOption(id: "chat", kind: .otherChannel("chat"), text: LocalizedText(en: "Chat", fi: "Chat")),
    ]

    private func desk(_ change: (inout DeskPolicy) throws -> Void = { _ in }) throws -> DeskOfTheDay {
        var policy = try TownDesk.policy()
        policy.lines = LinePolicy(menu: try WaitingMenu(Self.menu))
        try change(&policy)
        return try DeskOfTheDay(policy: policy)
    }

    private func call(
        _ day: DeskOfTheDay, _ number: String, mail: String? = nil, topic: TopicID = "streets"
    ) async throws -> CaseID {
        let points = [try ContactPoint.phone(number)] + (try mail.map { [try ContactPoint.mail($0)] } ?? [])
        let arrival = Arrival(
            channel: "phone", claims: try IdentityClaims(points: points), text: "", topic: topic,
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

    @Test("B7 every choice of the waiting menu is counted: how often offered, how often chosen, who left all the same")
    func choices() async throws {
        let day = try desk()
        var callers: [CaseID] = []
        for number in 0..<5 {
            let id = try await call(day, "+35840100000\(number)")
            #expect(try await told(day, id).options.map(\.id) == ["music", "podcast", "back", "chat"])
            callers.append(id)
        }
        try await day.desk.perform(.chooseWhileWaiting(callers[0], option: "music"))
        try await day.desk.perform(.chooseWhileWaiting(callers[1], option: "podcast"))
        try await day.desk.perform(.chooseWhileWaiting(callers[2], option: "back"))
        try await day.desk.perform(.chooseWhileWaiting(callers[3], option: "chat"))
        day.clock.advance(by: .minutes(4))
        try await day.desk.perform(.leaveLine(callers[1]))
        let tally = try await line(day).tally
        #expect(tally.options == ["back", "chat", "music", "podcast"])
        for option in tally.options {
            #expect(tally.choice(option).offered == 5 && tally.choice(option).chosen == 1, "\(option)")
            #expect(tally.choice(option).abandoned == (option == "podcast" ? 1 : 0), "\(option)")
        }
        #expect(tally.count(.callback) == 1 && tally.count(.otherChannel) == 1 && tally.count(.abandoned) == 1)
        // Who went to the chat goes on there with the same matter; who listens to music is still in line.
        #expect(try await day.item(callers[3]).status == .pending(.customer))
        #expect(try await day.desk.record(WorkItem.self, callers[0])?.state == .waiting)
    }

    @Test("B7 the place is that of the policy's order: what has waited long is not behind what is urgent and new")
    func placeByAge() async throws {
        let day = try desk { $0.distribution.urgencyPoint = .minutes(1) }
        let old = try await call(day, "+358401000001")
        day.clock.advance(by: .minutes(11))
        for number in 0..<3 { _ = try await call(day, "+35840100001\(number)", topic: "permits") }
        #expect(try await told(day, old).announcement?.position == 1)
        let newer = try await call(day, "+358401000009")
        #expect(try await told(day, newer).announcement?.position == 5)
    }

    @Test("B7 the ranges that were told are scored against what came of them")
    func calibrated() async throws {
        let day = try desk()
        try await day.desk.perform(.setPresence("veikko", .available))
        var next = try await call(day, "+358401000000")
        _ = try await told(day, next)
        for number in 1...40 {
            let offer = try #require(try await day.acceptNext(in: "technical"))
            #expect(offer.caseID == next)
            let after = try await call(day, "+35840100\(1_000 + number)")
            _ = try await told(day, after)
            day.clock.advance(by: .minutes(4))
            try await day.desk.perform(.resolve(offer.caseID, by: "veikko"))
            next = after
        }
        let calibration = try await line(day).calibration
        #expect(calibration.scored > 5)
        #expect(calibration.withinLatest == calibration.scored, "every wait was as long as the one before")
        #expect(!calibration.isUnreliable)
    }

    @Test("B6 a callback is withdrawn when the person is answered in another way")
    func answeredByMail() async throws {
        let day = try desk()
        let id = try await call(day, "+358401000001", mail: "maija@example.com")
        try await day.desk.perform(.requestCallback(id, window: nil))
        // She writes as well, and is answered there.
        let mail = try day.mail(from: "maija@example.com", topic: "streets")
        #expect(try await day.receive(mail).caseID == id)
        try await day.desk.perform(.reply(id, by: "veikko", text: "Korjaamme lampun huomenna."))
        #expect(try await day.facts().contains(.callbackWithdrawn(.gotThrough)))
        let record = try #require(try await day.desk.record(CaseCallback.self, id))
        #expect(record.callback.isOver)
    }

    @Test("B6 a callback belongs to the agent who knows the matter, who is told; after a time it is anybody's")
    func owner() async throws {
        let day = try desk { policy in
            policy.lines.callbacks = try CallbackRule(retryAfter: [.minutes(15)], ownerFor: .hours(2))
        }
        for agent in ["veikko", "siiri"] as [AgentID] { try await day.desk.perform(.setPresence(agent, .available)) }
        // Onni had the case; it came back and waits.
        func known(_ number: String, _ address: String) async throws -> CaseID {
            try await day.desk.perform(.setPresence("onni", .available))
            let id = try await call(day, number, mail: address)
            try await day.desk.perform(.handOver(id, to: "onni"))
            try await day.desk.perform(.resolve(id, by: "onni"))
            try await day.desk.perform(.setPresence("onni", .away))
            day.clock.advance(by: .minutes(1))
            let again = try day.mail(from: address, topic: "streets", subject: CaseTag.text(for: id))
            #expect(try await day.receive(again).caseID == id)
            return id
        }
        let (first, second) = (
            try await known("+358401000001", "maija@example.com"), try await known("+358401000002", "pekka@example.com")
        )
        let began = try #require(try await day.desk.record(WorkItem.self, first)).enqueuedAt
        for id in [first, second] { try await day.desk.perform(.requestCallback(id, window: nil)) }
        let promised = try #require(try await day.desk.record(CaseCallback.self, first))
        #expect(promised.callback.owner == "onni")
        // Nobody else is offered it; it is not theirs to make.
        guard case .offered(let offers) = try await day.desk.perform(.distribute) else { return }
        #expect(offers.isEmpty)
        try await day.expectRefusal(of: .makeCallback(first, by: "siiri"), .notAllowed, at: "agent")
        // Onni comes back, is told of both and makes one.
        try await day.desk.perform(.setPresence("onni", .available))
        try await Timekeeper(day.desk).sweep()
        let bundle = try #require(try await day.desk.record(AlertTray.self, "onni" as AgentID)?.last)
        #expect(bundle.alerts.map(\.caseID) == [first, second])
        try await day.desk.perform(.makeCallback(first, by: "onni"))
        #expect(try await day.item(first).agent == "onni")
        #expect(try await day.facts().contains(.callbackBegun("onni")))
        try await day.expectRefusal(of: .makeCallback(first, by: "onni"), .wrongState, at: "callback")
        try await day.desk.perform(.endCallback(first, .answered))
        try await day.desk.perform(.resolve(first, by: "onni"))
        // The other has been his for long enough: it is in line with its age, for anybody.
        day.clock.advance(by: .hours(2))
        try await Timekeeper(day.desk).sweep()
        let work = try #require(try await day.desk.record(WorkItem.self, second))
        #expect(work.state == .waiting && work.enqueuedAt >= began)
        let offer = try #require(try await day.acceptNext(in: "technical"))
        #expect(offer.caseID == second && offer.agent != "onni")
    }
}
