/// The limits within which an iCalendar text is read; beyond one there is a `Refusal` with code `tooLong`.
public enum ICalendarLimits {
    /// Bytes of the whole text.
    public static let bytes = 4_194_304
    /// Lines as they stand in the text, before long ones are put together.
    public static let lines = 100_000
    /// Bytes of one line after it was put together.
    public static let lineBytes = 16_384
    /// Events.
    public static let events = HolidaySet.maximumElements
    /// Dates that a recurrence is written out to, over all events.
    public static let occurrences = HolidayOccurrence.maximumDates
    /// The last year to which a recurrence is written out that no ``HolidayRule`` can say.
    public static let lastYear = 2_100
    /// Days of one event.
    public static let eventDays = 31
}
