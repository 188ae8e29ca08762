public import DeskPrimitives

/// A date of the Gregorian calendar without a time zone, in the years 1 to 9999.
///
/// Encodes as ISO 8601 text such as `2026-03-01`, also as the key of an object.
public struct LocalDate: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01; negative before it.
    public let dayNumber: Int

    /// The first date that is taken, 0001-01-01.
    public static let earliest = LocalDate(checked: -719_162)
    /// The last date that is taken, 9999-12-31.
    public static let latest = LocalDate(checked: 2_932_896)

    init(checked dayNumber: Int) {
        self.dayNumber = dayNumber
    }

    /// Creates the date of a day number, or nil outside the years 1 to 9999.
    public init?(dayNumber: Int) {
        guard dayNumber >= Self.earliest.dayNumber, dayNumber <= Self.latest.dayNumber else { return nil }
        self.dayNumber = dayNumber
    }

    /// Creates a date from its parts.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for a date that does not exist or lies outside the years 1 to 9999.
    public init(year: Int, month: Int, day: Int) throws(Refusal) {
        guard (1...9_999).contains(year) else {
            throw Refusal(.outOfRange, "the year lies outside 1 to 9999", at: .field("year"))
        }
        guard (1...12).contains(month) else {
            throw Refusal(.outOfRange, "the month lies outside 1 to 12", at: .field("month"))
        }
        guard day >= 1, day <= CivilDate.daysInMonth(year: year, month: month) else {
            throw Refusal(.outOfRange, "the month has no such day", at: .field("day"))
        }
        dayNumber = CivilDate.days(year: year, month: month, day: day)
    }

    /// The year, 1 to 9999.
    public var year: Int { CivilDate.civil(days: dayNumber).year }
    /// The month, 1 to 12.
    public var month: Int { CivilDate.civil(days: dayNumber).month }
    /// The day of the month, 1 to 31.
    public var day: Int { CivilDate.civil(days: dayNumber).day }
    /// The day of the week.
    public var weekday: Weekday { Weekday(dayNumber: dayNumber) }

    /// The date a number of days later, or nil when it leaves the years 1 to 9999.
    public func adding(days: Int) -> LocalDate? {
        let (sum, overflow) = dayNumber.addingReportingOverflow(days)
        return overflow ? nil : LocalDate(dayNumber: sum)
    }

    /// The number of days from this date to another, negative when the other is earlier.
    public func days(to other: LocalDate) -> Int { other.dayNumber - dayNumber }

    /// Orders as time goes.
    public static func < (a: Self, b: Self) -> Bool { a.dayNumber < b.dayNumber }
}

extension LocalDate: LosslessStringConvertible, ExpressibleByStringLiteral {
    /// The date as ISO 8601 text, such as `2026-03-01`.
    public var description: String {
        let (year, month, day) = CivilDate.civil(days: dayNumber)
        var text = ""
        CivilDate.append(year, digits: 4, to: &text)
        text.append("-")
        CivilDate.append(month, digits: 2, to: &text)
        text.append("-")
        CivilDate.append(day, digits: 2, to: &text)
        return text
    }

    /// Reads ISO 8601 text such as `2026-03-01`; nil for anything else and for a date that does not exist.
    public init?(_ text: String) {
        var reader = DigitReader(text)
        guard let year = reader.number(digits: 4), reader.take("-"), let month = reader.number(digits: 2),
            reader.take("-"), let day = reader.number(digits: 2), reader.isAtEnd,
            let date = try? LocalDate(year: year, month: month, day: day)
        else { return nil }
        self = date
    }

    /// Makes a date of a literal in source code; traps on one that ``init(_:)`` would not read.
    public init(stringLiteral text: String) {
        guard let date = LocalDate(text) else { preconditionFailure("“\(text)” is no date") }
        self = date
    }
}

extension LocalDate: Codable, CodingKeyRepresentable {
    /// Writes the day number into compact records, ISO 8601 text into documents that people read.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if encoder.isCompact {
            try container.encode(dayNumber)
        } else {
            try container.encode(description)
        }
    }

    /// Reads what ``encode(to:)`` wrote.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let date =
            decoder.isCompact
            ? LocalDate(dayNumber: try container.decode(Int.self)) : LocalDate(try container.decode(String.self))
        guard let date else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected a date such as 2026-03-01")
        }
        self = date
    }

    /// Lets dates be keys of a JSON object.
    public var codingKey: any CodingKey { AnyKey(description) }

    /// Reads a date from the key of a JSON object.
    public init?<Key: CodingKey>(codingKey: Key) {
        self.init(codingKey.stringValue)
    }
}
