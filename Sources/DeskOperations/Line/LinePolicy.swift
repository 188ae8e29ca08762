public import DeskPrimitives
public import DeskRouting

/// How the desk treats people who wait: what they are told and offered, how they are called back, what is automated, and what
/// changes when too many come.
public struct LinePolicy: Hashable, Sendable {
    /// What people are offered while they wait; nil for nothing.
    public var menu: WaitingMenu?
    /// How people are called back.
    public var callbacks: CallbackRule
    /// When leaving the line counts.
    public var abandonment: AbandonmentRule
    /// Matters that are handled without a person as far as that goes.
    public var automations: [AutomationPath]
    /// What happens when too many come.
    public var surges: [SurgePolicy]
    /// What comes to a queue at the most, as the administrator expects it; from it the longest wait is computed.
    public var loads: [QueueID: ExpectedLoad]?

    /// Creates a policy; what is left out is as usual.
    public init(
        menu: WaitingMenu? = nil, callbacks: CallbackRule = .standard, abandonment: AbandonmentRule = .standard,
        automations: [AutomationPath] = [], surges: [SurgePolicy] = [], loads: [QueueID: ExpectedLoad]? = nil
    ) {
        self.menu = menu
        self.callbacks = callbacks
        self.abandonment = abandonment
        self.automations = automations
        self.surges = surges
        self.loads = loads
    }

    /// The automated path of a topic; of several the first.
    public func automation(of topic: TopicID?) -> AutomationPath? {
        guard let topic else { return nil }
        return automations.first { $0.topics.contains(topic) }
    }
}

extension LinePolicy: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case menu
        case callbacks
        case abandonment
        case automations
        case surges
        case loads
    }

    /// Reads the object, filling in what is left out.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            menu: try container.decodeIfPresent(WaitingMenu.self, forKey: .menu),
            callbacks: try container.decodeIfPresent(CallbackRule.self, forKey: .callbacks) ?? .standard,
            abandonment: try container.decodeIfPresent(AbandonmentRule.self, forKey: .abandonment) ?? .standard,
            automations: try container.decodeIfPresent([AutomationPath].self, forKey: .automations) ?? [],
            surges: try container.decodeIfPresent([SurgePolicy].self, forKey: .surges) ?? [],
            loads: try container.decodeIfPresent([QueueID: ExpectedLoad].self, forKey: .loads))
    }
}
