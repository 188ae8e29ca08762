import DeskContacts
import DeskPrimitives
import Testing

@Suite("Mail headers") struct MailHeadersTests {
    private func read(_ text: String) throws -> MailHeaders { try MailHeaders(text.utf8) }
    private func reasons(_ headers: MailHeaders) -> [String] {
        headers.problems.map { "\($0.line) \($0.field) \($0.reason.rawValue)" }
    }

    @Test func aMailIsRead() throws {
        let headers = try read(
            """
            Return-Path: <anna@example.fi>\r
            From: =?utf-8?Q?Anna_M=C3=A4kel=C3=A4?= <Anna@Example.fi>\r
            To: "Kunta, tekninen" <desk@town.example>, huolto@town.example (Huolto)\r
            Cc: Ryhma: a@example.fi, b@example.fi;\r
            Subject: Katuvalo\r
             on rikki\r
            Date: Mon, 2 Mar 2026 09:15:00 +0200 (EET)\r
            Message-ID: <1@example.fi>\r
            In-Reply-To: <case-7@town.example>\r
            References: <0@example.fi>\r
            \t<case-7@town.example>\r
            \r
            From: nobody@example.fi\r
            """)
        #expect(headers.problems == [])
        #expect(headers.from.map(\.name) == ["Anna Mäkelä"])
        #expect(headers.from.map(\.point?.value) == ["anna@example.fi"])
        #expect(headers.to.map(\.name) == ["Kunta, tekninen", "Huolto"])
        #expect(headers.to.map(\.address) == ["desk@town.example", "huolto@town.example"])
        #expect(headers.copiedTo.map(\.address) == ["a@example.fi", "b@example.fi"])
        #expect(headers.subject == "Katuvalo on rikki")
        #expect(headers.date == Instant(seconds: 1_772_435_700))
        #expect(headers.messageID == "1@example.fi")
        #expect(headers.references == ["0@example.fi", "case-7@town.example"])
        #expect(headers.answeredNames == ["case-7@town.example", "0@example.fi"])
        #expect(headers.text("SUBJECT") == "Katuvalo on rikki")
        #expect(headers.fields.count == 9)
    }

    @Test func theBodyBeginsBehindTheEmptyLine() throws {
        #expect(try read("A: b\n\nbody").bodyOffset == 6)
        #expect(try read("A: b\r\n\r\nbody").bodyOffset == 8)
        #expect(try read("\nbody").bodyOffset == 1)
        #expect(try read("A: b").bodyOffset == 4)
        #expect(try read("").fields == [])
    }

    @Test func theSenderOfAFailureReportIsNobody() throws {
        #expect(try read("Return-Path: <>\n").returnPath == .null)
        #expect(try read("Return-Path: < >\n").returnPath == .null)
        #expect(try read("Return-Path:\n").returnPath == nil)
    }

    @Test func whatIsNoFieldIsSaidAndSkipped() throws {
        let headers = try read("From anna Mon Mar  2\nSubject: a\nnot a field\n more of it\nTo: b@example.fi\n\n")
        #expect(headers.subject == "a")
        #expect(headers.to.count == 1)
        #expect(reasons(headers) == ["3  notAField"])
    }

    @Test(arguments: [
        ("=?utf-8?q?a?= =?utf-8?q?b?=", "ab"),
        ("=?utf-8?q?a?=\n =?utf-8?q?b?=", "ab"),
        ("=?utf-8?q?a?= b =?utf-8?q?c?=", "a b c"),
        ("=?utf-8?b?w6Q=?=", "ä"),
        ("=?utf-8?b?w6Q?=", "ä"),
        ("=?utf-8?b?ww==?= =?utf-8?b?pA==?=", "ä"),
        ("=?UTF-8*fi?Q?=C3=A4?=", "ä"),
        ("=?iso-8859-1?q?=E4_=96?=", "ä –"),
        ("=?iso-8859-15?q?=A4?=", "€"),
        ("=?windows-1251?b?z/Do4uXy?=", "Привет"),
        ("=?koi8-r?b?8NLJ18XU?=", "Привет"),
        ("=?windows-1257?q?=E4=F0?=", "äš"),
        ("=?utf-8?q?who??=", "who?"),
        ("=?utf-8?q??= end", " end"),
        ("a =? b", "a =? b"),
        ("=?utf-8?q?a=0Ab?=", "a b"),
        ("Mäkelä", "Mäkelä"),
    ]) func encodedWords(raw: String, expected: String) throws {
        let headers = try read("Subject: \(raw)\n\n")
        #expect(headers.problems == [])
        #expect(headers.text("subject") == expected)
    }

    @Test(arguments: [
        ("=?euc-kr?q?=C7?=", "unknownCharset"), ("=?utf-8?q?=C?=", "brokenEncodedWord"),
        ("=?utf-8?q?=C3?=", "brokenEncodedWord"), ("=?utf-8?b?a?=", "brokenEncodedWord"),
        ("=?utf-8?x?a?=", "brokenEncodedWord"), ("=?utf-8?b?w6Q=!?=", "brokenEncodedWord"),
    ]) func brokenWordsAreSaid(raw: String, reason: String) throws {
        let headers = try read("Subject: \(raw)\n\n")
        #expect(reasons(headers) == ["1 subject \(reason)"])
        #expect(headers.subject != nil)
    }

    @Test func bytesThatAreNoTextAreReadAsWindows1252() throws {
        let headers = try MailHeaders(Array("Subject: ".utf8) + [0xC4, 0x69, 0x74, 0x69, 0x0A])
        #expect(headers.subject == "Äiti")
        #expect(reasons(headers) == ["1 subject notUTF8"])
    }

    @Test(arguments: [
        ("1 Jan 1970 00:00:00 GMT", 0), ("Thu, 1 Jan 1970 00:00 +0000", 0), ("1 jan 70 00:00:00 -0000", 0),
        ("Thu,1 Jan 1970 02:00:00 +0200", 0), ("1 Jan 1970 00:00:00", 0), ("1 Jan 1970 00:00:00 Z", 0),
        ("31 Dec 1969 19:00:00 EST", 0), ("31 Dec 2016 23:59:60 UT", 1_483_228_799),
        ("29 Feb 2024 12:00:00 UTC", 1_709_208_000),
        ("1 Jan 049 00:00:00 UT", -662_688_000), ("1 Jan 49 00:00:00 UT", 2_493_072_000),
        ("(a (b) c) 1 Jan 1970 00:00:00 +0000", 0),
    ]) func dates(raw: String, seconds: Int64) throws {
        let headers = try read("Date: \(raw)\n\n")
        #expect(headers.date == Instant(seconds: seconds))
        #expect(headers.problems == [])
    }

    @Test(arguments: [
        "May 8, 2005 1:17 PM", "Tue, 12 Oct 2010 16:21:05 H0500", "29 Feb 2023 12:00:00 UT", "0 Jan 2020 00:00:00 UT",
        "1 Jan 2020 24:00:00 UT", "1 Jan 2020 12:60:00 UT", "1 Jan 2020 12:00:00 +0260", "1 Jan 0000 12:00:00 UT",
        "1 Jan 2020 12:00:00 J", "Foo, 1 Jan 2020 12:00:00 UT", "(1 Jan 2020 12:00:00 UT",
        "1 Jan 2020 12:00:00 UT extra", "",
    ]) func whatIsNoDateIsSaid(raw: String) throws {
        let headers = try read("Date: \(raw)\n\n")
        #expect(headers.date == nil)
        #expect(reasons(headers) == ["1 date notADate"])
    }

    @Test(arguments: [
        ("<@relay.example,@b.example:anna@example.fi>", ["anna@example.fi"]),
        ("Big Bug bb@bug.com", ["bb@bug.com"]),
        ("\"a@b, c\" <d@example.fi>", ["d@example.fi"]),
        ("anna@example.fi (a \\) (nested) b), b@example.fi", ["anna@example.fi", "b@example.fi"]),
        ("undisclosed-recipients:;", []),
        (", a@example.fi,,", ["a@example.fi"]),
        ("Ryhma: a@example.fi; b@example.fi", ["a@example.fi", "b@example.fi"]),
    ]) func addressLists(raw: String, expected: [String]) throws {
        let headers = try read("To: \(raw)\n\n")
        #expect(headers.to.map(\.address) == expected)
        #expect(headers.problems == [])
    }

    @Test(arguments: [
        ("nobody", "notAnAddress"), ("<>", "notAnAddress"), ("<a@b@example.fi>", "notAnAddress"),
        ("\"open <a@example.fi>", "unterminated"), ("<a@example.fi", "unterminated"),
        ("a@example.fi (open", "unterminated"),
        ("a@example.fi b@example.fi", "notAnAddress"),
    ]) func brokenAddressesAreSaid(raw: String, reason: String) throws {
        let reasons = try read("To: \(raw)\n\n").problems.map(\.reason.rawValue)
        #expect(reasons.contains(reason))
    }

    @Test(
        arguments: [
            ("<a@x> <b@x>", ["a@x", "b@x"], nil), ("<a@x>,\n <b@x>", ["a@x", "b@x"], nil), ("<a@\n x>", ["a@x"], nil),
            ("a@x", ["a@x"], nil), ("<a@x> junk", ["a@x"], "notAName"), ("<a@x", [], "unterminated"),
            ("<>", [], "notAName"),
            ("<broken <b@x>", ["b@x"], "notAName"), ("", [], nil),
        ] as [(String, [String], String?)]) func names(raw: String, expected: [String], reason: String?) throws
    {
        let headers = try read("References: \(raw)\n\n")
        #expect(headers.references == expected)
        #expect(headers.problems.map(\.reason.rawValue) == (reason.map { [$0] } ?? []))
    }

    @Test func onlyTheNearestReferencesAreKept() throws {
        let names = (0..<70).map { "<\($0)@x>" }.joined(separator: " ")
        let headers = try read("References: \(names)\n\n")
        #expect(headers.references.first == "6@x")
        #expect(headers.references.last == "69@x")
        #expect(reasons(headers) == ["1 references cut"])
    }

    @Test func theFirstOfRepeatedFieldsCounts() throws {
        let headers = try read("Subject: a\nSubject: b\n\n")
        #expect(headers.subject == "a")
        #expect(reasons(headers) == ["2 subject repeated"])
        #expect(headers.problems[0].sentence(in: .finnish).contains("subject rivillä 2"))
    }

    @Test func blocksBeyondTheLimitsAreRefusedAtTheirLine() {
        let many = String(repeating: "A: b\n", count: MailHeaders.fieldLimit + 1)
        #expect(throws: Refusal(.tooLong, "more than 1000 fields", at: .line(1_001))) { try self.read(many) }
        let endless = [UInt8](repeating: 0x61, count: MailHeaders.byteLimit + 1)
        #expect(throws: Refusal(.tooLong, "the header block has more than 262144 bytes", at: .line(1))) {
            try MailHeaders(endless)
        }
    }
}
