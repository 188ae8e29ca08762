import DeskTestKit
import ServiceDesk
import Testing

@Suite("B1. The portfolio counts what came apart from what was settled, and adds up") struct PortfolioScenarios {
    private func policy() throws -> DeskPolicy {
        var policy = try TownDesk.policy()
        policy.surveyPlan = nil
        policy.channels.append(
            try ContactChannel(
                id: "sms", kind: .textMessage, name: LocalizedText(en: "Text message", fi: "Tekstiviesti"),
                cost: ContactCost(currency: "EUR", perContact: 10_000, perMessage: 60_000)))
        policy.channels.append(
            try ContactChannel(
                id: "wall", kind: .socialPublic, name: LocalizedText(en: "Wall", fi: "Seinä"), role: .feedback))
        policy.routing = try RoutingTable(
            attributes: policy.routing.attributes.map {
                $0.name == "channel"
                    ? RoutingAttribute("channel", .enumeration(policy.channels.map(\.id.rawValue))) : $0
            }, rules: policy.routing.rules, otherwise: policy.routing.otherwise)
        return policy
    }

    private func text(_ number: Int, _ day: DeskOfTheDay, topic: TopicID = "streets") throws -> Arrival {
        Arrival(
            channel: "sms", claims: try IdentityClaims(points: [try .phone("+35840100000\(number)")]),
            text: "Hei, apua",
            topic: topic, language: .finnish, occurredAt: day.clock.now())
    }

    /// A day on which everything that can become of a contact does.
    private func day() async throws -> (DeskOfTheDay, Range<Instant>) {
        let day = try DeskOfTheDay(policy: try policy())
        let start = day.clock.now()
        try await day.desk.perform(.setPresence("veikko", .available))
        var cases: [CaseID] = []
        for number in 0..<3 {
            cases.append(try #require(try await day.receive(try text(number, day)).caseID))
            day.clock.advance(by: .minutes(1))
            try await day.acceptNext(in: "technical")
        }
        try await day.receive(try text(0, day))
        try await day.desk.perform(
            .reply(cases[0], by: "veikko", text: String(repeating: "Pitkä vastaus. ", count: 20)))
        let courier = Courier(day.desk, transports: ["sms": RecordingMessageTransport()])
        _ = try await courier.sweep()
        day.clock.advance(by: .minutes(5))
        try await day.desk.perform(.resolve(cases[0], by: "veikko"))
        try await day.desk.perform(.resolve(cases[1], by: "veikko"))
        // One is opened again, one mail is outside, one was never taken up.
        day.clock.advance(by: .minutes(5))
        var again = try text(1, day)
        again.subject = "Re: \(CaseTag.text(for: cases[1]))"
        try await day.receive(again)
        try await day.receive(try day.mail(from: "a@example.com", topic: "passports"))
        try await day.receive(try day.mail(from: "b@example.com"))
        for (channel, purpose) in [("social", ChannelRole.support), ("wall", .support), ("wall", .feedback)] {
            day.clock.advance(by: .minutes(1))
            try await day.receive(
                Arrival(
                    channel: try ChannelID(channel),
                    claims: try IdentityClaims(points: [try .handle(network: "n", name: "nn")]), text: "Hei",
                    topic: "streets", purpose: purpose, language: .finnish, occurredAt: day.clock.now()))
        }
        return (day, start..<(day.clock.now() + .seconds(1)))
    }

    @Test(
        "B1 what arrived, is settled, open, invited elsewhere, declined or praise is counted apart; messages cost"
    )
    func volume() async throws {
        let (day, window) = try await day()
        let report = try await day.desk.portfolio(in: window)
        func row(_ channel: ChannelID) throws -> PortfolioReport.Row {
            try #require(report.rows.first { $0.volume.channel == channel })
        }
        let sms = try row("sms")
        #expect((sms.volume.arrived, sms.volume.joined, sms.volume.opened) == (5, 2, 3))
        #expect((sms.volume.settled, sms.volume.open) == (1, 2), "one was opened again, one never settled")
        let mail = try row("mail").volume
        #expect((mail.arrived, mail.outside, mail.opened, mail.open) == (2, 1, 1, 1))
        let social = try row("social").volume
        #expect((social.arrived, social.invitedElsewhere, social.declined, social.feedback) == (1, 1, 0, 0))
        let wall = try row("wall").volume
        #expect((wall.arrived, wall.invitedElsewhere, wall.declined, wall.feedback) == (2, 0, 1, 1))

        // What the outbox holds tells how many parts went out, and to which settled cases.
        let settled = try await Set(day.all(Encounter.self).map(\.case))
        let sent = try await day.outbox().filter { $0.message.channel == "sms" }.filter {
            if case .delivered = $0.state { true } else { false }
        }
        let parts = sent.map { (id: $0.message.caseID, count: TextMessageSize($0.message.text).segments) }
        try #require(parts.contains { $0.count > 1 })
        #expect(sms.volume.messages == parts.reduce(0) { $0 + $1.count })
        let own = parts.filter { $0.id.map(settled.contains) == true }.reduce(0) { $0 + $1.count }
        #expect(sms.figures.messages == own)
        #expect(sms.figures.cost == Int64(sms.figures.contacts) * 10_000 + Int64(own) * 60_000)
    }

    @Test("B1 wherever the journal is cut, and whichever part a case is in, the sum of the parts is the whole")
    func splits() async throws {
        let (day, window) = try await day()
        let policy = day.desk.machine.policy
        let events = try await day.desk.events(limit: Limits.pageCount)
        let rows = try await day.all(Encounter.self)
        func report(_ isIn: (Int) -> Bool, _ isOf: (Int) -> Bool) -> PortfolioReport {
            var sums = PortfolioSums(in: window)
            for (number, row) in rows.enumerated() where isOf(number) { sums.add(row, policy: policy) }
            for (number, item) in events.enumerated() where isIn(number) { sums.add(item.event, at: item.position) }
            return PortfolioReport(sums)
        }
        let whole = report({ _ in true }, { _ in true })
        #expect(try await day.desk.portfolio(in: window) == whole)
        for cut in 0...events.count {
            let parts = (report({ $0 < cut }, { $0 % 2 == cut % 2 }), report({ $0 >= cut }, { $0 % 2 != cut % 2 }))
            #expect(parts.0.adding(parts.1) == whole, "cut at \(cut)")
            #expect(parts.1.adding(parts.0) == whole, "cut at \(cut), the later part first")
        }
        for seed in UInt64(1)...40 {
            var generator = SeededGenerator(seed: seed)
            let of = events.indices.map { _ in Int.random(in: 0..<3, using: &generator) }
            let encounters = rows.indices.map { _ in Int.random(in: 0..<3, using: &generator) }
            let parts = (0..<3).map { part in report({ of[$0] == part }, { encounters[$0] == part }) }
            #expect(parts[2].adding(parts[0]).adding(parts[1]) == whole, "seed \(seed)")
        }
    }

    @Test("B1 two windows side by side add up to one over both; what is open is what is so in the end") func windows()
        async throws
    {
        let (day, window) = try await day()
        let middle = window.lowerBound + .minutes(6)
        let first = try await day.desk.portfolio(in: window.lowerBound..<middle)
        let second = try await day.desk.portfolio(in: middle..<window.upperBound)
        let whole = try await day.desk.portfolio(in: window)
        let sum = first.adding(second)
        #expect(sum.rows.map(\.volume) == whole.rows.map(\.volume))
        #expect(first.rows.map(\.volume) != whole.rows.map(\.volume))
    }
}
