import DeskTestKit
import ServiceDesk
import Testing

@Suite("A7. One overview of the person") struct OverviewScenarios {
    private let first = "+358401234561"
    private let second = "+358401234562"
    private let veikko = FeedbackViewer.agent("veikko", team: "technical")

    private func day() throws -> DeskOfTheDay {
        var policy = try FeedbackDesk.policy()
        policy.communication.hints = [
            try PersonHint(
                id: "pump",
                text: LocalizedText(
                    en: "Owns pump X; filter Y is usually next.",
                    fi: "Omistaa pumpun X; seuraavaksi tarvitaan yleensä suodatin Y."), owns: "Pump X"),
            try PersonHint(
                id: "streets", text: LocalizedText(en: "Asked about streets.", fi: "Kysyi kaduista."),
                topics: ["streets"]),
            try PersonHint(
                id: "permits", text: LocalizedText(en: "Asked about permits.", fi: "Kysyi luvista."),
                topics: ["permits"]),
        ]
        return try FeedbackDesk.day(policy)
    }

    @Test("A7 history, cases, promises, ratings, what is owned, hints, consents and language, over merged persons too")
    func overview() async throws {
        let day = try day()
        let past = try await day.settledCall(from: first)
        let merged = try await day.item(past).person
        day.clock.advance(by: .minutes(3))
        try await day.text("Kyllä", from: first)
        day.clock.advance(by: .minutes(1))
        try await day.text("9", from: first)
        try await day.desk.perform(
            .putEntitlement(
                try Entitlement(
                    id: "pump-x", name: "Pump X", holder: .person(merged), granted: .cases(3),
                    validFrom: try utc("2026-01-01T00:00:00Z"))))

        day.clock.advance(by: .hours(1))
        let open = try #require(try await day.receive(try day.call(from: second)).caseID)
        let survivor = try await day.item(open).person
        try await day.acceptNext(in: "technical")
        var promises: [PromiseID] = []
        for (text, hours) in [("Soitan", 1), ("Korjaamme", 2), ("Kerron", 30)] as [(String, Int64)] {
            let result = try await day.desk.perform(
                .promise(
                    open, by: "veikko", text: text, due: day.clock.now() + .hours(hours), source: .agent))
            guard case .promised(let id) = result else {
                Issue.record("\(result)")
                return
            }
            promises.append(try PromiseID(id))
        }
        try await day.desk.perform(.keepPromise(promises[0]))
        day.clock.advance(by: .hours(3))
        try await day.desk.perform(.note(open, by: "veikko", text: "sisäinen huomio"))
        try await day.desk.perform(.mergePersons(merged, into: survivor, by: "veikko"))
        day.clock.advance(by: .minutes(1))
        try await day.desk.perform(.feedback(.setConsent(survivor, .reference, isGiven: false, proof: "call")))

        for id in [survivor, merged] {
            let sheet = try await day.desk.overview(of: id, for: veikko)
            #expect(sheet.person.id == survivor && sheet.persons == [survivor, merged])
            #expect(sheet.openCases.map(\.id) == [open] && sheet.pastCases.map(\.id) == [past])
            #expect(sheet.openPromises.map(\.id) == [promises[2]])
            #expect(sheet.brokenPromises.map(\.id) == [promises[1]])
            #expect((sheet.promises.open, sheet.promises.kept, sheet.promises.broken) == (1, 1, 1))
            #expect(sheet.ratings.count == 1 && sheet.ratings[0].scores.recommend == 9)
            #expect(sheet.contacts.channels.map(\.channel) == ["phone", "text"])
            #expect(sheet.contacts.channels.map(\.inbound) == [2, 2])
            #expect(sheet.contacts.cases == [past, open].sorted())
            #expect(sheet.owned.map(\.entitlement.id) == ["pump-x"])
            #expect(sheet.owned[0].standing == .available(.cases(3)))
            #expect(sheet.hints.map(\.id) == ["pump", "streets"])
            #expect(sheet.language == .finnish)
            #expect(sheet.consents.map(\.purpose) == [.reference] && sheet.consents[0].isGiven == false)
            #expect(sheet.cut.isEmpty)
            #expect(!"\(sheet)".contains("sisäinen huomio"), "notes of the desk are not part of it")
            #expect(
                sheet.sentence(in: .english)
                    == "Language: fi. Contacts: phone 2, text 2. Cases: open 1, past 1. "
                    + "Promises: open 1, kept 1, late 0, broken 1. Last rating: resolved, recommends 9/10. "
                    + "Pump X: 3 cases left. Consent: reference no. Owns pump X; filter Y is usually next. "
                    + "Asked about streets.")
            #expect(sheet.sentence(in: .finnish).contains("Lupaukset: avoinna 1, pidetty 1, myöhässä 0, rikottu 1."))
        }
    }

    @Test("A7 a single person is for those who serve; whose work was rated only for who may see that agent's scores")
    func viewers() async throws {
        let day = try day()
        let id = try await day.settledCall(from: first)
        day.clock.advance(by: .minutes(3))
        try await day.text("Kyllä", from: first)
        let person = try await day.item(id).person
        for viewer in [
            FeedbackViewer.director, .unitLeader(["place"]), .topicOwner(["streets"]), .customer("acme"),
            .teamLeader([]),
        ] {
            let refusal = await #expect(throws: Refusal.self) {
                _ = try await day.desk.overview(of: person, for: viewer)
            }
            #expect(refusal?.code == .notAllowed && refusal?.place.description == "viewer")
        }
        for viewer in [FeedbackViewer.agent("nobody", team: nil), .teamLeader(["nothing"])] {
            let refusal = await #expect(throws: Refusal.self) {
                _ = try await day.desk.overview(of: person, for: viewer)
            }
            #expect(refusal?.code == .unknownName && refusal?.place.description == "viewer")
        }
        let stranger = await #expect(throws: Refusal.self) { _ = try await day.desk.overview(of: "x", for: veikko) }
        #expect(stranger?.code == .unknownName && stranger?.place.description == "person")

        for (viewer, isKnown) in [
            (veikko, true), (.teamLeader(["technical"]), true), (.agent("aino", team: "front"), false),
            (.teamLeader(["front"]), false),
        ] as [(FeedbackViewer, Bool)] {
            let rating = try #require(try await day.desk.overview(of: person, for: viewer).ratings.first)
            #expect(rating.scores.resolved == 1)
            #expect((rating.agent == "veikko") == isKnown && (rating.caseID == id) == isKnown)
        }
    }

    @Test("A7 reads are bounded, the latest is kept, and the overview says of what there is more")
    func bounds() async throws {
        let day = try day()
        var last: CaseID?
        for topic in ["streets", "waste", "permits"] as [TopicID] {
            day.clock.advance(by: .minutes(10))
            last = try await day.receive(try day.mail(from: "maija@example.com", topic: topic)).caseID
        }
        let id = try #require(last)
        let person = try await day.item(id).person
        let two = try await day.desk.overview(of: person, limit: 2, for: veikko)
        #expect(two.cut == [.contacts, .cases])
        #expect(two.openCases.count == 2 && two.openCases.first?.id == id)
        #expect(two.contacts.latest.map(\.topic) == ["permits", "waste"])
        #expect(two.sentence(in: .finnish).hasSuffix("Vanhimpia tietoja ei näytetä."))
        let three = try await day.desk.overview(of: person, limit: 3, for: veikko)
        #expect(three.cut.isEmpty && three.openCases.count == 3)
        #expect(try await day.desk.overview(of: person, limit: 0, for: veikko).openCases.count == 1)
    }

    @Test("A7 hints of a policy document name what is wrong, and unknown topics are found by the check")
    func hintDocuments() throws {
        #expect(throws: Refusal.self) { try PersonHint(id: "a", text: "x", owns: "") }
        var policy = try FeedbackDesk.policy()
        policy.communication.hints = [
            try PersonHint(id: "a", text: "x", topics: ["nothing"]), try PersonHint(id: "a", text: "y"),
        ]
        do throws(PolicyErrors) {
            _ = try CompiledPolicy(policy)
            Issue.record("two hints of one name and an unknown topic were taken")
        } catch {
            let found = error.findings.map { $0.sentence(in: .english) }
            #expect(found.contains { $0.contains("communication.hints[0].topics[0]") })
            #expect(found.contains { $0.contains("communication.hints[1].id") })
        }
    }
}
