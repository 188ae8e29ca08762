public import DeskPrimitives

/// When a person is asked how it felt, and when not.
///
/// In documents every member but `survey` may be left out:
///
///     { "survey": "after-contact", "cooldown": "P30D", "samplePerMille": 500, "quietFrom": "21:00", "quietUntil":
///     "08:00" }
public struct SurveyPlan: Hashable, Sendable {
    /// The survey that is sent.
    public let survey: SurveyID
    /// How long a person is left alone after an invitation, over all channels and surveys.
    public let cooldown: TimeSpan
    /// How many of 1000 cases are asked, 0 … 1000.
    public let samplePerMille: Int
    /// The channels an invitation may go out on; nil means every one that can send.
    public let channels: [ChannelID]?
    /// Whether only contacts that a human touched are asked about.
    public let requireHumanTouch: Bool
    /// Whether cases that closed themselves are left out.
    public let skipAutoClosed: Bool
    /// Whether only those who agreed to be asked are asked; otherwise everybody who did not refuse.
    public let requireConsent: Bool
    /// When nobody is invited; an invitation due then waits for the end.
    public let quietHours: QuietHours
    /// How long an invitation can be answered.
    public let expiresAfter: TimeSpan
    /// Topics that are never asked about.
    public let excludedTopics: [TopicID]
    /// The most invitations in some days; all of them hold.
    public let quotas: [SurveyQuota]
    /// Whether a case that is settled again after it was opened again is asked about again; otherwise once a case.
    public let againPerEpisode: Bool
    /// The channels on which the questions are asked one by one and answered with messages; nil means text messages.
    public let byMessage: [ChannelID]?
    /// When answers about one agent come too fast to be true.
    public let burst: SurveyBurst

    /// The most quotas of a plan.
    public static let maximumQuotas = 16

    /// Creates a plan.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for a share outside 0 … 1000, a negative cool-down or an expiry
    ///   that is not in the future, `tooLong` for a list beyond `Limits.listCount`.
    public init(
        survey: SurveyID, cooldown: TimeSpan = .days(30), samplePerMille: Int = 1_000, channels: [ChannelID]? = nil,
        requireHumanTouch: Bool = true, skipAutoClosed: Bool = true, requireConsent: Bool = false,
        quietHours: QuietHours = .night, expiresAfter: TimeSpan = .days(14), excludedTopics: [TopicID] = [],
        quotas: [SurveyQuota] = [], againPerEpisode: Bool = true, byMessage: [ChannelID]? = nil,
        burst: SurveyBurst = .ofAgent
    ) throws(Refusal) {
        guard (0...1_000).contains(samplePerMille) else {
            throw Refusal(.outOfRange, "the share lies in 0 … 1000", at: .field("samplePerMille"))
        }
        guard cooldown >= .zero else {
            throw Refusal(.outOfRange, "the cool-down is negative", at: .field("cooldown"))
        }
        guard expiresAfter > .zero else {
            throw Refusal(.outOfRange, "an invitation needs time to be answered", at: .field("expiresAfter"))
        }
        guard (channels?.count ?? 0) <= Limits.listCount else {
            throw Refusal(.tooLong, "too many channels", at: .field("channels"))
        }
        guard excludedTopics.count <= Limits.listCount else {
            throw Refusal(.tooLong, "too many topics", at: .field("excludedTopics"))
        }
        guard quotas.count <= Self.maximumQuotas else {
            throw Refusal(.tooLong, "more than \(Self.maximumQuotas) quotas", at: .field("quotas"))
        }
        guard (byMessage?.count ?? 0) <= Limits.listCount else {
            throw Refusal(.tooLong, "too many channels", at: .field("byMessage"))
        }
        self.survey = survey
        self.cooldown = cooldown
        self.samplePerMille = samplePerMille
        self.channels = channels
        self.requireHumanTouch = requireHumanTouch
        self.skipAutoClosed = skipAutoClosed
        self.requireConsent = requireConsent
        self.quietHours = quietHours
        self.expiresAfter = expiresAfter
        self.excludedTopics = excludedTopics
        self.quotas = quotas
        self.againPerEpisode = againPerEpisode
        self.byMessage = byMessage
        self.burst = burst
    }
}

extension SurveyPlan: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case survey, cooldown, samplePerMille, channels, requireHumanTouch, skipAutoClosed, requireConsent
        case quietFrom, quietUntil, expiresAfter, excludedTopics, quotas, againPerEpisode, byMessage, burst
    }

    /// Writes every member.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(survey, forKey: .survey)
        try container.encode(cooldown, forKey: .cooldown)
        try container.encode(samplePerMille, forKey: .samplePerMille)
        try container.encodeIfPresent(channels, forKey: .channels)
        try container.encode(requireHumanTouch, forKey: .requireHumanTouch)
        try container.encode(skipAutoClosed, forKey: .skipAutoClosed)
        try container.encode(requireConsent, forKey: .requireConsent)
        try container.encode(quietHours.from, forKey: .quietFrom)
        try container.encode(quietHours.until, forKey: .quietUntil)
        try container.encode(expiresAfter, forKey: .expiresAfter)
        try container.encode(excludedTopics, forKey: .excludedTopics)
        try container.encode(quotas, forKey: .quotas)
        try container.encode(againPerEpisode, forKey: .againPerEpisode)
        try container.encodeIfPresent(byMessage, forKey: .byMessage)
        try container.encode(burst, forKey: .burst)
    }

    /// Reads and checks a plan; what is left out has the same value as in the other initializer.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let survey = try container.decode(SurveyID.self, forKey: .survey)
        let cooldown = try container.decodeIfPresent(TimeSpan.self, forKey: .cooldown) ?? .days(30)
        let samplePerMille = try container.decodeIfPresent(Int.self, forKey: .samplePerMille) ?? 1_000
        let channels = try container.decodeIfPresent([ChannelID].self, forKey: .channels)
        let requireHumanTouch = try container.decodeIfPresent(Bool.self, forKey: .requireHumanTouch) ?? true
        let skipAutoClosed = try container.decodeIfPresent(Bool.self, forKey: .skipAutoClosed) ?? true
        let requireConsent = try container.decodeIfPresent(Bool.self, forKey: .requireConsent) ?? false
        let from = try container.decodeIfPresent(String.self, forKey: .quietFrom) ?? QuietHours.night.from
        let until = try container.decodeIfPresent(String.self, forKey: .quietUntil) ?? QuietHours.night.until
        let expiresAfter = try container.decodeIfPresent(TimeSpan.self, forKey: .expiresAfter) ?? .days(14)
        let excludedTopics = try container.decodeIfPresent([TopicID].self, forKey: .excludedTopics) ?? []
        let quotas = try container.decodeIfPresent([SurveyQuota].self, forKey: .quotas) ?? []
        let againPerEpisode = try container.decodeIfPresent(Bool.self, forKey: .againPerEpisode) ?? true
        let byMessage = try container.decodeIfPresent([ChannelID].self, forKey: .byMessage)
        let burst = try container.decodeIfPresent(SurveyBurst.self, forKey: .burst) ?? .ofAgent
        self = try decoder.checked { () throws(Refusal) in
            try SurveyPlan(
                survey: survey, cooldown: cooldown, samplePerMille: samplePerMille, channels: channels,
                requireHumanTouch: requireHumanTouch, skipAutoClosed: skipAutoClosed,
                requireConsent: requireConsent, quietHours: QuietHours(from: from, until: until),
                expiresAfter: expiresAfter, excludedTopics: excludedTopics, quotas: quotas,
                againPerEpisode: againPerEpisode, byMessage: byMessage, burst: burst)
        }
    }
}
