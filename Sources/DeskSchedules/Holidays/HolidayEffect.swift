/// What a holiday does to the hours of its date.
public enum HolidayEffect: Hashable, Sendable {
    /// The date is closed.
    case closed
    /// The date is closed during these hours and as usual outside them.
    case closedDuring(DayHours)
    /// The date has exactly these hours, whatever the day of the week.
    case hours(DayHours)
}
