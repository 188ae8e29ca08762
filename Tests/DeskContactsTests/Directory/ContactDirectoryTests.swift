import DeskContacts
import DeskPrimitives
import Testing

@Suite("A directory in memory") struct ContactDirectoryTests {
    private func candidate(
        _ id: CaseID, _ person: PersonID, subject: String? = nil, daysAgo: Int64 = 1,
        standing: ThreadCandidate.Standing = .open
    ) -> ThreadCandidate {
        ThreadCandidate(
            caseID: id, person: person, channel: "mail", subject: subject, lastContactAt: morning - .days(daysAgo),
            standing: standing)
    }

    private func question(_ person: PersonID, _ subject: String?, demand: DemandFlag = .needsAnswer) -> ThreadQuestion {
        ThreadQuestion(person: person, channel: "mail", subject: subject, demand: demand, at: morning)
    }

    @Test func aMailFindsItsPersonAndItsCase() throws {
        var directory = ContactDirectory(digest: digest)
        directory.put(try person("p-1", name: "Anna", mail: ["anna@example.fi"]))
        directory.put(candidate("case-1", "p-1", subject: "Katuvalo"))
        directory.add(message: "<case-1.1@town.example>", to: "case-1")
        let headers = try MailHeaders(
            """
            From: Anna <Anna@Example.FI>
            Subject: Re: Katuvalo
            References: <case-1.1@town.example>

            """.utf8)
        let claims = try IdentityClaims(points: headers.from.compactMap(\.point), name: headers.from[0].name)
        let who = directory.identify(claims, newID: "p-2", at: morning)
        #expect(who == .known(try #require(directory.person("p-1")), because: who.because))
        #expect(who.because.code == .mail)
        let which = directory.thread(question("p-1", headers.subject), answering: headers.answeredNames)
        #expect(which == .join("case-1", reopens: false, because: .reference))
    }

    @Test func aStrangerIsNew() throws {
        var directory = ContactDirectory(digest: digest)
        directory.put(try person("p-1", mail: ["anna@example.fi"]))
        let decision = directory.identify(try claims(mail: ["bert@example.fi"]), newID: "p-2", at: morning)
        #expect(decision.isNew)
        #expect(directory.personCount == 1)
        directory.put(decision.person)
        #expect(directory.identify(try claims(mail: ["bert@example.fi"]), newID: "p-3", at: morning).person.id == "p-2")
    }

    @Test func aMergedPersonIsFoundAsTheSurvivorOnly() throws {
        var directory = ContactDirectory(digest: digest)
        directory.put(try person("p-1", mail: ["anna@example.fi"]))
        directory.put(try person("p-1", mail: ["anna@example.fi"], mergedInto: "p-2"))
        #expect(directory.persons(for: try claims(mail: ["anna@example.fi"])) == [])
        #expect(directory.person("p-1")?.mergedInto == "p-2")
        directory.put(try person("p-2", mail: ["anna@example.fi"]))
        #expect(directory.persons(for: try claims(mail: ["anna@example.fi"])).map(\.id) == ["p-2"])
    }

    @Test func addressesAndIdentifiersOfOneTextAreTold() throws {
        var directory = ContactDirectory(digest: digest)
        directory.put(try person("p-1", strong: [try strong("7", scheme: "customer")]))
        directory.put(try person("p-2", strong: [try strong("7", scheme: "login")]))
        #expect(directory.persons(for: try claims(strong: [try strong("7", scheme: "login")])).map(\.id) == ["p-2"])
        directory.remove("p-2" as PersonID)
        #expect(directory.persons(for: try claims(strong: [try strong("7", scheme: "login")])) == [])
    }

    @Test func ofASharedPointTheFirstHoldersCount() throws {
        var directory = ContactDirectory(digest: digest)
        for number in 0..<100 { directory.put(try person(PersonID("p-\(number)"), mail: ["all@example.fi"])) }
        let found = directory.persons(for: try claims(mail: ["all@example.fi"]))
        #expect(
            found.map(\.id.rawValue) == (0..<100).map { "p-\($0)" }.sorted().prefix(Person.maximumHolders).map(\.self))
    }

    @Test func theSubjectOfTheMessageCountsNotThatOfTheCase() throws {
        var directory = ContactDirectory(digest: digest)
        directory.put(candidate("case-1", "p-1", subject: "Katuvalo"))
        directory.add(message: "a@x", to: "case-1")
        directory.add(message: "b@x", to: "case-1", subject: "Lasku")
        #expect(directory.thread(question("p-1", "Re: Lasku"), answering: ["b@x"]).because == .reference)
        #expect(directory.thread(question("p-1", "Re: Lasku"), answering: ["a@x"]).because == .otherMatter)
        #expect(directory.thread(question("p-1", "Re: Katuvalo"), answering: ["<a@x>"]).because == .reference)
        #expect(directory.candidates(for: question("p-1", nil), answering: ["b@x", "a@x"]).map(\.subject) == ["Lasku"])
    }

    @Test func ofMoreReferencesThanAreReadTheFarthestDoNotCount() throws {
        var directory = ContactDirectory(digest: digest)
        directory.put(candidate("case-1", "p-9"))
        directory.add(message: "0@x", to: "case-1")
        for (answered, isFound) in [("63@x", true), ("other@x", false)] {
            let references = (0..<64).map { "<\($0)@x>" }.joined(separator: " ")
            let headers = try MailHeaders("In-Reply-To: <\(answered)>\r\nReferences: \(references)\r\n\r\n".utf8)
            let decision = directory.thread(question("p-1", nil), answering: headers)
            #expect(decision == directory.thread(question("p-1", nil), answering: headers.answeredNames))
            #expect((decision.because == .reference) == isFound)
        }
    }

    @Test func aCaseThatGoesTakesItsMessagesAlong() throws {
        var directory = ContactDirectory(digest: digest)
        directory.put(candidate("case-1", "p-1"))
        directory.add(message: "a@x", to: "case-1", subject: "Lasku")
        directory.add(message: "a@x", to: "case-9")
        let before = directory
        directory.remove("case-1" as CaseID)
        directory.put(candidate("case-2", "p-2"))
        #expect(directory.messageCount == 0)
        #expect(directory.caseCount == 1)
        #expect(directory.candidates(for: question("p-1", "[#case-1]"), answering: ["a@x"]) == [])
        #expect(before.candidates(for: question("p-9", "[#case-1]"), answering: ["a@x"]).map(\.isTagged) == [true])
    }

    @Test func aCaseGoesToAnotherPerson() throws {
        var directory = ContactDirectory(digest: digest)
        directory.put(candidate("case-1", "p-1"))
        directory.put(candidate("case-1", "p-2", standing: .resolved(at: morning)))
        #expect(directory.candidates(for: question("p-1", nil)) == [])
        #expect(directory.candidates(for: question("p-2", nil)).map(\.standing) == [.resolved(at: morning)])
    }
}
