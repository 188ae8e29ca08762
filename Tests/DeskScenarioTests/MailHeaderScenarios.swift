import DeskTestKit
import ServiceDesk
import Testing

/// Mails as they come, from their bytes to a case: whatever a header block says, the person is heard.
@Suite("A. Mails as they come") struct MailHeaderScenarios {
    /// What a host makes of a mail.
    private func arrival(_ day: DeskOfTheDay, _ block: String, text: String = "Hei!") throws -> (Arrival, CutText) {
        let headers = try MailHeaders(Array("\(block)\r\n\r\n".utf8))
        let from = try #require(headers.from.first)
        let body = CutText(text, ending: "\n[…]")
        var arrival = Arrival(
            channel: "mail", receivingEnd: "palvelu@lehtola.example", externalID: headers.messageID,
            claims: try IdentityClaims(points: [try #require(from.point)], name: from.name),
            subject: headers.subject, text: body.text, topic: "streets", language: .finnish,
            occurredAt: day.clock.now(), references: headers.answeredNames)
        arrival.headers = headers
        return (arrival, body)
    }

    @Test(
        "A1 a mail whose subject and name hold separators of lines, or are longer than a line, is received",
        arguments: [
            "=?utf-8?Q?a=E2=80=A8b?=", "=?utf-8?Q?a=E2=80=A9b?=", "=?utf-8?Q?a=C2=85b?=", "a\u{2028}b", "a\u{85}b",
            "=?utf-8?Q?a=0D=0ABcc:_b?=", String(repeating: "Hyvää päivää ", count: 200),
            String(repeating: "=?utf-8?Q?=E2=82=AC?= ", count: 900),
        ])
    func subjects(text: String) async throws {
        let day = try DeskOfTheDay()
        let (mail, _) = try arrival(day, "From: \(text) <maija@example.com>\r\nSubject: \(text)\r\nMessage-ID: <1@x>")
        let received = try await day.receive(mail)
        #expect(received.opensCase)
        let contact = try #require(try await day.desk.record(Contact.self, received.contact))
        let subject = try #require(contact.subject)
        #expect(subject.utf8.count <= Limits.lineBytes && !subject.isEmpty)
        #expect(!subject.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x2028 || $0.value == 0x85 })
        // A subject of the desk's own that repeats it goes out, too.
        let id = try #require(received.caseID)
        try await day.desk.perform(.setPresence("veikko", .available))
        #expect(try await day.item(id).id == id)
    }

    @Test("A1 a mail that refers to more messages than are kept finds the case by the one it answers")
    func references() async throws {
        let day = try DeskOfTheDay()
        let first = try await day.receive(
            try arrival(day, "From: maija@example.com\r\nSubject: Valo\r\nMessage-ID: <first@x>").0)
        day.clock.advance(by: .hours(1))
        let others = (0..<100).map { "<o\($0)@x>" }.joined(separator: "\r\n ")
        let (mail, _) = try arrival(
            day,
            "From: pekka@example.com\r\nSubject: Re: Valo\r\nMessage-ID: <2@x>\r\nIn-Reply-To: <first@x>\r\n"
                + "References: \(others)")
        #expect(mail.references.count == MailHeaders.referenceLimit && mail.references.first == "first@x")
        #expect(try await day.receive(mail).caseID == first.caseID)
    }

    @Test("A1 a text longer than the desk takes is handed over cut, which is said")
    func longText() async throws {
        let day = try DeskOfTheDay()
        let text = String(repeating: "Päivää! ", count: 20_000)
        let block = "From: maija@example.com\r\nSubject: Pitkä\r\nMessage-ID: <1@x>"
        let (mail, cut) = try arrival(day, block, text: text)
        #expect(cut.isCut && cut.text.hasSuffix("[…]") && cut.omittedBytes > 0)
        #expect(cut.sentence(in: .finnish) == "Tekstiä lyhennettiin \(cut.omittedBytes) tavua.")
        #expect(try await day.receive(mail).opensCase)
        var whole = mail
        whole.text = text
        whole.externalID = "2"
        try await day.expectRefusal(of: .receive(whole), .tooLong, at: "text")
    }

    @Test("A6 what agents write in public holds no card or number, however it is separated")
    func separated() throws {
        for text in ["4111 - 1111 - 1111 - 1111", "040_123_4567", "131052\n308T", "\"anna virta\"@example.fi"] {
            #expect(!PersonalDataMask().mask("Soita \(text) heti").isClean)
        }
        #expect(PersonalDataMask().mask("ma 2.3.2026 klo 9.30–16.00, 12,50 €, tapaus c1").isClean)
    }
}
