import DeskPrimitives

// Lag (1989:253) om allmänna helgdagar, from 1990 on. Whit Monday was a holiday until 2004 and gave way to the National
// Day in 2005. Other Sundays are not listed. The eves are no public holidays.

extension HolidayRule {
    private static func day(
        _ own: String, _ en: String, _ fi: String, _ form: Form, years: ClosedRange<Int> = 1_990...9_999
    ) -> Self {
        rule(form, en: en, fi: fi, own: own, in: .swedish, years: years)
    }

    /// The public holidays of Sweden.
    static let sweden: [HolidayRule] = [
        day("Nyårsdagen", "New Year's Day", "Uudenvuodenpäivä", fixed(1, 1)),
        day("Trettondedag jul", "Epiphany", "Loppiainen", fixed(1, 6)),
        day("Långfredagen", "Good Friday", "Pitkäperjantai", easter(-2)),
        day("Påskdagen", "Easter Sunday", "Pääsiäispäivä", easter(0)),
        day("Annandag påsk", "Easter Monday", "Toinen pääsiäispäivä", easter(1)),
        day("Första maj", "May Day", "Vappu", fixed(5, 1)),
        day("Kristi himmelsfärdsdag", "Ascension Day", "Helatorstai", easter(39)),
        day("Pingstdagen", "Whit Sunday", "Helluntaipäivä", easter(49)),
        day("Annandag pingst", "Whit Monday", "Toinen helluntaipäivä", easter(50), years: 1_990...2_004),
        day(
            "Sveriges nationaldag", "National Day of Sweden", "Ruotsin kansallispäivä", fixed(6, 6),
            years: 2_005...9_999),
        day("Midsommardagen", "Midsummer Day", "Juhannuspäivä", first(.saturday, 6, 20, through: 6, 26)),
        day("Alla helgons dag", "All Saints' Day", "Pyhäinpäivä", first(.saturday, 10, 31, through: 11, 6)),
        day("Juldagen", "Christmas Day", "Joulupäivä", fixed(12, 25)),
        day("Annandag jul", "Boxing Day", "Tapaninpäivä", fixed(12, 26)),
    ]
}
