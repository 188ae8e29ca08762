public import DeskSchedules

/// A number that somebody holds at a counter.
public struct CounterTicket: Hashable, Sendable, Codable {
    /// The letters.
    public let prefix: String
    /// The number, 1…999.
    public let number: Int
    /// The day on which it counts.
    public let day: LocalDate

    /// What stands on it, such as `A 042`.
    public var label: String {
        let digits = String(number)
        return "\(prefix) " + String(repeating: "0", count: 3 - digits.utf8.count) + digits
    }
}
