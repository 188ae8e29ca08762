import DeskTestKit
import ServiceDesk
import Testing

@Suite("A3. Whatever merge was allowed can be undone") struct PersonMergeManyScenarios {
    /// Takes in cases of another system, each of a caller of that system.
    private func takeIn(_ day: DeskOfTheDay, _ caller: String, _ count: Int) async throws -> [CaseID] {
        let now = day.clock.now()
        let ids = try (0..<count).map { try CaseID("\(caller)-\($0)") }
        let results = try await day.desk.perform(
            try ids.map { id in
                DeskRequest(
                    try CommandID("observe-\(id)-\(count)"),
                    .observe(
                        CaseObservation(
                            source: "old-\(caller)", caseID: id, version: 1, at: now, openedAt: now, status: .closed,
                            channel: "mail", caller: caller)), at: now)
            })
        for result in results { _ = try result.get() }
        return ids
    }

    private func owner(_ day: DeskOfTheDay, _ id: CaseID) async throws -> PersonID {
        try await day.item(id).person
    }

    private func owners(_ day: DeskOfTheDay) async throws -> [CaseID: PersonID] {
        try await day.all(ServiceCase.self).reduce(into: [:]) { $0[$1.id] = $1.person }
    }

    private func mergeAndUndo(_ day: DeskOfTheDay) async throws {
        let kept = try await takeIn(day, "kept", 200)
        let gone = try await takeIn(day, "gone", 100)
        let (survivor, merged) = try await (owner(day, kept[0]), owner(day, gone[0]))
        try #require(survivor != merged)
        let before = try await owners(day)
        try await day.desk.perform(.mergePersons(merged, into: survivor, by: "helmi"))
        #expect(Set(try await owners(day).values) == [survivor])
        try await day.desk.perform(.unmergePerson(merged, by: "helmi"))
        #expect(try await day.facts().last == .personUnmerged(merged, from: survivor, "helmi", cases: 100))
        #expect(try await owners(day) == before)
    }

    @Test("A3 a person of 100 cases merged into one of 200 gets exactly its own back") func many() async throws {
        try await mergeAndUndo(try DeskOfTheDay(front: { EncodingStore($0) }))
    }

    @Test("A3 a merge that an earlier library stored can be undone, too") func earlier() async throws {
        try await mergeAndUndo(try DeskOfTheDay(front: { EarlierStore($0) }))
    }

    @Test("A3 a case that another system tells of while the merge stands goes back with it") func later() async throws {
        let day = try DeskOfTheDay(front: { EncodingStore($0) })
        let (kept, gone) = try await (takeIn(day, "kept", 2), takeIn(day, "gone", 2))
        let (survivor, merged) = try await (owner(day, kept[0]), owner(day, gone[0]))
        try await day.desk.perform(.mergePersons(merged, into: survivor, by: "helmi"))
        _ = try await takeIn(day, "gone", 3)
        #expect(try await owner(day, "gone-2") == survivor)
        try await day.desk.perform(.unmergePerson(merged, by: "helmi"))
        #expect(try await owners(day).values.sorted() == [merged, merged, merged, survivor, survivor].sorted())
        #expect(try await owner(day, "gone-2") == merged)
    }

    @Test("A3 a chain: what moved twice goes back twice, whatever the survivor has") func chain() async throws {
        let day = try DeskOfTheDay()
        let names = ["one", "two", "three"]
        var people: [PersonID] = []
        for (name, count) in zip(names, [90, 110, 250]) {
            people.append(try await owner(day, try await takeIn(day, name, count)[0]))
        }
        let before = try await owners(day)
        try await day.desk.perform(.mergePersons(people[0], into: people[1], by: "helmi"))
        let between = try await owners(day)
        try await day.desk.perform(.mergePersons(people[1], into: people[2], by: "helmi"))
        #expect(Set(try await owners(day).values) == [people[2]])
        try await day.desk.perform(.unmergePerson(people[1], by: "helmi"))
        #expect(try await owners(day) == between)
        try await day.desk.perform(.unmergePerson(people[0], by: "helmi"))
        #expect(try await owners(day) == before)
    }
}

/// A store that holds records as an earlier library wrote them: merges without a word on how their cases are found, and no
/// index of cases by whom they were opened for.
private struct EarlierStore: RecordStore {
    private struct EarlierMerge: Codable {
        var merged: PersonID
        var survivor: PersonID
        var at: Instant
        var agent: AgentID?
        var tookName: Bool
        var tookLanguage: Bool
        var strongIdentifiers: [KeyedStrongIdentifier]
        var points: [KeyedContactPoint]
        var organizations: [OrganizationID]
        var roles: [PersonRole]
        var consents: [Consent]
    }

    let store: InMemoryRecordStore

    init(_ store: InMemoryRecordStore) { self.store = store }

    func load(_ query: RecordQuery) async throws -> RecordPage { await store.load(query) }

    func commit(_ batch: RecordBatch) async throws -> CommitOutcome {
        var batch = batch
        batch.writes = try batch.writes.map { write in
            guard case .put(let body, let indexes) = write.change else { return write }
            var earlier = body
            if write.key.collection == PersonMerge.collection {
                let whole = try body.bytes()
                let old = try RecordEncoder().encode(try RecordDecoder().decode(EarlierMerge.self, from: whole))
                try #require(old != whole)
                earlier = try RecordBody(bytes: old)
            }
            let known = indexes.filter { $0.index.name != "opened-for" }
            return RecordWrite(write.key, expected: write.expected, .put(earlier, indexes: known))
        }
        return try await store.commit(batch)
    }
}
