import DeskPrimitives

// Short forms for the built-in sets, whose days all exist.
extension HolidayRule {
    typealias Form = HolidayOccurrence.Form

    /// A day of the year.
    static func fixed(_ month: Int, _ day: Int) -> Form { .fixed(.init(checked: month, day)) }
    /// Days after Easter Sunday of the Western churches.
    static func easter(_ offset: Int) -> Form { .easter(.gregorian, offset: offset) }
    /// The first such weekday from one day of the year through another.
    static func first(_ day: Weekday, _ month: Int, _ date: Int, through endMonth: Int, _ endDate: Int) -> Form {
        .window(day, from: .init(checked: month, date), through: .init(checked: endMonth, endDate))
    }
    /// A single date.
    static func once(_ year: Int, _ month: Int, _ day: Int) -> Form {
        .dates([CivilDate.days(year: year, month: month, day: day)])
    }

    /// A rule with its English and Finnish name and the one in the country's own language.
    static func rule(
        _ form: Form, en: String, fi: String, own: String? = nil, in language: LanguageTag = .english,
        observed: ObservedShift = .none, years: ClosedRange<Int>
    ) -> HolidayRule {
        var name = LocalizedText(en: en, fi: fi)
        if let own, let all = try? LocalizedText([.english: en, .finnish: fi, language: own]) { name = all }
        return HolidayRule(name, on: HolidayOccurrence(form: form), observed: observed, years: years)
    }
}
