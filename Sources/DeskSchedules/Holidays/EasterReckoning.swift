import DeskPrimitives

/// The church calendar by which the date of Easter is reckoned.
public enum EasterReckoning: String, Hashable, Sendable, Codable, CaseIterable {
    /// The Western churches.
    case gregorian = "easter"
    /// The Orthodox churches that keep the Julian calendar for Easter.
    case julian = "orthodox-easter"

    /// The day number of Easter Sunday.
    ///
    /// Gregorian: the anonymous algorithm of Nature (1876), exact for all years of the Gregorian calendar. Julian:
    /// Meeus, Astronomical Algorithms, chapter 8, turned into a day number of the Julian calendar.
    func dayNumber(in year: Int) -> Int {
        switch self {
        case .gregorian:
            let a = year % 19
            let (b, c) = (year / 100, year % 100)
            let (d, e) = (b / 4, b % 4)
            let g = (8 * b + 13) / 25
            let h = (19 * a + b - d - g + 15) % 30
            let (i, k) = (c / 4, c % 4)
            let l = (32 + 2 * e + 2 * i - h - k) % 7
            let m = (a + 11 * h + 19 * l) / 433
            let n = (h + l - 7 * m + 90) / 25
            let p = (h + l - 7 * m + 33 * n + 19) % 32
            return CivilDate.days(year: year, month: n, day: p)
        case .julian:
            let d = (19 * (year % 19) + 15) % 30
            let e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
            let month = (d + e + 114) / 31
            let day = (d + e + 114) % 31 + 1
            // Days from 1 March of the Julian year 0; 1970-03-01 (Julian) is 1970-03-14, day 72.
            let days = 365 * year + year / 4 + (153 * (month - 3) + 2) / 5 + day - 1
            return days - 719_470
        }
    }
}
