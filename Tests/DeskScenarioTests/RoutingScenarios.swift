import DeskTestKit
import ServiceDesk
import Testing

@Suite("D. The right work to the right person") struct RoutingScenarios {
    @Test("D1 a contact goes where its rule says, to somebody able, and says why as data and in two languages")
    func routed() async throws {
        let day = try DeskOfTheDay()
        for agent in ["veikko", "aino", "onni"] as [AgentID] {
            try await day.desk.perform(.setPresence(agent, .available))
        }
        let id = try #require(try await day.receive(try day.mail(from: "a@example.com", topic: "permits")).caseID)
        let item = try await day.item(id)
        let route = try #require(item.route)
        #expect((route.rule, route.queue, route.urgency) == ("permits", "technical", 60))
        #expect(
            route.facts == [
                "channel": .symbol("mail"), "language": .symbol("fi"), "priority": .symbol("normal"),
                "topic": .symbol("permits"),
            ])
        let table = day.desk.machine.policy.document.routing
        #expect(route.table == table.fingerprint)
        let explanation = try route.explanation(by: table)
        #expect(explanation.matches.map(\.rule) == ["permits"])
        #expect(
            explanation.sentence(in: .english)
                == "Rule “permits” matched because topic is permits (it is permits). The work goes to queue technical "
                + "with urgency 60 and needs permits at level 3 or higher.")
        #expect(explanation.sentence(in: .finnish).hasPrefix("Sääntö ”permits” täyttyi, koska topic on permits"))
        // Why not another rule: asked years later, of the same table.
        let kept = try RecordDecoder().decode(RouteTrace.self, from: RecordEncoder().encode(route))
        #expect(try kept.explanation(by: table) == explanation)
        let failed = try #require(try kept.whyNot("emergency", by: table).first)
        #expect(failed.place.description.hasPrefix("rules["))
        // A changed table is another table, and says so instead of explaining what it did not decide.
        let changed = try RoutingTable(
            attributes: table.attributes, rules: table.rules.reversed(), otherwise: table.otherwise)
        #expect(throws: Refusal.self) { try route.explanation(by: changed) }
        #expect(try await day.facts().contains(.routed(rule: "permits", queue: "technical", urgency: 60)))
        // Veikko is of the team but has no permits; Onni has.
        #expect(try await day.acceptNext(in: "technical")?.agent == "onni")
    }

    @Test("D1 what no rule matches goes where the table says otherwise, and says so")
    func otherwise() async throws {
        let day = try DeskOfTheDay()
        let id = try #require(try await day.receive(try day.mail(from: "a@example.com", topic: nil)).caseID)
        let route = try #require(try await day.item(id).route)
        #expect((route.rule, route.queue) == (nil, "general"))
        let explanation = try route.explanation(by: day.desk.machine.policy.document.routing)
        #expect(
            explanation.sentence(in: .finnish)
                == "Mikään sääntö ei täyttynyt, joten noudatetaan taulukon oletusta. "
                + "Työ menee jonoon general kiireellisyydellä 50.")
        #expect(explanation.sentence(in: .english).hasPrefix("No rule matched"))
    }

    @Test("D1 a language the table does not list strands nobody", arguments: ["de", "sv-FI", "en-GB", "zh-Hant"])
    func otherLanguage(_ language: String) async throws {
        let day = try DeskOfTheDay()
        let received = try await day.receive(
            try day.mail(from: "a@example.com", topic: nil, language: try LanguageTag(language)))
        let queue = try await day.item(try #require(received.caseID)).queue
        #expect(queue == (["de", "zh-Hant"].contains(language) ? "general" : "languages"))
    }

    @Test("D1 impact and urgency make the priority, and the most urgent goes first")
    func priority() async throws {
        let day = try DeskOfTheDay()
        let calm = try #require(try await day.receive(try day.mail(from: "a@example.com", topic: "billing")).caseID)
        day.clock.advance(by: .minutes(1))
        var mail = try day.mail(from: "b@example.com", topic: "billing")
        (mail.impact, mail.urgency) = (1, 1)
        let urgent = try #require(try await day.receive(mail).caseID)
        #expect(try await day.item(urgent).priority == .critical)
        #expect(try await day.item(urgent).route?.rule == "emergency")
        try await day.desk.perform(.setPresence("aino", .available))
        guard case .offered(let work) = try await day.desk.perform(.dispatch("general")) else { return }
        #expect(work.map(\.caseID).first == urgent)
        #expect(work.map(\.caseID).contains(calm), "a mail takes a quarter of an agent")
    }

    @Test("D3 sixteen press “take” at once: exactly one gets the case, and it is who was asked")
    func takenAtOnce() async throws {
        let day = try DeskOfTheDay()
        let agents = day.desk.machine.policy.agents.keys.sorted()
        for agent in agents { try await day.desk.perform(.setPresence(agent, .available)) }
        let id = try #require(try await day.receive(try day.mail(from: "a@example.com", topic: "billing")).caseID)
        guard case .offered(let work) = try await day.desk.perform(.dispatch("general")) else { return }
        let offer = try #require(work.first)
        let taken = await withTaskGroup(of: AgentID?.self) { group in
            for number in 0..<16 {
                let agent = agents[number % agents.count]
                group.addTask { (try? await day.desk.perform(.accept(id, by: agent))) == nil ? nil : agent }
            }
            var taken: [AgentID] = []
            for await agent in group { if let agent { taken.append(agent) } }
            return taken
        }
        #expect(taken == [offer.agent])
        #expect(try await day.item(id).agent == offer.agent)
        #expect(try await day.facts().count { if case .accepted = $0 { true } else { false } } == 1)
        for seat in try await day.desk.records(AgentSeat.self, AgentSeat.seats(of: agents)) {
            #expect(seat.holds.map(\.caseID) == (seat.agent == offer.agent ? [id] : []))
        }
    }

    @Test("D3 what is declined or not answered goes to somebody else with its original age")
    func returned() async throws {
        let day = try DeskOfTheDay()
        let arrived = day.clock.now()
        let id = try #require(try await day.receive(try day.mail(from: "a@example.com")).caseID)
        for agent in ["onni", "siiri", "veikko"] as [AgentID] {
            try await day.desk.perform(.setPresence(agent, .available))
        }
        day.clock.advance(by: .minutes(1))
        func offer() async throws -> OfferedWork {
            guard case .offered(let work) = try await day.desk.perform(.dispatch("technical")) else {
                throw Refusal(.corrupt, "no offer")
            }
            return try #require(work.first)
        }
        let first = try await offer()
        try await day.desk.perform(.decline(id, by: first.agent))
        let second = try await offer()
        #expect(second.agent != first.agent)
        day.clock.set(to: second.expires)
        try await Timekeeper(day.desk).sweep()
        try await Timekeeper(day.desk).sweep()
        let third = try await offer()
        #expect(Set([first.agent, second.agent, third.agent]).count == 3)
        let work = try #require(try await day.desk.record(WorkItem.self, id))
        #expect(work.enqueuedAt == arrived)
        try await day.desk.perform(.accept(id, by: third.agent))
        let facts = try await day.facts()
        #expect(facts.contains(.accepted(third.agent, waited: day.clock.now() - arrived)))
        #expect(facts.count { $0 == .offerDeclined(first.agent) } == 1)
        #expect(facts.count { $0 == .offerExpired(second.agent) } == 1)
        for seat in try await day.desk.records(AgentSeat.self, AgentSeat.seats(.available)) {
            #expect(seat.holds.map(\.caseID) == (seat.agent == third.agent ? [id] : []), "\(seat.agent)")
        }
    }

    @Test("D3 a case that is handed over while it is offered leaves the agent free and the offer void")
    func handedOverWhileOffered() async throws {
        let day = try DeskOfTheDay()
        try await day.desk.perform(.setPresence("veikko", .available))
        let id = try #require(try await day.receive(try day.mail(from: "a@example.com")).caseID)
        try await day.desk.perform(.dispatch("technical"))
        try await day.desk.perform(.transfer(id, to: "families"))
        try await day.expectRefusal(of: .accept(id, by: "veikko"), .wrongState, at: "case.state")
        let seat = try #require(try await day.desk.record(AgentSeat.self, "veikko" as AgentID))
        #expect(seat.holds.isEmpty)
        try await day.desk.perform(.setPresence("liisa", .available))
        #expect(try await day.acceptNext(in: "families")?.agent == "liisa")
    }
}
