public import DeskPrimitives

/// On which date of a year a holiday falls.
///
/// Written in documents as text: `12-25`, `last mon of may`, `4th thu of nov`, `sat 06-20..06-26`, `easter+39`,
/// `orthodox-easter+1`; or as a list of dates.
public struct HolidayOccurrence: Hashable, Sendable {
    enum Form: Hashable, Sendable {
        case fixed(MonthDay)
        /// The week counts from 1; nil is the last.
        case nth(Int?, Weekday, month: Int)
        case window(Weekday, from: MonthDay, through: MonthDay)
        case easter(EasterReckoning, offset: Int)
        /// Day numbers, ascending, each once.
        case dates([Int])
    }

    struct MonthDay: Hashable, Comparable, Sendable {
        let month: Int
        let day: Int

        init(checked month: Int, _ day: Int) {
            self.month = month
            self.day = day
        }

        init(_ month: Int, _ day: Int) throws(Refusal) {
            guard (1...12).contains(month), day >= 1, day <= CivilDate.daysInMonth(year: 2_000, month: month) else {
                throw Refusal(.outOfRange, "no such day of a year", at: .field("on"))
            }
            self.init(checked: month, day)
        }

        static func < (a: Self, b: Self) -> Bool { (a.month, a.day) < (b.month, b.day) }
    }

    let form: Form

    /// The most dates a list may have.
    public static let maximumDates = 10_000

    /// The same day every year; 29 February only in leap years.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for a day that no year has.
    public static func fixed(month: Int, day: Int) throws(Refusal) -> HolidayOccurrence {
        HolidayOccurrence(form: .fixed(try MonthDay(month, day)))
    }

    /// The first to fifth such day of the week in a month; a fifth that a month does not have is left out.
    ///
    /// - Throws: `Refusal` with code `outOfRange`.
    public static func nth(_ count: Int, _ day: Weekday, month: Int) throws(Refusal) -> HolidayOccurrence {
        guard (1...5).contains(count), (1...12).contains(month) else {
            throw Refusal(.outOfRange, "no such week of a month", at: .field("on"))
        }
        return HolidayOccurrence(form: .nth(count, day, month: month))
    }

    /// The last such day of the week in a month.
    ///
    /// - Throws: `Refusal` with code `outOfRange`.
    public static func last(_ day: Weekday, month: Int) throws(Refusal) -> HolidayOccurrence {
        guard (1...12).contains(month) else { throw Refusal(.outOfRange, "no such month", at: .field("on")) }
        return HolidayOccurrence(form: .nth(nil, day, month: month))
    }

    /// The first such day of the week from one day of the year through another, which may lie in the next year.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for a day that no year has.
    public static func first(
        _ day: Weekday, from: (month: Int, day: Int), through: (month: Int, day: Int)
    ) throws(Refusal) -> HolidayOccurrence {
        HolidayOccurrence(
            form: .window(
                day, from: try MonthDay(from.month, from.day), through: try MonthDay(through.month, through.day)))
    }

    /// So many days after Easter Sunday; negative before it.
    ///
    /// - Throws: `Refusal` with code `outOfRange` beyond 200 days.
    public static func easter(
        _ offset: Int = 0, _ reckoning: EasterReckoning = .gregorian
    ) throws(Refusal) -> HolidayOccurrence {
        guard (-200...200).contains(offset) else {
            throw Refusal(.outOfRange, "more than 200 days from Easter", at: .field("on"))
        }
        return HolidayOccurrence(form: .easter(reckoning, offset: offset))
    }

    /// Exactly these dates.
    ///
    /// - Throws: `Refusal` with code `tooLong` beyond ``maximumDates``.
    public static func dates(_ dates: [LocalDate]) throws(Refusal) -> HolidayOccurrence {
        guard dates.count <= maximumDates else {
            throw Refusal(.tooLong, "more than \(maximumDates) dates", at: .field("on"))
        }
        return HolidayOccurrence(form: .dates(Set(dates.map(\.dayNumber)).sorted()))
    }

    /// The day number in a year, or nil when the year has none; a list of dates is looked at by ``form``.
    func dayNumber(in year: Int) -> Int? {
        switch form {
        case .fixed(let date):
            guard date.day <= CivilDate.daysInMonth(year: year, month: date.month) else { return nil }
            return CivilDate.days(year: year, month: date.month, day: date.day)
        case .nth(let count, let weekday, let month):
            let length = CivilDate.daysInMonth(year: year, month: month)
            let first = CivilDate.days(year: year, month: month, day: 1)
            if let count {
                let day = Self.day(weekday, from: first) + 7 * (count - 1)
                return day < first + length ? day : nil
            }
            return Self.day(weekday, from: first + length - 7)
        case .window(let weekday, let from, let through):
            // 29 February stands for the last day of February in other years.
            let endYear = through < from ? year + 1 : year
            let day = Self.day(weekday, from: CivilDate.days(year: year, month: from.month, day: from.day))
            let end = CivilDate.days(year: endYear, month: through.month, day: through.day)
            return day <= end ? day : nil
        case .easter(let reckoning, let offset):
            return reckoning.dayNumber(in: year) + offset
        case .dates:
            return nil
        }
    }

    /// The first such day of the week on or after a day.
    private static func day(_ weekday: Weekday, from first: Int) -> Int {
        first + (weekday.index - Weekday(dayNumber: first).index + 7) % 7
    }
}
