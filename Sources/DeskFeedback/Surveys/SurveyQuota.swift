public import DeskPrimitives

/// The most invitations that go out about one node in some days, so that nobody's customers are asked too much and a
/// survey costs what was meant.
///
/// In documents: `{"limit": 200, "level": "desk", "days": 1}`.
public struct SurveyQuota: Hashable, Sendable, Codable {
    /// The most invitations.
    public let limit: Int
    /// Of what kind of node: of the agent, the team … who handled the contact, or of the whole desk.
    public let level: TallyRow.Level
    /// In how many local days, today among them.
    public let days: Int

    /// The most days a quota may look back.
    public static let maximumDays = 366

    /// Creates a quota.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for a negative limit or days outside 1 … ``maximumDays``.
    public init(limit: Int, level: TallyRow.Level = .desk, days: Int = 1) throws(Refusal) {
        guard limit >= 0 else { throw Refusal(.outOfRange, "the limit is negative", at: .field("limit")) }
        guard (1...Self.maximumDays).contains(days) else {
            throw Refusal(.outOfRange, "days lie in 1 … \(Self.maximumDays)", at: .field("days"))
        }
        self.limit = limit
        self.level = level
        self.days = days
    }

    /// Reads and checks a quota; the level is the desk and the days one unless said.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(["limit", "level", "days"])
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let limit = try container.decode(Int.self, forKey: .limit)
        let level = try container.decodeIfPresent(TallyRow.Level.self, forKey: .level) ?? .desk
        let days = try container.decodeIfPresent(Int.self, forKey: .days) ?? 1
        self = try decoder.checked { () throws(Refusal) in
            try SurveyQuota(limit: limit, level: level, days: days)
        }
    }
}
