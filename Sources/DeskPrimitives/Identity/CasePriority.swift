/// How urgent a case is; a smaller rank is more urgent.
public struct CasePriority: Hashable, Comparable, Sendable, CustomStringConvertible, CaseIterable {
    /// 1 (most urgent) … 4.
    public let rank: Int
    /// The name in documents: `critical`, `high`, `normal` or `low`.
    public let name: String

    private init(_ rank: Int, _ name: String) {
        self.rank = rank
        self.name = name
    }

    /// Everything stands still for many.
    public static let critical = CasePriority(1, "critical")
    /// Work is held up.
    public static let high = CasePriority(2, "high")
    /// The usual.
    public static let normal = CasePriority(3, "normal")
    /// It can wait.
    public static let low = CasePriority(4, "low")

    /// From the most to the least urgent.
    public static let allCases: [CasePriority] = [.critical, .high, .normal, .low]

    /// The priority of a name in documents.
    public init?(name: String) {
        guard let priority = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = priority
    }

    /// More urgent sorts first.
    public static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }
    public var description: String { name }
}

extension CasePriority: Codable, CodingKeyRepresentable {
    /// Writes the name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }

    /// Reads the name.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let priority = CasePriority(name: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected critical, high, normal or low")
        }
        self = priority
    }

    /// Lets priorities be keys of a JSON object.
    public var codingKey: any CodingKey { AnyKey(name) }

    /// Reads a priority from the key of a JSON object.
    public init?<Key: CodingKey>(codingKey: Key) {
        self.init(name: codingKey.stringValue)
    }
}
