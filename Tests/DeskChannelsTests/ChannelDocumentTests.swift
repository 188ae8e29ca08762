import DeskChannels
import DeskPrimitives
import Testing

@Suite("Channels as documents")
struct ChannelDocumentTests {
    @Test("three keys are enough")
    func shortest() throws {
        let read = try fromJSON(
            ContactChannel.self, #"{"id": "mail", "kind": "mail", "name": {"en": "Mail", "fi": "Sähköposti"}}"#)
        #expect(
            read == (try ContactChannel(id: "mail", kind: .mail, name: LocalizedText(en: "Mail", fi: "Sähköposti"))))
    }

    @Test("every key is read, and what is written reads the same")
    func everything() throws {
        let text = #"""
            {"id": "page", "kind": "socialPublic", "name": {"en": "Page"}, "role": "reference", "allows": "open",
             "hours": "office", "loadUnits": 40, "inviteTo": "mail", "outOfHours": {"otherChannel": "line"},
             "maximumTextBytes": 140, "receivingEnds": ["@desk"]}
            """#
        let read = try fromJSON(ContactChannel.self, text)
        let expected = try ContactChannel(
            id: "page", kind: .socialPublic, name: "Page", role: .reference, allows: .open, hours: "office",
            loadUnits: 40, inviteTo: "mail", outOfHours: .otherChannel("line"), maximumTextBytes: 140,
            receivingEnds: ["@desk"])
        #expect(read == expected)
        #expect(try fromJSON(ContactChannel.self, toJSON(read)) == read)
        #expect(try RecordDecoder().decode(ContactChannel.self, from: RecordEncoder().encode(read)) == read)
    }

    @Test("what is written is pleasant to read")
    func written() throws {
        #expect(
            try toJSON(channel(.mail))
                == #"{"allows":"confidential","id":"here","kind":"mail","loadUnits":25,"name":{"en":"Here"},"#
                + #""outOfHours":"queue","role":"support"}"#)
    }

    @Test("every plan has its form")
    func plans() throws {
        let forms: [(OutOfHoursPlan, String)] = [
            (.queue, #""queue""#), (.callback, #""callback""#), (.announceOnly, #""announceOnly""#),
            (.otherChannel("line"), #"{"otherChannel":"line"}"#),
        ]
        for (plan, text) in forms {
            #expect(try toJSON([plan]) == "[\(text)]")
            #expect(try fromJSON([OutOfHoursPlan].self, "[\(text)]") == [plan])
            #expect(try RecordDecoder().decode(OutOfHoursPlan.self, from: RecordEncoder().encode(plan)) == plan)
        }
    }

    @Test("a mistake is reported where it stands")
    func mistakes() throws {
        func path(_ members: String) throws -> String {
            let document = #"{"id": "a", "kind": "mail", "name": {"en": "A"}, \#(members)}"#
            return try #require(mistake([ContactChannel].self, "[\(document)]"), "\(members)").path
        }
        #expect(try path(#""hour": "office""#) == "0.hour")
        #expect(try path(#""loadUnits": 0"#) == "0.loadUnits")
        #expect(try path(#""inviteTo": "a""#) == "0.inviteTo")
        #expect(try path(#""inviteTo": "a b""#) == "0.inviteTo")
        #expect(try path(#""outOfHours": "sleep""#) == "0.outOfHours")
        #expect(try path(#""outOfHours": {"other": "b"}"#) == "0.outOfHours.other")
        #expect(try path(#""role": "sales""#) == "0.role")
        #expect(try path(#""allows": "secret""#) == "0.allows")
        #expect(try path(#""receivingEnds": ["x", ""]"#) == "0.receivingEnds.1")
        #expect(mistake(ContactChannel.self, #"{"id": "a", "kind": "mail"}"#) != nil)
        #expect(mistake(ContactChannel.self, "[]") != nil)
        #expect(mistake(OutOfHoursPlan.self, "{}") != nil)
    }
}
