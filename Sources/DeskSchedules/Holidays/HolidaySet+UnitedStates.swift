import DeskPrimitives

// 5 U.S.C. 6103 and Executive Order 11582, from 1971 on: Saturday's holidays are observed on Friday, Sunday's on Monday.
// Inauguration Day is not listed; it holds around Washington only.

extension HolidayRule {
    private static func day(
        _ en: String, _ fi: String, _ form: Form, observed: ObservedShift = .none,
        years: ClosedRange<Int> = 1_971...9_999
    ) -> Self {
        rule(form, en: en, fi: fi, observed: observed, years: years)
    }

    /// The federal holidays of the United States.
    static let unitedStates: [HolidayRule] = [
        day("New Year's Day", "Uudenvuodenpäivä", fixed(1, 1), observed: .nearestWeekday),
        day(
            "Birthday of Martin Luther King, Jr.", "Martin Luther Kingin päivä", .nth(3, .monday, month: 1),
            years: 1_986...9_999),
        day("Washington's Birthday", "Washingtonin syntymäpäivä", .nth(3, .monday, month: 2)),
        day("Memorial Day", "Kaatuneiden muistopäivä", .nth(nil, .monday, month: 5)),
        day(
            "Juneteenth National Independence Day", "Orjuuden lakkauttamisen päivä", fixed(6, 19),
            observed: .nearestWeekday, years: 2_021...9_999),
        day("Independence Day", "Itsenäisyyspäivä", fixed(7, 4), observed: .nearestWeekday),
        day("Labor Day", "Työn päivä", .nth(1, .monday, month: 9)),
        day("Columbus Day", "Kolumbuksen päivä", .nth(2, .monday, month: 10)),
        day("Veterans Day", "Veteraanien päivä", .nth(4, .monday, month: 10), years: 1_971...1_977),
        day("Veterans Day", "Veteraanien päivä", fixed(11, 11), observed: .nearestWeekday, years: 1_978...9_999),
        day("Thanksgiving Day", "Kiitospäivä", .nth(4, .thursday, month: 11)),
        day("Christmas Day", "Joulupäivä", fixed(12, 25), observed: .nearestWeekday),
    ]
}
