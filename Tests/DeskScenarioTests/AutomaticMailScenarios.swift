import DeskFoundation
import DeskTestKit
import ServiceDesk
import Testing

/// A5 in full: what headers say, what words say, and what holds when neither says anything.
@Suite struct AutomaticMailScenarios {
    private func headers(_ block: String) throws -> MailHeaders { try MailHeaders(Array(block.utf8)) }

    private func mail(
        _ day: DeskOfTheDay, headers block: String? = nil, subject: String?, text: String = "Viesti.",
        topic: TopicID? = nil, from address: String = "maija@example.com"
    ) throws -> Arrival {
        var arrival = try day.mail(from: address, topic: topic, subject: subject, text: text)
        arrival.headers = try block.map { try headers($0) }
        return arrival
    }

    /// A case that was answered and settled an hour ago.
    private func settled(_ day: DeskOfTheDay) async throws -> CaseID {
        let id = try await day.taken()
        try await day.desk.perform(.reply(id, by: "veikko", text: "Lamppu vaihdettiin."))
        try await day.desk.perform(.resolve(id, by: "veikko"))
        day.clock.advance(by: .hours(1))
        return id
    }

    @Test(
        "A5 a machine that says so in its headers reopens nothing and gets no answer",
        arguments: [
            ("Auto-Submitted: auto-replied\r\n\r\n", [AutomaticMailClass.autoReply]),
            ("Return-Path: <>\r\n\r\n", [.bounce]),
            ("From: palvelu@lehtola.example\r\n\r\n", [.ownLoop]),
            ("Precedence: bulk\r\nX-Loop: desk\r\n\r\n", [.ownLoop, .bulk]),
        ])
    func machines(_ block: String, _ classes: [AutomaticMailClass]) async throws {
        let day = try DeskOfTheDay()
        let id = try await settled(day)
        let sent = try await day.outbox().count
        let received = try await day.receive(
            try mail(day, headers: block, subject: "Poissa [#\(id)]", text: "En ole töissä?"))
        #expect(received.caseID == id)
        #expect(try await day.item(id).status == .resolved)
        #expect(try await day.outbox().count == sent)
        #expect(try await day.facts().contains(.automaticMailRead(contact: received.contact, classes)))
        // As the first mail of a matter it opens a case for somebody to look at, and is not acknowledged.
        let fresh = try await day.receive(
            try mail(day, headers: block, subject: "Hei", topic: "waste", from: "robot@example.com"))
        #expect(fresh.opensCase)
        #expect(try await day.outbox().count == sent)
    }

    @Test("A5 the two outcomes are apart: what a person wrote to a list may reopen, and is not answered by the desk")
    func listMail() async throws {
        let day = try DeskOfTheDay()
        let id = try await settled(day)
        let sent = try await day.outbox().count
        let block = "List-Id: <asukkaat.example>\r\n\r\n"
        #expect(
            try await day.receive(try mail(day, headers: block, subject: "Taas pimeää [#\(id)]", text: "Miksi?")).caseID
                == id)
        #expect(try await day.item(id).status == .open)
        #expect(
            try await day.receive(
                try mail(day, headers: block, subject: "Uusi", topic: "waste", from: "toinen@example.com")
            ).opensCase)
        #expect(try await day.outbox().count == sent)
    }

    @Test("A5 a polite last word is known by its words, also when nobody flagged it; one question and it is none")
    func thanks() async throws {
        let day = try DeskOfTheDay()
        let id = try await settled(day)
        let thanks = try mail(day, subject: "[#\(id)]", text: "Kiitos paljon avusta!\n\n> Lamppu vaihdettiin.")
        #expect(try await day.receive(thanks).caseID == id)
        #expect(try await day.item(id).status == .resolved)
        let question = try mail(day, subject: "[#\(id)]", text: "Kiitos! Entä naapurin lamppu?")
        #expect(try await day.receive(question).caseID == id)
        #expect(try await day.item(id).status == .open)
    }

    /// What the other machine does with what it gets.
    enum Peer: String, CaseIterable, CustomTestStringConvertible {
        case echo, bounce, autoReply
        var testDescription: String { rawValue }

        var block: String {
            switch self {
            case .echo: "X-Loop: desk\r\n\r\n"
            case .bounce: "Return-Path: <>\r\nContent-Type: multipart/report; report-type=delivery-status\r\n\r\n"
            case .autoReply: "Auto-Submitted: auto-replied\r\n\r\n"
            }
        }

        func subject(_ round: Int, of sent: String?, keepsSubject: Bool) -> String {
            guard keepsSubject else { return "\(rawValue) \(round)" }
            switch self {
            case .echo: return sent ?? "Hei"
            case .bounce: return "Undeliverable: " + (sent ?? "Hei")
            case .autoReply: return "Re: " + (sent ?? "Hei")
            }
        }
    }

    /// The echo test: with or without headers, under one subject or ever new ones, writing after each of our messages or
    /// every minute unasked.
    @Test(
        "A5 no machine makes the desk write without end: at most ten messages a person and day, five a case, two a subject",
        arguments: Peer.allCases)
    func echoes(_ peer: Peer) async throws {
        for (hasHeaders, keepsSubject, writesUnasked) in [
            (true, true, true), (true, false, true), (false, true, false), (false, false, false), (false, true, true),
            (false, false, true),
        ] {
            let day = try DeskOfTheDay()
            try await day.receive(try mail(day, subject: "Hei", from: "kone@example.com"))
            var answered = 0
            for round in 1...60 {
                let outbox = try await day.outbox()
                guard writesUnasked || outbox.count > answered else { break }
                let last = outbox.last?.message
                answered = outbox.count
                day.clock.advance(by: .minutes(1))
                try await day.receive(
                    try mail(
                        day, headers: hasHeaders ? peer.block : nil,
                        subject: peer.subject(round, of: last?.subject, keepsSubject: keepsSubject),
                        text: last?.text ?? "?", from: "kone@example.com"))
            }
            let messages = try await day.outbox().map(\.message)
            let comment: Comment = "\(peer), headers \(hasHeaders), subject \(keepsSubject), unasked \(writesUnasked)"
            #expect(messages.count <= 10, comment)
            #expect(messages.count >= 1, comment)
            let perCase = Dictionary(grouping: messages, by: \.caseID).mapValues(\.count)
            #expect(perCase.values.allSatisfy { $0 <= 5 }, comment)
            if hasHeaders { #expect(messages.count == 1, comment) }
            if !hasHeaders, !keepsSubject {
                #expect(messages.count == 10, comment)
                let held = try await day.facts().contains {
                    if case .automaticMessageHeld(.person, .tooMany) = $0 { true } else { false }
                }
                if writesUnasked { #expect(held, comment) }
            }
        }
    }

    @Test(
        "A5 the bound holds over days, for a machine that echoes, bounces and answers by turns, with headers and without"
    )
    func days() async throws {
        let day = try DeskOfTheDay()
        for round in 0..<288 {
            let peer = Peer.allCases[round % 3]
            let last = try await day.outbox().last?.message
            try await day.receive(
                try mail(
                    day, headers: round % 4 == 1 ? peer.block : nil,
                    subject: peer.subject(round, of: last?.subject, keepsSubject: round % 5 == 2),
                    text: last?.text ?? "?", from: "kone@example.com"))
            day.clock.advance(by: .minutes(15))
        }
        let times = try await day.outbox().map(\.queuedAt).sorted()
        #expect(times.count > 20, "the desk does not fall silent for ever")
        for (number, time) in times.enumerated() where number >= 10 {
            #expect(time >= times[number - 10] + .days(1), "more than ten within a day")
        }
    }

    @Test("A5 what an agent writes is never held back, and after a day the desk answers again")
    func people() async throws {
        let day = try DeskOfTheDay()
        for round in 1...12 {
            try await day.receive(
                try mail(day, subject: "Asia \(round)", text: "Kysymys?", from: "kone@example.com"))
            day.clock.advance(by: .minutes(1))
        }
        #expect(try await day.outbox().count == 10)
        let id = try await day.taken(from: "kone@example.com", topic: "streets")
        try await day.desk.perform(.reply(id, by: "veikko", text: "Soitan teille."))
        #expect(try await day.outbox().count == 11)
        day.clock.advance(by: .days(1))
        try await day.receive(
            try mail(day, subject: "Huomenna", text: "Kysymys?", from: "kone@example.com"))
        #expect(try await day.outbox().count == 12)
    }

    @Test("A5 the cap is part of the policy, with mistakes at their place")
    func policy() async throws {
        var policy = try TownDesk.policy()
        policy.communication.automaticMessages = try AutomaticMessageCap(perPerson: 1)
        let json = try policy.json()
        #expect(try DeskPolicy(json: json) == policy)
        let day = try DeskOfTheDay(policy: policy)
        for round in 1...3 {
            try await day.receive(try mail(day, subject: "Asia \(round)", text: "Kysymys?"))
        }
        #expect(try await day.outbox().count == 1)
        #expect(throws: Refusal.self) { try AutomaticMessageCap(perSubject: 65) }
        // A limit of an address binds where it is stricter than that of the person.
        policy.communication.automaticMessages = try AutomaticMessageCap(perPerson: 5, perAddress: 2)
        let strict = try DeskOfTheDay(policy: policy)
        for round in 1...4 {
            try await strict.receive(try mail(strict, subject: "Asia \(round)", text: "Kysymys?"))
        }
        #expect(try await strict.outbox().count == 2)
        #expect(try await strict.facts().contains(.automaticMessageHeld(.address, .tooMany)))
        #expect(throws: Refusal.self) { try AutomaticMessageCap(window: .zero) }
    }
}
