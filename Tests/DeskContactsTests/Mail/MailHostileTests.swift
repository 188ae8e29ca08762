import DeskContacts
import DeskPrimitives
import DeskTestKit
import Testing

/// Header blocks as long as they may be, made to cost as much as they can.
@Suite("Mail headers made to cost") struct MailHostileTests {
    /// A block of one field, as long as a block may be, that ends with a given text.
    private func block(_ start: String, filledWith piece: String, end: String = "") -> [UInt8] {
        var bytes = Array(start.utf8)
        let (piece, end) = (Array(piece.utf8), Array("\(end)\n\n".utf8))
        while bytes.count + piece.count + end.count <= MailHeaders.byteLimit { bytes += piece }
        return bytes + end
    }

    /// Reads everything there is to read, and says how many bytes came out.
    private func size(_ headers: MailHeaders) -> Int {
        var all = headers.from + headers.to + headers.copiedTo + headers.replyTo
        if let sender = headers.sender { all.append(sender) }
        if case .address(let address)? = headers.returnPath { all.append(address) }
        let names = headers.inReplyTo + headers.references + headers.answeredNames + [headers.messageID ?? ""]
        return all.reduce(0) { $0 + ($1.name ?? "").utf8.count + $1.address.utf8.count }
            + names.reduce(0) { $0 + $1.utf8.count } + (headers.subject ?? "").utf8.count
            + headers.fields.reduce(0) { $0 + $1.text.utf8.count } + headers.problems.count
    }

    @Test(
        "whatever fills a block of full length is read, and what comes out is at most some times as long",
        arguments: [
            ("", ":"), ("", "a "), ("", "a@b "), ("", "a b@c,"), ("", "\"a@b\":"), ("", "(a)b@c,"), ("", "<"),
            ("", "<a"),
            ("", "("), ("", "\""), ("", "\"a\""), ("", "<a@b>"), ("", "<a b>"),
            ("", ","),
            ("", "=?"), ("", "=?utf-8?q?"), ("", "x=?a?q?"), ("", "=?utf-8?q?\u{e4}?= "), ("", "=?utf-8?b?w6Q=?= "),
            ("", "=?iso-8859-1?q?=80?= "), ("", "\n "), ("", "\u{2028}"), ("", "\u{85}"),
            ("", "\u{0}"),
            (String(repeating: "a ", count: 65_000) + "x@y", ":"),
            (String(repeating: "word ", count: 40_000), " a@b"),
            ("(" + String(repeating: "c", count: 100_000) + ")", " a@b"),
            (String(repeating: "word ", count: 40_000), " a@b,"),
        ])
    func full(start: String, piece: String) throws {
        let isWords = piece.utf8.contains { $0 == UInt8(ascii: "?") || $0 >= 0x80 || $0 < 0x20 }
        for field in ["From: ", isWords ? "Subject: " : "References: "] {
            let bytes = block(field + start, filledWith: piece)
            try #require(bytes.count > MailHeaders.byteLimit - 40)
            let headers = try MailHeaders(bytes)
            // A byte of Windows-1252 becomes up to three; a field is given as text once more.
            #expect(size(headers) <= 6 * bytes.count, "\(field)\(piece)")
            for address in headers.from + headers.to {
                #expect((address.name ?? "").utf8.count <= Limits.lineBytes)
            }
            #expect((headers.subject ?? "").utf8.count <= Limits.lineBytes)
        }
    }

    @Test("what stands beside several addresses without brackets is the name of none of them")
    func beside() throws {
        let headers = try MailHeaders("From: Anna Virta a@b.fi c@d.fi\n\n".utf8)
        #expect(headers.from.map(\.address) == ["a@b.fi", "c@d.fi"])
        #expect(headers.from.map(\.name) == [nil, nil])
        #expect(headers.problems.map(\.reason) == [.notAnAddress])
        let one = try MailHeaders("From: Anna Virta a@b.fi\n\n".utf8)
        #expect(one.from.map(\.name) == ["Anna Virta"])
        let many = String(repeating: "word ", count: 40_000) + String(repeating: " a@b.fi", count: 500)
        let from = try MailHeaders("From: \(many)\n\n".utf8).from
        #expect(from.count == MailHeaders.addressLimit)
        #expect(from.reduce(0) { $0 + ($1.name ?? "").utf8.count } == 0)
    }

    @Test("names and subjects longer than a line are cut between characters, which is said")
    func cut() throws {
        let long = String(repeating: "ä", count: 600)
        for text in [long, "=?utf8?q?\(String(repeating: "=C3=A4", count: 150))?= " + long] {
            let headers = try MailHeaders("From: \"\(text)\" <a@b.fi>\nSubject: \(text)\n\n".utf8)
            // The limit is even, and the text may have a space among letters of two bytes.
            for line in [headers.subject, headers.from.first?.name] {
                #expect((Limits.lineBytes - 1...Limits.lineBytes).contains(line?.utf8.count ?? 0))
            }
            #expect(headers.subject?.allSatisfy { $0 == "ä" || $0 == " " } == true)
            #expect(headers.problems.map(\.reason) == [.cut, .cut])
        }
    }

    @Test("separators of lines in a subject, a name or any field become a space, however they are written")
    func separators() throws {
        for charset in ["utf-8", "utf8"] {
            for hex in ["=E2=80=A8", "=E2=80=A9", "=C2=85", "=C2=80", "=0B", "=0A", "=0D=0A", "=7F", "=00"] {
                let word = "=?\(charset)?Q?a\(hex)b?="
                let headers = try MailHeaders("From: \(word) <a@b.fi>\nSubject: \(word)\nX-Any: \(word)\n\n".utf8)
                #expect(headers.subject == "a b", "\(word)")
                #expect(headers.from.first?.name == "a b", "\(word)")
                #expect(headers.text("x-any")?.split(separator: " ") == ["a", "b"], "\(word)")
            }
        }
        for text in ["a\u{2028}b", "a \u{2029}\u{2028} b", "\u{2028}a\u{85}b\u{2029}"] {
            let headers = try MailHeaders("From: \(text) <a@b.fi>\nSubject: \(text)\n\n".utf8)
            #expect(headers.subject == "a b" && headers.from.first?.name == "a b")
        }
        // Their neighbours, and the same bytes in other characters, stay.
        for text in ["a\u{2027}b", "a\u{202A}b", "a\u{28}b\u{A8}\u{A9}", "\u{2080}\u{20A8}"] {
            #expect(try MailHeaders("Subject: \(text)\n\n".utf8).subject == text)
        }
    }

    @Test("the plain way and the general way give the same text")
    func agreement() throws {
        let scalars: [Unicode.Scalar] = [
            "a", " ", "\u{E2}", "\u{80}", "\u{85}", "\u{A8}", "\u{2028}", "\u{2029}", "\u{20A8}", "\u{FEFF}", "ä",
            "\u{C2}",
            "\u{7F}", "\t",
        ]
        for seed in 0..<UInt64(Repetitions.count(2_000)) {
            var random = SeededGenerator(seed: seed)
            var text = String.UnicodeScalarView()
            for _ in 0..<random.integer(in: 1...12) { text.append(random.pick(scalars) ?? "a") }
            let digits = Array("0123456789ABCDEF")
            let hex = String(text).utf8.map { "=\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }.joined()
            let said = try ["utf-8", "utf8"].map { charset in
                let word = "=?\(charset)?Q?\(hex)?="
                let headers = try MailHeaders("From: \(word) <a@b.fi>\nSubject: \(word)\nX-Any: \(word)\n\n".utf8)
                let texts = [headers.subject, headers.from.first?.name, headers.text("x-any")]
                return texts.map { Array(($0 ?? "").utf8) }
            }
            #expect(said[0] == said[1], "seed \(seed)")
            for bytes in said[0].prefix(2) where !bytes.isEmpty {
                // It goes where lines without control characters go.
                let name = String(decoding: bytes, as: UTF8.self)
                _ = try IdentityClaims(name: name)
                #expect(!name.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x2028 || $0.value == 0x2029 })
            }
        }
    }

    @Test("answered names are at most the limit in all: what is answered first, then the nearest")
    func answeredNames() throws {
        let answered = (0..<10).map { "<r\($0)@x>" }.joined(separator: " ")
        let before = (0..<100).map { "<\($0)@x>" }.joined(separator: " ")
        let headers = try MailHeaders("In-Reply-To: \(answered)\nReferences: \(before)\n\n".utf8)
        let expected = (0..<10).map { "r\($0)@x" } + (46..<100).reversed().map { "\($0)@x" }
        #expect(headers.answeredNames == expected)
        #expect(headers.answeredNames.count == MailHeaders.referenceLimit)
        #expect(headers.references.count == MailHeaders.referenceLimit && headers.references.last == "99@x")
    }
}
