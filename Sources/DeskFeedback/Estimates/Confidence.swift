/// How sure an interval is, as the share of intervals that hold the true value.
///
/// Only the four usual levels exist; their quantiles are constants, so every interval has the same bits on every
/// platform.
public struct Confidence: Hashable, Sendable, Comparable {
    /// The level in percent.
    public let percent: Int
    /// The two-sided quantile of the standard normal distribution.
    public let z: Double

    private init(_ percent: Int, _ z: Double) {
        self.percent = percent
        self.z = z
    }

    /// 80 %: for looking, not for deciding.
    public static let p80 = Confidence(80, 1.2815515655446004)
    /// 90 %.
    public static let p90 = Confidence(90, 1.6448536269514722)
    /// 95 %: the usual.
    public static let p95 = Confidence(95, 1.959963984540054)
    /// 99 %.
    public static let p99 = Confidence(99, 2.5758293035489004)

    /// The level of a percentage; nil unless it is 80, 90, 95 or 99.
    public init?(percent: Int) {
        switch percent {
        case 80: self = .p80
        case 90: self = .p90
        case 95: self = .p95
        case 99: self = .p99
        default: return nil
        }
    }

    /// The less sure one first.
    public static func < (a: Confidence, b: Confidence) -> Bool { a.percent < b.percent }
}

extension Confidence: Codable {
    /// Writes the percentage.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(percent)
    }

    /// Reads the percentage.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let confidence = Confidence(percent: try container.decode(Int.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected 80, 90, 95 or 99")
        }
        self = confidence
    }
}
