public import DeskPrimitives

/// A stretch of wall-clock time that begins on a date, half-open; one that ends at or before it starts goes on to the
/// next date, as in `22:00-06:00`.
public struct HoursInterval: Hashable, Comparable, Sendable {
    /// Seconds from the start of the date, 0 to 86,399.
    let start: Int
    /// Seconds from the start of the date, up to 172,800; always after `start`.
    let end: Int

    init(checkedStart start: Int, end: Int) {
        self.start = start
        self.end = end
    }

    /// Creates an interval from the time it opens and the time it closes.
    ///
    /// - Throws: `Refusal` with code `malformed` when both are the same time, so that it would be empty, and
    ///   `outOfRange` when it opens at 24:00.
    public init(from opening: LocalTime, to closing: LocalTime) throws(Refusal) {
        guard opening < .endOfDay else { throw Refusal(.outOfRange, "hours cannot begin at 24:00") }
        guard opening != closing else { throw Refusal(.malformed, "hours that begin and end at the same time") }
        start = opening.secondOfDay
        end = closing > opening ? closing.secondOfDay : closing.secondOfDay + 86_400
    }

    /// The time on the wall at which the interval begins.
    public var opening: LocalTime { LocalTime(checked: start) }
    /// The time on the wall at which it ends, on the next date if ``isOvernight``.
    public var closing: LocalTime { LocalTime(checked: end <= 86_400 ? end : end - 86_400) }
    /// Whether it ends on the next date.
    public var isOvernight: Bool { end > 86_400 }

    /// Orders by the start, then by the end.
    public static func < (a: Self, b: Self) -> Bool { (a.start, a.end) < (b.start, b.end) }
}

extension HoursInterval: LosslessStringConvertible, ExpressibleByStringLiteral {
    /// The interval as `08:00-16:00`.
    public var description: String { "\(opening)-\(closing)" }

    /// Reads `08:00-16:00` or `22:00-06:00`; nil for anything else.
    public init?(_ text: String) {
        guard let interval = try? HoursInterval(reading: text) else { return nil }
        self = interval
    }

    init(reading text: String) throws(Refusal) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let opening = LocalTime(String(parts[0])), let closing = LocalTime(String(parts[1]))
        else { throw Refusal(.malformed, "expected hours such as 08:00-16:00") }
        try self.init(from: opening, to: closing)
    }

    /// Makes an interval of a literal in source code; traps on one that ``init(_:)`` would not read.
    public init(stringLiteral text: String) {
        guard let interval = HoursInterval(text) else { preconditionFailure("“\(text)” are no hours") }
        self = interval
    }
}

extension HoursInterval: Codable {
    /// Writes `08:00-16:00`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// Reads `08:00-16:00`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do throws(Refusal) {
            try self.init(reading: text)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.detail)
        }
    }
}
