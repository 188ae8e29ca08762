public import DeskPrimitives
public import DeskSchedules

/// The machine that gives out numbers at a counter: from 1 every day up to 999.
public struct CounterTickets: Hashable, Sendable, Codable {
    /// The highest number.
    public static let highest = 999

    /// The letters before the number, one or two of A to Z.
    public let prefix: String
    /// The day whose numbers are given.
    public private(set) var day: LocalDate?
    /// The number given last; 0 when none was today.
    public private(set) var lastGiven = 0

    /// Creates a machine.
    ///
    /// - Throws: `Refusal` with code `malformed` at `prefix`.
    public init(prefix: String) throws(Refusal) {
        guard (1...2).contains(prefix.utf8.count), prefix.utf8.allSatisfy({ $0 >= 65 && $0 <= 90 }) else {
            throw Refusal(.malformed, "one or two letters A to Z", at: .field("prefix"))
        }
        self.prefix = prefix
    }

    /// The next number and the machine after it.
    ///
    /// - Throws: `Refusal` with code `outOfOrder` for a day before the last one; `tooLong` when all numbers of the day are
    ///   given, since two people must not wait under the same.
    public func giving(on day: LocalDate) throws(Refusal) -> (ticket: CounterTicket, after: CounterTickets) {
        var next = self
        if let last = self.day, day < last {
            throw Refusal(.outOfOrder, "the machine is at a later day", at: .field("day"))
        }
        if day != self.day {
            next.day = day
            next.lastGiven = 0
        }
        guard next.lastGiven < Self.highest else {
            throw Refusal(.tooLong, "all \(Self.highest) numbers of the day are given", at: .field("day"))
        }
        next.lastGiven += 1
        return (CounterTicket(prefix: prefix, number: next.lastGiven, day: day), next)
    }
}
