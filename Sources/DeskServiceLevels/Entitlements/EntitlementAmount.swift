public import DeskPrimitives

/// How much of an entitlement: working time, or a number of cases.
public enum EntitlementAmount: Hashable, Sendable {
    /// Working time.
    case time(TimeSpan)
    /// Cases.
    case cases(Int)

    /// In what an entitlement is counted.
    public enum Unit: String, Hashable, Sendable, Codable, CaseIterable {
        /// Working time.
        case time
        /// Cases.
        case cases
    }

    /// In what it is counted.
    public var unit: Unit {
        switch self {
        case .time: .time
        case .cases: .cases
        }
    }

    /// Microseconds or cases.
    var count: Int64 {
        switch self {
        case .time(let span): span.microseconds
        case .cases(let count): Int64(count)
        }
    }

    init(_ count: Int64, _ unit: Unit) {
        switch unit {
        case .time: self = .time(TimeSpan(microseconds: count))
        case .cases: self = .cases(Int(count))
        }
    }

    /// The largest amount taken, a thousand years or 10¹² cases, so that sums stay within their integers.
    static func limit(_ unit: Unit) -> Int64 {
        switch unit {
        case .time: TimeSpan.days(365_250).microseconds
        case .cases: 1_000_000_000_000
        }
    }

    /// The amount as people write it: `3 h 20 min`, `2 cases`.
    public func text(in language: LanguageTag) -> String {
        switch self {
        case .time(let span): span.shortText()
        case .cases(1): language.pick(en: "1 case", fi: "1 tapaus")
        case .cases(let count): language.pick(en: "\(count) cases", fi: "\(count) tapausta")
        }
    }
}

extension EntitlementAmount: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case time, cases
    }

    /// Reads `{"time": "PT10H"}` or `{"cases": 5}`.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let time = try container.decodeIfPresent(TimeSpan.self, forKey: .time)
        let cases = try container.decodeIfPresent(Int.self, forKey: .cases)
        switch (time, cases) {
        case (let time?, nil): self = .time(time)
        case (nil, let cases?): self = .cases(cases)
        default:
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath, debugDescription: "exactly one of time and cases is needed"))
        }
    }

    /// Writes the form that ``init(from:)`` reads.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .time(let span): try container.encode(span, forKey: .time)
        case .cases(let count): try container.encode(count, forKey: .cases)
        }
    }
}
