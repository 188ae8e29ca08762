import DeskContacts
import DeskPrimitives
import DeskTestKit
import Testing

@Suite("A directory in memory: properties") struct ContactDirectoryPropertyTests {
    /// Everything in lists, looked through from end to end.
    private struct Plain {
        var persons: [Person] = []
        var cases: [ThreadCandidate] = []
        var messages: [(name: String, caseID: CaseID, subject: String?)] = []

        func persons(for claims: IdentityClaims) -> [PersonID] {
            persons.filter { person in
                person.mergedInto == nil
                    && (claims.strong.contains(where: person.holds)
                        || claims.points.contains { $0.kind != .ticket && $0.kind != .postal && person.holds($0) })
            }.map(\.id).sorted()
        }

        func candidates(for question: ThreadQuestion, answering names: [String]) -> [ThreadCandidate] {
            let tagged = question.subject.flatMap(CaseTag.find)
            return cases.sorted { $0.caseID < $1.caseID }.compactMap { item in
                let message = names.lazy.compactMap { name in
                    messages.first { $0.name == name && $0.caseID == item.caseID }
                }.first
                guard item.person == question.person || item.caseID == tagged || message != nil else { return nil }
                var item = item
                item.isTagged = item.caseID == tagged
                item.isReferenced = message != nil
                if let subject = message?.subject { item.subject = subject }
                return item
            }
        }
    }

    @Test func itFindsWhatListsFind() throws {
        for seed in 0..<UInt64(Repetitions.count(60)) {
            var random = SeededGenerator(seed: seed)
            var directory = ContactDirectory(digest: digest)
            var plain = Plain()
            for _ in 0..<random.integer(in: 1...120) {
                try change(&directory, &plain, &random)
                let claims = try drawClaims(&random)
                let holders = directory.persons(for: claims)
                #expect(holders.map(\.id).sorted() == plain.persons(for: claims), "seed \(seed)")
                let who = IdentityResolver.resolve(claims, among: holders, digest: digest, newID: "new", at: morning)
                #expect(directory.identify(claims, newID: "new", at: morning) == who, "seed \(seed)")
                let names = (0..<random.integer(in: 0...5)).map { _ in "m\(random.integer(in: 0...9) as Int)@x" }
                let question = ThreadQuestion(
                    person: try PersonID("p\(random.integer(in: 0...7) as Int)"), channel: "mail",
                    subject: random.chance(1, in: 2) ? "Re: a [#c\(random.integer(in: 0...9) as Int)]" : "a",
                    at: morning)
                let found = directory.candidates(for: question, answering: names)
                #expect(found == plain.candidates(for: question, answering: names), "seed \(seed)")
                let decision = ThreadResolver.decide(for: question, among: found, policy: .standard)
                #expect(directory.thread(question, answering: names) == decision, "seed \(seed)")
                let headers = try drawHeaders(&random)
                let byNames = directory.thread(question, answering: headers.answeredNames)
                #expect(directory.thread(question, answering: headers) == byNames, "seed \(seed)")
            }
            #expect(directory.personCount == plain.persons.count, "seed \(seed)")
            #expect(directory.caseCount == plain.cases.count, "seed \(seed)")
            #expect(directory.messageCount == plain.messages.count, "seed \(seed)")
        }
    }

    /// A header block with names of messages as programs write them, and as they should not.
    private func drawHeaders(_ random: inout SeededGenerator) throws -> MailHeaders {
        var block = ""
        for field in ["In-Reply-To: ", "References: "] where random.chance(3, in: 4) {
            block += field
            for _ in 0..<random.integer(in: 0...4) {
                let name = "m\(random.integer(in: 0...9) as Int)@x"
                block +=
                    random.pick(["<\(name)> ", "<\(name)>\r\n\t", " <\(name)>,", "(old) <\(name)>", name, "<m 1@x>"])
                    ?? ""
            }
            block += "\r\n"
        }
        return try MailHeaders((block + "\r\n").utf8)
    }

    private func drawClaims(_ random: inout SeededGenerator) throws -> IdentityClaims {
        var drawn: (strong: [StrongIdentifier], mail: [String], phone: [String]) = ([], [], [])
        if random.chance(1, in: 3) {
            let letter = random.pick(["a", "b", "c"]) ?? "a"
            return try claims(mail: ["\(letter)@example.fi"], name: random.pick(["Anna", nil]) ?? nil)
        }
        if random.chance(1, in: 3) { drawn.strong.append(try strong("\(random.integer(in: 0...5) as Int)")) }
        for letter in ["a", "b", "c", "d"] where random.chance(1, in: 3) { drawn.mail.append("\(letter)@example.fi") }
        if random.chance(1, in: 3) { drawn.phone.append("+35840100000\(random.integer(in: 0...3) as Int)") }
        return try claims(strong: drawn.strong, mail: drawn.mail, phone: drawn.phone)
    }

    private func change(
        _ directory: inout ContactDirectory, _ plain: inout Plain, _ random: inout SeededGenerator
    ) throws {
        let personID = try PersonID("p\(random.integer(in: 0...7) as Int)")
        let caseID = try CaseID("c\(random.integer(in: 0...9) as Int)")
        switch random.integer(in: 0...9) as Int {
        case 0...2:
            let held = try drawClaims(&random)
            let drawn = try Person(
                id: personID, name: random.pick(["Anna", nil]) ?? nil, strongIdentifiers: held.strong,
                points: held.points, createdAt: morning,
                mergedInto: random.chance(1, in: 6) ? "px" : nil, digest: digest)
            directory.put(drawn)
            plain.persons.removeAll { $0.id == personID }
            plain.persons.append(drawn)
        case 3:
            directory.remove(personID)
            plain.persons.removeAll { $0.id == personID }
        case 4...5:
            let drawn = ThreadCandidate(
                caseID: caseID, person: personID, channel: "mail", subject: random.pick(["a", "b", nil]) ?? nil,
                lastContactAt: morning - .days(random.integer(in: 0...20)), standing: .open,
                isReferenced: random.chance(1, in: 2), isTagged: random.chance(1, in: 2))
            var kept = drawn
            (kept.isReferenced, kept.isTagged) = (false, false)
            directory.put(drawn)
            plain.cases.removeAll { $0.caseID == caseID }
            plain.cases.append(kept)
        case 6:
            directory.remove(caseID)
            plain.cases.removeAll { $0.caseID == caseID }
            plain.messages.removeAll { $0.caseID == caseID }
        default:
            let name = "m\(random.integer(in: 0...9) as Int)@x"
            let isKnown = plain.messages.contains { $0.name == name && $0.caseID == caseID }
            guard !isKnown, let item = plain.cases.first(where: { $0.caseID == caseID }) else { return }
            // A message without a subject of its own has the case's, and goes along when that changes.
            let subject = random.pick(["other", item.subject, nil]) ?? nil
            directory.add(message: name, to: caseID, subject: subject)
            plain.messages.append((name, caseID, subject))
        }
    }
}
