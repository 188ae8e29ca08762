public import DeskChannels
public import DeskContacts
public import DeskOperations
public import DeskPrimitives

// Values in which a test says only what it is about; they fit the policy of ``TownDesk``.

extension Instant {
    /// Monday 2 March 2026, 09:00 in Helsinki: a working day at the town desk.
    public static let fixture = Instant(seconds: 1_772_434_800)
}

extension Arrival {
    /// A mail about a street light; another address is another person.
    ///
    /// - Throws: `Refusal` for an address that is none.
    public static func fixture(
        channel: ChannelID = "mail", from address: String = "maija@example.com", externalID: String? = nil,
        subject: String? = nil, text: String = "Katuvalo on rikki.", topic: TopicID? = "streets",
        purpose: ChannelRole = .support, sensitivity: DataSensitivity = .open, demand: DemandFlag? = nil,
        language: LanguageTag? = .finnish, occurredAt: Instant = .fixture
    ) throws -> Arrival {
        Arrival(
            channel: channel, externalID: externalID, claims: try IdentityClaims(points: [.mail(address)]),
            subject: subject, text: text, topic: topic, purpose: purpose, sensitivity: sensitivity, demand: demand,
            language: language, occurredAt: occurredAt)
    }
}

extension CaseObservation {
    /// The first thing another system says of a case.
    public static func fixture(
        source: String = "other-desk", caseID: CaseID = "OTHER-1", version: Int64 = 0, at: Instant = .fixture,
        openedAt: Instant = .fixture, status: CaseStatus? = .new, channel: ChannelID = "phone",
        caller: String? = "caller-1", topic: TopicID? = "streets", priority: CasePriority? = .normal,
        team: TeamID? = nil, agent: AgentID? = nil, handOvers: Int = 0, reopens: Int = 0, targetsKept: Bool? = nil
    ) -> CaseObservation {
        CaseObservation(
            source: source, caseID: caseID, version: version, at: at, openedAt: openedAt, status: status,
            channel: channel, caller: caller, topic: topic, priority: priority, team: team, agent: agent,
            handOvers: handOvers, reopens: reopens, targetsKept: targetsKept)
    }
}
