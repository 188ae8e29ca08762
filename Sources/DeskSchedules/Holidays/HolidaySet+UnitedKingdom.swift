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

    /// What all of the United Kingdom has in May and June, with the years in which it was moved, and single days.
    static let unitedKingdom: [HolidayRule] = [
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
        day("Royal wedding", "Kuninkaalliset häät", once(1981, 7, 29)),
        day("Millennium Eve", "Vuosituhannen viimeinen päivä", once(1999, 12, 31)),
        day("Golden Jubilee", "Kuningattaren 50-vuotisjuhla", once(2002, 6, 3)),
        day("Royal wedding", "Kuninkaalliset häät", once(2011, 4, 29)),
        day("Diamond Jubilee", "Kuningattaren 60-vuotisjuhla", once(2012, 6, 5)),
        day("Platinum Jubilee", "Kuningattaren 70-vuotisjuhla", once(2022, 6, 3)),
        day("State Funeral of Queen Elizabeth II", "Kuningatar Elisabet II:n hautajaiset", once(2022, 9, 19)),
        day("Coronation of King Charles III", "Kuningas Charles III:n kruunajaiset", once(2023, 5, 8)),
    ]

    /// The bank holidays of England and Wales.
    static let englandAndWales: [HolidayRule] =
        [
            day("New Year's Day", "Uudenvuodenpäivä", fixed(1, 1), observed: .nextWeekday),
            day("Good Friday", "Pitkäperjantai", easter(-2)),
            day("Easter Monday", "Toinen pääsiäispäivä", easter(1)),
        ] + unitedKingdom + [
            day("Summer bank holiday", "Kesän vapaapäivä", .nth(nil, .monday, month: 8)),
            day("Christmas Day", "Joulupäivä", fixed(12, 25), observed: .nextWeekday),
            day("Boxing Day", "Tapaninpäivä", fixed(12, 26), observed: .nextWeekday),
        ]

    /// The bank holidays of Scotland: 2 January and the first Monday of August by the Act, St Andrew's Day by the
    /// St Andrew's Day Bank Holiday (Scotland) Act 2007; Easter Monday is none.
    static let scotland: [HolidayRule] =
        [
            day("New Year's Day", "Uudenvuodenpäivä", fixed(1, 1), observed: .nextWeekday),
            day("2nd January", "Tammikuun 2. päivä", fixed(1, 2), observed: .nextWeekday),
            day("Good Friday", "Pitkäperjantai", easter(-2)),
        ] + unitedKingdom + [
            day("Summer bank holiday", "Kesän vapaapäivä", .nth(1, .monday, month: 8)),
            day(
                "St Andrew's Day", "Pyhän Andreaan päivä", fixed(11, 30), observed: .nextWeekday,
                years: 2_007...9_999),
            day("World Cup bank holiday", "Jalkapallon MM-kisojen vapaapäivä", once(2026, 6, 15)),
            day("Christmas Day", "Joulupäivä", fixed(12, 25), observed: .nextWeekday),
            day("Boxing Day", "Tapaninpäivä", fixed(12, 26), observed: .nextWeekday),
        ]

    /// The bank and public holidays of Northern Ireland: those of England with St Patrick's Day and the Twelfth.
    static let northernIreland: [HolidayRule] =
        [
            day("St Patrick's Day", "Pyhän Patrikin päivä", fixed(3, 17), observed: .nextWeekday),
            day("Battle of the Boyne", "Boynen taistelun päivä", fixed(7, 12), observed: .nextWeekday),
        ] + englandAndWales
}
