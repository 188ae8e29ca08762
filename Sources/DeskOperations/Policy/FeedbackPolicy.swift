public import DeskFeedback
import DeskPrimitives

/// What follows from an answer, and who reads feedback; every part may be missing, and then nothing follows.
public struct FeedbackPolicy: Hashable, Sendable, Codable {
    /// What is done when a rating is bad.
    public var recovery: RecoveryPlan?
    /// Whom the desk asks to recommend it.
    public var promoters: PromoterPlan?
    /// How colleagues may recognise one another.
    public var recognition: RecognitionPlan
    /// Who reads feedback, and by when.
    public var reviews: ReviewPlan?
    /// Who sees scores, and how they are counted and judged.
    public var scores: ScorePolicy

    /// Creates a policy; what is left out does nothing.
    public init(
        recovery: RecoveryPlan? = nil, promoters: PromoterPlan? = nil, recognition: RecognitionPlan = .standard,
        reviews: ReviewPlan? = nil, scores: ScorePolicy = ScorePolicy()
    ) {
        self.recovery = recovery
        self.promoters = promoters
        self.recognition = recognition
        self.reviews = reviews
        self.scores = scores
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case recovery, promoters, recognition, reviews, scores }

    /// Reads a policy; every member may be left out.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        recovery = try container.decodeIfPresent(RecoveryPlan.self, forKey: .recovery)
        promoters = try container.decodeIfPresent(PromoterPlan.self, forKey: .promoters)
        recognition = try container.decodeIfPresent(RecognitionPlan.self, forKey: .recognition) ?? .standard
        reviews = try container.decodeIfPresent(ReviewPlan.self, forKey: .reviews)
        scores = try container.decodeIfPresent(ScorePolicy.self, forKey: .scores) ?? ScorePolicy()
    }
}
