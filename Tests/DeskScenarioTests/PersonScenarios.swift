import DeskTestKit
import ServiceDesk
import Testing

@Suite("A3. Persons who are one, and who are not") struct PersonScenarios {
    private let first = "+358401234561"
    private let second = "+358401234562"

    private func person(_ day: DeskOfTheDay, _ id: PersonID) async throws -> Person {
        try #require(try await day.desk.record(Person.self, id))
    }

    private func owners(_ day: DeskOfTheDay) async throws -> [CaseID: PersonID] {
        try await day.all(ServiceCase.self).reduce(into: [:]) { $0[$1.id] = $1.person }
    }

    private func mail(_ day: DeskOfTheDay, _ name: String, topic: TopicID = "streets") async throws -> ReceivedResult {
        try await day.receive(try day.mail(from: "\(name)@example.com", topic: topic))
    }

    @Test("A3 cases follow the survivor, later contacts too, and the un-merge takes back what was the person's own")
    func mergeAndUndo() async throws {
        let day = try DeskOfTheDay(front: { EncodingStore($0) })
        let one = try await mail(day, "maija")
        let two = try await mail(day, "m.virtanen")
        let (merged, survivor) = (two.person, one.person)
        let before = try await (person(day, merged), person(day, survivor))
        try await day.desk.perform(.mergePersons(merged, into: survivor, by: "helmi"))
        #expect(try await day.facts().last == .personMerged(merged, into: survivor, "helmi", cases: 1))
        #expect(Set(try await owners(day).values) == [survivor])
        #expect(try await person(day, survivor).points(of: .mail).count == 2)

        day.clock.advance(by: .minutes(5))
        let later = try await mail(day, "m.virtanen", topic: "permits")
        let own = try await mail(day, "maija", topic: "daycare")
        #expect((later.person, own.person) == (survivor, survivor), "who asks is told the survivor")
        #expect(later.opensCase && own.opensCase)
        #expect(Set(try await owners(day).values) == [survivor])

        try await day.desk.perform(.unmergePerson(merged, by: "helmi"))
        #expect(try await day.facts().last == .personUnmerged(merged, from: survivor, "helmi", cases: 2))
        let owner = try await owners(day)
        #expect(try owner[#require(one.caseID)] == survivor)
        #expect(try owner[#require(own.caseID)] == survivor)
        #expect(try owner[#require(two.caseID)] == merged)
        #expect(try owner[#require(later.caseID)] == merged)
        let after = try await (person(day, merged), person(day, survivor))
        #expect(after.0.points == before.0.points && after.1.points == before.1.points)
        #expect(!after.1.standsForOthers && after.0.mergedInto == nil)
        #expect(try await day.all(PersonMerge.self).isEmpty)
        #expect(try await mail(day, "m.virtanen").person == merged)
        #expect(try await mail(day, "maija").person == survivor)
        let contacts = try await day.all(Contact.self).filter { $0.id == later.contact }
        #expect(contacts.map(\.person) == [merged], "the later contact is the merged person's again")
    }

    @Test("A3 a mail sent twice, before and after a merge, is one contact of whoever stands for the person now")
    func repeatedMail() async throws {
        let day = try DeskOfTheDay()
        let mail = try day.mail(from: "maija@example.com", id: "<1@example.com>")
        let one = try await day.receive(mail)
        let two = try await self.mail(day, "m.virtanen")
        try await day.desk.perform(.mergePersons(one.person, into: two.person, by: "helmi"))
        let again = try await day.receive(mail)
        #expect(again.isRepeat && again.contact == one.contact && again.person == two.person)
    }

    @Test("A3 a circle is refused at any length, a chain is followed, and its last merge is undone first")
    func chains() async throws {
        let day = try DeskOfTheDay()
        var ids: [PersonID] = []
        for name in ["a", "b", "c", "d"] { ids.append(try await mail(day, name).person) }
        try await day.desk.perform(.mergePersons(ids[0], into: ids[1], by: "helmi"))
        try await day.expectRefusal(of: .mergePersons(ids[1], into: ids[0], by: "helmi"), .wrongState, at: "survivor")
        try await day.desk.perform(.mergePersons(ids[1], into: ids[2], by: "helmi"))
        try await day.expectRefusal(of: .mergePersons(ids[2], into: ids[0], by: "helmi"), .wrongState, at: "survivor")
        try await day.expectRefusal(of: .mergePersons(ids[0], into: ids[3], by: "helmi"), .wrongState, at: "merged")
        try await day.expectRefusal(of: .mergePersons("nobody", into: ids[3], by: "helmi"), .unknownName, at: "merged")
        try await day.desk.perform(.mergePersons(ids[3], into: ids[0], by: "helmi"))
        #expect(try await person(day, ids[3]).mergedInto == ids[2], "into who stands for the one that was named")
        #expect(Set(try await owners(day).values) == [ids[2]])

        try await day.expectRefusal(of: .unmergePerson(ids[0], by: "helmi"), .wrongState, at: "survivor")
        let late = try await mail(day, "a", topic: "permits")
        for id in [ids[1], ids[0], ids[3]] { try await day.desk.perform(.unmergePerson(id, by: "helmi")) }
        try await day.expectRefusal(of: .unmergePerson(ids[0], by: "helmi"), .wrongState, at: "merged")
        let owner = try await owners(day)
        #expect(Set(owner.values) == Set(ids))
        #expect(try owner[#require(late.caseID)] == ids[0], "through two merges back to whom the mail named")
        for (name, id) in zip(["a", "b", "c", "d"], ids) { #expect(try await mail(day, name).person == id) }
    }

    @Test("A3 who was asked under one name is not asked again under the other; the pause goes with the un-merge")
    func cooldown() async throws {
        let day = try FeedbackDesk.day()
        let asked = try await day.settledCall(from: first)
        try #require(try await day.deskTally().invited == 1)
        let merged = try await day.item(asked).person
        let survivor = try await day.text("Hei", from: second).person
        try await day.desk.perform(.mergePersons(merged, into: survivor, by: "veikko"))
        day.clock.advance(by: .days(2))
        try await day.settledCall(from: second)
        #expect(try await day.deskTally().invited == 1)
        try await day.desk.perform(.unmergePerson(merged, by: "veikko"))
        day.clock.advance(by: .days(2))
        try await day.settledCall(from: second)
        #expect(try await day.deskTally().invited == 2, "the survivor itself was never asked")
    }

    @Test("A3 consent withdrawn under the merged name counts for both, also after the un-merge")
    func consent() async throws {
        let day = try FeedbackDesk.day()
        let merged = try await day.text("Hei", from: first).person
        let survivor = try await day.text("Hei", from: second).person
        try await day.desk.perform(.mergePersons(merged, into: survivor, by: "veikko"))
        day.clock.advance(by: .minutes(1))
        try await day.desk.perform(
            .feedback(.setConsent(merged, .survey, isGiven: false, proof: "call")))
        #expect(try await person(day, survivor).lastConsent(.survey)?.isGiven == false)
        try await day.desk.perform(.unmergePerson(merged, by: "veikko"))
        #expect(try await person(day, merged).lastConsent(.survey)?.isGiven == false)
        #expect(try await person(day, survivor).lastConsent(.survey)?.isGiven == false)
    }

    @Test("A3 merges and un-merges in any order: cases are with who stands for their person; all undone, all as before")
    func property() async throws {
        for seed in UInt64(1)...12 {
            var generator = SeededGenerator(seed: seed)
            let day = try DeskOfTheDay()
            let names = (0..<6).map { "p\($0)" }
            var ids: [PersonID] = []
            for name in names { ids.append(try await mail(day, name).person) }
            let before = try await owners(day)
            // The oracle: a table of who was merged into whom.
            var links: [PersonID: PersonID] = [:]
            func end(_ id: PersonID) -> PersonID {
                var id = id
                while let next = links[id] { id = next }
                return id
            }
            for _ in 0..<14 {
                let (one, two) = (
                    ids[Int.random(in: 0..<6, using: &generator)], ids[Int.random(in: 0..<6, using: &generator)]
                )
                let merges = Bool.random(using: &generator)
                let isAllowed =
                    merges ? links[one] == nil && end(two) != one : links[one].map { links[$0] == nil } ?? false
                do {
                    try await day.desk.perform(
                        merges ? .mergePersons(one, into: two, by: "helmi") : .unmergePerson(one, by: "helmi"))
                    #expect(isAllowed, "seed \(seed)")
                    links[one] = merges ? end(two) : nil
                } catch is Refusal {
                    #expect(!isAllowed, "seed \(seed)")
                }
                let now = try await owners(day)
                #expect(now == before.mapValues(end), "seed \(seed)")
            }
            while let last = ids.first(where: { id in links[id].map { links[$0] == nil } ?? false }) {
                try await day.desk.perform(.unmergePerson(last, by: "helmi"))
                links[last] = nil
            }
            #expect(try await owners(day) == before, "seed \(seed)")
            for (name, id) in zip(names, ids) { #expect(try await mail(day, name).person == id, "seed \(seed)") }
        }
    }
}
