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
        for seed in UInt64(0)..<3_000 {
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

    @Test("no bytes whatever trap, and a long line is read in one pass")
    func hostile() {
        for seed in UInt64(0)..<5_000 {
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
        for pattern in ["[", "[#", "[#a", "[#%5D", "]", "[#a ]"] {
            #expect(CaseTag.find(in: String(repeating: pattern, count: 200_000)) == nil, "\(pattern)")
        }
    }
}
