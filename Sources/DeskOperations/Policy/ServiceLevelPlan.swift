public import DeskPrimitives
public import DeskServiceLevels

/// How the desk goes about what it has promised.
///
/// In a policy document, all of it may be left out:
///
///     "serviceLevels": { "retargeting": "retroactive", "reopening": "resume",
///       "promises": { "remindBefore": ["P1D", "PT1H"], "calendar": "office" }, "entitlements": { "required": true } }
public struct ServiceLevelPlan: Hashable, Sendable {
    /// What a change of priority does to the clocks that run.
    public var retargeting: RetargetPolicy
    /// What becomes of the clock of the resolution when a case is opened again.
    public var reopening: ReopenPolicy
    /// How owners are reminded of promises.
    public var promises: PromisePlan
    /// How cases draw on contracts; nil when the desk has none.
    public var entitlements: EntitlementPlan?

    /// Creates a plan.
    public init(
        retargeting: RetargetPolicy = .retroactive, reopening: ReopenPolicy = .resume,
        promises: PromisePlan = PromisePlan(), entitlements: EntitlementPlan? = nil
    ) {
        self.retargeting = retargeting
        self.reopening = reopening
        self.promises = promises
        self.entitlements = entitlements
    }
}

/// How owners are reminded of promises.
public struct PromisePlan: Hashable, Sendable {
    /// How long before the due time.
    public var remindBefore: [TimeSpan]
    /// The hours in which that time is counted; nil counts around the clock.
    public var calendar: CalendarID?

    /// Creates a plan; nobody is reminded unless said.
    public init(remindBefore: [TimeSpan] = [], calendar: CalendarID? = nil) {
        self.remindBefore = remindBefore
        self.calendar = calendar
    }
}

/// How cases draw on contracts.
public struct EntitlementPlan: Hashable, Sendable {
    /// Whether work may be logged only on a case that draws on an entitlement.
    public var required: Bool

    /// Creates a plan.
    public init(required: Bool = false) { self.required = required }
}

extension ServiceLevelPlan: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case retargeting, reopening, promises, entitlements
    }

    /// Reads an object; an unknown member is an error.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        retargeting = try object.decodeIfPresent(RetargetPolicy.self, forKey: .retargeting) ?? .retroactive
        reopening = try object.decodeIfPresent(ReopenPolicy.self, forKey: .reopening) ?? .resume
        promises = try object.decodeIfPresent(PromisePlan.self, forKey: .promises) ?? PromisePlan()
        entitlements = try object.decodeIfPresent(EntitlementPlan.self, forKey: .entitlements)
    }
}

extension PromisePlan: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case remindBefore, calendar
    }

    /// Reads an object; an unknown member is an error.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        remindBefore = try object.decodeIfPresent([TimeSpan].self, forKey: .remindBefore) ?? []
        calendar = try object.decodeIfPresent(CalendarID.self, forKey: .calendar)
    }
}

extension EntitlementPlan: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case required
    }

    /// Reads an object; an unknown member is an error.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        required = try object.decodeIfPresent(Bool.self, forKey: .required) ?? false
    }
}
