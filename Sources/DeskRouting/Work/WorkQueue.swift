public import DeskPrimitives

/// A line in which work waits, and the teams that serve it.
///
/// In documents: `{"id": "vip", "name": {"en": "VIP"}, "teams": ["t1"], "offerTimeout": "PT30S"}`; only the id is
/// needed.
public struct WorkQueue: Hashable, Sendable {
    /// How long an agent has to accept when nothing is said.
    public static let defaultOfferTimeout = TimeSpan.seconds(30)
    /// The most teams of a queue in a document.
    public static let teamCount = 1_000
    /// How long an offer can last.
    public static let offerTimeouts = TimeSpan.seconds(1)...TimeSpan.days(1)

    /// The name for rules and records.
    public var id: QueueID
    /// The name for people.
    public var name: LocalizedText
    /// The teams whose agents serve it.
    public var teams: [TeamID]
    /// How long an agent has to accept an offer, 1 second … 1 day; outside of it, the nearest end counts.
    public var offerTimeout: TimeSpan
    /// Who answers for it when nobody else does.
    public var escalateTo: AgentID?
    /// When it is served.
    public var calendar: CalendarID?
    /// How work that nobody takes is opened to more people.
    public var relaxation: RelaxationPlan
    /// The teams that help while a surge lasts.
    public var reserveTeams: [TeamID]
    /// The part of all waiting work that may wait here, for ``ContactOrder/queueRatio``; 1 unless said.
    ///
    /// With 0 nothing should wait here while anything waits elsewhere.
    public var share: Int

    /// What a share can be.
    public static let shares = 0...1_000

    /// Creates a queue.
    public init(
        id: QueueID, name: LocalizedText? = nil, teams: [TeamID] = [], offerTimeout: TimeSpan = defaultOfferTimeout,
        escalateTo: AgentID? = nil, calendar: CalendarID? = nil, relaxation: RelaxationPlan = .none,
        reserveTeams: [TeamID] = [], share: Int = 1
    ) {
        self.id = id
        self.name = name ?? LocalizedText(stringLiteral: id.rawValue)
        self.teams = teams
        self.offerTimeout = offerTimeout
        self.escalateTo = escalateTo
        self.calendar = calendar
        self.relaxation = relaxation
        self.reserveTeams = reserveTeams
        self.share = share
    }

    /// What is asked for in a ring.
    func requirement(_ first: [SkillRequirement], ring: Int) -> [SkillRequirement] {
        ring == 0 ? first : relaxation.requirement(first, ring: ring)
    }

    /// The teams that serve in a ring.
    func teams(ring: Int) -> [TeamID] { ring == 0 ? teams : teams + relaxation.teams(ring: ring) }

    /// The queue as it is served while a surge lasts: the reserve teams help.
    public var inSurge: WorkQueue {
        var queue = self
        queue.teams += reserveTeams.filter { !teams.contains($0) }
        return queue
    }

    /// When an offer made at an instant ends.
    public func offerEnd(from instant: Instant) -> Instant {
        instant.adding(offerSpan) ?? .latest
    }

    /// How long an offer lasts, within the range there is.
    var offerSpan: TimeSpan { min(max(offerTimeout, Self.offerTimeouts.lowerBound), Self.offerTimeouts.upperBound) }
}

extension WorkQueue: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case id
        case name
        case teams
        case offerTimeout
        case escalateTo
        case calendar
        case relaxation
        case reserveTeams
        case share
    }

    /// Reads the object, filling in what is left out.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try container.decode(QueueID.self, forKey: .id),
            name: try container.decodeIfPresent(LocalizedText.self, forKey: .name),
            teams: try container.decodeIfPresent([TeamID].self, forKey: .teams) ?? [],
            offerTimeout: try container.decodeIfPresent(TimeSpan.self, forKey: .offerTimeout)
                ?? Self.defaultOfferTimeout,
            escalateTo: try container.decodeIfPresent(AgentID.self, forKey: .escalateTo),
            calendar: try container.decodeIfPresent(CalendarID.self, forKey: .calendar),
            relaxation: try container.decodeIfPresent(RelaxationPlan.self, forKey: .relaxation) ?? .none,
            reserveTeams: try container.decodeIfPresent([TeamID].self, forKey: .reserveTeams) ?? [],
            share: try container.decodeIfPresent(Int.self, forKey: .share) ?? 1)
        guard Self.shares.contains(share) else {
            throw DecodingError.dataCorruptedError(
                forKey: .share, in: container, debugDescription: "a share is 0 to 1000")
        }
        guard teams.count <= Self.teamCount, reserveTeams.count <= Self.teamCount else {
            throw DecodingError.dataCorruptedError(
                forKey: .teams, in: container, debugDescription: "a queue has at most \(Self.teamCount) teams")
        }
        guard Self.offerTimeouts.contains(offerTimeout) else {
            throw DecodingError.dataCorruptedError(
                forKey: .offerTimeout, in: container, debugDescription: "an offer lasts PT1S to PT24H")
        }
    }

    /// Writes the object without what is as usual.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(name, forKey: .name)
        try container.encode(teams, forKey: .teams)
        if offerTimeout != Self.defaultOfferTimeout { try container.encode(offerTimeout, forKey: .offerTimeout) }
        try container.encodeIfPresent(escalateTo, forKey: .escalateTo)
        try container.encodeIfPresent(calendar, forKey: .calendar)
        if relaxation != .none { try container.encode(relaxation, forKey: .relaxation) }
        if !reserveTeams.isEmpty { try container.encode(reserveTeams, forKey: .reserveTeams) }
        if share != 1 { try container.encode(share, forKey: .share) }
    }
}
