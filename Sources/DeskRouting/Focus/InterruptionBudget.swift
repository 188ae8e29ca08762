public import DeskPrimitives

/// How often an agent who works on something may be interrupted with an offer.
///
/// In documents: `{"count": 4, "per": "PT1H"}`.
public struct InterruptionBudget: Hashable, Sendable, Codable {
    /// The most interruptions a budget can allow.
    public static let counts = 1...64

    /// How many offers may come in the span while the agent works on something.
    public let count: Int
    /// The length of the moving window.
    public let per: TimeSpan

    /// Creates a budget.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for a count outside ``counts`` or a span that is not positive.
    public init(_ count: Int, per span: TimeSpan) throws(Refusal) {
        guard Self.counts.contains(count) else {
            throw Refusal(.outOfRange, "a budget allows 1 to 64 interruptions", at: .field("count"))
        }
        guard span > .zero else { throw Refusal(.outOfRange, "the span is not positive", at: .field("per")) }
        self.count = count
        per = span
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case count, per }

    /// Reads the object and checks it.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let count = try object.decode(Int.self, forKey: .count)
        let per = try object.decode(TimeSpan.self, forKey: .per)
        self = try decoder.checked { () throws(Refusal) in try InterruptionBudget(count, per: per) }
    }

    /// When the budget allows another interruption; nil when it does now.
    func exhaustedUntil(_ interruptions: [Instant], at now: Instant) -> Instant? {
        guard interruptions.count >= count else { return nil }
        let until = interruptions[interruptions.count - count].adding(per) ?? .latest
        return until > now ? until : nil
    }
}
