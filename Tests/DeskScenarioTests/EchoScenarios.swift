import DeskFoundation
import DeskTestKit
import ServiceDesk
import Testing

/// A5 against machines that give no header and change what they can: addresses, words, times.
@Suite struct EchoScenarios {
    private static func policy(_ change: (inout DeskPolicy) throws -> Void = { _ in }) throws -> DeskPolicy {
        var policy = try TownDesk.policy()
        policy.channels.append(
            try ContactChannel(
                id: "sms", kind: .textMessage, name: LocalizedText(en: "Text", fi: "Tekstiviesti"),
                receivingEnds: ["+358 50 555 0199"]))
        try change(&policy)
        return policy
    }

    private func text(
        _ day: DeskOfTheDay, phone: String, mail: String?, subject: String? = nil, text: String = "Viesti?",
        topic: TopicID? = nil
    ) throws -> Arrival {
        var points = [try ContactPoint.phone(phone)]
        if let mail { points.append(try .mail(mail)) }
        return Arrival(
            channel: "sms", claims: try IdentityClaims(points: points), subject: subject, text: text, topic: topic,
            language: .finnish, occurredAt: day.clock.now())
    }

    @Test("A5 one number gets ten messages a day, however many persons it makes of itself by other mail addresses")
    func changingAddress() async throws {
        let day = try DeskOfTheDay(policy: try Self.policy())
        var persons: Set<PersonID> = []
        for round in 0..<60 {
            let received = try await day.receive(
                try text(day, phone: "+358401234567", mail: "a\(round)@example.com"))
            persons.insert(received.person)
            day.clock.advance(by: .minutes(1))
        }
        #expect(persons.count > 20, "the peer is many persons to the desk")
        let messages = try await day.outbox().map(\.message)
        #expect(messages.count == 10)
        #expect(Set(messages.map(\.address)).count == 1)
        #expect(try await day.facts().contains(.automaticMessageHeld(.address, .tooMany)))
        // The next day it is answered again; another number is answered at once.
        try await day.receive(try text(day, phone: "+358409999999", mail: nil))
        #expect(try await day.outbox().count == 11)
        day.clock.advance(by: .days(1))
        try await day.receive(try text(day, phone: "+358401234567", mail: "b@example.com"))
        #expect(try await day.outbox().count == 12)
    }

    @Test("A5 the desk's own addresses are never answered, though nothing but the address says so, and open no survey")
    func ownAddresses() async throws {
        let day = try DeskOfTheDay(policy: try Self.policy())
        let mail = try await day.receive(
            try day.mail(from: "Palvelu@lehtola.example", subject: "Hei", text: "Kysymys?"))
        #expect(mail.opensCase)
        let sms = try await day.receive(try text(day, phone: "+358505550199", mail: nil, topic: "waste"))
        #expect(sms.opensCase)
        for received in [mail, sms] {
            #expect(try await day.desk.record(Contact.self, received.contact)?.demand == .automatic)
            #expect(try await day.facts().contains(.automaticMailRead(contact: received.contact, [.ownLoop])))
        }
        // Not when an agent settles it, nor when the host says that somebody waits.
        var arrival = try day.mail(from: "palvelu@lehtola.example", topic: "waste", text: "Kysymys?")
        arrival.demand = .needsAnswer
        let asked = try #require(try await day.receive(arrival).caseID)
        try await day.desk.perform(.resolve(asked, by: "veikko"))
        let item = try await day.item(asked)
        #expect(item.status == .resolved)
        // An own address known together with another one: what would go to it is held.
        try await day.receive(try day.mail(from: "maija@example.com", topic: "permits"))
        let person = try await day.receive(try day.mail(from: "maija@example.com", topic: "billing")).person
        let before = try await day.outbox().count
        try await day.desk.perform(.changePerson(person, .removePoint(try .mail("maija@example.com")), by: "veikko"))
        try await day.desk.perform(
            .changePerson(person, .addPoint(try .mail("palvelu@lehtola.example")), by: "veikko"))
        let other = try #require(
            try await day.desk.records(ServiceCase.self, ServiceCase.of(person)).first { $0.topic == "permits" })
        try await day.desk.perform(.inform(other.id, by: "veikko", nextUpdate: day.clock.now() + .hours(4)))
        #expect(try await day.outbox().count == before)
        #expect(try await day.facts().contains(.automaticMessageHeld(.address, .ownAddress)))
        #expect(
            try await day.outbox().allSatisfy {
                !$0.message.address.contains("lehtola") && !$0.message.address.contains("555")
            })
    }

    /// Agent and machine over three days: the agent answers and settles, the machine answers each message.
    private func autoresponder(
        _ day: DeskOfTheDay, words: (Int) -> String, settles: Bool
    ) async throws -> (id: CaseID, opened: Int, joined: Int) {
        let id = try await day.taken(from: "kone@example.com")
        var answered = 0
        var joined = 0
        for round in 0..<36 {
            let item = try await day.item(id)
            if !item.status.isSettled, item.status != .pending(.customer) {
                if item.agent == nil || item.status == .new { _ = try await day.acceptNext(in: "technical") }
                try await day.desk.perform(.reply(id, by: "veikko", text: "Lamppu vaihdetaan \(round)."))
                try await day.desk.perform(settles ? .resolve(id, by: "veikko") : .pause(id, .customer))
            }
            let outbox = try await day.outbox().count
            if outbox > answered {
                answered = outbox
                let received = try await day.receive(
                    try day.mail(
                        from: "kone@example.com", topic: nil, subject: "Re: [#\(id)]",
                        text: words(round) + "\n\n> Lamppu vaihdetaan \(round)."))
                #expect(received.caseID == id)
                joined += 1
            }
            day.clock.advance(by: .hours(2))
        }
        let opened = try await day.facts().count {
            switch $0 {
            case .reopened, .resumed: true
            default: false
            }
        }
        return (id, opened, joined)
    }

    /// Twice with the same words, five times with others.
    @Test(
        "A5 a machine without headers that answers all for three days opens the case so often, then joins and is told of",
        arguments: [true, false])
    func autoresponders(_ settles: Bool) async throws {
        for (hasSameWords, most) in [(true, 2), (false, 5)] {
            let day = try DeskOfTheDay(policy: try Self.policy())
            let (id, opened, joined) = try await autoresponder(
                day, words: { hasSameWords ? "Olen  lomalla ensi viikkoon." : "Olen lomalla, viesti \($0)." },
                settles: settles)
            #expect(opened == most, "same words \(hasSameWords), settles \(settles)")
            #expect(joined == most + 1)
            let item = try await day.item(id)
            #expect(settles ? item.status == .resolved : item.status == .pending(.customer))
            let held = try await day.facts().compactMap { fact -> ReopenLimit.Reason? in
                if case .reopeningHeld(_, let reason) = fact { reason } else { nil }
            }
            #expect(held == [hasSameWords ? .sameWords : .tooMany])
            let tray = try #require(try await day.desk.record(AlertTray.self, "veikko" as AgentID))
            let alerts = (tray.pending + (tray.last?.alerts ?? [])).map(\.matter)
            #expect(alerts.contains { if case .reopeningHeld = $0 { true } else { false } })
            // Nothing is lost: whoever reads it opens the case by hand, and people who call do so as ever.
            if settles {
                try await day.desk.perform(.reopen(id, by: "veikko"))
                #expect(try await day.item(id).status == .open)
                try await day.expectRefusal(of: .reopen(id, by: "veikko"), .wrongState, at: "case")
            }
        }
    }

    @Test("A5 the limit is part of the policy; other words, a file and a week later open the case as ever")
    func people() async throws {
        let policy = try Self.policy {
            $0.communication.reopening = try ReopenLimit(window: .days(2), repeats: 1, most: 3)
        }
        #expect(try DeskPolicy(json: try policy.json()) == policy)
        let day = try DeskOfTheDay(policy: policy)
        let id = try await day.taken()
        func opens(_ text: String, file: Bool = false) async throws -> Bool {
            try await day.desk.perform(.resolve(id, by: "veikko"))
            var arrival = try day.mail(from: "maija@example.com", topic: nil, subject: "[#\(id)]", text: text)
            if file {
                arrival.attachments = [
                    try AttachmentReference(name: "a.png", mediaType: "image/png", bytes: 1, reference: "a")
                ]
            }
            try await day.receive(arrival)
            let item = try await day.item(id)
            if item.status.isSettled { try await day.desk.perform(.reopen(id, by: "veikko")) }
            return !item.status.isSettled
        }
        #expect(try await opens("Yhä pimeää"))
        #expect(try await !opens("YHä  PIMEää"))
        #expect(try await opens("Yhä pimeää", file: true))
        #expect(try await opens("Nyt palaa liikaa"))
        #expect(try await !opens("Neljäs"))
        day.clock.advance(by: .days(2))
        #expect(try await opens("Yhä pimeää"))
    }

    @Test("A5 texts of surveys count too: where no more may be said nothing is asked, and nothing is read as an answer")
    func surveys() async throws {
        var policy = try FeedbackDesk.policy()
        policy.communication.automaticMessages = try AutomaticMessageCap(perPerson: 1, perAddress: 1)
        let day = try FeedbackDesk.day(policy)
        try await day.settledCall()
        #expect(try await day.texts().count == 1, "the invitation itself comes once and is not held")
        try await day.text("Kyllä hoitui")
        #expect(try await day.deskTally().resolvedYes == 1)
        #expect(try await day.texts().count == 1)
        #expect(try await day.facts().contains(.automaticMessageHeld(.person, .tooMany)))
        let invitation = try #require(try await day.all(SurveyInvitation.self).first)
        #expect(invitation.dialogue?.step == .over)
        try await day.text("8")
        #expect(try await day.deskTally().recommend[8] == 0)
        #expect(try await day.texts().count == 1)
    }
}
