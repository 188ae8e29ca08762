extension TimeSpan: CustomStringConvertible, LosslessStringConvertible {
    /// The span as an ISO 8601 duration of hours, minutes and seconds, such as `PT8H`, `PT1H30M` or `-PT0.5S`.
    public var description: String {
        if microseconds == 0 { return "PT0S" }
        var text = microseconds < 0 ? "-PT" : "PT"
        let magnitude = microseconds.magnitude
        let seconds = magnitude / 1_000_000
        let fraction = Int(magnitude % 1_000_000)
        if seconds >= 3_600 { text += "\(seconds / 3_600)H" }
        if seconds / 60 % 60 != 0 { text += "\(seconds / 60 % 60)M" }
        if seconds % 60 != 0 || fraction != 0 {
            text += "\(seconds % 60)"
            if fraction != 0 {
                text.append(".")
                CivilDate.append(fraction, digits: 6, to: &text)
                while text.utf8.last == UInt8(ascii: "0") { text.removeLast() }
            }
            text.append("S")
        }
        return text
    }

    /// Reads an ISO 8601 duration of weeks, days (24 hours each), hours, minutes and seconds.
    ///
    /// Years and months have no fixed length and are refused. Returns nil for anything else and on overflow.
    public init?(_ text: String) {
        var reader = DigitReader(text)
        // Summed with its sign, because the most negative span has no positive counterpart.
        let sign: Int64 = reader.take("-") ? -1 : 1
        guard reader.take("P"), !reader.isAtEnd else { return nil }
        var total: Int64 = 0
        var rank = 0
        var inTime = false
        var units = 0
        while !reader.isAtEnd {
            if !inTime, reader.take("T") {
                inTime = true
                guard !reader.isAtEnd else { return nil }
            }
            guard let count = reader.number() else { return nil }
            var fraction = 0
            if inTime, reader.take(".") {
                guard let digits = reader.fraction(maximumDigits: 6), reader.take("S"), rank < 5 else { return nil }
                fraction = digits
                guard let sum = Self.accumulate(total, count, sign * 1_000_000),
                    case let (value, overflow) = sum.addingReportingOverflow(sign * Int64(fraction)), !overflow
                else { return nil }
                (total, rank, units) = (value, 5, units + 1)
                continue
            }
            let unit: (rank: Int, microseconds: Int64)
            if !inTime, reader.take("W") {
                unit = (1, 604_800_000_000)
            } else if !inTime, reader.take("D") {
                unit = (2, 86_400_000_000)
            } else if inTime, reader.take("H") {
                unit = (3, 3_600_000_000)
            } else if inTime, reader.take("M") {
                unit = (4, 60_000_000)
            } else if inTime, reader.take("S") {
                unit = (5, 1_000_000)
            } else {
                return nil
            }
            guard unit.rank > rank, let sum = Self.accumulate(total, count, sign * unit.microseconds)
            else { return nil }
            (total, rank, units) = (sum, unit.rank, units + 1)
        }
        guard units > 0 else { return nil }
        self.init(microseconds: total)
    }

    private static func accumulate(_ total: Int64, _ count: Int, _ unit: Int64) -> Int64? {
        let (product, first) = Int64(count).multipliedReportingOverflow(by: unit)
        let (sum, second) = total.addingReportingOverflow(product)
        return first || second ? nil : sum
    }

    /// The span in words that fit a sentence: the two largest units, such as `1 h 30 min`.
    public func shortText() -> String {
        let seconds = microseconds.magnitude / 1_000_000
        let sign = microseconds < 0 ? "−" : ""
        if seconds < 60 { return "\(sign)\(seconds) s" }
        if seconds < 3_600 {
            return seconds % 60 == 0 || seconds >= 600
                ? "\(sign)\(seconds / 60) min" : "\(sign)\(seconds / 60) min \(seconds % 60) s"
        }
        let hours = seconds / 3_600
        let minutes = seconds / 60 % 60
        return minutes == 0 ? "\(sign)\(hours) h" : "\(sign)\(hours) h \(minutes) min"
    }
}

extension TimeSpan: Codable {
    /// Writes microseconds into compact records, an ISO 8601 duration into documents that people read.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if encoder.isCompact {
            try container.encode(microseconds)
        } else {
            try container.encode(description)
        }
    }

    /// Reads what ``encode(to:)`` wrote.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if decoder.isCompact {
            self.init(microseconds: try container.decode(Int64.self))
        } else {
            let text = try container.decode(String.self)
            guard let span = TimeSpan(text) else {
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "expected an ISO 8601 duration such as PT8H or PT30M")
            }
            self = span
        }
    }
}
