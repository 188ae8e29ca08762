public import DeskFeedback
import DeskPrimitives

/// Who sees scores, by what periods, whose answer it is when several people handled a contact, and what counts as good
/// outside and bad inside.
public struct ScorePolicy: Hashable, Sendable, Codable {
    /// Who may see what.
    public var visibility: FeedbackVisibility
    /// By what periods scores are read.
    public var periods: ScorePeriods
    /// Whose answer it is after a hand-over: it always counts for the last team, and for an agent as this says.
    public var attribution: Attribution.Rule
    /// When targets are met and experience is poor.
    public var watermelon: WatermelonFinding.Thresholds
    /// Who was in which team when, for views of a team's present members; nil takes the policy's own agents.
    public var history: OrganizationHistory?

    /// Creates a policy; what is left out is the usual.
    public init(
        visibility: FeedbackVisibility = .standard, periods: ScorePeriods = .monthly,
        attribution: Attribution.Rule = .onlyHandler, watermelon: WatermelonFinding.Thresholds = .usual,
        history: OrganizationHistory? = nil
    ) {
        self.visibility = visibility
        self.periods = periods
        self.attribution = attribution
        self.watermelon = watermelon
        self.history = history
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case visibility, periods, attribution, watermelon, history, handedOverCountsForLast
    }

    /// Writes every member.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(visibility, forKey: .visibility)
        try container.encode(periods, forKey: .periods)
        try container.encode(attribution, forKey: .attribution)
        try container.encode(watermelon, forKey: .watermelon)
        try container.encodeIfPresent(history, forKey: .history)
    }

    /// Reads a policy; every member may be left out.
    ///
    /// `handedOverCountsForLast` of earlier documents is read as the attribution to the last handler.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        visibility = try container.decodeIfPresent(FeedbackVisibility.self, forKey: .visibility) ?? .standard
        periods = try container.decodeIfPresent(ScorePeriods.self, forKey: .periods) ?? .monthly
        let last = try container.decodeIfPresent(Bool.self, forKey: .handedOverCountsForLast) ?? false
        attribution =
            try container.decodeIfPresent(Attribution.Rule.self, forKey: .attribution)
            ?? (last ? .lastHandler : .onlyHandler)
        watermelon = try container.decodeIfPresent(WatermelonFinding.Thresholds.self, forKey: .watermelon) ?? .usual
        history = try container.decodeIfPresent(OrganizationHistory.self, forKey: .history)
    }
}
