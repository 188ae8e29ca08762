/// How much care data needs; more care sorts later.
public enum DataSensitivity: String, Hashable, Comparable, Sendable, Codable, CaseIterable {
    /// Everybody may read it.
    case open
    /// It tells something about a person.
    case personal
    /// It tells what only the person and those who serve the person may know, such as health or payment.
    case confidential

    /// Reads the name; another name is an error that lists the names.
    public init(from decoder: any Decoder) throws {
        self = try decoder.name(of: Self.self)
    }

    /// Less care sorts first.
    public static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

    private var rank: Int {
        switch self {
        case .open: 0
        case .personal: 1
        case .confidential: 2
        }
    }
}
