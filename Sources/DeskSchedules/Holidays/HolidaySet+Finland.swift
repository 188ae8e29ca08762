import DeskPrimitives

// Sources as far as they are assumed here: the holidays themselves stand in church law (kirkkolaki) and, for Independence
// Day and May Day, in laws of 1937 and 1944. Law 1973–1990: Epiphany was kept on the Saturday from 6 to 12 January and
// Ascension Day on the Saturday before its Thursday; from 1991 on both are back on their days. Midsummer Day is the
// Saturday from 20 to 26 June and All Saints' Day the Saturday from 31 October to 6 November since 1955. Rules are
// assumed to go on unchanged.

extension HolidayRule {
    private typealias Form = HolidayOccurrence.Form

    private static func rule(_ fi: String, _ en: String, _ form: Form, years: ClosedRange<Int> = 1_955...9_999) -> Self
    {
        HolidayRule(LocalizedText(en: en, fi: fi), on: HolidayOccurrence(form: form), years: years)
    }

    private static func fixed(_ month: Int, _ day: Int) -> Form { .fixed(.init(checked: month, day)) }
    private static func easter(_ offset: Int) -> Form { .easter(.gregorian, offset: offset) }
    private static func first(_ day: Weekday, _ month: Int, _ date: Int, through endMonth: Int, _ endDate: Int) -> Form
    {
        .window(day, from: .init(checked: month, date), through: .init(checked: endMonth, endDate))
    }

    /// The public holidays of Finland.
    static let finland: [HolidayRule] = [
        rule("Uudenvuodenpäivä", "New Year's Day", fixed(1, 1)),
        rule("Loppiainen", "Epiphany", fixed(1, 6), years: 1_955...1_972),
        rule("Loppiainen", "Epiphany", first(.saturday, 1, 6, through: 1, 12), years: 1_973...1_990),
        rule("Loppiainen", "Epiphany", fixed(1, 6), years: 1_991...9_999),
        rule("Pitkäperjantai", "Good Friday", easter(-2)),
        rule("Pääsiäispäivä", "Easter Sunday", easter(0)),
        rule("Toinen pääsiäispäivä", "Easter Monday", easter(1)),
        rule("Vappu", "May Day", fixed(5, 1)),
        rule("Helatorstai", "Ascension Day", easter(39), years: 1_955...1_972),
        rule("Helatorstai", "Ascension Day", easter(34), years: 1_973...1_990),
        rule("Helatorstai", "Ascension Day", easter(39), years: 1_991...9_999),
        rule("Helluntaipäivä", "Whit Sunday", easter(49)),
        rule("Juhannuspäivä", "Midsummer Day", first(.saturday, 6, 20, through: 6, 26)),
        rule("Pyhäinpäivä", "All Saints' Day", first(.saturday, 10, 31, through: 11, 6)),
        rule("Itsenäisyyspäivä", "Independence Day", fixed(12, 6)),
        rule("Joulupäivä", "Christmas Day", fixed(12, 25)),
        rule("Tapaninpäivä", "St Stephen's Day", fixed(12, 26)),
    ]

    /// The eves on which Finnish offices are closed all day.
    static let finlandEves: [HolidayRule] = [
        rule("Juhannusaatto", "Midsummer Eve", first(.friday, 6, 19, through: 6, 25)),
        rule("Jouluaatto", "Christmas Eve", fixed(12, 24)),
    ]
}
