public import DeskPrimitives

/// Whom the desk asks to recommend it.
///
/// Public reviews and private recommendations are two things. Asking only the happy for public reviews ("review gating")
/// is against the rules of review sites and of consumer protection, so ``PublicReviews`` knows no score at all; the
/// request to recommend in private may go to promoters alone.
public struct PromoterPlan: Hashable, Sendable {
    /// Who is asked for a public review: nobody, everybody, or some by lot, never by how they rated.
    public enum PublicReviews: Hashable, Sendable {
        /// Nobody.
        case nobody
        /// Everybody who is surveyed.
        case everyone
        /// So many of 1000, by a keyed draw.
        case random(perMille: Int)
    }

    /// From which answer to the recommend question on somebody is asked to recommend us to others, 7 … 10.
    public let from: UInt8
    /// Whether they are asked for consent to be quoted as well.
    public let asksConsent: Bool
    /// Who is asked for a public review.
    public let publicReviews: PublicReviews
    /// What those are told who are asked for a public review, with its address; nil when they are told nothing.
    public let reviewText: LocalizedText?

    /// Creates a plan.
    ///
    /// - Throws: `Refusal` with code `outOfRange`.
    public init(
        from: UInt8 = 9, asksConsent: Bool = true, publicReviews: PublicReviews = .nobody,
        reviewText: LocalizedText? = nil
    ) throws(Refusal) {
        guard (7...10).contains(from) else {
            throw Refusal(.outOfRange, "who recommends answers 7 … 10", at: .field("from"))
        }
        if case .random(let share) = publicReviews, !(0...1_000).contains(share) {
            throw Refusal(.outOfRange, "the share lies in 0 … 1000", at: .field("publicReviews"))
        }
        self.from = from
        self.asksConsent = asksConsent
        self.publicReviews = publicReviews
        self.reviewText = reviewText
    }

    /// Whether somebody is asked to recommend us, after an answer.
    ///
    /// - Parameters:
    ///   - askedBefore: Whether the person was ever asked; everybody is asked once.
    ///   - consent: What the person said to being asked such things: yes, no, or nothing.
    ///   - recoveryIsOpen: Whether a bad rating of the person is being put right.
    public func decide(
        recommend: UInt8?, askedBefore: Bool, consent: Bool?, recoveryIsOpen: Bool
    ) -> PromoterDecision {
        guard let recommend, recommend <= 10 else { return .notAsked(.noAnswer) }
        if consent == false { return .notAsked(.optedOut) }
        if recommend < from { return .notAsked(.notPromoter(recommend, from: from)) }
        if recoveryIsOpen { return .notAsked(.recoveryOpen) }
        if askedBefore { return .notAsked(.askedBefore) }
        return .ask
    }

    /// Whether somebody is asked for a public review; how they rated is no argument, and never will be.
    public func asksForReview(survey: SurveyID, case caseID: CaseID, key: KeyedDigest) -> Bool {
        switch publicReviews {
        case .nobody: return false
        case .everyone: return true
        case .random(let share):
            let drawn = key.key(Array("public-review".utf8), Array(survey.rawValue.utf8), Array(caseID.rawValue.utf8))
            let number = drawn.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return Int(number.multipliedFullWidth(by: 1_000).high) < share
        }
    }
}

extension PromoterPlan: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable { case from, asksConsent, publicReviews, reviewText }

    /// Writes every member; ``publicReviews`` as `"nobody"`, `"everyone"` or the share per mille.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(from, forKey: .from)
        try container.encode(asksConsent, forKey: .asksConsent)
        switch publicReviews {
        case .nobody: try container.encode("nobody", forKey: .publicReviews)
        case .everyone: try container.encode("everyone", forKey: .publicReviews)
        case .random(let share): try container.encode(share, forKey: .publicReviews)
        }
        try container.encodeIfPresent(reviewText, forKey: .reviewText)
    }

    /// Reads and checks a plan; every member may be left out.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let from = try container.decodeIfPresent(UInt8.self, forKey: .from) ?? 9
        let asksConsent = try container.decodeIfPresent(Bool.self, forKey: .asksConsent) ?? true
        let reviewText = try container.decodeIfPresent(LocalizedText.self, forKey: .reviewText)
        var reviews = PublicReviews.nobody
        if container.contains(.publicReviews) {
            if let share = try? container.decode(Int.self, forKey: .publicReviews) {
                reviews = .random(perMille: share)
            } else {
                switch try? container.decode(String.self, forKey: .publicReviews) {
                case "nobody": reviews = .nobody
                case "everyone": reviews = .everyone
                default:
                    throw DecodingError.dataCorruptedError(
                        forKey: .publicReviews, in: container,
                        debugDescription: "expected nobody, everyone or a share of 1000; never promoters only")
                }
            }
        }
        self = try decoder.checked { () throws(Refusal) in
            try PromoterPlan(from: from, asksConsent: asksConsent, publicReviews: reviews, reviewText: reviewText)
        }
    }
}
