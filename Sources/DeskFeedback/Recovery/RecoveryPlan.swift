public import DeskPrimitives

/// What is done when a rating is bad.
///
/// One answer is enough to open a recovery: it is about a person, not about a number, so no gate of small counts applies.
/// In documents every member may be left out:
///
///     { "contactWithin": "PT24H", "checkBackAfter": "P7D", "owner": "veikko", "recommendAtMost": 6 }
public struct RecoveryPlan: Hashable, Sendable {
    /// An answer of up to so much to the recommend question opens one; nil when it never does.
    public let recommendAtMost: UInt8?
    /// A rating of the service up to so much opens one; nil when it never does.
    public let serviceAtMost: UInt8?
    /// An effort score, larger is easier, of up to so much opens one; nil when it never does.
    public let effortAtMost: UInt8?
    /// Whether "not resolved" opens one.
    public let whenNotResolved: Bool
    /// Who has to see to it; nil leaves it to whom the case's queue escalates to, or who handled it.
    public let owner: AgentID?
    /// Within which time the person is to be contacted.
    ///
    /// 24 to 48 hours is what practice asks for (pegamento, closed loop guide).
    public let contactWithin: TimeSpan
    /// The calendar in whose open time that is counted; nil counts every hour.
    public let calendar: CalendarID?
    /// How long after being put right the person is asked whether it is in order.
    public let checkBackAfter: TimeSpan
    /// How long the person may take to answer that.
    public let answerWithin: TimeSpan
    /// Whether the person is asked for reasons.
    public let asksReasons: Bool

    /// Creates a plan.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for a threshold beyond its scale or a span that is not above zero,
    ///   `wrongState` when nothing would open a recovery.
    public init(
        recommendAtMost: UInt8? = 6, serviceAtMost: UInt8? = 2, effortAtMost: UInt8? = 2, whenNotResolved: Bool = true,
        owner: AgentID? = nil, contactWithin: TimeSpan = .hours(24), calendar: CalendarID? = nil,
        checkBackAfter: TimeSpan = .days(7), answerWithin: TimeSpan = .days(14), asksReasons: Bool = true
    ) throws(Refusal) {
        let thresholds: [(String, UInt8?, ClosedRange<UInt8>)] = [
            ("recommendAtMost", recommendAtMost, 0...9), ("serviceAtMost", serviceAtMost, 1...4),
            ("effortAtMost", effortAtMost, 1...6),
        ]
        for (name, value, range) in thresholds {
            guard let value, !range.contains(value) else { continue }
            throw Refusal(
                .outOfRange, "the threshold lies in \(range.lowerBound) … \(range.upperBound)", at: .field(name))
        }
        let spans = [
            ("contactWithin", contactWithin), ("checkBackAfter", checkBackAfter), ("answerWithin", answerWithin),
        ]
        for (name, span) in spans where span <= .zero || span > .days(366) {
            throw Refusal(.outOfRange, "the span lies above zero and within a year", at: .field(name))
        }
        guard recommendAtMost != nil || serviceAtMost != nil || effortAtMost != nil || whenNotResolved else {
            throw Refusal(.wrongState, "no rating would open a recovery")
        }
        self.recommendAtMost = recommendAtMost
        self.serviceAtMost = serviceAtMost
        self.effortAtMost = effortAtMost
        self.whenNotResolved = whenNotResolved
        self.owner = owner
        self.contactWithin = contactWithin
        self.calendar = calendar
        self.checkBackAfter = checkBackAfter
        self.answerWithin = answerWithin
        self.asksReasons = asksReasons
    }

    /// What in some scores opens a recovery; nothing when they are good enough.
    public func triggers(in scores: ScoreSet) -> [RecoveryTrigger] {
        var triggers: [RecoveryTrigger] = []
        if whenNotResolved, scores.resolved == 0 { triggers.append(.notResolved) }
        if let limit = serviceAtMost, let value = scores.service, value <= limit { triggers.append(.service) }
        if let limit = recommendAtMost, let value = scores.recommend, value <= limit { triggers.append(.recommend) }
        if let limit = effortAtMost, let value = scores.effort, value <= limit { triggers.append(.effort) }
        return triggers
    }
}

extension RecoveryPlan: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case recommendAtMost, serviceAtMost, effortAtMost, whenNotResolved, owner, contactWithin, calendar
        case checkBackAfter, answerWithin, asksReasons
    }

    /// Writes every member.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(recommendAtMost, forKey: .recommendAtMost)
        try container.encode(serviceAtMost, forKey: .serviceAtMost)
        try container.encode(effortAtMost, forKey: .effortAtMost)
        try container.encode(whenNotResolved, forKey: .whenNotResolved)
        try container.encodeIfPresent(owner, forKey: .owner)
        try container.encode(contactWithin, forKey: .contactWithin)
        try container.encodeIfPresent(calendar, forKey: .calendar)
        try container.encode(checkBackAfter, forKey: .checkBackAfter)
        try container.encode(answerWithin, forKey: .answerWithin)
        try container.encode(asksReasons, forKey: .asksReasons)
    }

    /// Reads and checks a plan; a threshold that is left out has its usual value, one that is null opens nothing.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func threshold(_ key: CodingKeys, _ usual: UInt8) throws -> UInt8? {
            container.contains(key) ? try container.decode(UInt8?.self, forKey: key) : usual
        }
        let recommend = try threshold(.recommendAtMost, 6)
        let service = try threshold(.serviceAtMost, 2)
        let effort = try threshold(.effortAtMost, 2)
        let whenNotResolved = try container.decodeIfPresent(Bool.self, forKey: .whenNotResolved) ?? true
        let owner = try container.decodeIfPresent(AgentID.self, forKey: .owner)
        let contactWithin = try container.decodeIfPresent(TimeSpan.self, forKey: .contactWithin) ?? .hours(24)
        let calendar = try container.decodeIfPresent(CalendarID.self, forKey: .calendar)
        let checkBackAfter = try container.decodeIfPresent(TimeSpan.self, forKey: .checkBackAfter) ?? .days(7)
        let answerWithin = try container.decodeIfPresent(TimeSpan.self, forKey: .answerWithin) ?? .days(14)
        let asksReasons = try container.decodeIfPresent(Bool.self, forKey: .asksReasons) ?? true
        self = try decoder.checked { () throws(Refusal) in
            try RecoveryPlan(
                recommendAtMost: recommend, serviceAtMost: service, effortAtMost: effort,
                whenNotResolved: whenNotResolved, owner: owner, contactWithin: contactWithin, calendar: calendar,
                checkBackAfter: checkBackAfter, answerWithin: answerWithin, asksReasons: asksReasons)
        }
    }
}
