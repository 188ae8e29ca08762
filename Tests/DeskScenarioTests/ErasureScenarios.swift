import DeskTestKit
import Foundation
import ServiceDesk
import Testing

@Suite("A6. What is held about a person, shown and erased") struct ErasureScenarios {
    @Test("A6 a canary in every field is in the export before, and nowhere in the store after; scores and reports stay")
    func canary() async throws {
        let day = try FeedbackDesk.day(try PlantedPerson.policy())
        let planted = try await PlantedPerson.plant(at: day)
        let person = try await day.item(planted.asked).person

        let before = try await day.store.snapshot().dump()
        let file = try await day.desk.export(of: person)
        let bytes = try file.bytes().map(\.bytes)
        let json = try JSONEncoder().encode(file)
        for word in PlantedPerson.words {
            #expect(Bytes.found(word, in: bytes), "\(word) is not in the export")
            #expect(Bytes.found(word, in: [Array(json)]), "\(word) is not in the export as JSON")
        }
        #expect(Bytes.found("canary", in: before))
        let stored = Set(await day.store.snapshot().records.map(\.key.collection.name))
        let personal = Set(PersonalData.collections.filter { $0.treatment != .kept }.map(\.collection))
        #expect(personal.subtracting(stored) == ["person-doubt", "person-merge"], "the day has no record of these")

        let report = try await day.desk.report()
        let tally = try await day.deskTally()
        let encounters = try await day.all(Encounter.self)
        try await day.desk.perform(.erasePerson(person, by: "onni"))

        let after = try await day.store.snapshot().dump()
        for form in Bytes.forms(of: PlantedPerson.mark) {
            #expect(!Bytes.found(form, in: after), "something of the person is left: \(form)")
        }
        #expect(try await day.deskTally() == tally)
        let rows = try await day.all(Encounter.self)
        #expect(
            rows.map(\.scores) == encounters.map(\.scores)
                && rows.map(\.timeToResolve) == encounters.map(\.timeToResolve))
        #expect(rows.map(\.person) == encounters.map(\.person), "under a name that leads to nobody")
        let now = try await day.desk.report()
        #expect((now.cases, now.closed) == (report.cases, report.cases), "nothing but that all cases are closed")
        guard case .personErased(person, by: "onni", let erased, let scrubbed)? = try await day.facts().last else {
            Issue.record("the erasure is not in the journal")
            return
        }
        #expect(erased > 10 && scrubbed > 5)
    }

    @Test("A6 every collection of the library has a stated treatment, and no other is named")
    func everyCollection() {
        #expect(Set(PersonalData.collections.map(\.collection)) == Set(RecordTypes.whole.keys.map(\.name)))
        #expect(PersonalData.collections.map(\.collection) == PersonalData.collections.map(\.collection).sorted())
    }

    @Test("A6 what was erased does not come back with old mail, and who comes back is somebody new")
    func comesBack() async throws {
        let day = try DeskOfTheDay(front: { EncodingStore($0) })
        let mail = try day.mail(from: "maija@example.com", subject: "Katuvalo", id: "<1@example.com>")
        let first = try await day.receive(mail)
        let caseID = try #require(first.caseID)
        let erasedAt = day.clock.now()
        try await day.desk.perform(.erasePerson(first.person, by: "onni"))
        day.clock.advance(by: .hours(1))
        #expect(try await day.desk.perform(.receive(mail)) == .erasedBefore(at: erasedAt))
        #expect(try await day.all(Contact.self).isEmpty)

        let again = try await day.receive(
            try day.mail(
                from: "maija@example.com", subject: "Taas \(CaseTag.text(for: caseID))", id: "<2@example.com>",
                references: ["<1@example.com>"]))
        #expect(again.person != first.person && again.opensCase, "nothing leads to the old case")
        let item = try await day.item(try #require(again.caseID))
        #expect(item.follows == nil && item.person == again.person)
        #expect(try await day.desk.export(of: again.person).records(of: ServiceCase.self).map(\.id) == [item.id])
        try await day.expectRefusal(
            of: .note(caseID, by: "onni", text: "Maija soitti"), .wrongState, at: "case")

        try await day.desk.perform(.erasePerson(again.person, by: "onni"))
        let third = try await day.receive(try day.mail(from: "maija@example.com", id: "<3@example.com>"))
        #expect(![first.person, again.person].contains(third.person))
    }

    @Test("A6 what goes on is ended first: the case is closed, its work and offer taken back, its message not sent")
    func endsFirst() async throws {
        let day = try DeskOfTheDay(front: { EncodingStore($0) })
        let id = try await day.taken()
        try await day.desk.perform(
            .promise(id, by: "veikko", text: "Soitan Maijalle", due: day.clock.now() + .hours(2), source: .agent))
        let person = try await day.item(id).person
        try #require(try await day.all(AgentSeat.self).contains { !$0.holds.isEmpty })
        try await day.desk.perform(.erasePerson(person, by: "onni"))

        let item = try await day.item(id)
        #expect(item.status == .closed && item.wakeAt == nil && item.resolvedAt == nil)
        let work = try #require(try await day.desk.record(WorkItem.self, id))
        guard case .done = work.state else { throw Refusal(.corrupt, "the work goes on") }
        #expect(try await day.all(AgentSeat.self).allSatisfy(\.holds.isEmpty))
        #expect(try await day.all(Promise.self).map(\.text) == [""])
        #expect(try await day.outbox().isEmpty)
        let facts = try await day.facts()
        #expect(facts.contains(.closed) && !facts.contains { if case .surveyDecided = $0 { true } else { false } })
        let transport = RecordingMessageTransport([])
        day.clock.advance(by: .days(30))
        try await Courier(day.desk, transports: ["mail": transport]).sweep()
        try await Timekeeper(day.desk).sweep()
        #expect(await transport.sent.isEmpty)
    }

    @Test("A6 what was set aside of an organisation's contract for an erased person's open case is free again")
    func contract() async throws {
        var policy = try TownDesk.policy()
        policy.serviceLevels.entitlements = EntitlementPlan()
        let day = try DeskOfTheDay(policy: policy, front: { EncodingStore($0) })
        let person = try Person(
            id: "maija", points: [try .mail("maija@example.com")], organizations: ["acme"], createdAt: day.clock.now(),
            digest: KeyedDigest(secret: TownDesk.secret))
        _ = try await day.store.commit(RecordBatch(writes: [RecordWrite(put: person, expected: .absent)]))
        try await day.desk.perform(
            .putEntitlement(
                Entitlement(
                    id: "gold", name: "Gold", holder: .organization("acme"), granted: .cases(3),
                    validFrom: try utc("2026-01-01T00:00:00Z"))))
        try await day.receive(try day.mail(from: "maija@example.com"))
        #expect(try await day.desk.record(Entitlement.self, EntitlementID("gold"))?.reserved == .cases(1))
        try await day.desk.perform(.erasePerson("maija", by: "onni"))
        let left = try #require(try await day.desk.record(Entitlement.self, EntitlementID("gold")))
        #expect(left.reserved == .cases(0) && left.drawn == .cases(0) && left.available == .cases(3))
    }

    @Test("A6 a case that drew on an erased person's contract is settled without it")
    func contractGone() async throws {
        var policy = try TownDesk.policy()
        policy.serviceLevels.entitlements = EntitlementPlan()
        let day = try DeskOfTheDay(policy: policy, front: { EncodingStore($0) })
        try await day.desk.perform(.setPresence("veikko", .available))
        let survivor = try await day.receive(try day.mail(from: "maija@example.com")).person
        let merged = try await day.receive(try day.mail(from: "m@example.com")).person
        try await day.desk.perform(
            .putEntitlement(
                Entitlement(
                    id: "gold", name: "Gold", holder: .person(survivor), granted: .cases(3),
                    validFrom: try utc("2026-01-01T00:00:00Z"))))
        try await day.desk.perform(.mergePersons(merged, into: survivor, by: "helmi"))
        let id = try #require(try await day.receive(try day.mail(from: "m@example.com", topic: "waste")).caseID)
        try #require(try await day.item(id).service?.entitlement == "gold")
        try await day.desk.perform(.unmergePerson(merged, by: "helmi"))
        try await day.desk.perform(.erasePerson(survivor, by: "helmi"))
        try await day.desk.perform(.resolve(id, by: "veikko"))
        #expect(try await day.item(id).status == .resolved)
    }

    @Test("A6 persons merged into one go together; case numbers, queues and other people stay as they were")
    func merged() async throws {
        let day = try DeskOfTheDay(front: { EncodingStore($0) })
        let one = try await day.receive(try day.mail(from: "maija-canary@example.com"))
        let two = try await day.receive(try day.mail(from: "m.canary@example.com"))
        let other = try await day.receive(try day.mail(from: "pekka@example.com", text: "Pekka"))
        try await day.desk.perform(.mergePersons(two.person, into: one.person, by: "helmi"))
        let bystander = try await day.desk.export(of: other.person).bytes().map(\.bytes)
        let file = try await day.desk.export(of: two.person)
        #expect(file.person == one.person && Set(file.persons) == [one.person, two.person])
        try await day.desk.perform(.erasePerson(two.person, by: "helmi"))
        #expect(!Bytes.found("canary", in: try await day.store.snapshot().dump()))
        #expect(try await day.desk.export(of: other.person).bytes().map(\.bytes) == bystander)
        for person in [one.person, two.person] {
            let before = try await day.store.dump()
            #expect(try await day.desk.perform(.erasePerson(person, by: "helmi")) == .done, "again is as once")
            #expect(try await day.store.dump() == before)
        }
        try await day.expectRefusal(of: .erasePerson("nobody", by: "helmi"), .unknownName, at: "person")
        try await day.expectRefusal(of: .erasePerson(other.person, by: "x"), .unknownName, at: "agent")
        do {
            _ = try await day.desk.export(of: one.person)
            Issue.record("an erased person has a file")
        } catch let refusal as Refusal {
            #expect(refusal.code == .unknownName)
        }
    }

    @Test("A6 whatever is written for the person while it is decided is erased too", arguments: [true, false])
    func race(_ opensCase: Bool) async throws {
        let day = try DeskOfTheDay()
        let first = try await day.receive(try day.mail(from: "canary@example.com"))
        // Another desk over the same store; it decides first and commits between reading and writing of the other.
        let late = try day.mail(from: "canary@example.com", topic: opensCase ? "permits" : "streets", id: "<2@x>")
        let store = InterruptedStore(day.store) { try await day.desk.perform(.receive(late)) }
        let desk = Desk(
            policy: day.desk.machine.policy, store: store, clock: day.clock,
            identifiers: try SequentialIdentifiers(prefix: "u"), secret: TownDesk.secret)
        try await desk.perform(.erasePerson(first.person, by: "onni"))
        #expect(await store.interruptions == 1)
        #expect(!Bytes.found("canary", in: try await day.store.snapshot().dump()))
        guard case .erasedBefore = try await day.desk.perform(.receive(late)) else {
            throw Refusal(.corrupt, "the late mail comes in again")
        }

        // The other way round: the erasure comes between, and the mail is of somebody new.
        let known = try await day.receive(try day.mail(from: "maija@example.com"))
        let erasing = InterruptedStore(day.store) { try await day.desk.perform(.erasePerson(known.person, by: "onni")) }
        let other = Desk(
            policy: day.desk.machine.policy, store: erasing, clock: day.clock,
            identifiers: try SequentialIdentifiers(prefix: "v"), secret: TownDesk.secret)
        var praise = try day.mail(from: "maija@example.com", topic: opensCase ? "permits" : "streets")
        if !opensCase { praise.purpose = .feedback }
        guard case .received(let result) = try await other.perform(.receive(praise)) else {
            throw Refusal(.corrupt, "not received")
        }
        #expect(result.person != known.person)
        #expect(try await day.all(Contact.self).map(\.person) == [result.person])
    }

    @Test(
        "A6 after any day: what an erasure takes away was in the export to the byte, and nobody else's records change")
    func everyPerson() async throws {
        let day = try DeskOfTheDay()
        try await WholeDay(day: day).run()
        let persons = try await day.all(Person.self).map(\.id)
        try #require(persons.count > 8)
        for person in persons {
            let before = await day.store.snapshot().records
            let export = Dictionary(
                uniqueKeysWithValues: try await day.desk.export(of: person).bytes().map { ($0.key, $0.bytes) })
            try await day.desk.perform(.erasePerson(person, by: "onni"))
            let after = Dictionary(
                uniqueKeysWithValues: await day.store.snapshot().records.map { ($0.key, $0) })
            for record in before {
                let bytes = try record.body.bytes()
                let isChanged = try after[record.key]?.body.bytes() != bytes
                guard isChanged else { continue }
                if PersonalData.treatment(of: record.key.collection) == .kept {
                    #expect(after[record.key] != nil, "\(record.key) is gone")
                } else {
                    #expect(export[record.key] == bytes, "\(record.key) was changed and not exported so")
                }
            }
        }
        let left = Set(await day.store.snapshot().records.map(\.key.collection))
        #expect(left.allSatisfy { PersonalData.treatment(of: $0) != .erased }, "\(left)")
        let dump = try await day.store.snapshot().dump()
        for word in ["example.com", "Maija", "4711", "+358401234567"] {
            #expect(!Bytes.found(word, in: dump), "\(word)")
        }
    }
}

/// Looking for bytes in bytes.
enum Bytes {
    static func found(_ word: String, in pieces: [[UInt8]]) -> Bool { found(Array(word.utf8), in: pieces) }

    static func found(_ needle: [UInt8], in pieces: [[UInt8]]) -> Bool {
        pieces.contains { Data($0).range(of: Data(needle)) != nil }
    }

    /// The ways in which a word may lie in bytes: as it is, in other letters, in UTF-16, in base 64, in hexadecimal.
    static func forms(of word: String) -> [[UInt8]] {
        var forms = [word, word.uppercased(), word.capitalized].map { Array($0.utf8) }
        forms += [String.Encoding.utf16LittleEndian, .utf16BigEndian].compactMap {
            word.data(using: $0).map(Array.init)
        }
        for shift in 0..<3 {
            // What surrounds the word changes only the letters at its ends.
            let text = Data(repeating: 0, count: shift) + Data(word.utf8)
            let coded = text.base64EncodedString().filter { $0 != "=" }
            forms.append(Array(coded.utf8.dropFirst(shift == 0 ? 0 : 4).dropLast(4)))
        }
        forms.append(word.utf8.flatMap { Array(String($0, radix: 16).utf8) })
        return forms
    }
}

/// A store in which something else happens before the first batch is taken.
private actor InterruptedStore: RecordStore {
    let store: InMemoryRecordStore
    private let event: @Sendable () async throws -> DeskResult
    private(set) var interruptions = 0

    init(_ store: InMemoryRecordStore, event: @escaping @Sendable () async throws -> DeskResult) {
        self.store = store
        self.event = event
    }

    func load(_ query: RecordQuery) async throws -> RecordPage { await store.load(query) }

    func commit(_ batch: RecordBatch) async throws -> CommitOutcome {
        if interruptions == 0 {
            interruptions += 1
            _ = try await event()
        }
        return try await store.commit(batch)
    }
}
