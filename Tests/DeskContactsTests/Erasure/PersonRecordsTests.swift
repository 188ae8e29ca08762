import DeskContacts
import DeskPrimitives
import Testing

@Suite("Export, erasure and overview")
struct PersonRecordsTests {
    private let canary = "canary-2f6e81c04b7a49d59f3c5d0e8b1a7c62ee"

    private func contact(_ id: ContactID, _ minutes: Int64, channel: ChannelID = "mail") throws -> Contact {
        try Contact(
            id: id, caseID: "c1", person: "p", channel: channel, occurredAt: morning + .minutes(minutes),
            receivedAt: morning + .minutes(minutes), subject: "subject \(canary)", text: "text \(canary)",
            language: .finnish,
            intakeKey: IntakeKey.make(channel: channel, receivingEnd: "", externalID: id.rawValue, digest: digest))
    }

    private func bytes(of snapshot: StoreSnapshot) throws -> [[UInt8]] {
        try snapshot.records.map { try $0.body.bytes() } + snapshot.indexEntries.map(\.entry.key.bytes)
    }

    private func has(_ needle: [UInt8], in hay: [[UInt8]]) -> Bool {
        hay.contains { bytes in
            bytes.count >= needle.count
                && (0...(bytes.count - needle.count)).contains { bytes[$0...].starts(with: needle) }
        }
    }

    @Test("export holds every record the erasure removes, byte for byte; the store keeps no byte of it but tombstones")
    func exportThenErase() throws {
        let memory = RecordMemory()
        let anna = try person("p", name: canary, mail: ["\(canary)@x.fi"])
        let contacts = try (0..<20).map { try contact(ContactID("m\($0)"), Int64($0)) }
        let stranger = try person("q", name: "Bert")
        _ = try memory.commit(
            RecordBatch(
                writes: [RecordWrite(put: anna, expected: .absent), RecordWrite(put: stranger, expected: .absent)]
                    + contacts.map { RecordWrite(put: $0, expected: .absent) }))
        let before = memory.snapshot()
        #expect(has(Array(canary.utf8), in: try bytes(of: before)))

        var walk = PersonRecords(of: "p")
        try walk.add(anna, revision: Revision(1))
        for contact in contacts + contacts { try walk.add(contact, revision: Revision(1)) }
        let export = try walk.export()
        #expect(export.count == 21)
        let batch = try walk.erasure(at: morning)
        guard case .committed = try memory.commit(batch) else {
            Issue.record("the erasure was not taken")
            return
        }
        let after = memory.snapshot()
        let kept = Set(after.records.map(\.key))
        for record in before.records where !kept.contains(record.key) {
            let copy = export.first { $0.key == record.key }
            #expect(try copy?.bytes == record.body.bytes())
        }
        #expect(!has(Array(canary.utf8), in: try bytes(of: after)))
        #expect(after.records.count == 1 + 20)
        let intake = try #require(contacts[3].intakeKey)
        #expect(memory.load(IntakeTombstone.of(intake)).records.count == 1)
        #expect(memory.load(Contact.arrived(as: intake)).records.isEmpty)
    }

    @Test("a record that changed since the walk makes the erasure conflict, and nothing goes")
    func changed() throws {
        let memory = RecordMemory()
        let anna = try person("p", name: "Anna")
        _ = try memory.commit(RecordBatch(writes: [RecordWrite(put: anna, expected: .absent)]))
        _ = try memory.commit(RecordBatch(writes: [RecordWrite(put: anna, expected: .any)]))
        var walk = PersonRecords(of: "p")
        try walk.add(anna, revision: Revision(1))
        guard case .conflict = try memory.commit(walk.erasure(at: morning)) else {
            Issue.record("no conflict")
            return
        }
        #expect(memory.count(of: Person.collection) == 1)
    }

    @Test("more than a batch can erase is refused before anything happens")
    func limit() throws {
        var walk = PersonRecords(of: "p")
        var refused: Refusal?
        for number in 0..<Limits.batchWrites where refused == nil {
            let contact = try contact(ContactID("m\(number)"), 0)
            refused = refusal { try walk.add(contact, revision: Revision(1)) }
        }
        #expect(refused?.code == .tooLong)
        _ = try walk.erasure(at: morning)
    }

    @Test("the overview is the same for contacts in any order")
    func overview() throws {
        let anna = try person("p", name: "Anna")
        let contacts = try (0..<60).map {
            try contact(ContactID("m\($0)"), Int64($0), channel: $0 % 3 == 0 ? "chat" : "mail")
        }
        let expected = PersonOverview(of: anna, contacts: contacts)
        for seed in UInt64(0)..<20 {
            var random = SplitMix64(seed: seed)
            #expect(PersonOverview(of: anna, contacts: contacts.shuffled(using: &random)) == expected, "seed \(seed)")
        }
        #expect(expected.latest.count == 50 && expected.latest.first?.id == "m59")
        #expect(expected.channels.map(\.channel) == ["chat", "mail"] && expected.channels.map(\.inbound) == [20, 40])
        #expect(expected.cases == ["c1"] && expected.language == .finnish && expected.firstAt == morning)
    }
}
