import DeskTestKit
import Foundation
import ServiceDesk
import Testing

/// What must not be anywhere, whatever arrives and whatever is done; all texts are drawn with a seed.
@Suite("B2 and A5. What is kept, what goes out, and what nobody waits for") struct MaskingScenarios {
    private static var rounds: Int {
        let factor = ProcessInfo.processInfo.environment["SERVICE_DESK_CASES"].flatMap { Int($0) } ?? 1
        return 12 * max(1, factor)
    }

    // MARK: Personal data, made by the rules of its issuers and not by the library's

    private static func pad(_ value: Int, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    private static func grouped(_ text: String, by separator: String) -> String {
        stride(from: 0, to: text.count, by: 4).map { String(text.dropFirst($0).prefix(4)) }.joined(separator: separator)
    }

    private static func code(_ random: inout SeededGenerator) -> String {
        let (day, month, year) = (
            random.integer(in: 1...28) as Int, random.integer(in: 1...12) as Int, random.integer(in: 10...99) as Int
        )
        let number: Int = random.integer(in: 2...899)
        let birth = (day * 100 + month) * 100 + year
        let letters = Array("0123456789ABCDEFHJKLMNPRSTUVWXY")
        return pad(birth, 6) + (random.chance(1, in: 2) ? "-" : "A") + pad(number, 3)
            + String(letters[(birth * 1_000 + number) % 31])
    }

    private static func account(_ random: inout SeededGenerator) -> String {
        let account = pad(random.integer(in: 0...99_999_999_999_999), 14)
        let remainder = (account + "151800").reduce(0) { ($0 * 10 + ($1.wholeNumberValue ?? 0)) % 97 }
        let text = "FI" + pad(98 - remainder, 2) + account
        return random.chance(1, in: 2) ? grouped(text, by: " ") : text
    }

    private static func card(_ random: inout SeededGenerator) -> String {
        let body = "4" + pad(random.integer(in: 0...99_999_999_999_999), 14)
        let digit =
            (0...9).first { last in
                (body + "\(last)").compactMap(\.wholeNumberValue).reversed().enumerated().reduce(0) { sum, item in
                    let value = item.element * (item.offset.isMultiple(of: 2) ? 1 : 2)
                    return sum + value / 10 + value % 10
                }.isMultiple(of: 10)
            } ?? 0
        let text = body + "\(digit)"
        return random.chance(1, in: 2) ? grouped(text, by: random.chance(1, in: 2) ? " " : "-") : text
    }

    private static func phone(_ random: inout SeededGenerator) -> String {
        let digits = pad(random.integer(in: 0...9_999_999), 7)
        return (random.pick(["+358 40 ", "040", "00358-40-", "(09) "]) ?? "") + digits
    }

    private static func secret(_ random: inout SeededGenerator) -> String {
        switch random.integer(in: 0...3) as Int {
        case 0: code(&random)
        case 1: account(&random)
        case 2: card(&random)
        default: phone(&random)
        }
    }

    /// What must be nowhere of a secret: every run of five digits of it, as written and without its separators.
    private static func needles(_ secret: String) -> [[UInt8]] {
        var runs: Set<String> = []
        for run in secret.split(whereSeparator: { !$0.isWholeNumber }) + [secret.filter(\.isWholeNumber)[...]]
        where run.count >= 5 {
            let digits = Array(run)
            for start in 0...(digits.count - 5) { runs.insert(String(digits[start..<(start + 5)])) }
        }
        // A run of one digit, or one that the fixture's own clock could write, says nothing.
        return runs.filter { Set($0).count > 2 }.sorted().map { Array($0.utf8) } + [Array(secret.utf8)]
    }

    private static func contains(_ bytes: [UInt8], _ needle: [UInt8]) -> Bool {
        guard let first = needle.first, bytes.count >= needle.count else { return false }
        return (0...(bytes.count - needle.count)).contains {
            bytes[$0] == first && bytes[$0..<($0 + needle.count)].elementsEqual(needle)
        }
    }

    /// Two public channels: one that sends support away and one where support is answered.
    private static func policy() throws -> DeskPolicy {
        var policy = try FeedbackDesk.policy()
        policy.channels.append(
            try ContactChannel(
                id: "square", kind: .socialPublic, name: LocalizedText(en: "Square", fi: "Tori"), role: .support))
        policy.channels.append(
            try ContactChannel(
                id: "reviews", kind: .reviewSite, name: LocalizedText(en: "Reviews", fi: "Arvostelut"),
                inviteTo: "mail"))
        policy.communication.readers = ["aino"]
        return policy
    }

    /// All that is written down as bodies of records, events and results, without the instants and digests beside the texts.
    private static func texts(_ day: DeskOfTheDay) async throws -> [(where: String, text: String)] {
        var found: [(String, String)] = []
        for contact in try await day.all(Contact.self) {
            found.append(("contact", contact.text))
            found.append(("contact", contact.subject ?? ""))
            found.append(("contact", contact.receivingEnd))
        }
        for person in try await day.all(Person.self) { found.append(("person", person.name ?? "")) }
        for delivery in try await day.outbox() {
            found.append(("message", delivery.message.text))
            found.append(("message", delivery.message.subject ?? ""))
        }
        for fact in try await day.facts() { found.append(("event", "\(fact)")) }
        return found
    }

    @Test("B2 no five digits of a code, card, account or number written in public are in a record, event or message")
    func publicDigits() async throws {
        let words = ["soitan", "huomenna,", "tunnus:", "(kortti)", "maksoin", "—", "ehkä?"]
        for seed in 1...UInt64(Self.rounds) {
            var random = SeededGenerator(seed: seed)
            let day = try FeedbackDesk.day(Self.policy())
            var secrets: [String] = []
            for number in 0..<6 {
                let draw = { () -> String in
                    var text = ""
                    for _ in 0..<(random.integer(in: 1...3) as Int) {
                        let secret = Self.secret(&random)
                        secrets.append(secret)
                        text += (random.pick(words) ?? "") + " " + secret + " "
                    }
                    return text
                }
                let (subject, text) = (draw(), draw())
                let name = random.chance(1, in: 2) ? "Maija " + draw() : "Maija"
                day.clock.advance(by: .minutes(7))
                let channel: ChannelID = random.pick(["social", "square", "reviews"]) ?? "social"
                let arrival = Arrival(
                    channel: channel, externalID: "post-\(seed)-\(number)",
                    claims: try IdentityClaims(
                        points: [.handle(network: "example", name: random.chance(1, in: 2) ? "maija" : "pena")],
                        name: name),
                    subject: random.chance(1, in: 2) ? subject : nil, text: text,
                    topic: random.chance(1, in: 2) ? "streets" : nil,
                    purpose: random.chance(1, in: 2) ? .support : .feedback,
                    sensitivity: random.pick([.open, .personal]) ?? .open,
                    language: random.chance(1, in: 2) ? .finnish : .english, occurredAt: day.clock.now(),
                    mention: channel == "reviews" ? PublicMention(.company, stars: 2) : nil)
                try await day.receive(arrival)
                let again = try await day.receive(arrival)
                #expect(again.isRepeat, "seed \(seed)")
            }
            let needles = secrets.flatMap(Self.needles)
            for (place, text) in try await Self.texts(day) {
                let bytes = Array(text.utf8)
                for needle in needles where Self.contains(bytes, needle) {
                    Issue.record("seed \(seed): \(place) holds \(String(decoding: needle, as: UTF8.self)): \(text)")
                }
            }
            // Whole secrets are in no byte that is stored at all.
            for bytes in try await day.store.dump() {
                for secret in secrets where Self.contains(bytes, Array(secret.utf8)) {
                    Issue.record("seed \(seed): \(secret) is stored")
                }
            }
        }
    }

    @Test("B2 an agent's answer in public holds no code, card or account: it is refused, and nothing is stored")
    func publicReply() async throws {
        for seed in 1...UInt64(Self.rounds) {
            var random = SeededGenerator(seed: seed)
            let day = try FeedbackDesk.day(Self.policy())
            try await day.desk.perform(.setPresence("veikko", .available))
            let received = try await day.receive(
                Arrival(
                    channel: "square",
                    claims: try IdentityClaims(points: [.handle(network: "example", name: "maija")]),
                    text: "Lamppu on pimeänä", topic: "streets", occurredAt: day.clock.now()))
            let id = try #require(received.caseID)
            try await day.acceptNext(in: "technical")
            let secrets = [Self.code(&random), Self.account(&random), Self.card(&random)]
            let secret = secrets[Int(seed % 3)]
            try await day.expectRefusal(
                of: .reply(id, by: "veikko", text: "Tunnuksesi \(secret) löytyi."), .notAllowed, at: "text")
            try await day.desk.perform(.reply(id, by: "veikko", text: "Soita 016 555 0100, 2.3.2026 klo 9–15."))
            #expect(try await day.messages(on: "square").last?.message.text.hasPrefix("Soita 016") == true)
        }
    }

    // MARK: Notes

    @Test("F3 not a word of an internal note is in any message, whatever is sent on the case and over which channel")
    func notes() async throws {
        for seed in 1...UInt64(Self.rounds) {
            var random = SeededGenerator(seed: seed)
            let day = try FeedbackDesk.day()
            try await day.desk.perform(.setPresence("veikko", .available))
            let claims = try IdentityClaims(
                points: [try .mail("maija@example.com"), try .phone(FeedbackDesk.number)], name: "Maija")
            var arrival = try day.mail(from: "maija@example.com", text: "Lamppu?")
            arrival.claims = claims
            let id = try #require(try await day.receive(arrival).caseID)
            try await day.acceptNext(in: "technical")
            var notes: [String] = []
            for step in 0..<12 {
                day.clock.advance(by: .minutes(random.integer(in: 1...90)))
                let word = "huomio\(random.integer(in: 100_000...999_999) as Int)x\(step)"
                let settled = try await day.item(id).status.isSettled
                do {
                    switch random.integer(in: 0...9) as Int {
                    case 0...3:
                        notes.append(word)
                        try await day.desk.perform(.note(id, by: "veikko", text: word))
                    case 4: try await day.desk.perform(.reply(id, by: "veikko", text: "Vastaus \(step)"))
                    case 5:
                        try await day.desk.perform(.inform(id, by: "veikko", nextUpdate: day.clock.now() + .hours(5)))
                    case 6:
                        try await day.desk.perform(
                            .promise(
                                id, by: "veikko", text: "Lupaus \(step)", due: day.clock.now() + .hours(2),
                                source: .agent))
                    case 7:
                        let channel: ChannelID = random.pick(["mail", "text"]) ?? "mail"
                        try await day.desk.perform(.moveChannel(id, to: channel, by: "veikko", clock: nil))
                    case 8:
                        if settled {
                            arrival = try day.mail(
                                from: "maija@example.com", subject: "[#\(id)]", text: "Vieläkin pimeää, miksi?")
                            arrival.claims = claims
                            try await day.receive(arrival)
                        } else {
                            try await day.desk.perform(.resolve(id, by: "veikko"))
                        }
                    default: try await day.desk.perform(.wake(id))
                    }
                } catch is Refusal {
                    // What cannot be done now is not done; notes must stay inside all the same.
                }
            }
            let stored = try await day.all(CaseNote.self).map(\.note.text)
            #expect(stored.allSatisfy(notes.contains), "seed \(seed)")
            for delivery in try await day.outbox() {
                let message = delivery.message
                for note in notes {
                    let text = message.text + (message.subject ?? "") + message.address
                    #expect(!text.contains(note), "seed \(seed): \(message.kind) holds the note")
                }
            }
            #expect(try await !day.outbox().isEmpty, "seed \(seed)")
        }
    }

    // MARK: What nobody waits for

    private static let idle: [(demand: DemandFlag?, text: String, block: String?)] = [
        (.courtesy, "Viesti.", nil), (.automatic, "Viesti.", nil),
        (nil, "Kiitos paljon avusta!", nil),
        (nil, "Olen lomalla.", "Auto-Submitted: auto-replied\r\n\r\n"),
        (nil, "Ei perillä.", "Return-Path: <>\r\n\r\n"),
    ]

    private func idleMail(
        _ day: DeskOfTheDay, _ number: Int, subject: String?, from address: String = "maija@example.com"
    ) throws -> Arrival {
        let idle = Self.idle[number]
        var arrival = try day.mail(from: address, subject: subject, text: idle.text, demand: idle.demand)
        arrival.headers = try idle.block.map { try MailHeaders(Array($0.utf8)) }
        return arrival
    }

    @Test("A5 a thank-you or a machine's mail starts no clock, opens nothing again and gets nobody asked")
    func idleContacts() async throws {
        for seed in 1...UInt64(Self.rounds) {
            var random = SeededGenerator(seed: seed)
            for number in Self.idle.indices {
                let day = try FeedbackDesk.day()
                let comment: Comment = "seed \(seed), kind \(number)"
                let id = try await day.taken()
                if random.chance(1, in: 2) { try await day.desk.perform(.reply(id, by: "veikko", text: "Hoidamme.")) }
                let pauses = random.chance(1, in: 2)
                if pauses { try await day.desk.perform(.pause(id, .customer)) }
                // While the case runs: the clocks stay as they are, a pause stays a pause.
                day.clock.advance(by: .minutes(random.integer(in: 1...60)))
                let before = try await day.item(id)
                #expect(try await day.receive(try idleMail(day, number, subject: "[#\(id)]")).caseID == id, comment)
                let running = try await day.item(id)
                #expect(running.clocks.map(\.clock) == before.clocks.map(\.clock), comment)
                #expect(running.status == before.status, comment)
                if pauses { try await day.desk.perform(.resume(id)) }
                // When it is settled: one invitation for the settling, none for what comes after it.
                try await day.desk.perform(.resolve(id, by: "veikko"))
                let settled = try await day.item(id)
                let invited = try await day.deskTally().invited
                #expect(invited == 1, comment)
                for _ in 0..<(random.integer(in: 1...3) as Int) {
                    day.clock.advance(by: .minutes(random.integer(in: 1...600)))
                    try await day.receive(try idleMail(day, number, subject: "[#\(id)]"))
                }
                let after = try await day.item(id)
                #expect(after.status == settled.status && after.reopens == 0, comment)
                #expect(after.clocks.map(\.clock) == settled.clocks.map(\.clock), comment)
                #expect(try await day.deskTally().invited == invited, comment)
            }
        }
    }

    @Test("A5 a case of nothing but that has no clocks and no survey; the first question starts them when it comes")
    func idleCases() async throws {
        for number in Self.idle.indices {
            let day = try FeedbackDesk.day()
            let comment: Comment = "kind \(number)"
            try await day.desk.perform(.setPresence("veikko", .available))
            let first = try await day.receive(try idleMail(day, number, subject: "Hei", from: "a@example.com"))
            let id = try #require(first.caseID)
            #expect(try await day.item(id).clocks.isEmpty, comment)
            #expect(try await day.item(id).isUnasked == true, comment)
            try await day.acceptNext(in: "technical")
            day.clock.advance(by: .minutes(5))
            try await day.desk.perform(.resolve(id, by: "veikko"))
            #expect(try await day.deskTally().invited == 0, comment)
            #expect(
                try await day.facts().contains(.surveyDecided(invited: false, reason: .nobodyAsked)), comment)

            let second = try await day.receive(try idleMail(day, number, subject: "Hei", from: "b@example.com"))
            let other = try #require(second.caseID)
            day.clock.advance(by: .hours(1))
            let asked = try await day.receive(
                try day.mail(from: "b@example.com", subject: "[#\(other)]", text: "Milloin lamppu korjataan?"))
            #expect(asked.caseID == other, comment)
            let item = try await day.item(other)
            #expect(item.isUnasked == nil && !item.clocks.isEmpty, comment)
            #expect(item.clocks.allSatisfy { $0.clock.startedAt == day.clock.now() }, comment)
            try await day.acceptNext(in: "technical")
            try await day.desk.perform(.resolve(other, by: "veikko"))
            #expect(try await day.deskTally().invited == 1, comment)
        }
    }

    @Test("A5 a thank-you over another channel moves neither the case nor its clocks")
    func idleMove() async throws {
        let day = try FeedbackDesk.day()
        try await day.desk.perform(.setPresence("veikko", .available))
        var arrival = try day.mail(from: "maija@example.com", text: "Lamppu?")
        arrival.claims = try IdentityClaims(points: [try .mail("maija@example.com"), try .phone(FeedbackDesk.number)])
        let id = try #require(try await day.receive(arrival).caseID)
        let before = try await day.item(id)
        let thanks = try await day.text("Kiitos paljon!", topic: "streets")
        #expect(thanks.caseID == id)
        let after = try await day.item(id)
        #expect(after.lastChannel == "mail" && after.channelMoves == 0 && after.contacts == 2)
        #expect(after.clocks.map(\.clock) == before.clocks.map(\.clock))
    }
}
