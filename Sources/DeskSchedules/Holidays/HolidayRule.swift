public import DeskPrimitives

/// A holiday that comes again by a rule, or on listed dates.
///
/// In documents: `{"name": {"en": "Christmas Eve"}, "on": "12-24", "from": 1990, "closedDuring": ["12:00-24:00"]}`. Without
/// `closedDuring` or `hours` the whole date is closed; `from` and `through` bound the years; `observed` is an
/// ``ObservedShift``.
public struct HolidayRule: Hashable, Sendable {
    /// The name.
    public let name: LocalizedText
    /// On which date it falls.
    public let occurrence: HolidayOccurrence
    /// What it does to the hours.
    public let effect: HolidayEffect
    /// Whether a working day stands in for it on a weekend.
    public let observed: ObservedShift
    /// The years in which the rule holds.
    public let years: ClosedRange<Int>

    /// The name of a holiday that was given without one.
    public static let plainName = LocalizedText(en: "Holiday", fi: "Vapaapäivä")
    /// The years in which a rule holds that is given without any.
    public static let allYears = 1...9_999

    /// Creates a rule.
    public init(
        _ name: LocalizedText = plainName, on occurrence: HolidayOccurrence, effect: HolidayEffect = .closed,
        observed: ObservedShift = .none, years: ClosedRange<Int> = allYears
    ) {
        self.name = name
        self.occurrence = occurrence
        self.effect = effect
        self.observed = observed
        self.years = years
    }

    /// The day numbers on which the rule falls in a span of years, before any shift, ascending.
    func dayNumbers(from firstYear: Int, through lastYear: Int) -> [Int] {
        let first = max(firstYear, years.lowerBound, 0)
        let last = min(lastYear, years.upperBound, 10_000)
        guard first <= last else { return [] }
        if case .dates(let days) = occurrence.form {
            let start = CivilDate.days(year: first, month: 1, day: 1)
            let end = CivilDate.days(year: last + 1, month: 1, day: 1)
            let from = days.firstIndex(atOrAfter: start)
            let to = days.firstIndex(atOrAfter: end)
            return Array(days[from..<to])
        }
        return (first...last).compactMap { occurrence.dayNumber(in: $0) }
    }
}

extension [Int] {
    /// The index of the first element that is not below a value, in an ascending list.
    func firstIndex(atOrAfter value: Int) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension HolidayRule: Codable {
    private enum Key: String, CodingKey, CaseIterable {
        case name, on, from, through, observed, closedDuring, hours
    }

    /// Writes an object; what has its default is left out.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        if name != Self.plainName { try container.encode(name, forKey: .name) }
        try container.encode(occurrence, forKey: .on)
        if years.lowerBound != Self.allYears.lowerBound { try container.encode(years.lowerBound, forKey: .from) }
        if years.upperBound != Self.allYears.upperBound { try container.encode(years.upperBound, forKey: .through) }
        if observed != .none { try container.encode(observed, forKey: .observed) }
        switch effect {
        case .closed: break
        case .closedDuring(let hours): try container.encode(hours, forKey: .closedDuring)
        case .hours(let hours): try container.encode(hours, forKey: .hours)
        }
    }

    /// Reads an object.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let from = try container.decodeIfPresent(Int.self, forKey: .from) ?? Self.allYears.lowerBound
        let through = try container.decodeIfPresent(Int.self, forKey: .through) ?? Self.allYears.upperBound
        guard from <= through else {
            throw DecodingError.dataCorruptedError(
                forKey: .through, in: container, debugDescription: "the last year lies before the first")
        }
        let closedDuring = try container.decodeIfPresent(DayHours.self, forKey: .closedDuring)
        let hours = try container.decodeIfPresent(DayHours.self, forKey: .hours)
        guard closedDuring == nil || hours == nil else {
            throw DecodingError.dataCorruptedError(
                forKey: .hours, in: container, debugDescription: "give either closedDuring or hours")
        }
        self.init(
            try container.decodeIfPresent(LocalizedText.self, forKey: .name) ?? Self.plainName,
            on: try container.decode(HolidayOccurrence.self, forKey: .on),
            effect: closedDuring.map { .closedDuring($0) } ?? hours.map { .hours($0) } ?? .closed,
            observed: try container.decodeIfPresent(ObservedShift.self, forKey: .observed) ?? .none,
            years: from...through)
    }
}
