import DeskChannels
import DeskPrimitives
import DeskTestKit
import Testing

@Suite("Cutting texts") struct CutTextTests {
    @Test("a text within the limit stays as it is; a longer one is cut between scalars, which is said")
    func text() {
        let whole = CutText("Hyvää päivää", atMost: 17)
        #expect(whole.text == "Hyvää päivää" && !whole.isCut && whole.omittedBytes == 0)
        #expect(whole.sentence(in: .english) == "The text is whole.")
        // H y v ä ä are 7 bytes; at 6 the second ä would be cut in two.
        let cut = CutText("Hyvää", atMost: 6)
        #expect(cut.text == "Hyvä" && cut.isCut && cut.omittedBytes == 2)
        #expect(cut.sentence(in: .finnish) == "Tekstiä lyhennettiin 2 tavua.")
        #expect(CutText("abcdef", atMost: 5, ending: "…").text == "ab…")
        #expect(CutText("abcdef", atMost: 2, ending: "…").text == "ab")
        #expect(CutText("abc", atMost: -1).text == "")
        #expect(CutText(String(repeating: "a", count: 70_000)).text.utf8.count == Limits.textBytes)
    }

    @Test("a line has neither breaks nor runs of space")
    func line() {
        #expect(CutText.line(" a\r\n\u{2028}b\t\u{85}c\u{0} ").text == "a b c")
        #expect(CutText.line("\n\n").text == "")
        #expect(CutText.line("ab cd", atMost: 3) == CutText.line("ab cd", atMost: 2))
        #expect(CutText.line("ab cd", atMost: 3).omittedBytes == 3)
        #expect(!CutText.line("a  b", atMost: 3).isCut)
    }

    @Test("what is kept is a beginning of the text within the limit, and what is left out would not have fitted")
    func property() {
        let scalars: [Unicode.Scalar] = ["a", "ä", "€", "😀", " ", "\n", "\u{301}", "\u{2028}"]
        for seed in UInt64(0)..<1_000 {
            var random = SeededGenerator(seed: seed)
            var view = String.UnicodeScalarView()
            for _ in 0..<random.integer(in: 0...30) { view.append(random.pick(scalars) ?? "a") }
            let text = String(view)
            let limit = random.integer(in: 0...40)
            let cut = CutText(text, atMost: limit)
            let kept = Array(cut.text.utf8)
            #expect(kept.count <= limit && text.utf8.starts(with: kept), "seed \(seed)")
            #expect(kept.count + cut.omittedBytes == text.utf8.count, "seed \(seed)")
            #expect(String(validating: kept, as: UTF8.self) != nil, "seed \(seed)")
            #expect(!cut.isCut || limit - kept.count < 4, "seed \(seed)")
            let line = CutText.line(text, atMost: limit)
            #expect(line.text.utf8.count <= limit, "seed \(seed)")
            if !line.text.isEmpty {
                #expect((try? InternalNote(caseID: "c", author: "a", text: line.text, at: Instant(seconds: 0))) != nil)
                #expect(!line.text.unicodeScalars.contains { $0 == "\n" || $0 == "\u{2028}" }, "seed \(seed)")
            }
        }
    }
}
