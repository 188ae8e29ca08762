import DeskContacts
import DeskPrimitives
import DeskTestKit
import Testing

@Suite("Mail headers of any bytes") struct MailPropertyTests {
    /// Pieces that make grammars stumble.
    private static let pieces: [String] = [
        "From: ", "To: ", "Date: ", "References: ", "Subject: ", "Return-Path: ", "\n", "\r\n", "\r", " ", "\t", "<",
        ">", "@", ",", ":",
        ";", "(", ")", "\"", "\\", "=?", "?=", "?", "=?utf-8?q?", "=?iso-8859-1?b?", "=C3", "w6Q=", "a", "example.fi",
        "+0200",
        "1 Jan 2020", "12:00:00", "\0", "ä", "€", "\u{2028}", "=?utf-8?b?",
    ]

    private static func draw(_ seed: UInt64) -> [UInt8] {
        var random = SeededGenerator(seed: seed)
        var bytes: [UInt8] = []
        for _ in 0..<random.integer(in: 0...60) {
            if random.chance(1, in: 12) {
                bytes.append(random.integer(in: 0...255))
            } else {
                bytes += Array((random.pick(pieces) ?? "").utf8)
            }
        }
        return bytes
    }

    @Test func anyBytesAreReadAndSayWhatIsWrongInOrder() throws {
        for seed in 0..<UInt64(Repetitions.count(3_000)) {
            let bytes = Self.draw(seed)
            let headers = try MailHeaders(bytes)
            let lines = headers.problems.map(\.line)
            #expect(lines == lines.sorted(), "seed \(seed)")
            #expect(headers.bodyOffset <= bytes.count, "seed \(seed)")
            for field in headers.fields {
                #expect(!field.text.unicodeScalars.contains { $0.value < 0x20 }, "seed \(seed)")
            }
            for name in headers.references + headers.inReplyTo {
                #expect(
                    !name.utf8.contains { $0 <= 0x20 || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") },
                    "seed \(seed)")
            }
            #expect(try MailHeaders(bytes) == headers, "seed \(seed)")
        }
    }

    /// What a mail program writes can be read back: names and subjects of any characters, encoded and folded.
    @Test func whatIsEncodedIsDecoded() throws {
        let letters = Array("abc äöå ßłž Привет 日本 😀 ?=_,;:<>()\"\\")
        for seed in 0..<UInt64(Repetitions.count(500)) {
            var random = SeededGenerator(seed: seed)
            let text = String((0..<random.integer(in: 1...40)).compactMap { _ in random.pick(letters) })
            var folded = ""
            // Words are cut anywhere, in the middle of characters, too.
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let piece = rest.prefix(random.integer(in: 1...12))
                rest = rest.dropFirst(piece.count)
                let hex = piece.map { byte in
                    let digits = Array("0123456789ABCDEF")
                    return "=\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
                }.joined()
                folded += (folded.isEmpty ? "" : "\r\n ") + "=?UTF-8?Q?\(hex)?="
            }
            let headers = try MailHeaders("From: \(folded) <a@example.fi>\r\nSubject: \(folded)\r\n\r\n".utf8)
            let expected = text.split(separator: " ").joined(separator: " ")
            #expect(headers.problems == [], "seed \(seed)")
            #expect(headers.subject ?? "" == expected, "seed \(seed)")
            #expect(headers.from.first?.name ?? "" == expected, "seed \(seed)")
        }
    }
}
