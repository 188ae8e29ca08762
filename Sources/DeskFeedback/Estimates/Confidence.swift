public import DeskPrimitives

/// How sure an interval is, as the share of intervals that hold the true value.
///
/// The four usual levels have constant quantiles. Any other level's is computed with + − × ÷ alone, so every interval has
/// the same bits on every platform.
public struct Confidence: Hashable, Sendable, Comparable {
    /// The share, between 0 and 1: 0.95 for 95 %.
    public let share: Double
    /// The two-sided quantile of the standard normal distribution.
    public let z: Double

    private init(_ share: Double, _ z: Double) {
        self.share = share
        self.z = z
    }

    /// 80 %: for looking, not for deciding.
    public static let p80 = Confidence(0.8, 1.2815515655446004)
    /// 90 %.
    public static let p90 = Confidence(0.9, 1.6448536269514722)
    /// 95 %: the usual.
    public static let p95 = Confidence(0.95, 1.959963984540054)
    /// 99 %.
    public static let p99 = Confidence(0.99, 2.5758293035489004)

    /// Any level.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for a share that is not between 0 and 1.
    public init(share: Double) throws(Refusal) {
        if let usual = [Self.p80, .p90, .p95, .p99].first(where: { $0.share == share }) {
            self = usual
            return
        }
        guard let z = StandardNormal.twoSidedQuantile(share) else {
            throw Refusal(.outOfRange, "a confidence lies between 0 and 1", at: .field("share"))
        }
        self.init(share, z)
    }

    /// The level in percent with as many digits as it has, such as `95` or `97.5`.
    public var percentText: String {
        let thousandths = nearestInteger(share * 100_000)
        let (whole, rest) = (thousandths / 1_000, thousandths % 1_000)
        guard rest != 0 else { return "\(whole)" }
        var digits = String(String(1_000 + rest).dropFirst())
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(whole).\(digits)"
    }

    /// The less sure one first.
    public static func < (a: Confidence, b: Confidence) -> Bool { a.share < b.share }
}

extension Confidence: Codable {
    /// Writes the share.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(share)
    }

    /// Reads the share.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let confidence = try? Confidence(share: try container.decode(Double.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a share between 0 and 1")
        }
        self = confidence
    }
}
