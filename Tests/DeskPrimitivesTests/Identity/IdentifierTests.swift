import DeskPrimitives
import Testing

@Suite("Identifiers, revisions, priorities")
struct IdentifierTests {
    @Test("Text at the limit is taken, beyond it refused")
    func limits() throws {
        let longest = String(repeating: "x", count: 64)
        #expect(try CaseID(longest).rawValue == longest)
        #expect(code { try CaseID(longest + "x") } == .tooLong)
        // A literal as the argument would be the literal initialiser, which traps instead of throwing.
        let empty = ""
        #expect(code { try CaseID(empty) } == .malformed)
        #expect(("!" as CaseID).description == "!")
    }

    @Test(
        "Everything but printable ASCII without spaces is refused",
        arguments: [
            " ", "a b", "a\t", "a\n", "\u{0}", "a\u{7F}", "ä", "e\u{301}", "１", "\u{200B}", "a\u{FEFF}", "🙂", "\u{1F}",
        ])
    func characters(_ text: String) {
        #expect(code { try CaseID(text) } == .malformed)
    }

    @Test("All printable ASCII characters are taken")
    func printable() throws {
        for byte in UInt8(0x21)...0x7E {
            let text = String(decoding: [byte], as: UTF8.self)
            #expect(try CaseID(text).rawValue == text)
        }
    }

    @Test("They sort as bytes and are equal exactly when their bytes are")
    func order() {
        let sorted: [CaseID] = ["!", "-", "1", "10", "2", "A", "B", "a", "aa", "b", "~"]
        #expect(sorted.reversed().sorted() == sorted)
        #expect(sorted.map { ByteKey($0) }.sorted() == sorted.map { ByteKey($0) })
        #expect(CaseID("a") != CaseID("A"))
    }

    @Test("They are coded as bare text and checked when read, as values and as keys")
    func coding() throws {
        let ids: [CaseID] = ["case-1", "case-2"]
        let bytes = try RecordEncoder().encode(ids)
        #expect(bytes == [0x82, 0x66] + Array("case-1".utf8) + [0x66] + Array("case-2".utf8))
        #expect(try RecordDecoder().decode([CaseID].self, from: bytes) == ids)
        for bad in ["", "a b", String(repeating: "x", count: 65)] {
            let bytes = try RecordEncoder().encode(bad)
            #expect(code { try RecordDecoder().decode(CaseID.self, from: bytes) } == .corrupt)
            let keyed = try RecordEncoder().encode([bad: 1])
            #expect(code { try RecordDecoder().decode([CaseID: Int].self, from: keyed) } == .corrupt)
        }
        let number = try RecordEncoder().encode(7)
        #expect(code { try RecordDecoder().decode(CaseID.self, from: number) } == .corrupt)
        let map: [CaseID: Int] = ["b": 2, "a": 1]
        let encoded = try RecordEncoder().encode(map)
        #expect(encoded == [0xA2, 0x61, 0x61, 0x01, 0x61, 0x62, 0x02])
        #expect(try RecordDecoder().decode([CaseID: Int].self, from: encoded) == map)
    }

    @Test("An identifier can name another subject without a change")
    func otherSubject() {
        let person: PersonID = "p-1"
        let contact: ContactID = person.as()
        #expect(contact.rawValue == "p-1")
        #expect(CommandID(checked: "c-1") == "c-1")
    }

    @Test("Revisions and positions are coded as bare numbers")
    func numbers() throws {
        #expect(try RecordEncoder().encode(Revision(500)) == [0x19, 0x01, 0xF4])
        #expect(try RecordDecoder().decode(Revision.self, from: [0x19, 0x01, 0xF4]) == Revision(500))
        #expect(Revision(2) < Revision(10) && Revision(3).description == "3")
        #expect(JournalPosition.start < JournalPosition(1) && JournalPosition(4).description == "4")
        let position = try RecordEncoder().encode(JournalPosition(9))
        #expect(try RecordDecoder().decode(JournalPosition.self, from: position) == JournalPosition(9))
    }

    @Test("Priorities have four names and sort from the most to the least urgent")
    func priorities() throws {
        #expect(CasePriority.allCases.map(\.name) == ["critical", "high", "normal", "low"])
        #expect(CasePriority.allCases.shuffled().sorted() == CasePriority.allCases)
        #expect(CasePriority.allCases.map(\.rank) == [1, 2, 3, 4])
        for priority in CasePriority.allCases {
            #expect(CasePriority(name: priority.description) == priority)
            let bytes = try RecordEncoder().encode(priority)
            #expect(try RecordDecoder().decode(CasePriority.self, from: bytes) == priority)
        }
        for bad in ["", "High", "urgent", "high "] {
            #expect(CasePriority(name: bad) == nil)
            let bytes = try RecordEncoder().encode(bad)
            #expect(code { try RecordDecoder().decode(CasePriority.self, from: bytes) } == .corrupt)
        }
        let map: [CasePriority: Int] = [.low: 4, .high: 2]
        #expect(try RecordDecoder().decode([CasePriority: Int].self, from: RecordEncoder().encode(map)) == map)
    }
}
