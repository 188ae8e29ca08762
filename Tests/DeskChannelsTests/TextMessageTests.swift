import DeskChannels
import DeskPrimitives
import DeskTestKit
import Testing

@Suite("Texts that fit a channel")
struct TextMessageTests {
    /// The table of 3GPP TS 23.038, position by position; position 27 is the escape.
    private static let basic =
        Array(
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u{1B}ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
                .unicodeScalars
        ) + Array("¿abcdefghijklmnopqrstuvwxyzäöñüà".unicodeScalars)
    private static let extended = Array("\u{0C}^{}\\[~]|€".unicodeScalars)

    /// Codes the text and cuts it into parts as a telephone would.
    private func oracle(_ text: String) -> (gsm: Bool, segments: Int) {
        var coded: [UInt16] = []
        for scalar in text.unicodeScalars {
            if scalar != "\u{1B}", let code = Self.basic.firstIndex(of: scalar) {
                coded.append(UInt16(code))
            } else if let code = Self.extended.firstIndex(of: scalar) {
                coded += [27, UInt16(code)]
            } else {
                return (false, cut(Array(text.utf16), 70, 67) { (0xD800...0xDBFF).contains($0) })
            }
        }
        return (true, cut(coded, 160, 153) { $0 == 27 })
    }

    private func cut(_ units: [UInt16], _ single: Int, _ joined: Int, opens: (UInt16) -> Bool) -> Int {
        if units.count <= single { return units.isEmpty ? 0 : 1 }
        var (rest, parts) = (units[...], 0)
        while !rest.isEmpty {
            var part = rest.prefix(joined)
            if part.count < rest.count, let last = part.last, opens(last) { part = part.dropLast() }
            rest = rest.dropFirst(part.count)
            parts += 1
        }
        return parts
    }

    @Test("the alphabet is that of the standard")
    func alphabet() {
        #expect(Self.basic.count == 128)
        for scalar in Self.basic where scalar != "\u{1B}" {
            #expect(TextMessageSize(String(scalar)) == TextMessageSize("a"), "\(scalar.value)")
        }
        for scalar in Self.extended {
            let size = TextMessageSize(String(scalar))
            #expect(size.coding == .gsm7 && size.units == 2, "\(scalar.value)")
        }
        for text in ["ç", "Õ", "\u{1B}", "`", "е", "👍", "e\u{301}", "\t"] {
            #expect(TextMessageSize(text).coding == .ucs2, "\(text)")
        }
    }

    @Test("limits of one part and of several, to the character")
    func limits() {
        func segments(_ unit: String, _ count: Int) -> Int {
            TextMessageSize(String(repeating: unit, count: count)).segments
        }
        #expect([0, 1, 160, 161, 306, 307].map { segments("a", $0) } == [0, 1, 1, 2, 2, 3])
        #expect([80, 81, 152, 153].map { segments("€", $0) } == [1, 2, 2, 3])
        #expect([70, 71, 134, 135].map { segments("я", $0) } == [1, 2, 2, 3])
        // 67 units hold 33 pairs, so one unit of each part stays empty.
        #expect([35, 36, 66, 67].map { segments("👍", $0) } == [1, 2, 2, 3])
    }

    @Test("segments are those that a telephone would cut")
    func segments() {
        for seed in 0..<UInt64(cases(300)) {
            var random = SeededGenerator(seed: seed)
            let pool: [Unicode.Scalar] =
                Self.basic.filter { $0 != "\u{1B}" } + (random.chance(1, in: 2) ? Self.extended : [])
                + (random.chance(1, in: 3) ? ["👍", "я", "\u{301}"] : [])
            var text = String.UnicodeScalarView()
            for _ in 0..<random.integer(in: 0...700) { text.append(random.pick(pool) ?? "a") }
            let size = TextMessageSize(String(text))
            let expected = oracle(String(text))
            #expect((size.coding == .gsm7) == expected.gsm, "seed \(seed)")
            #expect(size.segments == expected.segments, "seed \(seed)")
        }
    }

    private func sample(_ random: inout SeededGenerator) throws -> (ContactChannel, String) {
        let kind = random.pick([ChannelKind.textMessage, .socialPublic, .mail, .chat]) ?? .mail
        let here = try channel(kind, maximumTextBytes: random.integer(in: 4...(random.chance(1, in: 2) ? 40 : 400)))
        let pool = ["a", "sana ", "ä", "€", "\n", "👩‍👩‍👧‍👦", "e\u{301}", "я", "word ", "🇫🇮", "\r\n"]
        var text = "x"
        for _ in 0..<random.integer(in: 0...120) { text += random.pick(pool) ?? "" }
        return (here, text)
    }

    @Test("parts fit, are as many as needed at most, and put together are the text")
    func parts() throws {
        for seed in 0..<UInt64(cases(200)) {
            var random = SeededGenerator(seed: seed)
            let (here, text) = try sample(&random)
            do throws(Refusal) {
                let parts = try here.parts(of: text)
                #expect(Array(parts.joined().utf8) == Array(text.utf8), "seed \(seed)")
                #expect(parts.allSatisfy { here.takes($0) }, "seed \(seed)")
                #expect(parts.count <= ContactChannel.maximumParts)
            } catch {
                #expect(error.code == .tooLong, "seed \(seed): \(error)")
                #expect(text.utf8.count > here.textLimit * 40, "seed \(seed): \(error)")
            }
        }
    }

    @Test("a cut text fits and begins as the text does")
    func cut() throws {
        for seed in 0..<UInt64(cases(200)) {
            var random = SeededGenerator(seed: seed)
            let (here, text) = try sample(&random)
            let cut = here.cut(text)
            if here.takes(text) {
                #expect(cut == text)
            } else if !cut.isEmpty {
                #expect(here.takes(cut), "seed \(seed)")
                #expect(cut.hasSuffix(here.kind == .textMessage ? "..." : "…"), "seed \(seed)")
                #expect(text.utf8.starts(with: cut.utf8.dropLast(3)), "seed \(seed)")
            }
        }
    }

    @Test("a text breaks at a space in its second half")
    func breaks() throws {
        let here = try channel(.chat, maximumTextBytes: 10)
        #expect(try here.parts(of: "one two three four") == ["one two ", "three four"])
        #expect(try here.parts(of: "a bcdefghijklmnop") == ["a bcdefghi", "jklmnop"])
        #expect(refusal { _ = try here.parts(of: "") }?.code == .malformed)
        #expect(refusal { _ = try here.parts(of: String(repeating: "a", count: 1_001)) }?.code == .tooLong)
        #expect(refusal { _ = try channel(.voice).parts(of: "a") }?.code == .notAllowed)
        #expect(
            refusal { _ = try channel(.chat, maximumTextBytes: 2).parts(of: "👍👍") }?.code == .tooLong)
    }

    @Test("a text message of too many parts is refused though its bytes would do")
    func segmentLimit() throws {
        let here = try channel(.textMessage)
        #expect(here.segmentLimit == 10)
        let text = String(repeating: "я", count: 671)
        #expect(text.utf8.count <= here.textLimit)
        #expect(!here.takes(text))
        let reason = refusal {
            _ = try OutboundMessage(
                key: "m", on: here, person: "p", address: "+358401234567", text: text, language: .english)
        }
        #expect(reason?.code == .tooLong && reason?.place.description == "text")
        #expect(here.takes(String(repeating: "я", count: 670)))
    }
}
