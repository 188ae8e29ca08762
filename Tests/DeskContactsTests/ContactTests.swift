import DeskContacts
import DeskPrimitives
import Testing

@Suite("Contacts")
struct ContactTests {
    private func contact(
        _ id: ContactID = "k", person: PersonID = "p", caseID: CaseID? = nil, at: Instant = morning,
        intakeKey: ByteKey? = nil, messageKeys: [ByteKey] = []
    ) throws -> Contact {
        try Contact(
            id: id, caseID: caseID, person: person, channel: "mail", receivingEnd: "help@example.fi", occurredAt: at,
            receivedAt: at + .seconds(2), subject: "Bin", text: "Not emptied.", intakeKey: intakeKey,
            messageKeys: messageKeys)
    }

    @Test("every text and list has its limit")
    func limits() throws {
        func code(
            receivingEnd: String = "", subject: String? = nil, text: String = "", keys: Int = 0,
            occurredAt: Instant = morning, receivedAt: Instant = morning
        ) throws -> String? {
            let keys = try (0..<keys).map { try ByteKey([UInt8($0)]) }
            return refusal {
                _ = try Contact(
                    id: "k", person: "p", channel: "c", receivingEnd: receivingEnd, occurredAt: occurredAt,
                    receivedAt: receivedAt, subject: subject, text: text, messageKeys: keys)
            }.map { "\($0.code) \($0.place)" }
        }
        let line = String(repeating: "a", count: Limits.lineBytes)
        #expect(
            try code(
                receivingEnd: line, subject: line, text: String(repeating: "a", count: Limits.textBytes), keys: 32)
                == nil)
        #expect(try code(receivingEnd: line + "a") == "tooLong receivingEnd")
        #expect(try code(receivingEnd: "a\nb") == "malformed receivingEnd")
        #expect(try code(subject: line + "a") == "tooLong subject")
        #expect(try code(subject: "a\nb") == "malformed subject")
        #expect(try code(text: String(repeating: "a", count: Limits.textBytes + 1)) == "tooLong text")
        #expect(try code(keys: 33) == "tooLong messageKeys")
        let never = Instant(microseconds: .max)
        #expect(try code(occurredAt: never) == "outOfRange occurredAt")
        #expect(try code(receivedAt: never) == "outOfRange receivedAt")
    }

    @Test("a contact survives the store and can be filed under a case")
    func stored() throws {
        let key = Contact.messageKey("<1@x>", digest: digest)
        let loose = try contact(intakeKey: ByteKey([1]), messageKeys: [key, key])
        #expect(loose.messageKeys == [key])
        #expect(try DeskContactsTests.stored(loose) == loose)
        let filed = loose.filed(under: "case-1")
        #expect(filed.caseID == "case-1")
        #expect(filed.indexEntries.count == loose.indexEntries.count + 1)
        #expect(filed.filed(under: "case-2").caseID == "case-2")
    }

    @Test("it stands under person, case, intake key and message keys")
    func indexes() throws {
        let keys = [try ByteKey([2]), try ByteKey([3])]
        let full = try contact(caseID: "case-1", intakeKey: ByteKey([1]), messageKeys: keys)
        #expect(
            full.indexEntries.map(\.index) == [
                Contact.personIndex, Contact.caseIndex, Contact.intakeIndex, Contact.messageIndex, Contact.messageIndex,
            ])
        #expect(Contact.intakeIndex.isUnique)
        #expect(!Contact.messageIndex.isUnique)
        #expect(Contact.arrived(as: try ByteKey([1])).selection == .equal(Contact.intakeIndex, try ByteKey([1])))
        #expect(Contact.referred(by: keys[0]).selection == .equal(Contact.messageIndex, keys[0]))
        #expect(
            Contact.withID("k").selection == .records([RecordKey(Contact.collection, ByteKey("k" as ContactID))]))
        let most = try contact(
            caseID: "c", intakeKey: ByteKey([1]), messageKeys: (0..<32).map { try ByteKey([UInt8($0)]) })
        #expect(most.indexEntries.count <= Limits.indexEntries)
    }

    @Test("the contacts of a person or case are found in the order of time, and nobody else's")
    func ranges() throws {
        func keys(_ index: RecordIndex, _ contacts: [Contact]) -> [ByteKey] {
            contacts.map { $0.indexEntries.first { $0.index == index }?.key }.compactMap(\.self)
        }
        let ordered = try [Instant.earliest, Instant(seconds: -1), .epoch, morning, .latest].map {
            try Contact(id: "k", caseID: "c", person: "p", channel: "m", occurredAt: $0, receivedAt: morning, text: "")
        }
        for index in [Contact.personIndex, Contact.caseIndex] {
            let keys = keys(index, ordered)
            #expect(keys.count == 5)
            #expect(keys == keys.sorted())
        }
        let others = try ["o", "p-", "p1", "q"].map { try contact(person: PersonID($0)) }
        guard case .range(Contact.personIndex, let from, let before?) = Contact.ofPerson("p").selection else {
            Issue.record("not a range with an end")
            return
        }
        #expect(keys(Contact.personIndex, ordered).allSatisfy { $0 >= from && $0 < before })
        #expect(keys(Contact.personIndex, others).allSatisfy { $0 < from || $0 >= before })
        #expect(Contact.ofPerson("p").order == .descending)
        #expect(Contact.ofCase("c").order == .ascending)
        #expect(Contact.ofPerson("p", limit: 7).limit == 7)
    }

    @Test("an intake key counts every part with its size")
    func intakeKey() {
        func key(_ channel: ChannelID, _ end: String, _ id: String, _ digest: KeyedDigest = digest) -> ByteKey {
            IntakeKey.make(channel: channel, receivingEnd: end, externalID: id, digest: digest)
        }
        let first = key("mail", "help@x.fi", "<1@y>")
        #expect(first == key("mail", "help@x.fi", "<1@y>"))
        let others = [
            key("chat", "help@x.fi", "<1@y>"), key("mail", "info@x.fi", "<1@y>"), key("mail", "help@x.fi", "<2@y>"),
            key("mail", "help@x.fi<", "1@y>"), key("mailh", "elp@x.fi", "<1@y>"), key("mail", "", "help@x.fi<1@y>"),
            key("mail", "help@x.fi", "<1@y>", KeyedDigest(secret: [])),
        ]
        #expect(Set(others + [first]).count == others.count + 1)
        #expect(key("mail", "\u{E9}", "") != key("mail", "e\u{301}", ""))
        #expect(first.bytes.count == 16)
    }

    @Test("a message id counts with or without brackets and space")
    func messageKey() {
        let key = Contact.messageKey("<a@b>", digest: digest)
        #expect(key == Contact.messageKey("a@b", digest: digest))
        #expect(key == Contact.messageKey(" <a@b>\r\n", digest: digest))
        let others = ["<<a@b>>", "A@b", "<a@b", "", "<>", "<", ">", "a@b>"].map {
            Contact.messageKey($0, digest: digest)
        }
        #expect(Set(others + [key]).count == others.count + 1)
    }
}
