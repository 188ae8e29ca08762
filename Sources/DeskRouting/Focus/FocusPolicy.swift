public import DeskPrimitives

/// What keeps an agent's work in one piece.
///
/// The rules are hard for ordinary work. For an emergency, work of ``emergencyFrom`` urgency or more, they are soft: it is
/// offered against them when nobody else can take it, never beyond capacity, and the offer records which rule it broke.
/// In documents: `{"channels": {"phone": {"limit": 100, "allows": [], "wrapUp": "PT30S"}}, "budget": {"count": 4, "per":
/// "PT1H"}, "rampUp": {"absence": "PT4H", "over": "PT1H"}, "emergencyFrom": 95}`.
public struct FocusPolicy: Hashable, Sendable {
    /// The most channels with rules of their own.
    public static let channelCount = 63
    /// The urgency of an emergency when nothing is said.
    public static let defaultEmergency = 95

    /// The rules of channels; those without an entry have no limit of their own.
    public var channels: [ChannelID: ChannelFocus]
    /// How often somebody may be interrupted; nil for any number.
    public var budget: InterruptionBudget?
    /// How somebody begins again after an absence; nil for at once.
    public var rampUp: RampUp?
    /// From which urgency on work is an emergency.
    public var emergencyFrom: Int
    /// How long alerts are gathered before an agent is interrupted once with all of them.
    public var gatherAlertsFor: TimeSpan

    /// How long alerts are gathered when nothing is said.
    public static let defaultGathering = TimeSpan.minutes(10)
    /// Nothing is limited.
    public static let none = FocusPolicy()

    /// Creates a policy.
    public init(
        channels: [ChannelID: ChannelFocus] = [:], budget: InterruptionBudget? = nil, rampUp: RampUp? = nil,
        emergencyFrom: Int = FocusPolicy.defaultEmergency,
        gatherAlertsFor: TimeSpan = FocusPolicy.defaultGathering
    ) {
        self.gatherAlertsFor = gatherAlertsFor
        self.channels = channels
        self.budget = budget
        self.rampUp = rampUp
        self.emergencyFrom = emergencyFrom
    }

    /// How long the capacity stays taken after work of a channel.
    public func wrapUp(_ channel: ChannelID?) -> TimeSpan { channel.flatMap { channels[$0]?.wrapUp } ?? .zero }
}

extension FocusPolicy: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case channels, budget, rampUp, emergencyFrom, gatherAlertsFor
    }

    /// Reads the object, filling in what is left out.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        channels = try object.decodeIfPresent([ChannelID: ChannelFocus].self, forKey: .channels) ?? [:]
        budget = try object.decodeIfPresent(InterruptionBudget.self, forKey: .budget)
        rampUp = try object.decodeIfPresent(RampUp.self, forKey: .rampUp)
        emergencyFrom = try object.decodeIfPresent(Int.self, forKey: .emergencyFrom) ?? Self.defaultEmergency
        gatherAlertsFor =
            try object.decodeIfPresent(TimeSpan.self, forKey: .gatherAlertsFor) ?? Self.defaultGathering
        guard gatherAlertsFor >= .zero, gatherAlertsFor <= .days(1) else {
            throw DecodingError.dataCorruptedError(
                forKey: .gatherAlertsFor, in: object, debugDescription: "alerts are gathered for a day at most")
        }
        guard channels.count <= Self.channelCount else {
            throw DecodingError.dataCorruptedError(
                forKey: .channels, in: object, debugDescription: "at most \(Self.channelCount) channels have rules")
        }
    }

    /// Writes the object without what is as usual.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: CodingKeys.self)
        if !channels.isEmpty { try object.encode(channels, forKey: .channels) }
        try object.encodeIfPresent(budget, forKey: .budget)
        try object.encodeIfPresent(rampUp, forKey: .rampUp)
        if emergencyFrom != Self.defaultEmergency { try object.encode(emergencyFrom, forKey: .emergencyFrom) }
        if gatherAlertsFor != Self.defaultGathering { try object.encode(gatherAlertsFor, forKey: .gatherAlertsFor) }
    }
}
