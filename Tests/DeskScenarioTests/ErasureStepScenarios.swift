import DeskTestKit
import ServiceDesk
import Testing

@Suite("A6. A person of whom more is held than one batch takes") struct ErasureStepScenarios {
    private static let contacts = 6_100
    private static let start = Instant("2026-03-02T07:00:00Z") ?? .epoch
    private static let digest = KeyedDigest(secret: TownDesk.secret)

    /// A person with two open cases in line, so many mails and so many promises that are open; somebody else beside.
    private func planted(
        contacts: Int = contacts, promises: Int = 0
    ) async throws -> (day: DeskOfTheDay, person: PersonID, other: PersonID, cases: [CaseID]) {
        let day = try DeskOfTheDay()
        var first = try day.mail(from: "maija-canary@example.com", text: "canary", id: "<0@x>")
        first.references = ["<root@x>"]
        let one = try await day.receive(first)
        let two = try await day.receive(try day.mail(from: "maija-canary@example.com", topic: "waste", text: "canary"))
        let other = try await day.receive(try day.mail(from: "pekka@example.com", text: "Pekka"))
        let open = try #require(one.caseID)
        try await day.desk.perform(.note(open, by: "onni", text: "canary"))
        try await day.desk.perform(
            .promise(open, by: "veikko", text: "canary", due: day.clock.now() + .hours(2), source: .agent))
        var writes: [RecordWrite] = []
        for number in 0..<promises {
            let promise = try Promise(
                id: try PromiseID("old-\(number)"), caseID: open, person: one.person, agent: "veikko",
                text: "canary \(number)", madeAt: Self.start, due: Self.start + .days(3))
            writes.append(RecordWrite(put: promise, expected: .absent))
        }
        for number in 0..<contacts {
            let contact = try Contact(
                id: try ContactID("old-\(number)"), caseID: number % 3 == 0 ? open : nil, person: one.person,
                channel: "mail", occurredAt: Self.start - .minutes(Int64(number)),
                receivedAt: Self.start - .minutes(Int64(number)), text: "canary \(number)",
                intakeKey: number % 2 == 0
                    ? IntakeKey.make(
                        channel: "mail", receivingEnd: "palvelu@lehtola.example", externalID: "<old-\(number)@x>",
                        digest: Self.digest) : nil)
            writes.append(RecordWrite(put: contact, expected: .absent))
        }
        guard case .committed = try await day.store.commit(RecordBatch(writes: writes)) else {
            throw Refusal(.corrupt, "not stored")
        }
        return (day, one.person, other.person, try [open, #require(two.caseID)])
    }

    private func desk(_ day: DeskOfTheDay, over store: any RecordStore) throws -> Desk {
        Desk(
            policy: day.desk.machine.policy, store: store, clock: day.clock,
            identifiers: try SequentialIdentifiers(prefix: "e"), secret: TownDesk.secret)
    }

    private func erasures(_ day: DeskOfTheDay) async throws -> [DeskFact] {
        var found: [DeskFact] = []
        var position = JournalPosition.start
        while true {
            let events = try await day.desk.events(after: position, limit: Limits.pageCount)
            guard let last = events.last else { return found }
            found += events.map(\.event.fact).filter { if case .personErased = $0 { true } else { false } }
            position = last.position
        }
    }

    private func isKnown(_ day: DeskOfTheDay, _ person: PersonID) async throws -> Bool {
        do {
            _ = try await day.desk.export(of: person)
            return true
        } catch let refusal as Refusal {
            #expect(refusal.code == .unknownName)
            return false
        }
    }

    @Test("A6 an export has no limit of a batch: each of thousands of records is in it, once, in an order that stays")
    func export() async throws {
        let (day, person, _, cases) = try await planted()
        let file = try await day.desk.export(of: person)
        #expect(file.records.count > 6_000 && file.records.count <= PersonFile.limit)
        let contacts = file.records(of: Contact.self)
        #expect(contacts.count == Self.contacts + 2)
        let times = contacts.map(\.occurredAt)
        #expect(times == times.sorted() || times == times.sorted(by: >))
        #expect(Set(file.records.map(\.recordKey)).count == file.records.count)
        #expect(Set(file.records(of: ServiceCase.self).map(\.id)) == Set(cases))
        #expect(try await day.desk.export(of: person).records.map(\.recordKey) == file.records.map(\.recordKey))
    }

    @Test("A6 erased in several commits: nothing personal is left, the journal says it once, others are as they were")
    func steps() async throws {
        let (day, person, other, cases) = try await planted()
        let bystander = try await day.desk.export(of: other).bytes().map(\.bytes)
        let held = try await day.desk.export(of: person).records.count
        let store = CountingStore(day.store)
        try await desk(day, over: store).perform(.erasePerson(person, by: "onni"))
        #expect(await store.commits >= 3)
        let dump = try await day.store.snapshot().dump()
        #expect(!Bytes.found("canary", in: dump))
        #expect(try await day.desk.export(of: other).bytes().map(\.bytes) == bystander)
        let facts = try await erasures(day)
        guard facts.count == 1, case .personErased(person, by: "onni", let erased, let scrubbed)? = facts.first else {
            Issue.record("\(facts)")
            return
        }
        #expect(erased > Self.contacts && scrubbed >= 3 && erased + scrubbed <= held)
        let item = try await day.item(cases[0])
        #expect(item.status == .closed && item.erasedAt != nil)
        let tombstones = try await day.all(PersonTombstone.self)
        #expect(tombstones.map(\.person) == [person] && tombstones.allSatisfy { $0.underWay == nil })
        #expect(try await day.all(IntakeTombstone.self).count == Self.contacts / 2 + 1)
        let before = try await day.store.dump()
        #expect(try await day.desk.perform(.erasePerson(person, by: "onni")) == .done, "again is as once")
        #expect(try await day.store.dump() == before)
    }

    @Test("A6 after a crash at any commit, before or after it, the person is hidden and the repeated command finishes")
    func crashes() async throws {
        var crash = 0
        while true {
            // So many promises to end that it takes as many commits as thousands of records do.
            let (day, person, _, cases) = try await planted(contacts: 40, promises: 300)
            let store = CrashingStore(day.store, at: crash / 2, after: crash % 2 == 1)
            do {
                try await desk(day, over: store).perform(.erasePerson(person, by: "onni"), as: "erase-1")
                #expect(crash > 6, "there are several commits to crash at")
                return
            } catch is CrashingStore.Crash {}
            let hasBegun = crash > 0
            #expect(try await isKnown(day, person) != hasBegun, "crash \(crash)")
            if hasBegun {
                // Whoever writes from the address now is somebody new, with a case of their own.
                let again = try await day.receive(
                    try day.mail(
                        from: "maija-canary@example.com", subject: "Re \(CaseTag.text(for: cases[0]))", id: "<new@x>",
                        references: ["<0@x>"]))
                #expect(again.person != person && again.opensCase, "crash \(crash)")
                let item = try await day.item(try #require(again.caseID))
                #expect(item.follows == nil)
                try await day.desk.perform(.erasePerson(again.person, by: "onni"))
                try await Courier(day.desk, transports: ["mail": RecordingMessageTransport([])]).sweep()
            }
            #expect(try await day.desk.perform(.erasePerson(person, by: "onni"), as: "erase-1") == .done)
            #expect(try await isKnown(day, person) == false)
            #expect(!Bytes.found("canary", in: try await day.store.snapshot().dump()), "crash \(crash)")
            let facts = try await erasures(day).filter { fact in
                if case .personErased(person, _, _, _) = fact { true } else { false }
            }
            #expect(facts.count == 1, "crash \(crash)")
            crash += 1
            guard crash < 40 else {
                Issue.record("an erasure that never ends")
                return
            }
        }
    }
}

/// A store that counts what it takes.
private actor CountingStore: RecordStore {
    private let store: InMemoryRecordStore
    private(set) var commits = 0

    init(_ store: InMemoryRecordStore) { self.store = store }

    func load(_ query: RecordQuery) async throws -> RecordPage { await store.load(query) }

    func commit(_ batch: RecordBatch) async throws -> CommitOutcome {
        commits += 1
        return try await store.commit(batch)
    }
}

/// A store whose process ends at one of its commits, before it or after it was taken.
private actor CrashingStore: RecordStore {
    struct Crash: Error {}

    private let store: InMemoryRecordStore
    private let number: Int
    private let isAfter: Bool
    private var commits = 0

    init(_ store: InMemoryRecordStore, at number: Int, after isAfter: Bool) {
        self.store = store
        self.number = number
        self.isAfter = isAfter
    }

    func load(_ query: RecordQuery) async throws -> RecordPage { await store.load(query) }

    func commit(_ batch: RecordBatch) async throws -> CommitOutcome {
        defer { commits += 1 }
        guard commits == number else { return try await store.commit(batch) }
        if isAfter { _ = try await store.commit(batch) }
        throw Crash()
    }
}
