import DeskChannels
import DeskPrimitives
import DeskSchedules
import DeskTestKit
import Testing

@Suite("Answer templates")
struct AnswerTemplateTests {
    private static let zone = try? ZoneRules.fixed(offsetSeconds: 7_200, name: "EET")

    private func template(
        _ text: String, _ placeholders: [(String, TemplatePlaceholder.ValueType)] = [],
        freedom: TemplateFreedom = .adapt
    ) throws -> AnswerTemplate {
        try AnswerTemplate(
            id: "t", name: "T", texts: LocalizedText([.english: text]),
            placeholders: placeholders.map { try TemplatePlaceholder($0.0, $0.1) }, freedom: freedom)
    }

    private func filled(
        _ text: String, _ type: TemplatePlaceholder.ValueType, _ value: TemplateValue,
        _ language: LanguageTag = .english
    ) throws -> String {
        try AnswerTemplate(
            id: "t", name: "T", texts: LocalizedText(en: text, fi: text),
            placeholders: [TemplatePlaceholder("x", type)]
        ).render(["x": value], in: language, zone: #require(Self.zone))
    }

    @Test("values are written as the language writes them")
    func values() throws {
        let monday = try #require(Instant("2026-03-02T07:05:00Z"))
        #expect(try filled("{x}", .date, .date("2026-03-02")) == "2026-03-02")
        #expect(try filled("{x}", .date, .date("2026-03-02"), .finnish) == "2.3.2026")
        #expect(try filled("{x}", .time, .time(monday)) == "2026-03-02 09:05")
        #expect(try filled("{x}", .time, .time(monday), .finnish) == "2.3.2026 klo 9.05")
        #expect(try filled("{x}!", .number, .number(-7)) == "-7!")
        #expect(try filled("#{x}", .caseNumber, .caseNumber("c-1")) == "#c-1")
        #expect(try filled("{x}", .link, .link("https://a.example/b?c=d")) == "https://a.example/b?c=d")
        #expect(try filled("{x}", .text, .text("a\nb\tc")) == "a\nb\tc")
    }

    @Test("a value that may not stand there is refused at its name")
    func refusedValues() throws {
        let bad: [(TemplatePlaceholder.ValueType, TemplateValue)] = [
            (.line, .line("a\nb")), (.line, .line("a\u{202E}b")), (.text, .text("a\u{0}b")), (.line, .text("a")),
            (.link, .link("http://a.example")), (.link, .link("https://")), (.link, .link("https://a b")),
            (.link, .link("https://a\"onclick=x")), (.link, .link("javascript:alert(1)")),
            (.link, .link("https://ä.example")), (.line, .line("a\u{2028}b")), (.text, .text("\u{2066}a")),
        ]
        for (type, value) in bad {
            let reason = refusal { _ = try filled("{x}", type, value) }
            #expect(reason?.code == .malformed && reason?.place.description == "values.x", "\(value)")
        }
        let long = String(repeating: "a", count: Limits.lineBytes + 1)
        #expect(refusal { _ = try filled("{x}", .line, .line(long)) }?.code == .tooLong)
        let endless = String(repeating: "a", count: Limits.textBytes)
        #expect(refusal { _ = try filled("{x}!", .text, .text(endless)) }?.place.description == "text")
    }

    @Test("every text declares what it leaves open, and every language leaves the same open")
    func declarations() throws {
        func reason(_ text: String, _ names: [String]) -> String? {
            refusal { _ = try template(text, names.map { ($0, .line) }) }.map { "\($0.code) \($0.place)" }
        }
        #expect(reason("{a} {b}", ["a", "b"]) == nil)
        #expect(reason("{a}", []) == "unknownName texts.en")
        #expect(reason("a", ["a"]) == "notAllowed texts.en")
        #expect(reason("{a}", ["a", "a"]) == "duplicateName placeholders[1].name")
        #expect(reason("{a", ["a"]) == "malformed texts.en")
        #expect(reason("a}", []) == "malformed texts.en")
        #expect(reason("{}", []) == "unknownName texts.en")
        #expect(reason("", []) == "malformed texts.en")
        #expect(reason("{{a}}", []) == nil)
        #expect(
            refusal {
                _ = try AnswerTemplate(
                    id: "t", name: "T", texts: LocalizedText(en: "{a}", fi: "hei"),
                    placeholders: [TemplatePlaceholder("a", .line)])
            }?.place.description == "texts.fi")
        for name in ["", "A", "1a", "a b", "ä", String(repeating: "a", count: 33)] {
            #expect(refusal { _ = try TemplatePlaceholder(name, .line) } != nil, "\(name)")
        }
    }

    @Test("a filled template is its literals and values in order, whatever the values hold")
    func filling() throws {
        let zone = try #require(Self.zone)
        for seed in 0..<UInt64(cases(400)) {
            var random = SeededGenerator(seed: seed)
            let names = ["a", "b", "c-1", "d2"].prefix(random.integer(in: 1...4))
            let hostile = ["{a}", "}", "{", "{{", "x", "ä{b}", "{c-1}{c-1}", "\\", "%@", "$0", "👍", "{a"]
            var values: [String: TemplateValue] = [:]
            var texts: [String: String] = [:]
            for name in names {
                let text = (0..<random.integer(in: 1...3)).map { _ in random.pick(hostile) ?? "" }.joined()
                values[name] = .line(text)
                texts[name] = text
            }
            var order = names.map(\.self)
            for _ in 0..<random.integer(in: 0...3) { order.append(random.pick(Array(names)) ?? "a") }
            random.shuffle(&order)
            var (source, expected) = ("", "")
            for name in order {
                let literal = random.pick(["", "Hei ", "{", "}", "{x}", "a}b{"]) ?? ""
                source += literal.replacing("{", with: "{{").replacing("}", with: "}}") + "{\(name)}"
                expected += literal + (texts[name] ?? "")
            }
            let made = try template(source, names.map { ($0, .line) })
            #expect(try made.render(values, in: .english, zone: zone) == expected, "seed \(seed): \(source)")
            let missing = random.pick(Array(names)) ?? "a"
            var fewer = values
            fewer[missing] = nil
            let reason = refusal { _ = try made.render(fewer, in: .english, zone: zone) }
            #expect(reason?.place.description == "values.\(missing)", "seed \(seed)")
            var more = values
            more["{a}"] = .number(1)
            #expect(refusal { _ = try made.render(more, in: .english, zone: zone) }?.code == .unknownName)
        }
    }

    @Test("any text of braces and letters is a template or is refused, and never traps")
    func total() throws {
        let zone = try #require(Self.zone)
        var (made, refused) = (0, 0)
        for seed in 0..<UInt64(cases(600)) {
            var random = SeededGenerator(seed: seed)
            let text = (0..<random.integer(in: 0...8)).map { _ in random.pick(["{", "}", "a", "{a}", "ä", "{{"]) ?? "" }
                .joined()
            do throws(Refusal) {
                let template = try AnswerTemplate(
                    id: "t", name: "T", texts: LocalizedText([.english: text]),
                    placeholders: [TemplatePlaceholder("a", .line)])
                _ = try template.render(["a": .line("v")], in: .finnish, zone: zone)
                made += 1
            } catch {
                refused += 1
            }
        }
        #expect(made > 0 && refused > 0)
    }

    @Test("the language is the person's own, its primary one, English, or the first there is")
    func languages() throws {
        let both = try AnswerTemplate(id: "t", name: "T", texts: LocalizedText([.finnish: "f", .swedish: "s"]))
        let zone = try #require(Self.zone)
        #expect(try both.render([:], in: LanguageTag("sv-fi"), zone: zone) == "s")
        #expect(try both.render([:], in: .finnish, zone: zone) == "f")
        #expect(both.language(for: .english) == .finnish)
    }

    @Test("adapting is measured by words, spaces do not count")
    func uses() throws {
        func use(_ sent: String) throws -> TemplateUse {
            try TemplateUse(
                contact: "m", template: template("one two three four"), rendered: "one two three four", sent: sent,
                caseID: "c", agent: "a", language: .english, at: morning)
        }
        #expect(try use("one two three four").manner == .verbatim)
        #expect(try use(" one  two\nthree four\n").manner == .verbatim)
        let adapted = try use("Dear Anna, one two three")
        #expect(adapted.manner == .adapted && adapted.keptPercent == 75)
        #expect(try use("two one three four").manner == .adapted)
        #expect(try use("nothing").keptPercent == 0)
        let bytes = try RecordBody(adapted).bytes()
        #expect(try RecordBody(bytes: bytes).value(as: TemplateUse.self) == adapted)
    }

    @Test("a template survives documents and the store; a mistake is reported where it stands")
    func documents() throws {
        let text = #"""
            {"id": "bin", "name": {"en": "Bin"}, "topics": ["waste"], "texts": {"en": "Dear {name}"},
             "placeholders": [{"name": "name", "type": "line"}], "freedom": "wordForWord", "approvedOn": ["dm"]}
            """#
        let read = try fromJSON(AnswerTemplate.self, text)
        #expect(read.freedom == .wordForWord && read.approvedOn == ["dm"] && read.topics == ["waste"])
        #expect(try fromJSON(AnswerTemplate.self, toJSON(read)) == read)
        #expect(try RecordDecoder().decode(AnswerTemplate.self, from: RecordEncoder().encode(read)) == read)
        func path(_ members: String) -> String? {
            mistake(AnswerTemplate.self, #"{"id": "a", "name": {"en": "A"}, \#(members)}"#)?.path
        }
        #expect(path(#""texts": {"en": "{x}"}"#) == "texts.en")
        #expect(path(#""texts": {"en": "a"}, "text": 1"#) == "text")
        #expect(path(#""texts": {"en": "a"}, "freedom": "free""#) == "freedom")
        #expect(
            path(#""texts": {"en": "{x}"}, "placeholders": [{"name": "X", "type": "line"}]"#) == "placeholders.0.name")
    }
}
