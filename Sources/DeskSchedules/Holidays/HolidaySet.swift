public import DeskPrimitives

/// The holidays of a calendar: built-in sets, rules and single dates.
///
/// Encodes as a list: `["finland", "2026-05-15", {"name": {"en": "Founding day"}, "on": "1st fri of jun"}]`.
public struct HolidaySet: Hashable, Sendable {
    /// One entry of a set.
    public enum Element: Hashable, Sendable {
        /// A built-in set.
        case named(NamedHolidays)
        /// A rule or a list of dates.
        case rule(HolidayRule)
    }

    /// The most entries a set may have.
    public static let maximumElements = 1_000

    /// The entries in the order given.
    public let elements: [Element]
    /// The rules of all entries in order.
    let rules: [HolidayRule]

    /// Creates a set.
    ///
    /// - Throws: `Refusal` with code `tooLong` beyond ``maximumElements``.
    public init(_ elements: [Element]) throws(Refusal) {
        guard elements.count <= Self.maximumElements else {
            throw Refusal(.tooLong, "more than \(Self.maximumElements) holidays", at: .field("holidays"))
        }
        self.init(checked: elements)
    }

    init(checked elements: [Element]) {
        self.elements = elements
        rules = elements.flatMap { element in
            switch element {
            case .named(let set): set.rules
            case .rule(let rule): [rule]
            }
        }
    }

    /// No holidays.
    public static let none = HolidaySet(checked: [])
    /// The thirteen public holidays of Finland by law, 1970 to 2100 and on; no eves.
    public static let finland = HolidaySet(checked: [.named(.finland)])
    /// Midsummer Eve and Christmas Eve as whole days.
    public static let finlandEves = HolidaySet(checked: [.named(.finlandEves)])

    /// The public holidays of Sweden.
    public static let sweden = HolidaySet(checked: [.named(.sweden)])
    /// The public holidays of Estonia.
    public static let estonia = HolidaySet(checked: [.named(.estonia)])
    /// The public holidays that all states of Germany have.
    public static let germany = HolidaySet(checked: [.named(.germany)])
    /// The bank holidays of England and Wales.
    public static let englandAndWales = HolidaySet(checked: [.named(.englandAndWales)])
    /// The bank holidays of Scotland.
    public static let scotland = HolidaySet(checked: [.named(.scotland)])
    /// The bank and public holidays of Northern Ireland.
    public static let northernIreland = HolidaySet(checked: [.named(.northernIreland)])
    /// The federal holidays of the United States.
    public static let unitedStates = HolidaySet(checked: [.named(.unitedStates)])

    /// Whole dates without a name.
    ///
    /// - Throws: `Refusal` with code `tooLong` beyond ``HolidayOccurrence/maximumDates``.
    public static func dates(_ dates: [LocalDate]) throws(Refusal) -> HolidaySet {
        HolidaySet(checked: [.rule(HolidayRule(on: try .dates(dates)))])
    }

    /// The set with further entries.
    ///
    /// - Throws: `Refusal` with code `tooLong` beyond ``maximumElements``.
    public func adding(_ other: HolidaySet) throws(Refusal) -> HolidaySet {
        try HolidaySet(elements + other.elements)
    }

    /// The holidays of a year, in the order of their dates; on one date in the order of the set.
    public func holidays(in year: Int) -> [Holiday] {
        guard (1...9_999).contains(year) else { return [] }
        return holidays(
            from: CivilDate.days(year: year, month: 1, day: 1), through: CivilDate.days(year: year, month: 12, day: 31))
    }

    /// The holidays from one date through another, in the order of their dates; none when the second is earlier.
    public func holidays(from first: LocalDate, through last: LocalDate) -> [Holiday] {
        holidays(from: first.dayNumber, through: last.dayNumber)
    }

    /// What comes again by a rule that has no last year: the name and what it does to the hours, each once.
    public var recurring: [(name: LocalizedText, effect: HolidayEffect)] {
        var seen: Set<LocalizedText> = []
        return rules.compactMap { rule in
            if case .dates = rule.occurrence.form { return nil }
            guard rule.years.upperBound == HolidayRule.allYears.upperBound, seen.insert(rule.name).inserted else {
                return nil
            }
            return (rule.name, rule.effect)
        }
    }

    /// The single dates of the set's own entries, not those of built-in sets, ascending.
    public var listedDates: [Holiday] {
        elements.flatMap { element -> [Holiday] in
            guard case .rule(let rule) = element, case .dates(let days) = rule.occurrence.form else { return [] }
            return days.map { Holiday(date: LocalDate(checked: $0), name: rule.name, effect: rule.effect) }
        }.sorted { $0.date < $1.date }
    }

    /// The holidays of a date.
    public func holidays(on date: LocalDate) -> [Holiday] {
        holidays(from: date.dayNumber, through: date.dayNumber)
    }

    /// The holidays within a range of day numbers.
    func holidays(from first: Int, through last: Int) -> [Holiday] {
        occurrences(from: first, through: last).compactMap { occurrence in
            guard let date = LocalDate(dayNumber: occurrence.day) else { return nil }
            let rule = rules[occurrence.rule]
            return Holiday(
                date: date, name: rule.name, effect: rule.effect, isObserved: occurrence.isObserved)
        }
    }

    struct Occurrence {
        let day: Int
        let rule: Int
        let isObserved: Bool
    }

    /// When which rule falls within a range of day numbers, sorted by day, then rule.
    func occurrences(from first: Int, through last: Int) -> [Occurrence] {
        guard !rules.isEmpty, first <= last else { return [] }
        // A rule of one year may fall or be observed in its neighbour.
        let firstYear = CivilDate.civil(days: first).year - 1
        let lastYear = CivilDate.civil(days: last).year + 1
        var found: [Occurrence] = []
        var shifted: [Occurrence] = []
        for (number, rule) in rules.enumerated() {
            for day in rule.dayNumbers(from: firstYear, through: lastYear) {
                found.append(Occurrence(day: day, rule: number, isObserved: false))
                if rule.observed != .none { shifted.append(Occurrence(day: day, rule: number, isObserved: true)) }
            }
        }
        if !shifted.isEmpty {
            var taken = Set(found.map(\.day))
            // Years in order, and within a year the order of the rules, so that the answer does not hang on the range.
            shifted.sort { ($0.day, $0.rule) < ($1.day, $1.rule) }
            for occurrence in shifted {
                guard let day = rules[occurrence.rule].observed.day(for: occurrence.day, taken: taken) else { continue }
                taken.insert(day)
                found.append(Occurrence(day: day, rule: occurrence.rule, isObserved: true))
            }
        }
        return found.filter { $0.day >= first && $0.day <= last }
            .sorted { ($0.day, $0.rule, $0.isObserved ? 1 : 0) < ($1.day, $1.rule, $1.isObserved ? 1 : 0) }
    }
}

extension ObservedShift {
    /// The day that stands in for a day on a weekend, or nil.
    func day(for day: Int, taken: Set<Int>) -> Int? {
        let weekday = Weekday(dayNumber: day)
        switch self {
        case .none: return nil
        case .nearestWeekday: return weekday == .saturday ? day - 1 : weekday == .sunday ? day + 1 : nil
        case .sundayToMonday: return weekday == .sunday ? day + 1 : nil
        case .nextWeekday:
            guard weekday >= .saturday else { return nil }
            var candidate = day + 1
            while Weekday(dayNumber: candidate) >= .saturday || taken.contains(candidate) {
                candidate += 1
                // Nobody observes a day more than a month late; a set that is all holidays ends here.
                if candidate > day + 31 { return nil }
            }
            return candidate
        }
    }
}

extension HolidaySet: ExpressibleByArrayLiteral {
    /// Makes a set of entries in source code; traps beyond ``maximumElements``.
    public init(arrayLiteral elements: Element...) {
        precondition(elements.count <= Self.maximumElements, "too many holidays")
        self.init(checked: elements)
    }
}

extension HolidaySet: Codable {
    /// Writes a list of names, dates and rules.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        for element in elements {
            switch element {
            case .named(let set): try container.encode(set)
            case .rule(let rule):
                if case .dates(let days) = rule.occurrence.form, days.count == 1, let day = days.first,
                    rule == HolidayRule(on: rule.occurrence)
                {
                    try container.encode(LocalDate(checked: day).description)
                } else {
                    try container.encode(rule)
                }
            }
        }
    }

    /// Reads a list of names, dates and rules.
    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        var elements: [Element] = []
        while !container.isAtEnd {
            guard elements.count < Self.maximumElements else {
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "more than \(Self.maximumElements) holidays")
            }
            elements.append(try container.decode(Element.self))
        }
        self.init(checked: elements)
    }
}

extension HolidaySet.Element: Codable {
    /// Writes a name or a rule.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .named(let set): try container.encode(set)
        case .rule(let rule): try container.encode(rule)
        }
    }

    /// Reads a name, a date or a rule.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let text = try? container.decode(String.self) else {
            self = .rule(try container.decode(HolidayRule.self))
            return
        }
        if let set = NamedHolidays(rawValue: text) {
            self = .named(set)
        } else if let date = LocalDate(text), let occurrence = try? HolidayOccurrence.dates([date]) {
            self = .rule(HolidayRule(on: occurrence))
        } else {
            let names = NamedHolidays.allCases.map(\.rawValue).joined(separator: ", ")
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected a date such as 2026-05-15, a rule, or one of \(names)")
        }
    }
}
