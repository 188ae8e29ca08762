import DeskChannels
import DeskContacts
import DeskPrimitives
import DeskTestKit
import Testing

@Suite("Where a contact came from, and how it is answered") struct ContactAddressTests {
    private let digest = KeyedDigest(secret: Array("secret".utf8))

    private func contact(
        keys: [ByteKey] = [], point: ContactPoint? = nil, externalID: String? = nil
    ) throws -> Contact {
        let at = try #require(Instant("2026-03-02T07:00:00Z"))
        return try Contact(
            id: "m1", person: "p", channel: "mail", occurredAt: at, receivedAt: at, text: "Hei", messageKeys: keys,
            point: point, externalID: externalID)
    }

    @Test("The address is what a network takes: E.164, the bare name, the mail address as written")
    func address() throws {
        #expect(try ContactPoint.phone("040 123 4567", defaultCountryCode: "358").address == "+358401234567")
        #expect(try ContactPoint.mail(" Anna@Example.FI ").address == "Anna@Example.FI")
        for (point, network, name) in [
            (try ContactPoint.handle(network: "Mastodon", name: "@anna"), "mastodon", "anna"),
            (try .handle(network: "x", name: "a:b"), "x", "a:b"),
            (try .handle(network: "x", name: "\u{301}a"), "x", "\u{301}a"),
        ] {
            #expect(point.network == network && point.address.utf8.elementsEqual(name.utf8))
        }
        #expect(try ContactPoint.mail("a@example.fi").network == nil)
    }

    @Test("Address and name are kept in the record; a record without them is read")
    func record() throws {
        let made = try contact(point: .phone("+358401234567"), externalID: "<1@x>")
        let read = try RecordBody(bytes: RecordBody(made).bytes()).value(as: Contact.self)
        #expect(read == made && read.point == made.point && read.externalID == "<1@x>")
        let old = try RecordBody(bytes: RecordBody(try contact()).bytes()).value(as: Contact.self)
        #expect(old.point == nil && old.externalID == nil)
        #expect(throws: Refusal.self) { try contact(externalID: "a\r\nb") }
        #expect(throws: Refusal.self) { try contact(externalID: String(repeating: "a", count: Limits.lineBytes + 1)) }
    }

    @Test("Of many names the first and the latest stay, each once")
    func referred() throws {
        let keys = (0..<100).map { Contact.messageKey("<\($0)@x>", digest: digest) }
        var kept = try contact(keys: [keys[0]])
        for key in keys + keys.suffix(5) { kept = kept.referred(by: key) }
        #expect(kept.messageKeys == [keys[0]] + keys.suffix(Contact.maximumMessageKeys - 1))
    }

    @Test("A digest of the desk's own id is the same under every domain and none")
    func ownID() {
        let id = OwnMessageID.make(for: "k", digest: digest)
        let key = Contact.messageKey(id, digest: digest)
        #expect(key == Contact.messageKey("<\(id)@desk.example>", digest: digest))
        #expect(key != Contact.messageKey("<\(id.dropLast())@desk.example>", digest: digest))
    }

    @Test(
        "An answer has one mark and one tag",
        arguments: [
            ("Matter", nil, "Re: Matter"), ("RE: re[2]: Matter", nil, "Re: Matter"),
            ("Vs : Sv:  Matter  [#old]", "c1", "Re: Matter [#c1]"), ("Fwd: Matter", nil, "Re: Fwd: Matter"),
            ("Re: Fwd: Re: Matter", nil, "Re: Fwd: Re: Matter"), ("Research: results", nil, "Re: Research: results"),
            ("Re:", "c1", "[#c1]"), ("", nil, nil), (nil, nil, nil), (nil, "c1", "[#c1]"), (" \t", nil, nil),
        ] as [(String?, CaseID?, String?)])
    func answer(line: String?, caseID: CaseID?, expected: String?) {
        #expect(CaseTag.answer(to: line, about: caseID) == expected)
    }

    @Test("An answer to an answer is the same line, and no line is longer than one may be")
    func fixedPoint() throws {
        var random = SeededGenerator(seed: 20_260)
        let pieces = ["Re: ", "VS:", "Fwd: ", "katu", " ", "ä", "[#c9]", "[#", "]", "re[3]: ", "👩‍👩‍👧", "\t"]
        for round in 0..<1_000 {
            let count = Int.random(in: 0...12, using: &random)
            var line = (0..<count).map { _ in pieces[Int.random(in: pieces.indices, using: &random)] }.joined()
            if round % 10 == 0 { line += String(repeating: "ö", count: Limits.lineBytes / 2) }
            for caseID in [nil, "c1"] as [CaseID?] {
                guard let once = CaseTag.answer(to: line, about: caseID) else { continue }
                #expect(once.utf8.count <= Limits.lineBytes, "round \(round)")
                #expect(CaseTag.answer(to: once, about: caseID) == once, "round \(round): \(line)")
                if let caseID { #expect(CaseTag.find(in: once) == caseID, "round \(round)") }
            }
        }
    }
}
