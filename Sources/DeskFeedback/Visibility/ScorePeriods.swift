public import DeskPrimitives

/// The periods scores are read by: they lie side by side and never overlap, so that no two reads differ by a single day.
///
/// In documents: `{ "months": 1 }`, or `{ "days": 7, "from": "2026-03-02" }` for periods of so many days, one of which
/// begins on that day.
public struct ScorePeriods: Hashable, Sendable {
    private enum Length: Hashable {
        case months(Int)
        case days(Int, from: Int)
    }

    private let length: Length

    private init(_ length: Length) { self.length = length }

    /// The most periods that are read at once.
    public static let maximumCount = 400
    /// Calendar months.
    public static let monthly = ScorePeriods(.months(1))

    /// So many calendar months, the first of them from January on.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for a number that does not divide a year.
    public static func months(_ count: Int) throws(Refusal) -> ScorePeriods {
        guard [1, 2, 3, 4, 6, 12].contains(count) else {
            throw Refusal(.outOfRange, "1, 2, 3, 4, 6 or 12 months", at: .field("months"))
        }
        return ScorePeriods(.months(count))
    }

    /// So many days.
    ///
    /// - Parameters:
    ///   - count: 1 … 366.
    ///   - day: The first day of one of the periods, counted from 1970-01-01.
    /// - Throws: `Refusal` with code `outOfRange`.
    public static func days(_ count: Int, from day: Int) throws(Refusal) -> ScorePeriods {
        guard (1...366).contains(count) else { throw Refusal(.outOfRange, "1 to 366 days", at: .field("days")) }
        guard TallyRow.acceptedDays.contains(day) else {
            throw Refusal(.outOfRange, "the day lies outside the years 1 to 9999", at: .field("from"))
        }
        return ScorePeriods(.days(count, from: day))
    }

    /// The period a day lies in.
    public func period(of day: Int) -> Range<Int> {
        switch length {
        case .months(let count):
            let (year, month, _) = CivilDate.civil(days: day)
            let first = (month - 1) / count * count + 1
            let next = first + count
            return CivilDate.days(
                year: year, month: first, day: 1)..<CivilDate.days(
                    year: next > 12 ? year + 1 : year, month: next > 12 ? next - 12 : next, day: 1)
        case .days(let count, let from):
            let offset = (day - from) % count
            let first = day - (offset < 0 ? offset + count : offset)
            return first..<(first + count)
        }
    }

    /// The periods that some days are made of.
    ///
    /// - Throws: `Refusal` with code `outOfRange` when they are no whole periods, `tooLong` beyond ``maximumCount``.
    /// - Complexity: O(periods).
    public func split(_ days: Range<Int>) throws(Refusal) -> [Range<Int>] {
        try TallyRow.check(day: days.lowerBound)
        try TallyRow.check(day: days.upperBound)
        var periods: [Range<Int>] = []
        var day = days.lowerBound
        while day < days.upperBound {
            guard periods.count < Self.maximumCount else {
                throw Refusal(.tooLong, "at most \(Self.maximumCount) periods at once", at: .field("days"))
            }
            let period = period(of: day)
            guard period.lowerBound == day, period.upperBound <= days.upperBound else {
                throw Refusal(
                    .outOfRange,
                    "scores are read by whole periods, such as \(period.lowerBound)..<\(period.upperBound)",
                    at: .field("days"))
            }
            periods.append(period)
            day = period.upperBound
        }
        guard !periods.isEmpty else { throw Refusal(.outOfRange, "at least one period", at: .field("days")) }
        return periods
    }
}

extension ScorePeriods: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable { case months, days, from }

    /// Writes the members of one of the two forms.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch length {
        case .months(let count): try container.encode(count, forKey: .months)
        case .days(let count, let from):
            try container.encode(count, forKey: .days)
            let (year, month, day) = CivilDate.civil(days: from)
            try container.encode(
                Self.text(year, 4) + "-" + Self.text(month, 2) + "-" + Self.text(day, 2), forKey: .from)
        }
    }

    private static func text(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(width - digits.count, 0)) + digits
    }

    /// Reads and checks periods.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let months = try container.decodeIfPresent(Int.self, forKey: .months) {
            let others = [CodingKeys.days, .from].filter { container.contains($0) }
            self = try decoder.checked { () throws(Refusal) in
                guard others.isEmpty else {
                    throw Refusal(.malformed, "either months or days", at: .field(others[0].stringValue))
                }
                return try ScorePeriods.months(months)
            }
            return
        }
        let count = try container.decode(Int.self, forKey: .days)
        let from = try container.decode(String.self, forKey: .from)
        self = try decoder.checked { () throws(Refusal) in
            guard let instant = Instant(from + "T00:00:00Z") else {
                throw Refusal(.malformed, "a day such as 2026-03-02", at: .field("from"))
            }
            let (days, rest) = instant.microseconds.quotientAndRemainder(dividingBy: 86_400_000_000)
            return try ScorePeriods.days(count, from: Int(rest < 0 ? days - 1 : days))
        }
    }
}
