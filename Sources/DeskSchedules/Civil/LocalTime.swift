public import DeskPrimitives

/// A time of day on a wall clock, in whole seconds; `24:00` is the end of the day.
///
/// Encodes as `HH:MM` or `HH:MM:SS`.
public struct LocalTime: Hashable, Comparable, Sendable {
    /// Seconds since the wall clock showed midnight, 0 to 86,400.
    public let secondOfDay: Int

    /// Midnight at the start of a day, `00:00`.
    public static let midnight = LocalTime(checked: 0)
    /// Noon, `12:00`.
    public static let noon = LocalTime(checked: 43_200)
    /// Midnight at the end of a day, `24:00`.
    public static let endOfDay = LocalTime(checked: 86_400)

    init(checked secondOfDay: Int) {
        self.secondOfDay = secondOfDay
    }

    /// Creates a time from seconds since midnight, 0 to 86,400.
    ///
    /// - Throws: `Refusal` with code `outOfRange`.
    public init(secondOfDay: Int) throws(Refusal) {
        guard (0...86_400).contains(secondOfDay) else {
            throw Refusal(.outOfRange, "a time of day lies between 00:00 and 24:00")
        }
        self.secondOfDay = secondOfDay
    }

    /// Creates a time from hours, minutes and seconds; 24:00:00 is the last.
    ///
    /// - Throws: `Refusal` with code `outOfRange`.
    public init(hour: Int, minute: Int = 0, second: Int = 0) throws(Refusal) {
        guard (0...24).contains(hour), (0...59).contains(minute), (0...59).contains(second) else {
            throw Refusal(.outOfRange, "a time of day lies between 00:00 and 24:00")
        }
        try self.init(secondOfDay: hour * 3_600 + minute * 60 + second)
    }

    /// The hour, 0 to 24.
    public var hour: Int { secondOfDay / 3_600 }
    /// The minute of the hour, 0 to 59.
    public var minute: Int { secondOfDay / 60 % 60 }
    /// The second of the minute, 0 to 59.
    public var second: Int { secondOfDay % 60 }

    /// Orders as the day goes.
    public static func < (a: Self, b: Self) -> Bool { a.secondOfDay < b.secondOfDay }
}

extension LocalTime: LosslessStringConvertible, ExpressibleByStringLiteral {
    /// The time as `HH:MM`, or `HH:MM:SS` when there are seconds.
    public var description: String {
        var text = ""
        CivilDate.append(hour, digits: 2, to: &text)
        text.append(":")
        CivilDate.append(minute, digits: 2, to: &text)
        if second != 0 {
            text.append(":")
            CivilDate.append(second, digits: 2, to: &text)
        }
        return text
    }

    /// Reads `HH:MM` or `HH:MM:SS`; nil for anything else and beyond `24:00`.
    public init?(_ text: String) {
        var reader = DigitReader(text)
        guard let hour = reader.number(digits: 2), reader.take(":"), let minute = reader.number(digits: 2) else {
            return nil
        }
        var second = 0
        if reader.take(":") {
            guard let seconds = reader.number(digits: 2) else { return nil }
            second = seconds
        }
        guard reader.isAtEnd, let time = try? LocalTime(hour: hour, minute: minute, second: second) else {
            return nil
        }
        self = time
    }

    /// Makes a time of a literal in source code; traps on one that ``init(_:)`` would not read.
    public init(stringLiteral text: String) {
        guard let time = LocalTime(text) else { preconditionFailure("“\(text)” is no time of day") }
        self = time
    }
}

extension LocalTime: Codable {
    /// Writes seconds into compact records, `HH:MM[:SS]` into documents that people read.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if encoder.isCompact {
            try container.encode(secondOfDay)
        } else {
            try container.encode(description)
        }
    }

    /// Reads what ``encode(to:)`` wrote.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let time =
            decoder.isCompact
            ? try? LocalTime(secondOfDay: try container.decode(Int.self)) : LocalTime(try container.decode(String.self))
        guard let time else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected a time of day such as 08:30 or 24:00")
        }
        self = time
    }
}
