extension Instant: CustomStringConvertible, LosslessStringConvertible {
    /// The instant in UTC as RFC 3339 text, such as `2026-03-01T09:30:00Z`; fractions only when there are any.
    public var description: String {
        let seconds = secondsRoundedDown
        let remainder = Int(microseconds % 1_000_000)
        let fraction = remainder < 0 ? remainder + 1_000_000 : remainder
        let day = Int(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
        let ofDay = Int(seconds) - day * 86_400
        let (year, month, dayOfMonth) = CivilDate.civil(days: day)
        var text = ""
        text.reserveCapacity(27)
        CivilDate.append(year, digits: 4, to: &text)
        text.append("-")
        CivilDate.append(month, digits: 2, to: &text)
        text.append("-")
        CivilDate.append(dayOfMonth, digits: 2, to: &text)
        text.append("T")
        CivilDate.append(ofDay / 3_600, digits: 2, to: &text)
        text.append(":")
        CivilDate.append(ofDay / 60 % 60, digits: 2, to: &text)
        text.append(":")
        CivilDate.append(ofDay % 60, digits: 2, to: &text)
        if fraction != 0 {
            text.append(".")
            CivilDate.append(fraction, digits: 6, to: &text)
            while text.utf8.last == UInt8(ascii: "0") { text.removeLast() }
        }
        text.append("Z")
        return text
    }

    /// Reads RFC 3339 text: a date, `T`, a time with up to six fraction digits, and `Z` or a `+hh:mm` offset.
    ///
    /// Returns nil for anything else, for a date that does not exist, and outside the accepted years.
    public init?(_ text: String) {
        var reader = DigitReader(text)
        guard let year = reader.number(digits: 4), year >= 1, reader.take("-"),
            let month = reader.number(digits: 2), (1...12).contains(month), reader.take("-"),
            let day = reader.number(digits: 2), day >= 1, day <= CivilDate.daysInMonth(year: year, month: month),
            reader.take("T") || reader.take("t"),
            let hour = reader.number(digits: 2), hour <= 23, reader.take(":"),
            let minute = reader.number(digits: 2), minute <= 59, reader.take(":"),
            let second = reader.number(digits: 2), second <= 59
        else { return nil }
        var fraction = 0
        if reader.take(".") {
            guard let digits = reader.fraction(maximumDigits: 6) else { return nil }
            fraction = digits
        }
        var offset = 0
        if !(reader.take("Z") || reader.take("z")) {
            let sign = reader.take("+") ? 1 : reader.take("-") ? -1 : 0
            guard sign != 0, let hours = reader.number(digits: 2), hours <= 23, reader.take(":"),
                let minutes = reader.number(digits: 2), minutes <= 59
            else { return nil }
            offset = sign * (hours * 3_600 + minutes * 60)
        }
        guard reader.isAtEnd else { return nil }
        let days = CivilDate.days(year: year, month: month, day: day)
        let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second - offset
        self.init(microseconds: Int64(seconds) * 1_000_000 + Int64(fraction))
        guard isAccepted else { return nil }
    }
}

extension Instant: Codable {
    /// Writes microseconds into compact records, RFC 3339 text into documents that people read.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if encoder.isCompact {
            try container.encode(microseconds)
        } else {
            try container.encode(description)
        }
    }

    /// Reads what ``encode(to:)`` wrote; throws `DecodingError` outside the accepted years.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if decoder.isCompact {
            self.init(microseconds: try container.decode(Int64.self))
            guard isAccepted else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "instant out of range")
            }
        } else {
            let text = try container.decode(String.self)
            guard let instant = Instant(text) else {
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "expected RFC 3339 text such as 2026-03-01T09:30:00Z")
            }
            self = instant
        }
    }
}
