import DeskFoundation
import DeskTestKit
import Foundation
import ServiceDesk
import Testing

@Suite("A3. Linked cases: problems, parts, merges followed") struct CaseLinkScenarios {
    private static func policy(_ change: (inout DeskPolicy) throws -> Void = { _ in }) throws -> DeskPolicy {
        var policy = try TownDesk.policy()
        try change(&policy)
        return policy
    }

    private func decode(_ text: String) throws -> CasePolicy {
        try JSONDocument.decode(CasePolicy.self, from: Data(text.utf8))
    }

    private func open(_ day: DeskOfTheDay, _ name: String, topic: TopicID = "streets") async throws -> CaseID {
        try #require(try await day.receive(try day.mail(from: "\(name)@example.com", topic: topic)).caseID)
    }

    private func notices(_ day: DeskOfTheDay, _ id: CaseID) async throws -> [OutboundMessage] {
        try await day.outbox().map(\.message).filter { $0.caseID == id && $0.kind == .notice }
    }

    private func holds(_ day: DeskOfTheDay, _ id: CaseID) async throws -> [ProblemNoticeHold] {
        try await day.desk.events().map(\.event).compactMap { event in
            guard event.caseID == id, case .problemNotTold(_, let hold) = event.fact else { return nil }
            return hold
        }
    }

    // MARK: Merges followed

    @Test(
        "A3 a problem and a case that were merged away are followed: the case is told once, whichever way it is linked")
    func problemsFollowMerges() async throws {
        let day = try DeskOfTheDay(front: { EncodingStore($0) })
        let problem = try await open(day, "house")
        let other = try await open(day, "house", topic: "permits")
        let one = try await open(day, "maija")
        let two = try await open(day, "maija", topic: "permits")
        try await day.desk.perform(.linkCases(problem, .problem, one, by: "veikko"))
        try await day.desk.perform(.linkCases(problem, .problem, two, by: "veikko"))
        try await day.desk.perform(.pause(two, .internal))
        try await day.desk.perform(.mergeCases(one, into: two, by: "veikko"))
        try await day.desk.perform(.mergeCases(problem, into: other, by: "veikko"))
        #expect(try await day.desk.links(of: problem).map(\.other) == [two], "one case now, linked once")
        #expect(
            try await day.desk.links(of: one).map { "\($0.direction) \($0.kind) \($0.other)" } == [
                "up problem \(other)"
            ])
        day.clock.advance(by: .minutes(10))
        try await day.desk.perform(.resolve(other, by: "veikko"))
        #expect(
            try await day.desk.events().count { $0.event.fact == .problemSolved(other) && $0.event.caseID == two } == 1)
        #expect(try await day.item(two).status == .new, "it waited for that")
        #expect(try await notices(day, two).count == 1)
        #expect(try await notices(day, one).isEmpty)
    }

    @Test("A3 links of two merged cases: parts come together, unlinking finds them, and undone everybody has their own")
    func linksTogether() async throws {
        let day = try DeskOfTheDay()
        let (a, b) = (try await open(day, "maija"), try await open(day, "maija", topic: "permits"))
        let (x, y) = (try await open(day, "x"), try await open(day, "y"))
        try await day.desk.perform(.linkCases(a, .child, x, by: "veikko"))
        try await day.desk.perform(.linkCases(b, .child, y, by: "veikko"))
        try await day.desk.perform(.linkCases(a, .child, b, by: "veikko"))
        try await day.desk.perform(.mergeCases(b, into: a, by: "veikko"))
        #expect(try await day.desk.links(of: a).map(\.other) == [x, y].sorted(), "none with itself")
        try await day.desk.perform(.unlinkCases(a, .child, y, by: "veikko"))
        #expect(try await day.desk.links(of: y).isEmpty)
        try await day.expectRefusal(of: .unlinkCases(a, .child, y, by: "veikko"), .unknownName, at: "linked")
        try await day.desk.perform(.unmergeCases(b, by: "veikko"))
        #expect(try await day.desk.links(of: b).map { "\($0.direction) \($0.other)" } == ["up \(a)"])
        #expect(try await day.desk.links(of: a).map(\.other) == [b, x].sorted())
    }

    @Test("A3 neither links nor merges make a circle, also through cases that were merged")
    func circles() async throws {
        let day = try DeskOfTheDay()
        let (a, c) = (try await open(day, "maija"), try await open(day, "maija", topic: "permits"))
        let b = try await open(day, "b")
        try await day.desk.perform(.linkCases(a, .child, b, by: "veikko"))
        try await day.desk.perform(.linkCases(b, .child, c, by: "veikko"))
        try await day.expectRefusal(of: .linkCases(c, .child, a, by: "veikko"), .wrongState, at: "linked")
        try await day.expectRefusal(of: .mergeCases(c, into: a, by: "veikko"), .wrongState, at: "survivor")
        try await day.expectRefusal(of: .mergeCases(a, into: c, by: "veikko"), .wrongState, at: "survivor")
        try await day.desk.perform(.unlinkCases(b, .child, c, by: "veikko"))
        try await day.desk.perform(.mergeCases(c, into: a, by: "veikko"))
        try await day.expectRefusal(of: .linkCases(b, .child, c, by: "veikko"), .wrongState, at: "linked")
        // Problems are no parts: the other way round is allowed for another kind.
        try await day.desk.perform(.linkCases(b, .problem, c, by: "veikko"))
        #expect(try await day.desk.links(of: a).map { "\($0.direction) \($0.kind)" } == ["down child", "up problem"])
    }

    @Test("A3 the limit of links holds for each kind by itself and is stated")
    func limits() async throws {
        let day = try DeskOfTheDay()
        let parent = try await open(day, "house")
        // One of another kind does not count.
        try await day.desk.perform(.linkCases(parent, .child, try await open(day, "part"), by: "veikko"))
        var linked = 0
        for number in 0..<CaseLink.linkLimit {
            let id = try await open(day, "p\(number)", topic: "permits")
            try await day.desk.perform(.linkCases(parent, .problem, id, by: "veikko"))
            linked += 1
        }
        let last = try await open(day, "last", topic: "permits")
        try await day.expectRefusal(of: .linkCases(parent, .problem, last, by: "veikko"), .tooLong, at: "case")
        try await day.desk.perform(.linkCases(parent, .child, last, by: "veikko"))
        #expect(linked == 256)
        // All of them hear of it in one decision: one message a case.
        for part in try await day.desk.links(of: parent) where part.kind == .child {
            try await day.desk.perform(.resolve(part.other, by: "veikko"))
        }
        try await day.desk.perform(.resolve(parent, by: "veikko"))
        let events = try await day.store.snapshot().journal.map { (entry) throws in
            try entry.body.value(as: DeskEvent.self)
        }
        #expect(events.count { $0.fact == .problemSolved(parent) } == 256)
        #expect(try await day.outbox().count { $0.message.kind == .notice } == 256)
    }

    // MARK: Who is told

    @Test(
        "A solved problem is told in each person's language with the case's tag; a template of the policy says it in its words"
    )
    func tellingInLanguages() async throws {
        let template = try AnswerTemplate(
            id: "solved", name: "Solved",
            texts: LocalizedText(en: "The lamps burn again.", fi: "Lamput palavat taas."))
        for (template, texts) in [
            (
                nil,
                [
                    "Asiasi ID taustalla ollut ongelma on ratkaistu. Jos se vaivaa vielä, kerro siitä meille.",
                    "The problem behind your matter ID has been solved. If it still troubles you, please tell us.",
                ]
            ),
            (template, ["Lamput palavat taas.", "The lamps burn again."]),
        ] as [(AnswerTemplate?, [String])] {
            let day = try DeskOfTheDay(
                policy: Self.policy {
                    $0.communication.templates = template.map { [$0] } ?? []
                    $0.cases.solvedProblem = template?.id
                })
            let problem = try await open(day, "house")
            for (number, language) in [LanguageTag.finnish, .english].enumerated() {
                let id = try #require(
                    try await day.receive(try day.mail(from: "p\(number)@example.com", language: language)).caseID)
                try await day.desk.perform(.linkCases(problem, .problem, id, by: "veikko"))
            }
            let cases = try await day.desk.links(of: problem).map(\.other)
            try await day.desk.perform(.resolve(problem, by: "veikko"))
            for id in cases {
                let told = try #require(try await notices(day, id).first)
                let number = told.language == .finnish ? 0 : 1
                #expect(told.text == texts[number].replacing("ID", with: id.rawValue))
                #expect(told.subject?.contains(id.rawValue) == true && told.address == "p\(number)@example.com")
            }
        }
    }

    @Test("Who asked nothing, who cannot be written to, and who has had enough is not told, and each reason is said")
    func notTold() async throws {
        let day = try DeskOfTheDay(
            policy: Self.policy {
                $0.communication.automaticMessages = try AutomaticMessageCap(
                    window: .hours(1), perPerson: 1, perAddress: 1, perCase: 1, perSubject: 1)
            })
        let problem = try await open(day, "house")
        let thanks = try #require(
            try await day.receive(try day.mail(from: "a@example.com", demand: .courtesy)).caseID)
        let call = try #require(try await day.receive(try day.call()).caseID)
        let capped = try await open(day, "c")
        let settled = try await open(day, "d")
        try await day.desk.perform(.resolve(settled, by: "veikko"))
        for id in [thanks, call, capped, settled] {
            try await day.desk.perform(.linkCases(problem, .problem, id, by: "veikko"))
        }
        try await day.desk.perform(.resolve(problem, by: "veikko"))
        #expect(try await holds(day, thanks) == [.unasked])
        #expect(try await holds(day, call) == [.noWay], "an agent tells it on the telephone")
        #expect(try await holds(day, capped) == [.capped], "the acknowledgement was the one message")
        #expect(try await holds(day, settled).isEmpty)
        #expect(try await day.outbox().allSatisfy { $0.message.kind != .notice })
        for hold in ProblemNoticeHold.allCases {
            #expect(
                hold.sentence(in: .finnish).hasPrefix("Ei kerrottu: ")
                    && hold.sentence(in: .english).hasPrefix("Not told: "))
        }
    }

    @Test(
        "A policy that tells nobody of solved problems sends nothing; a template with an open place is found before use"
    )
    func tellingIsPolicy() async throws {
        let day = try DeskOfTheDay(policy: Self.policy { $0.cases.tellsOfSolvedProblems = false })
        let problem = try await open(day, "house")
        let id = try await open(day, "maija")
        try await day.desk.perform(.linkCases(problem, .problem, id, by: "veikko"))
        try await day.desk.perform(.resolve(problem, by: "veikko"))
        #expect(try await day.facts().contains(.problemSolved(problem)))
        #expect(try await notices(day, id).isEmpty)

        let open = try AnswerTemplate(
            id: "solved", name: "Solved", texts: "Dear {name}", placeholders: [TemplatePlaceholder("name", .line)])
        for (id, templates, start) in [
            ("solved", [open], "cases.solvedProblem: template “solved” leaves something open"),
            ("solve", [open], "cases.solvedProblem: "),
        ] as [(TemplateID, [AnswerTemplate], String)] {
            #expect {
                _ = try CompiledPolicy(
                    Self.policy {
                        $0.communication.templates = templates
                        $0.cases.solvedProblem = id
                    })
            } throws: { error in
                (error as? PolicyErrors)?.findings.contains { $0.sentence(in: .english).hasPrefix(start) } == true
            }
        }
    }

    // MARK: Parts

    @Test("A case is not settled over open parts unless the policy says so, and then never silently")
    func openParts() async throws {
        for rule in CasePolicy.OpenChildren.allCases {
            let day = try DeskOfTheDay(
                policy: Self.policy { $0.cases.openChildren = rule }, front: { EncodingStore($0) })
            let parent = try await open(day, "house")
            let (one, two) = (try await open(day, "a"), try await open(day, "b"))
            let under = try await open(day, "c")
            try await day.desk.perform(.linkCases(parent, .child, one, by: "veikko"))
            try await day.desk.perform(.linkCases(parent, .child, two, by: "veikko"))
            try await day.desk.perform(.linkCases(two, .child, under, by: "veikko"))
            try await day.desk.perform(.resolve(one, by: "veikko"))
            switch rule {
            case .refuse:
                let no = try await day.expectRefusal(of: .resolve(parent, by: "veikko"), .wrongState, at: "case")
                #expect(no?.detail == "1 open parts, first \(two)")
                try await day.expectRefusal(of: .resolve(two, by: "veikko"), .wrongState, at: "case")
                for id in [under, two, parent] { try await day.desk.perform(.resolve(id, by: "veikko")) }
            case .leave:
                try await day.desk.perform(.resolve(parent, by: "veikko"))
                #expect(try await day.facts().contains(.childrenLeftOpen(1)))
                #expect(try await day.item(two).status == .new)
            case .settle:
                try await day.desk.perform(.resolve(parent, by: "onni"))
                for id in [two, under] {
                    let item = try await day.item(id)
                    #expect(item.status == .resolved && item.agent == "onni")
                    let events = try await day.desk.events().map(\.event).filter { $0.caseID == id }
                    #expect(events.count { $0.fact == .settledWith(parent: parent) } == 1)
                    #expect(try await day.encounter(id).resolvedAt == day.clock.now())
                }
            }
            #expect(try await day.item(parent).status == .resolved, "\(rule)")
        }
    }

    @Test(
        "Parts that may not be settled keep the whole open: a complaint whose cause nobody named; nothing half-happens")
    func complaintAmongParts() async throws {
        let day = try DeskOfTheDay(
            policy: Self.policy {
                $0.cases.openChildren = .settle
                let index = try #require($0.topics.firstIndex { $0.id == "billing" })
                $0.topics[index].isComplaint = true
            })
        let parent = try await open(day, "house")
        let (one, two) = (try await open(day, "a"), try await open(day, "b", topic: "billing"))
        for id in [one, two] { try await day.desk.perform(.linkCases(parent, .child, id, by: "veikko")) }
        try await day.expectRefusal(of: .resolve(parent, by: "veikko"), .wrongState, at: "cause")
        try await day.desk.perform(.nameCause(two, "Lasku lähti kahdesti", by: "veikko"))
        try await day.desk.perform(.resolve(parent, by: "veikko"))
        #expect(try await day.item(one).status == .resolved)
    }

    @Test("A part whose settling solves the problem of its own parent leaves the parent settled once")
    func partThatIsTheProblem() async throws {
        let day = try DeskOfTheDay(policy: Self.policy { $0.cases.openChildren = .settle })
        let (parent, part) = (try await open(day, "house"), try await open(day, "a"))
        try await day.desk.perform(.linkCases(parent, .child, part, by: "veikko"))
        try await day.desk.perform(.linkCases(part, .problem, parent, by: "veikko"))
        try await day.desk.perform(.pause(parent, .internal))
        try await day.desk.perform(.resolve(parent, by: "veikko"))
        let item = try await day.item(parent)
        #expect(item.status == .resolved)
        let events = try await day.desk.events().map(\.event).filter { $0.caseID == parent }
        #expect(events.count { $0.fact == .problemSolved(part) } == 1)
        #expect(events.count { if case .resolved = $0.fact { true } else { false } } == 1)
        #expect(item.timeline.map(\.holder).suffix(3) == [.internal, .queue("technical"), .done])
    }

    @Test("The document of the policy says it, refuses what it does not know, and leaves out what is usual")
    func document() throws {
        let made = try decode(#"{"openChildren": "settle", "solvedProblem": "solved"}"#)
        #expect(made == CasePolicy(openChildren: .settle, tellsOfSolvedProblems: true, solvedProblem: "solved"))
        #expect(try decode("{}") == CasePolicy())
        for bad in [#"{"openChild": "settle"}"#, #"{"openChildren": "drop"}"#, #"{"tellsOfSolvedProblems": 1}"#] {
            #expect(throws: (any Error).self) { try decode(bad) }
        }
    }
}
