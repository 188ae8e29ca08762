import DeskPrimitives

// Sources as far as they are assumed here: the holidays themselves stand in church law (kirkkolaki) and, for Independence
// Day and May Day, in laws of 1937 and 1944. Law 1973–1990: Epiphany was kept on the Saturday from 6 to 12 January and
// Ascension Day on the Saturday before its Thursday; from 1991 on both are back on their days. Midsummer Day is the
// Saturday from 20 to 26 June and All Saints' Day the Saturday from 31 October to 6 November since 1955. Rules are
// assumed to go on unchanged.

extension HolidayRule {
    private static func day(_ fi: String, _ en: String, _ form: Form, years: ClosedRange<Int> = 1_955...9_999) -> Self {
        rule(form, en: en, fi: fi, years: years)
    }

    /// The public holidays of Finland.
    static let finland: [HolidayRule] = [
        day("Uudenvuodenpäivä", "New Year's Day", fixed(1, 1)),
        day("Loppiainen", "Epiphany", fixed(1, 6), years: 1_955...1_972),
        day("Loppiainen", "Epiphany", first(.saturday, 1, 6, through: 1, 12), years: 1_973...1_990),
        day("Loppiainen", "Epiphany", fixed(1, 6), years: 1_991...9_999),
        day("Pitkäperjantai", "Good Friday", easter(-2)),
        day("Pääsiäispäivä", "Easter Sunday", easter(0)),
        day("Toinen pääsiäispäivä", "Easter Monday", easter(1)),
        day("Vappu", "May Day", fixed(5, 1)),
        day("Helatorstai", "Ascension Day", easter(39), years: 1_955...1_972),
        day("Helatorstai", "Ascension Day", easter(34), years: 1_973...1_990),
        day("Helatorstai", "Ascension Day", easter(39), years: 1_991...9_999),
        day("Helluntaipäivä", "Whit Sunday", easter(49)),
        day("Juhannuspäivä", "Midsummer Day", first(.saturday, 6, 20, through: 6, 26)),
        day("Pyhäinpäivä", "All Saints' Day", first(.saturday, 10, 31, through: 11, 6)),
        day("Itsenäisyyspäivä", "Independence Day", fixed(12, 6)),
        day("Joulupäivä", "Christmas Day", fixed(12, 25)),
        day("Tapaninpäivä", "St Stephen's Day", fixed(12, 26)),
    ]

    /// The eves on which Finnish offices are closed all day.
    static let finlandEves: [HolidayRule] = [
        day("Juhannusaatto", "Midsummer Eve", first(.friday, 6, 19, through: 6, 25)),
        day("Jouluaatto", "Christmas Eve", fixed(12, 24)),
    ]
}
