/// What a wall clock in a zone shows at an instant.
public struct LocalReading: Hashable, Sendable {
    /// The date on the wall.
    public let date: LocalDate
    /// The time on the wall, rounded down to a whole second.
    public let time: LocalTime
    /// Seconds east of UTC at the instant.
    public let offset: Int

    /// Creates a reading.
    public init(date: LocalDate, time: LocalTime, offset: Int) {
        self.date = date
        self.time = time
        self.offset = offset
    }
}
