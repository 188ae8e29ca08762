import DeskTestKit
import ServiceDesk
import Testing

@Suite("A. Merging and what undoes it") struct CaseMergeScenarios {
    @Test("A3 cases merged by mistake: what names the merged case is filed under the survivor, and comes back")
    func casesThereAndBack() async throws {
        let day = try DeskOfTheDay()
        let first = try await day.receive(
            try day.mail(from: "maija@example.com", topic: "streets", id: "<1@e.example>"))
        let second = try await day.receive(
            try day.mail(from: "maija@example.com", topic: "permits", id: "<2@e.example>"))
        let (one, two) = (try #require(first.caseID), try #require(second.caseID))
        day.clock.advance(by: .minutes(5))
        try await day.desk.perform(.mergeCases(two, into: one, by: "veikko"))
        #expect(try await day.item(two).status == .closed)
        #expect(try await day.item(one).contacts == 2)
        let later = try await day.receive(
            try day.mail(from: "maija@example.com", topic: nil, id: "<3@e.example>", references: ["<2@e.example>"]))
        #expect(later.caseID == one)
        #expect(try await day.item(one).contacts == 3)
        try await day.expectRefusal(of: .mergeCases(one, into: two, by: "veikko"), .wrongState, at: "survivor")
        try await day.expectRefusal(of: .mergeCases(two, into: one, by: "veikko"), .wrongState, at: "case")

        day.clock.advance(by: .minutes(5))
        try await day.desk.perform(.unmergeCases(two, by: "veikko"))
        #expect(try await day.item(two).status == .new)
        #expect(try await day.item(one).contacts == 1)
        #expect(try await day.item(two).contacts == 2)
        #expect(try await day.desk.record(Contact.self, later.contact)?.caseID == two)
        try await day.expectRefusal(of: .unmergeCases(two, by: "veikko"), .wrongState, at: "case")
    }

    @Test("A3 a merged case is late as it was: what nobody had looked at is said at the merge, once")
    func lateAtMerge() async throws {
        let day = try DeskOfTheDay()
        let one = try #require(try await day.receive(try day.mail(from: "maija@example.com")).caseID)
        let two = try #require(
            try await day.receive(try day.mail(from: "maija@example.com", topic: "permits")).caseID)
        day.clock.advance(by: .days(3))
        try await day.desk.perform(.mergeCases(two, into: one, by: "veikko"))
        let late = try await day.desk.events().map(\.event).filter { $0.caseID == two }
        #expect(late.count { $0.fact == .targetMissed(.firstReply) } == 1)
    }

    @Test("A3 persons are not taken apart while a case of one stands for a case of the other")
    func personsOfMergedCases() async throws {
        let day = try DeskOfTheDay()
        let maija = try await day.receive(try day.mail(from: "maija@example.com"))
        let other = try await day.receive(try day.mail(from: "m.virtanen@example.com", topic: "permits"))
        let (one, two) = (try #require(maija.caseID), try #require(other.caseID))
        try await day.desk.perform(.mergePersons(other.person, into: maija.person, by: "veikko"))
        try await day.desk.perform(.mergeCases(two, into: one, by: "veikko"))
        try await day.expectRefusal(of: .unmergePerson(other.person, by: "veikko"), .wrongState, at: "merged")
        #expect(try await day.item(two).person == maija.person, "nothing half-happens")
        try await day.desk.perform(.unmergeCases(two, by: "veikko"))
        try await day.desk.perform(.unmergePerson(other.person, by: "veikko"))
        #expect(try await day.item(two).person == other.person)
    }

    @Test("A3 merges of cases in any order and direction end and never form a circle, and all can be undone")
    func chains() async throws {
        for seed in UInt64(1)...4 {
            var random = SeededGenerator(seed: seed)
            let day = try DeskOfTheDay()
            var cases: [CaseID] = []
            for topic in ["streets", "permits"] as [TopicID] {
                cases.append(
                    try #require(try await day.receive(try day.mail(from: "maija@example.com", topic: topic)).caseID))
                let other = try await day.receive(try day.mail(from: "other@example.com", topic: topic))
                cases.append(try #require(other.caseID))
                if topic == "streets" {
                    let maija = try await day.item(cases[0]).person
                    try await day.desk.perform(.mergePersons(other.person, into: maija, by: "veikko"))
                }
            }
            cases = Array(Set(cases)).sorted()
            let total = try await contacts(of: cases, day)
            for _ in 0..<12 {
                let pair = (cases.randomElement(using: &random), cases.randomElement(using: &random))
                guard let one = pair.0, let two = pair.1 else { continue }
                _ = try? await day.desk.perform(.mergeCases(one, into: two, by: "veikko"))
            }
            var standing = 0
            for id in cases {
                var steps = 0
                var item = try await day.item(id)
                while let next = item.mergedInto, steps <= cases.count {
                    item = try await day.item(next)
                    steps += 1
                }
                #expect(steps < cases.count, "seed \(seed): a circle")
                if try await day.item(id).mergedInto == nil { standing += 1 }
            }
            #expect(standing >= 1, "seed \(seed)")
            for _ in cases {
                for id in cases { _ = try? await day.desk.perform(.unmergeCases(id, by: "veikko")) }
            }
            for id in cases {
                let item = try await day.item(id)
                #expect(item.mergedInto == nil && !item.status.isSettled, "seed \(seed)")
            }
            #expect(try await contacts(of: cases, day) == total, "seed \(seed)")
        }
    }

    @Test("A case is split: the chosen contacts are a new case, linked both ways; links never form a circle")
    func splitting() async throws {
        let day = try DeskOfTheDay()
        let first = try await day.receive(try day.mail(from: "maija@example.com"))
        day.clock.advance(by: .minutes(5))
        let second = try await day.receive(try day.mail(from: "maija@example.com"))
        let id = try #require(first.caseID)
        #expect(second.caseID == id)
        try await day.expectRefusal(
            of: .splitCase(id, [first.contact, second.contact], by: "veikko"), .notAllowed, at: "contacts")
        guard case .caseOpened(let new) = try await day.desk.perform(.splitCase(id, [second.contact], by: "veikko"))
        else {
            Issue.record("no case was opened")
            return
        }
        #expect(try await day.desk.record(Contact.self, second.contact)?.caseID == new)
        #expect(try await day.item(id).contacts == 1)
        #expect(try await day.item(new).contacts == 1)
        #expect(try await day.item(new).openedAt == day.clock.now())
        #expect(await day.store.load(CaseLink.from(id)).records.count == 1)
        #expect(await day.store.load(CaseLink.to(new)).records.count == 1)
        try await day.desk.perform(.linkCases(id, .child, new, by: "veikko"))
        try await day.expectRefusal(of: .linkCases(new, .child, id, by: "veikko"), .wrongState, at: "linked")
        try await day.expectRefusal(of: .linkCases(id, .child, id, by: "veikko"), .wrongState, at: "linked")
        try await day.desk.perform(.unlinkCases(id, .child, new, by: "veikko"))
        try await day.desk.perform(.linkCases(new, .child, id, by: "veikko"))
    }

    @Test("A problem that is settled reaches its cases: they hear of it, and those that waited for it go on")
    func problems() async throws {
        let day = try DeskOfTheDay()
        let problem = try #require(try await day.receive(try day.mail(from: "house@example.com")).caseID)
        let waiting = try #require(try await day.receive(try day.mail(from: "maija@example.com")).caseID)
        let other = try #require(try await day.receive(try day.mail(from: "matti@example.com")).caseID)
        try await day.desk.perform(.linkCases(problem, .problem, waiting, by: "veikko"))
        try await day.desk.perform(.pause(waiting, .supplier))
        try await day.desk.perform(.pause(other, .supplier))
        day.clock.advance(by: .minutes(30))
        try await day.desk.perform(.resolve(problem, by: "veikko"))
        #expect(try await day.item(waiting).status == .new)
        #expect(try await day.item(other).status == .pending(.supplier), "it is not linked")
        #expect(try await day.facts().count { $0 == .problemSolved(problem) } == 1)
    }

    private func contacts(of cases: [CaseID], _ day: DeskOfTheDay) async throws -> [Int] {
        var counts: [Int] = []
        for id in cases { counts.append(try await day.item(id).contacts) }
        return counts
    }
}
