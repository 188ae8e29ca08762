import DeskPrimitives

// The holidays of all sixteen states since 1991. The Day of Repentance was one until 1994; Reformation Day was one in
// 2017 alone, its five hundredth year. Holidays of single states are not listed.

extension HolidayRule {
    private static func day(
        _ own: String, _ en: String, _ fi: String, _ form: Form, years: ClosedRange<Int> = 1_991...9_999
    ) -> Self {
        rule(form, en: en, fi: fi, own: own, in: .german, years: years)
    }

    /// The public holidays that all of Germany has.
    static let germany: [HolidayRule] = [
        day("Neujahr", "New Year's Day", "Uudenvuodenpäivä", fixed(1, 1)),
        day("Karfreitag", "Good Friday", "Pitkäperjantai", easter(-2)),
        day("Ostermontag", "Easter Monday", "Toinen pääsiäispäivä", easter(1)),
        day("Tag der Arbeit", "Labour Day", "Vappu", fixed(5, 1)),
        day("Christi Himmelfahrt", "Ascension Day", "Helatorstai", easter(39)),
        day("Pfingstmontag", "Whit Monday", "Toinen helluntaipäivä", easter(50)),
        day("Tag der Deutschen Einheit", "German Unity Day", "Saksan yhtenäisyyden päivä", fixed(10, 3)),
        day("Reformationstag", "Reformation Day", "Uskonpuhdistuksen päivä", once(2017, 10, 31)),
        day(
            "Buß- und Bettag", "Day of Repentance and Prayer", "Katumus- ja rukouspäivä",
            first(.wednesday, 11, 16, through: 11, 22), years: 1_991...1_994),
        day("Erster Weihnachtstag", "Christmas Day", "Joulupäivä", fixed(12, 25)),
        day("Zweiter Weihnachtstag", "Second Day of Christmas", "Tapaninpäivä", fixed(12, 26)),
    ]
}

extension LanguageTag {
    /// German; English if the tag could not be made, which it can.
    fileprivate static let german = (try? LanguageTag("de")) ?? .english
}
