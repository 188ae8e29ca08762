import DeskPrimitives
import DeskSchedules
import Testing

@testable import DeskServiceLevels

/// The sheet a customer reads: what stands on it in each form and language, and that nothing of a policy gets lost.
struct ServiceSheetTests {
    private func source() throws -> ServiceSheet.Source {
        let description = try ServiceDescription(
            name: LocalizedText(en: "Waste", fi: "Jätehuolto"),
            purpose: LocalizedText(en: "Bins are emptied.", fi: "Astiat tyhjennetään."),
            items: [
                ServiceItem(
                    topic: "bin", title: LocalizedText(en: "Missed bins", fi: "Tyhjentämättä jäänyt astia"),
                    limits: LocalizedText(en: "Within a week.", fi: "Viikon kuluessa."), effort: .minutes(90)),
                ServiceItem(topic: "invoice", title: LocalizedText(en: "Invoices", fi: "Laskut")),
                ServiceItem(
                    topic: "garden", title: LocalizedText(en: "Garden waste", fi: "Puutarhajäte"), included: false,
                    help: "Bring it to the yard."),
            ],
            notes: [LocalizedText(en: "Be kind.", fi: "Ole ystävällinen.")])
        return ServiceSheet.Source(
            description: description,
            channels: [
                ServiceSheetChannel(
                    id: "phone", name: LocalizedText(en: "Telephone", fi: "Puhelin"), receivingEnds: ["09 123"],
                    hours: "office", notes: [LocalizedText(en: "Wait.", fi: "Odota.")]),
                ServiceSheetChannel(id: "form", name: LocalizedText(en: "Form", fi: "Lomake")),
            ],
            calendars: [
                "office": BusinessCalendar(
                    zone: "Europe/Helsinki", week: .mondayToFriday(["08:00-16:00"]),
                    overrides: ["2026-12-23": ["08:00-12:00"], "2028-01-03": []],
                    holidays: try HolidaySet([
                        .named(.finland), .rule(HolidayRule("Own day", on: try .dates(["2026-05-15"]))),
                        .rule(HolidayRule(on: try .fixed(month: 12, day: 31), effect: .hours(["08:00-12:00"]))),
                    ]), breaks: .mondayToFriday(["11:00-11:30"]), dateBreaks: ["2026-03-02": ["14:00-15:00"]]),
                "unused": BusinessCalendar(zone: "UTC"),
            ],
            targets: [
                try ServiceTarget(
                    name: "a", metric: .firstReply, within: [.high: .hours(1), .low: .minutes(150)],
                    calendar: "office", topics: ["bin"], channels: ["phone"]),
                try ServiceTarget(name: "b", metric: .resolution, within: [.normal: .days(5)]),
            ],
            topics: ["bin": LocalizedText(en: "Bins", fi: "Astiat")])
    }

    @Test func plainTextInEnglish() throws {
        let text = ServiceSheet(try source(), in: .english, from: "2026-03-01").rendered(as: .text)
        #expect(
            text.hasPrefix(
                """
                Waste
                =====

                Bins are emptied.

                How to reach us
                ---------------

                - Telephone. Address: 09 123. Opening hours: Mon–Fri 08:00–16:00. Please note: Wait.
                - Form. Opening hours: always open

                Opening hours: Telephone
                ------------------------

                - Mon–Fri: open 08:00–16:00
                - Mon–Fri: break 11:00–11:30
                - Mon 2 Mar 2026: break 14:00–15:00
                - Wed 23 Dec 2026: open 08:00–12:00
                - Fri 3 Apr 2026: Good Friday: closed
                """))
        #expect(text.contains("- Thu 31 Dec 2026: Holiday: open 08:00–12:00\n"))
        #expect(text.contains("- Fri 15 May 2026: Own day: closed\n"))
        #expect(!text.contains("2028"), "a year is listed, not more")
        #expect(
            text.hasSuffix(
                """
                - Time zone: Europe/Helsinki

                What we help with
                -----------------

                - Missed bins: Within a week. Up to 1 hour 30 minutes of work on each matter.
                - Invoices

                What we do not help with
                ------------------------

                - Garden waste: Bring it to the yard.

                How soon
                --------

                - first reply. Priority: high. For: Bins; Telephone. Time: within 1 opening hour. Counted in the hours of: Telephone
                - first reply. Priority: low. For: Bins; Telephone. Time: within 2 opening hours 30 opening minutes. Counted in the hours of: Telephone
                - resolution. Priority: normal. For: everything. Time: within 5 days. Counted in the hours of: around the clock

                Good to know
                ------------

                - Be kind.

                """))
    }

    @Test func markdownInFinnish() throws {
        let text = ServiceSheet(try source(), in: .finnish).rendered(as: .markdown)
        #expect(
            text.hasPrefix("# Jätehuolto\n\nAstiat tyhjennetään.\n\n## Näin tavoitat meidät\n\n| Kanava | Osoite |"))
        #expect(text.contains("| Puhelin | 09 123 | ma–pe 08.00–16.00 | Odota. |\n"))
        #expect(
            text.contains(
                "| ensimmäinen vastaus | matala | Astiat; Puhelin | 2 aukiolotunnin 30 aukiolominuutin kuluessa | Puhelin |"
            ))
        #expect(text.contains("| Pitkäperjantai | suljettu |\n"), "holidays are named without a date")
        #expect(text.contains("| pe 15.5.2026 | Own day: suljettu |\n"))
        #expect(text.contains("| ma 3.1.2028 | suljettu |\n"))
        #expect(text.hasSuffix("## Hyvä tietää\n\n- Ole ystävällinen.\n"))
    }

    @Test func aPageThatScreenReadersCanRead() throws {
        let page = ServiceSheet(try source(), in: .finnish, from: "2026-03-01").rendered(as: .html)
        #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"fi\">\n<head>\n<meta charset=\"utf-8\">"))
        #expect(page.contains("<td lang=\"en\">Bring it to the yard.</td>"), "a text in another language says so")
        #expect(page.contains("<thead><tr><th scope=\"col\">Asia</th>"))
        #expect(page.contains("<th scope=\"row\">Puutarhajäte</th>"))
        #expect(page.components("<h1").count == 2)
        #expect(page.components("<th").count == page.components("scope=").count + page.components("<thead").count - 1)
        #expect(Self.unbalanced(page) == nil)
        let swedish = ServiceSheet(try source(), in: .swedish).rendered(as: .html)
        #expect(swedish.contains("<html lang=\"en\">"), "what the library says is in English")
    }

    @Test func textsOfThePolicyMeanNothingButThemselves() throws {
        let hostile = "<script>alert('x')</script> & \"q\" | # *b* [l](u)\n\u{0}- `c` \u{85}x"
        let description = try ServiceDescription(
            name: LocalizedText(en: hostile, fi: hostile), purpose: LocalizedText(en: hostile, fi: hostile),
            items: [ServiceItem(topic: "t", title: LocalizedText(en: hostile, fi: hostile), limits: "a|b")],
            notes: [LocalizedText(en: "- " + hostile, fi: hostile)])
        let sheet = ServiceSheet(ServiceSheet.Source(description: description), in: .english)
        let page = sheet.rendered(as: .html)
        #expect(
            !page.contains("<script")
                && page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;q&quot;"))
        #expect(Self.unbalanced(page) == nil)
        let markdown = sheet.rendered(as: .markdown)
        #expect(
            markdown.contains("\\<script\\>") && markdown.contains("| a\\|b |") && markdown.contains("- \\- \\<script"))
        for form in ServiceSheet.Format.allCases {
            #expect(!sheet.rendered(as: form).unicodeScalars.contains { $0.value == 0 || $0.value == 0x85 })
        }
        #expect(sheet.rendered(as: .text).split(separator: "\n").count == 9, "a line break does not begin a line")
    }

    @Test func promisesToOthersAreNotOnTheSheet() throws {
        var source = try source()
        source.targets = [
            try ServiceTarget(name: "team", metric: .teamStay, within: [.normal: .hours(1)], teams: ["front"]),
            try ServiceTarget(name: "supplier", metric: .supplierStay, within: [.normal: .hours(2)]),
            try ServiceTarget(name: "vip", metric: .resolution, within: [.normal: .hours(3)], organizations: ["acme"]),
            try ServiceTarget(
                name: "all", metric: .resolution, within: [.normal: .days(3)], calendar: "office", counting: .days),
        ]
        let times = { (source: ServiceSheet.Source) in
            ServiceSheet(source, in: .english).rows.filter { $0.place.description.hasPrefix("targets") }
                .map { $0.cells[3].text }
        }
        #expect(times(source) == ["within 3 opening days"])
        source.organization = "other"
        #expect(times(source) == ["within 3 opening days"])
        source.organization = "acme"
        #expect(times(source) == ["within 3 hours", "within 3 opening days"])
    }

    @Test func effortIsPositive() throws {
        let json = #"{"topic": "t", "title": {"en": "T"}, "effort": "PT0S"}"#
        #expect(documentError(ServiceItem.self, json)?.hasPrefix("effort: ") == true)
        let good = try document(ServiceItem.self, #"{"topic": "t", "title": {"en": "T"}, "effort": "PT30M"}"#)
        #expect(good.effort == .minutes(30))
        #expect(try throughJSON(good) == good && throughRecord(good) == good)
    }

    @Test(arguments: [
        (TimeSpan.hours(40), false, "40 hours", "40 tunnin"), (.days(2), false, "2 days", "2 vuorokauden"),
        (.days(1), false, "24 hours", "24 tunnin"), (.seconds(20), true, "20 opening seconds", "20 aukiolosekunnin"),
        (.seconds(3_601), false, "1 hour 1 second", "1 tunnin 1 sekunnin"),
        (.hours(80), true, "80 opening hours", "80 aukiolotunnin"), (.hours(50), false, "50 hours", "50 tunnin"),
    ])
    func spans(_ span: TimeSpan, _ opening: Bool, _ english: String, _ finnish: String) {
        #expect(HoursWording(language: .english).span(span, opening: opening) == english)
        #expect(HoursWording(language: .finnish).span(span, opening: opening) == finnish)
    }

    /// The first tag that is not closed where it must be; nil for a well-formed page.
    static func unbalanced(_ page: String) -> String? {
        var open: [Substring] = []
        for piece in page.split(separator: "<").dropFirst(page.hasPrefix("<") ? 0 : 1) {
            guard let end = piece.firstIndex(of: ">") else { return String(piece) }
            let tag = piece[..<end].prefix { $0 != " " }
            if tag == "!DOCTYPE" || tag == "meta" { continue }
            if tag.hasPrefix("/") {
                guard let last = open.popLast(), last == tag.dropFirst() else { return String(tag) }
            } else {
                open.append(tag)
            }
        }
        return open.last.map(String.init)
    }
}

extension String {
    /// The pieces between occurrences of a text.
    func components(_ separator: String) -> [Substring] {
        split(separator: separator, omittingEmptySubsequences: false)
    }
}
