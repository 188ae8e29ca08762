/// A day of the week, Monday first as in ISO 8601; encodes as `mon` … `sun`.
public enum Weekday: String, Hashable, Comparable, CaseIterable, Sendable, Codable, CodingKeyRepresentable {
    /// Monday.
    case monday = "mon"
    /// Tuesday.
    case tuesday = "tue"
    /// Wednesday.
    case wednesday = "wed"
    /// Thursday.
    case thursday = "thu"
    /// Friday.
    case friday = "fri"
    /// Saturday.
    case saturday = "sat"
    /// Sunday.
    case sunday = "sun"

    /// The number in ISO 8601: 1 for Monday … 7 for Sunday.
    public var isoNumber: Int { index + 1 }

    /// 0 for Monday … 6 for Sunday.
    var index: Int {
        switch self {
        case .monday: 0
        case .tuesday: 1
        case .wednesday: 2
        case .thursday: 3
        case .friday: 4
        case .saturday: 5
        case .sunday: 6
        }
    }

    /// The day of the week of a day number; 1970-01-01 was a Thursday.
    init(dayNumber: Int) {
        let index = (dayNumber % 7 + 10) % 7
        self = Weekday.allCases[index]
    }

    /// Orders from Monday to Sunday.
    public static func < (a: Self, b: Self) -> Bool { a.index < b.index }
}
