public import DeskPrimitives

/// When a surge begins and ends, and what it changes.
///
/// A surge begins when the measure reaches ``enterAt`` and ends when it has fallen to ``leaveAt``, which is lower, but not before
/// ``minimumStay`` and in any case after ``expiresAfter``: a mode that flutters or is forgotten is worse than none.
///
/// In documents: `{"id": "billing", "measure": "arrivalsPercent", "enterAt": 200, "leaveAt": 130, "minimumStay": "PT30M",
/// "expiresAfter": "PT8H", "effects": {…}}`.
public struct SurgePolicy: Hashable, Sendable {
    /// How long a surge can last at most.
    public static let longest = TimeSpan.days(7)

    /// The name for records.
    public let id: SurgeID
    /// What is looked at.
    public let measure: SurgeMeasure
    /// The value at or above which a surge begins.
    public let enterAt: Int
    /// The value at or below which it ends; lower than ``enterAt``.
    public let leaveAt: Int
    /// How long it lasts at least.
    public let minimumStay: TimeSpan
    /// When it ends whatever the measure says, until somebody declares it anew or the measure calls it again.
    public let expiresAfter: TimeSpan
    /// What it changes.
    public let effects: SurgeEffects
    /// The topics whose contacts belong to it; all when there are none.
    public let topics: [TopicID]

    /// Creates a policy.
    ///
    /// - Throws: `Refusal` with code `outOfRange` at the member.
    public init(
        id: SurgeID, measure: SurgeMeasure, enterAt: Int, leaveAt: Int, minimumStay: TimeSpan = .minutes(30),
        expiresAfter: TimeSpan = .hours(8), effects: SurgeEffects = SurgeEffects(), topics: [TopicID] = []
    ) throws(Refusal) {
        guard leaveAt >= 0, leaveAt < enterAt else {
            throw Refusal(.outOfRange, "a surge ends below \(enterAt), where it begins", at: .field("leaveAt"))
        }
        guard minimumStay >= .zero, minimumStay <= Self.longest else {
            throw Refusal(.outOfRange, "zero to seven days", at: .field("minimumStay"))
        }
        guard expiresAfter > .zero, expiresAfter >= minimumStay, expiresAfter <= Self.longest else {
            throw Refusal(
                .outOfRange, "longer than nothing and than the minimum stay, at most seven days",
                at: .field("expiresAfter"))
        }
        self.id = id
        self.measure = measure
        self.enterAt = enterAt
        self.leaveAt = leaveAt
        self.minimumStay = minimumStay
        self.expiresAfter = expiresAfter
        self.effects = effects
        self.topics = topics
    }

    /// Whether a contact about something belongs to the surge.
    public func concerns(_ topic: TopicID?) -> Bool {
        topics.isEmpty || topic.map { topics.contains($0) } == true
    }
}

extension SurgePolicy: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case id
        case measure
        case enterAt
        case leaveAt
        case minimumStay
        case expiresAfter
        case effects
        case topics
    }

    /// Reads the object, refusing what the initializer refuses at its member.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let id = try container.decode(SurgeID.self, forKey: .id)
        let measure = try container.decode(SurgeMeasure.self, forKey: .measure)
        let enterAt = try container.decode(Int.self, forKey: .enterAt)
        let leaveAt = try container.decode(Int.self, forKey: .leaveAt)
        let minimumStay = try container.decodeIfPresent(TimeSpan.self, forKey: .minimumStay) ?? .minutes(30)
        let expiresAfter = try container.decodeIfPresent(TimeSpan.self, forKey: .expiresAfter) ?? .hours(8)
        let effects = try container.decodeIfPresent(SurgeEffects.self, forKey: .effects) ?? SurgeEffects()
        let topics = try container.decodeIfPresent([TopicID].self, forKey: .topics) ?? []
        self = try decoder.checked { () throws(Refusal) in
            try SurgePolicy(
                id: id, measure: measure, enterAt: enterAt, leaveAt: leaveAt, minimumStay: minimumStay,
                expiresAfter: expiresAfter, effects: effects, topics: topics)
        }
    }
}
