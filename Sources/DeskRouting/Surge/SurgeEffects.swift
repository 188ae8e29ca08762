public import DeskPrimitives

/// What changes while a surge lasts.
public struct SurgeEffects: Hashable, Sendable {
    /// Teams whose agents are called in besides the ones who serve the line.
    public var reserveTeams: [TeamID]
    /// Surveys are not sent.
    public var holdsSurveys: Bool
    /// Work less urgent than this is not handed out.
    public var holdsWorkBelow: Int?
    /// Callbacks are offered at once.
    public var offersCallbacks: Bool
    /// What is said on every channel.
    public var announcement: LocalizedText?

    /// Creates effects.
    public init(
        reserveTeams: [TeamID] = [], holdsSurveys: Bool = true, holdsWorkBelow: Int? = nil,
        offersCallbacks: Bool = false, announcement: LocalizedText? = nil
    ) {
        self.reserveTeams = reserveTeams
        self.holdsSurveys = holdsSurveys
        self.holdsWorkBelow = holdsWorkBelow
        self.offersCallbacks = offersCallbacks
        self.announcement = announcement
    }

    /// Whether work of an urgency is held back.
    public func holds(urgency: Int) -> Bool { holdsWorkBelow.map { urgency < $0 } ?? false }
}

extension SurgeEffects: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case reserveTeams
        case holdsSurveys
        case holdsWorkBelow
        case offersCallbacks
        case announcement
    }

    /// Reads the object, filling in what is left out.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            reserveTeams: try container.decodeIfPresent([TeamID].self, forKey: .reserveTeams) ?? [],
            holdsSurveys: try container.decodeIfPresent(Bool.self, forKey: .holdsSurveys) ?? true,
            holdsWorkBelow: try container.decodeIfPresent(Int.self, forKey: .holdsWorkBelow),
            offersCallbacks: try container.decodeIfPresent(Bool.self, forKey: .offersCallbacks) ?? false,
            announcement: try container.decodeIfPresent(LocalizedText.self, forKey: .announcement))
    }
}
