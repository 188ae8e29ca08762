import DeskPrimitives
import Testing

@Suite("Languages, localized text, refusals, places, limits")
struct TextTests {
    @Test("Language tags are ASCII, lower-cased, 2 to 35 bytes, and begin with two letters")
    func tags() throws {
        let good = [
            ("fi", "fi"), ("EN", "en"), ("sv-FI", "sv-fi"), ("zh-Hant-TW", "zh-hant-tw"), ("es-419", "es-419"),
            ("abc", "abc"), ("de-1996", "de-1996"), ("aa" + String(repeating: "b", count: 33), nil),
        ]
        for (text, expected) in good { #expect(try LanguageTag(text).rawValue == expected ?? text) }
        for bad in [
            "", "f", "-fi", "f-i", "1a", "a1", "fi-", "fi_FI", "fi ", " fi", "f\u{131}", "fi\u{0}", "ﬁ-fi", "\u{212A}o",
            "o\u{212A}", "fi-\u{212A}", "å", "fi-ä", String(repeating: "a", count: 36),
            String(repeating: "\u{212A}", count: 2),
        ] {
            #expect(code { try LanguageTag(bad) } == .malformed, "\(bad)")
        }
    }

    @Test("The primary language is what stands before the first hyphen")
    func primary() throws {
        #expect(try LanguageTag("sv-fi").primary == .swedish)
        #expect(LanguageTag.finnish.primary == .finnish)
        #expect(try LanguageTag("zh-hant-tw").primary.rawValue == "zh")
        #expect(LanguageTag.english < .finnish && LanguageTag.finnish < .swedish)
        #expect(LanguageTag.english.description == "en")
    }

    @Test("Tags are coded as bare text and as keys, and checked when read")
    func tagCoding() throws {
        let map: [LanguageTag: String] = [.finnish: "Jätehuolto", .english: "Waste"]
        let bytes = try RecordEncoder().encode(map)
        #expect(
            bytes == [0xA2, 0x62] + Array("en".utf8) + [0x65] + Array("Waste".utf8) + [0x62] + Array("fi".utf8)
                + [0x6B] + Array("Jätehuolto".utf8))
        #expect(try RecordDecoder().decode([LanguageTag: String].self, from: bytes) == map)
        let bad = try RecordEncoder().encode("f")
        #expect(code { try RecordDecoder().decode(LanguageTag.self, from: bad) } == .corrupt)
    }

    @Test("A text falls back to its primary language, English, then the first by tag")
    func fallback() throws {
        let swiss = try LanguageTag("de-ch")
        let german = try LanguageTag("de")
        let text = try LocalizedText([german: "D", .finnish: "F", .english: "E"])
        #expect(text.text(in: german) == "D")
        #expect(text.text(in: swiss) == "D")
        #expect(text.text(in: .swedish) == "E")
        let noEnglish = try LocalizedText([.swedish: "S", .finnish: "F", swiss: "CH"])
        #expect(noEnglish.text(in: .english) == "CH")
        #expect(noEnglish.text(in: german) == "CH")
        #expect(try noEnglish.text(in: LanguageTag("fi-fi")) == "F")
        #expect(LocalizedText(en: "E", fi: "F").text(in: .finnish) == "F")
        #expect(("only" as LocalizedText).text(in: .finnish) == "only")
        #expect(LanguageTag.finnish.pick(en: "E", fi: "F") == "F")
        #expect(try LanguageTag("fi-fi").pick(en: "E", fi: "F") == "F")
        #expect(LanguageTag.swedish.pick(en: "E", fi: "F") == "E")
    }

    @Test("A text needs a language and keeps to the limit, also when it is read")
    func textLimits() throws {
        #expect(code { try LocalizedText([:]) } == .malformed)
        let longest = String(repeating: "ä", count: 32_768)
        #expect(try LocalizedText([.english: longest]).text(in: .english).utf8.count == 65_536)
        let tooLong = refusal { try LocalizedText([.finnish: longest + "x", .english: "ok"]) }
        #expect(tooLong?.code == .tooLong)
        #expect(tooLong?.place == .field("fi"))
        let text = LocalizedText(en: "Waste", fi: "Jätehuolto")
        #expect(try RecordDecoder().decode(LocalizedText.self, from: RecordEncoder().encode(text)) == text)
        for bad in [[:], ["en": longest + "x"], ["e": "x"]] as [[String: String]] {
            let bytes = try RecordEncoder().encode(bad)
            #expect(code { try RecordDecoder().decode(LocalizedText.self, from: bytes) } == .corrupt)
        }
    }

    @Test("Places are written as paths")
    func places() {
        #expect(Place.root.description == "")
        #expect(Place.field("channels").index(2).field("hours").description == "channels[2].hours")
        #expect(Place.line(17).column(3).description == "line 17, column 3")
        #expect(Place([.index(0), .field("a")]).description == "[0].a")
        #expect(Place.field("a").within(Place.field("b").index(1)).description == "b[1].a")
        #expect(Place.field("file").field("x").description == "file.x")
    }

    @Test("Refusals say what, where and why")
    func refusals() {
        let plain = Refusal(.malformed, "no text")
        #expect(plain.description == "malformed: no text")
        let placed = Refusal(.tooLong, "65 bytes", at: .field("id"))
        #expect(placed.description == "tooLong at id: 65 bytes")
        #expect(placed.within(.field("agents")).description == "tooLong at agents.id: 65 bytes")
        #expect(plain != placed && plain == Refusal(.malformed, "no text"))
        let codes: [Refusal.Code] = [
            .malformed, .tooLong, .outOfRange, .unknownName, .duplicateName, .outOfOrder, .wrongState, .notAllowed,
            .busy, .corrupt,
        ]
        #expect(Set(codes.map(\.rawValue)).count == codes.count)
        #expect(codes.allSatisfy { $0.description == $0.rawValue })
    }

    @Test("Limits are kept to the byte and to the microsecond")
    func limits() {
        #expect(code { try Limits.check("äa", atMost: 3, at: .root) } == nil)
        #expect(code { try Limits.check("ääa", atMost: 4, at: .field("x")) } == .tooLong)
        #expect(refusal { try Limits.check("ab", atMost: 1, at: .field("x")) }?.place == .field("x"))
        for instant in [Instant.earliest, .latest] { #expect(code { try Limits.check(instant, at: .root) } == nil) }
        let late = Instant(microseconds: Instant.latest.microseconds + 1)
        #expect(code { try Limits.check(late, at: .root) } == .outOfRange)
    }
}
