import DeskContacts
import DeskPrimitives
import Testing

@Suite("Case tags")
struct CaseTagTests {
    @Test("a tag is found wherever it stands, the first of several")
    func find() {
        let found: [(String, CaseID?)] = [
            ("[#case-17]", "case-17"), ("Re: [#case-17] Bin", "case-17"), ("Bin [#a][#b]", "a"), ("[#] [#b]", "b"),
            ("[#a b] [#c]", "c"), ("[#[#c]", "c"), ("[[#c]]", "c"), ("x[#c", nil), ("[#", nil), ("[", nil), ("", nil),
            ("#c]", nil), ("[# c]", nil), ("[#ä]", nil), ("[#ä] [#c]", "c"), ("[#c\u{301}]", nil), ("[#%5D]", "]"),
            ("[#%5d]", "]"), ("[#%41]", nil), ("[#a%]", nil), ("[#a%2] [#b]", "b"), ("ä[#c]ä", "c"),
        ]
        for (text, expected) in found { #expect(CaseTag.find(in: text) == expected, "\(text)") }
    }

    @Test("an identifier may have 64 bytes, not 65")
    func length() throws {
        let longest = try CaseID(String(repeating: "]", count: 64))
        #expect(CaseTag.find(in: CaseTag.text(for: longest)) == longest)
        #expect(CaseTag.find(in: "[#\(String(repeating: "a", count: 64))]") != nil)
        #expect(CaseTag.find(in: "[#\(String(repeating: "a", count: 65))]") == nil)
    }

    @Test("every identifier comes back from its tag, whatever stands around it")
    func roundTrip() throws {
        for seed in UInt64(0)..<1_000 {
            var random = SplitMix64(seed: seed)
            let bytes = (0..<Int.random(in: 1...64, using: &random)).map { _ in
                random.chance(30)
                    ? Array("[]%#".utf8).randomElement(using: &random) ?? 35
                    : UInt8.random(in: 0x21...0x7E, using: &random)
            }
            let caseID = try CaseID(String(decoding: bytes, as: UTF8.self))
            let tag = CaseTag.text(for: caseID)
            #expect(CaseTag.find(in: tag) == caseID, "seed \(seed)")
            #expect(CaseTag.find(in: "VS: \(tag) jäte") == caseID, "seed \(seed)")
        }
        #expect(CaseTag.text(for: "case-17") == "[#case-17]")
    }

    @Test("an answer's subject has one tag, whatever came in, and fits a line")
    func subject() throws {
        let lines: [(String?, String)] = [
            (nil, "[#c-1]"), ("", "[#c-1]"), ("Bin", "Bin [#c-1]"), ("Re: [#c-1] Bin", "Re: Bin [#c-1]"),
            ("[#a][#b]", "[#c-1]"), ("[#[#a] x]", "[# x] [#c-1]"), (" a \r\n b ", "a b [#c-1]"),
        ]
        for (line, expected) in lines { #expect(CaseTag.subject(line, for: "c-1") == expected) }
        let full = CaseTag.subject(String(repeating: "ä", count: 499), for: "c-1")
        #expect(full.utf8.count == 997)
        #expect(full.hasSuffix("ä [#c-1]"))
        let longest = try CaseID(String(repeating: "]", count: 64))
        #expect(CaseTag.subject(String(repeating: "a", count: 99_999), for: longest).utf8.count == Limits.lineBytes)
        for seed in UInt64(0)..<1_000 {
            var random = SplitMix64(seed: seed)
            let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                Array("[#]a %5D\u{E4}".utf8).randomElement(using: &random) ?? 35
            }
            let line = CaseTag.subject(String(decoding: bytes, as: UTF8.self), for: "c-1")
            #expect(CaseTag.find(in: line) == "c-1", "seed \(seed): \(line)")
            #expect(CaseTag.subject(line, for: "c-1") == line, "seed \(seed)")
        }
    }

    @Test("no bytes whatever trap, and a long line is read in one pass")
    func hostile() {
        for seed in UInt64(0)..<1_000 {
            var random = SplitMix64(seed: seed)
            let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in
                random.chance(50)
                    ? Array("[#]%5Dd".utf8).randomElement(using: &random) ?? 35
                    : UInt8.random(in: 0...255, using: &random)
            }
            let text = String(decoding: bytes, as: UTF8.self)
            if let found = CaseTag.find(in: text) {
                #expect(CaseTag.find(in: CaseTag.text(for: found)) == found, "seed \(seed)")
            }
        }
        let many = String(repeating: "[#a]", count: 50_000)
        #expect(CaseTag.subject(many, for: "c") == "[#c]")
        for pattern in ["[", "[#", "[#a", "[#%5D", "]", "[#a ]"] {
            #expect(CaseTag.find(in: String(repeating: pattern, count: 50_000)) == nil, "\(pattern)")
        }
    }
}
