import DeskPrimitives

// Pühade ja tähtpäevade seadus. From 1994 on; the Restoration of Independence since 1998, Christmas Eve since 2005.
// The three shortened working days before holidays are not closed and not listed.

extension HolidayRule {
    private static func day(
        _ own: String, _ en: String, _ fi: String, _ form: Form, years: ClosedRange<Int> = 1_994...9_999
    ) -> Self {
        rule(form, en: en, fi: fi, own: own, in: .estonian, years: years)
    }

    /// The public holidays of Estonia.
    static let estonia: [HolidayRule] = [
        day("Uusaasta", "New Year's Day", "Uudenvuodenpäivä", fixed(1, 1)),
        day("Iseseisvuspäev", "Independence Day", "Itsenäisyyspäivä", fixed(2, 24)),
        day("Suur reede", "Good Friday", "Pitkäperjantai", easter(-2)),
        day("Ülestõusmispühade 1. püha", "Easter Sunday", "Pääsiäispäivä", easter(0)),
        day("Kevadpüha", "Spring Day", "Vappu", fixed(5, 1)),
        day("Nelipühade 1. püha", "Whit Sunday", "Helluntaipäivä", easter(49)),
        day("Võidupüha", "Victory Day", "Voitonpäivä", fixed(6, 23)),
        day("Jaanipäev", "Midsummer Day", "Juhannuspäivä", fixed(6, 24)),
        day(
            "Taasiseseisvumispäev", "Restoration of Independence Day", "Itsenäisyyden palauttamisen päivä",
            fixed(8, 20),
            years: 1_998...9_999),
        day("Jõululaupäev", "Christmas Eve", "Jouluaatto", fixed(12, 24), years: 2_005...9_999),
        day("Esimene jõulupüha", "Christmas Day", "Joulupäivä", fixed(12, 25)),
        day("Teine jõulupüha", "Boxing Day", "Tapaninpäivä", fixed(12, 26)),
    ]
}

extension LanguageTag {
    /// Estonian; English if the tag could not be made, which it can.
    fileprivate static let estonian = (try? LanguageTag("et")) ?? .english
}
