import DeskTestKit
import ServiceDesk
import Testing

/// A day on which everything happens that the desk has a word for.
struct WholeDay {
    let day: DeskOfTheDay
    let mail = RecordingMessageTransport([.retryLater(after: nil), .maybeSent])
    let social = RecordingMessageTransport([.undeliverable(.contentRefused)])
    let screens = RecordingOfferTransport()

    func run() async throws {
        let desk = day.desk
        let dispatcher = Dispatcher(desk, transport: screens)
        for agent in ["aino", "eero", "liisa", "onni", "siiri"] as [AgentID] {
            try await desk.perform(.setPresence(agent, .available))
        }
        try await arrivals()
        try await dispatcher.sweep()
        try await workers()
        let offers = await screens.shown
        try #require(offers.count >= 4)
        for (number, offer) in offers.enumerated() {
            switch number {
            case 0: try await desk.perform(.decline(offer.caseID, by: offer.agent))
            case 1: break  // nobody answers
            default: try await desk.perform(.accept(offer.caseID, by: offer.agent))
            }
        }
        for (number, offer) in offers.enumerated().dropFirst(2) { try await handle(offer, number) }
        // One whose matter was settled comes back to it.
        let settled = try #require(offers.indices.last { $0 > 1 && $0 % 3 != 1 }.map { offers[$0].caseID })
        try await day.receive(
            try day.mail(from: "p0@example.com", topic: nil, subject: "Ei auttanut \(CaseTag.text(for: settled))"))
        day.clock.advance(by: .minutes(5))
        try await workers()
        try await observations()
        day.clock.advance(by: .days(3))
        try await workers()
        try await dispatcher.sweep()
        for answer in 0..<2 {
            guard let token = try await day.surveyToken(to: "p\(answer)@example.com") else { continue }
            try await desk.perform(
                .answerSurvey(
                    SurveyReply(
                        token: token,
                        answers: [
                            SurveyValue("resolved", 1), SurveyValue("service", UInt8(5 - answer)),
                            SurveyValue("recommend", UInt8(10 - answer)), SurveyValue("effort", 7),
                        ], comment: answer == 0 ? "Kiitos!" : nil)))
        }
        day.clock.advance(by: .days(10))
        try await workers()
        try await desk.perform(.setPresence("aino", .offline))
    }

    private func arrivals() async throws {
        let topics: [TopicID?] = ["streets", "permits", "daycare", nil, "billing", "waste", "passports"]
        for (number, topic) in topics.enumerated() {
            day.clock.advance(by: .seconds(30))
            var mail = try day.mail(
                from: "p\(number)@example.com", topic: topic, subject: number % 2 == 0 ? "Asia \(number)" : nil,
                id: number == 3 ? nil : "<\(number)@example.com>", language: number == 4 ? .swedish : .finnish)
            if number == 5 { (mail.impact, mail.urgency) = (1, 1) }
            try await day.receive(mail)
            if number == 1 { try await day.receive(mail) }
        }
        // The same person on the telephone, in a chat and in public, with everything a claim can hold.
        let claims = try IdentityClaims(
            strong: [StrongIdentifier(scheme: "customer", value: "4711")],
            points: [.mail("p0@example.com"), .phone("+358401234567"), .handle(network: "example", name: "maija")],
            name: "Maija", language: .finnish)
        for channel in ["phone", "chat", "counter", "social"] as [ChannelID] {
            try await day.receive(
                Arrival(
                    channel: channel, claims: claims, text: "Hei", topic: "streets", purpose: .support,
                    sensitivity: channel == "social" ? .personal : .open, occurredAt: day.clock.now()))
        }
        try await day.receive(
            Arrival(
                channel: "social", claims: claims, text: "Hieno palvelu!", purpose: .feedback,
                occurredAt: day.clock.now()))
        try await day.receive(try day.mail(from: "p2@example.com", topic: "daycare", text: "Kiitos", demand: .courtesy))
    }

    private func handle(_ offer: Offer, _ number: Int) async throws {
        let (desk, id, agent) = (day.desk, offer.caseID, offer.agent)
        try await desk.perform(.note(id, by: agent, text: "Tarkista"))
        let due = day.clock.now() + .days(1)
        let promised = try await desk.perform(
            .promise(id, by: agent, text: "Soitan", due: due, source: number % 2 == 0 ? .agent : .willFindOut))
        guard case .promised(let name) = promised else { return }
        switch number % 3 {
        case 0:
            try await desk.perform(.reply(id, by: agent, text: "Hei!"))
            try await desk.perform(.keepPromise(try PromiseID(name)))
        case 1:
            try await desk.perform(.transfer(id, to: "general"))
            return
        default:
            try await desk.perform(.renegotiatePromise(try PromiseID(name), to: due + .days(1)))
            try await desk.perform(.pause(id, .supplier))
            day.clock.advance(by: .minutes(1))
            try await desk.perform(.resume(id))
            try await desk.perform(.pause(id, .customer))
        }
        try await desk.perform(.resolve(id, by: agent))
    }

    private func observations() async throws {
        let at = day.clock.now()
        for version in 0..<4 {
            try await day.desk.perform(
                .observe(
                    CaseObservation(
                        source: "old", caseID: version % 2 == 0 ? "INC-1" : "INC-2", version: Int64(version),
                        at: at + .hours(Int64(version)), openedAt: at,
                        status: [.new, .pending(.supplier), nil, .closed][version], channel: "phone",
                        caller: version == 0 ? nil : "c-\(version)", topic: version > 1 ? "waste" : nil,
                        priority: version == 3 ? .high : nil, team: "front", agent: version == 2 ? "aino" : nil,
                        handOvers: version, reopens: version / 3, targetsKept: [nil, true, nil, false][version])))
        }
    }

    /// Everything the workers find to do until nothing is left.
    func workers() async throws {
        var events = 0
        let subscriber = Subscriber(day.desk, name: "mirror") { _ in }
        let timekeeper = Timekeeper(day.desk)
        let courier = Courier(day.desk, transports: ["mail": mail, "social": social])
        repeat {
            events = try await timekeeper.sweep() + courier.sweep() + subscriber.sweep()
        } while events > 0
    }
}
