import DeskPrimitives

/// The hours of the days of a week.
///
/// Encodes as an object with days or ranges of days as keys: `{"mon-fri": ["08:00-16:00"], "sat": ["10:00-14:00"]}`.
/// A day that is not there is closed.
public struct WeekHours: Hashable, Sendable {
    /// Seven hours, Monday's first.
    var days: [DayHours]

    /// Creates the hours of a week; days that are left out are closed.
    public init(_ hours: [Weekday: DayHours] = [:]) {
        days = Weekday.allCases.map { hours[$0] ?? .closed }
    }

    /// No hours at all.
    public static let closed = WeekHours()
    /// All hours of all days.
    public static let always = WeekHours.everyDay(.allDay)

    /// The same hours from Monday to Friday; closed on Saturday and Sunday.
    public static func mondayToFriday(_ hours: DayHours) -> WeekHours {
        var week = WeekHours()
        for day in 0..<5 { week.days[day] = hours }
        return week
    }

    /// The same hours on all seven days.
    public static func everyDay(_ hours: DayHours) -> WeekHours {
        var week = WeekHours()
        for day in 0..<7 { week.days[day] = hours }
        return week
    }

    /// The hours of a day of the week.
    public subscript(day: Weekday) -> DayHours {
        get { days[day.index] }
        set { days[day.index] = newValue }
    }

    /// Whether there are no hours at all.
    public var isClosed: Bool { days.allSatisfy(\.isClosed) }
}

extension WeekHours: Codable {
    /// Writes an object; neighbouring days with the same hours share a key.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: AnyKey.self)
        for (key, hours) in keyed { try container.encode(hours, forKey: AnyKey(key)) }
    }

    /// Reads an object of days and ranges of days.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: AnyKey.self)
        self.init()
        var given = Set<Int>()
        for key in container.allKeys.sorted(by: { $0.stringValue < $1.stringValue }) {
            guard let range = Self.days(key.stringValue) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: container, debugDescription: "expected a day or days such as mon or mon-fri")
            }
            let hours = try container.decode(DayHours.self, forKey: key)
            for day in range {
                guard given.insert(day).inserted else {
                    throw DecodingError.dataCorruptedError(
                        forKey: key, in: container,
                        debugDescription: "\(Weekday.allCases[day].rawValue) is given twice")
                }
                days[day] = hours
            }
        }
    }

    /// The keys of the days that have hours, in the order of the week.
    var keyed: [(key: String, hours: DayHours)] {
        var result: [(String, DayHours)] = []
        var first = 0
        while first < 7 {
            var last = first
            while last < 6, days[last + 1] == days[first] { last += 1 }
            if !days[first].isClosed {
                let name = Weekday.allCases[first].rawValue
                result.append((last > first ? "\(name)-\(Weekday.allCases[last].rawValue)" : name, days[first]))
            }
            first = last + 1
        }
        return result
    }

    /// The days that `mon` or `mon-fri` stands for.
    static func days(_ text: String) -> ClosedRange<Int>? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let first = Weekday(rawValue: String(parts[0])),
            let last = Weekday(rawValue: String(parts[parts.count - 1])), first <= last
        else { return nil }
        return first.index...last.index
    }
}
