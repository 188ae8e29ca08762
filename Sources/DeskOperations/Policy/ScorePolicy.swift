public import DeskFeedback
import DeskPrimitives

/// Who sees scores, whose answer it is when several people handled a contact, and what counts as good outside and bad inside.
public struct ScorePolicy: Hashable, Sendable, Codable {
    /// Who may see what.
    public var visibility: FeedbackVisibility
    /// Whether an answer after a hand-over counts for the agent who had the case last; else it counts for the team and for
    /// no agent.
    public var handedOverCountsForLast: Bool
    /// When targets are met and experience is poor.
    public var watermelon: WatermelonFinding.Thresholds

    /// Creates a policy; what is left out is the usual.
    public init(
        visibility: FeedbackVisibility = .standard, handedOverCountsForLast: Bool = false,
        watermelon: WatermelonFinding.Thresholds = .usual
    ) {
        self.visibility = visibility
        self.handedOverCountsForLast = handedOverCountsForLast
        self.watermelon = watermelon
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case visibility, handedOverCountsForLast, watermelon }

    /// Reads a policy; every member may be left out.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        visibility = try container.decodeIfPresent(FeedbackVisibility.self, forKey: .visibility) ?? .standard
        handedOverCountsForLast = try container.decodeIfPresent(Bool.self, forKey: .handedOverCountsForLast) ?? false
        watermelon = try container.decodeIfPresent(WatermelonFinding.Thresholds.self, forKey: .watermelon) ?? .usual
    }
}
