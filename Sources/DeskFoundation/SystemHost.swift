public import DeskPrimitives
public import Foundation

/// The time of the machine.
public struct SystemClock: WallClock {
    /// Creates the clock.
    public init() {}

    /// The time now.
    public func now() -> Instant { Instant(Date()) }
}

/// Command names made of random UUIDs.
public struct UUIDIdentifiers: IdentifierSource {
    /// Creates the source.
    public init() {}

    /// A fresh name: 32 lower-case hexadecimal digits.
    public func next() -> CommandID { CommandID(UUID()) }
}

extension Instant {
    /// The instant of a date, rounded to microseconds and kept within the accepted years.
    public init(_ date: Date) {
        let seconds = date.timeIntervalSince1970
        guard seconds.isFinite else {
            self = seconds < 0 ? .earliest : .latest
            return
        }
        let microseconds = (seconds * 1_000_000).rounded()
        if microseconds <= Double(Instant.earliest.microseconds) {
            self = .earliest
        } else if microseconds >= Double(Instant.latest.microseconds) {
            self = .latest
        } else {
            self.init(microseconds: Int64(microseconds))
        }
    }
}

extension Date {
    /// The date of an instant, to the precision of `Date`.
    public init(_ instant: Instant) {
        self.init(timeIntervalSince1970: Double(instant.microseconds) / 1_000_000)
    }
}

extension Identifier {
    /// The identifier of a UUID: its 32 hexadecimal digits in lower case.
    public init(_ uuid: UUID) {
        let text = uuid.uuidString.lowercased().filter { $0 != "-" }
        // Hexadecimal digits are always a valid identifier.
        self.init(stringLiteral: text)
    }
}
