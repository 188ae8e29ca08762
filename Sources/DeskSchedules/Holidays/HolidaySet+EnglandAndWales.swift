import DeskPrimitives

// Banking and Financial Dealings Act 1971 and proclamations since, from 1978 on. Where a holiday falls on a weekend the
// next working day is free as well. Days that were moved or added once stand as single dates.

extension HolidayRule {
    private static func day(
        _ en: String, _ fi: String, _ form: Form, observed: ObservedShift = .none,
        years: ClosedRange<Int> = 1_978...9_999
    ) -> Self {
        rule(form, en: en, fi: fi, observed: observed, years: years)
    }

    private static let earlyMay = Form.nth(1, .monday, month: 5)
    private static let spring = Form.nth(nil, .monday, month: 5)

    /// The bank holidays of England and Wales.
    static let englandAndWales: [HolidayRule] = [
        day("New Year's Day", "Uudenvuodenpäivä", fixed(1, 1), observed: .nextWeekday),
        day("Good Friday", "Pitkäperjantai", easter(-2)),
        day("Easter Monday", "Toinen pääsiäispäivä", easter(1)),
        day("Early May bank holiday", "Toukokuun alun vapaapäivä", earlyMay, years: 1_978...1_994),
        day("Early May bank holiday", "Toukokuun alun vapaapäivä", once(1995, 5, 8)),
        day("Early May bank holiday", "Toukokuun alun vapaapäivä", earlyMay, years: 1_996...2_019),
        day("Early May bank holiday", "Toukokuun alun vapaapäivä", once(2020, 5, 8)),
        day("Early May bank holiday", "Toukokuun alun vapaapäivä", earlyMay, years: 2_021...9_999),
        day("Spring bank holiday", "Kevään vapaapäivä", spring, years: 1_978...2_001),
        day("Spring bank holiday", "Kevään vapaapäivä", once(2002, 6, 4)),
        day("Spring bank holiday", "Kevään vapaapäivä", spring, years: 2_003...2_011),
        day("Spring bank holiday", "Kevään vapaapäivä", once(2012, 6, 4)),
        day("Spring bank holiday", "Kevään vapaapäivä", spring, years: 2_013...2_021),
        day("Spring bank holiday", "Kevään vapaapäivä", once(2022, 6, 2)),
        day("Spring bank holiday", "Kevään vapaapäivä", spring, years: 2_023...9_999),
        day("Summer bank holiday", "Kesän vapaapäivä", .nth(nil, .monday, month: 8)),
        day("Christmas Day", "Joulupäivä", fixed(12, 25), observed: .nextWeekday),
        day("Boxing Day", "Tapaninpäivä", fixed(12, 26), observed: .nextWeekday),
        day("Royal wedding", "Kuninkaalliset häät", once(1981, 7, 29)),
        day("Millennium Eve", "Vuosituhannen viimeinen päivä", once(1999, 12, 31)),
        day("Golden Jubilee", "Kuningattaren 50-vuotisjuhla", once(2002, 6, 3)),
        day("Royal wedding", "Kuninkaalliset häät", once(2011, 4, 29)),
        day("Diamond Jubilee", "Kuningattaren 60-vuotisjuhla", once(2012, 6, 5)),
        day("Platinum Jubilee", "Kuningattaren 70-vuotisjuhla", once(2022, 6, 3)),
        day("State Funeral of Queen Elizabeth II", "Kuningatar Elisabet II:n hautajaiset", once(2022, 9, 19)),
        day("Coronation of King Charles III", "Kuningas Charles III:n kruunajaiset", once(2023, 5, 8)),
    ]
}
