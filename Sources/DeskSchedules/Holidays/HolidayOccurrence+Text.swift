import DeskPrimitives

extension HolidayOccurrence: CustomStringConvertible {
    static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    private static let ordinals = ["1st", "2nd", "3rd", "4th", "5th"]

    /// The occurrence as it is written in documents; dates with commas.
    public var description: String {
        switch form {
        case .fixed(let date): date.text
        case .nth(let count, let day, let month):
            "\(count.map { Self.ordinals[$0 - 1] } ?? "last") \(day.rawValue) of \(Self.months[month - 1])"
        case .window(let day, let from, let through): "\(day.rawValue) \(from.text)..\(through.text)"
        case .easter(let reckoning, let offset):
            reckoning.rawValue + (offset == 0 ? "" : offset > 0 ? "+\(offset)" : "\(offset)")
        case .dates(let days): days.map { LocalDate(checked: $0).description }.joined(separator: ", ")
        }
    }

    /// Reads the text of a rule.
    init(reading text: String) throws(Refusal) {
        let words = text.split(separator: " ").map(String.init)
        if words.count == 1 {
            if let date = LocalDate(text) {
                self = try .dates([date])
            } else if let easter = try Self.easter(words[0]) {
                self = easter
            } else {
                self.init(form: .fixed(try MonthDay(reading: words[0])))
            }
        } else if words.count == 2, let day = Weekday(rawValue: words[0]),
            let dots = words[1].firstRange(of: "..")
        {
            self.init(
                form: .window(
                    day, from: try MonthDay(reading: String(words[1][..<dots.lowerBound])),
                    through: try MonthDay(reading: String(words[1][dots.upperBound...]))))
        } else if words.count == 4, words[2] == "of", let day = Weekday(rawValue: words[1]),
            let month = Self.months.firstIndex(of: words[3])
        {
            if words[0] == "last" {
                self = try .last(day, month: month + 1)
            } else if let count = Self.ordinals.firstIndex(of: words[0]) {
                self = try .nth(count + 1, day, month: month + 1)
            } else {
                throw Self.unreadable
            }
        } else {
            throw Self.unreadable
        }
    }

    private static func easter(_ word: String) throws(Refusal) -> HolidayOccurrence? {
        for reckoning in EasterReckoning.allCases where word.hasPrefix(reckoning.rawValue) {
            let rest = word.dropFirst(reckoning.rawValue.count)
            if rest.isEmpty { return try .easter(0, reckoning) }
            guard let sign = rest.first, sign == "+" || sign == "-", rest.count <= 4, let offset = Int(rest) else {
                throw unreadable
            }
            return try .easter(offset, reckoning)
        }
        return nil
    }

    private static var unreadable: Refusal {
        Refusal(
            .malformed,
            "expected a day such as 12-25, last mon of may, 4th thu of nov, sat 06-20..06-26, easter+39 or 2026-05-15",
            at: .field("on"))
    }
}

extension HolidayOccurrence.MonthDay {
    var text: String {
        var text = ""
        CivilDate.append(month, digits: 2, to: &text)
        text.append("-")
        CivilDate.append(day, digits: 2, to: &text)
        return text
    }

    init(reading text: String) throws(Refusal) {
        var reader = DigitReader(text)
        guard let month = reader.number(digits: 2), reader.take("-"), let day = reader.number(digits: 2),
            reader.isAtEnd
        else { throw Refusal(.malformed, "expected a day of the year such as 12-25", at: .field("on")) }
        try self.init(month, day)
    }
}

extension HolidayOccurrence: Codable {
    /// Writes the text, or a list of dates.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if case .dates(let days) = form {
            try container.encode(days.map { LocalDate(checked: $0) })
        } else {
            try container.encode(description)
        }
    }

    /// Reads a text, or a list of dates.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            if let text = try? container.decode(String.self) {
                self = try HolidayOccurrence(reading: text)
            } else {
                self = try .dates(try container.decode([LocalDate].self))
            }
        } catch let refusal as Refusal {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: refusal.detail)
        }
    }
}
