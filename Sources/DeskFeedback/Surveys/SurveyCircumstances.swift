public import DeskPrimitives

/// Everything a ``SurveyPlan`` looks at when a contact has ended.
public struct SurveyCircumstances: Hashable, Sendable, Codable {
    /// Who would be asked.
    public var person: PersonID
    /// About which case.
    public var `case`: CaseID
    /// The channel the invitation would go out on.
    public var channel: ChannelID
    /// Whether that channel can send to this person now: it takes text, and its reply window is open.
    public var channelCanSend: Bool
    /// What the person said to being asked: yes, no, or nothing yet.
    public var consentGiven: Bool?
    /// When the person was last invited, to any survey on any channel.
    public var lastInvitedAt: Instant?
    /// Whether a human took part.
    public var humanTouched: Bool
    /// Whether the case closed itself.
    public var autoClosed: Bool
    /// What the contact was about.
    public var topic: TopicID?
    /// Now.
    public var at: Instant
    /// The minute of the day now where the desk is, 0 … 1439.
    public var localMinuteOfDay: Int

    /// Whether the matter is settled; nobody is asked in the middle of it.
    public var isSettled = true
    /// Whether nobody ever asked for anything: the case holds thank-yous and what machines wrote, and nothing else.
    public var isUnasked = false
    /// How often the case was opened again before this settling.
    public var episode = 0
    /// The episode of the case that was asked about last; nil when none was.
    public var lastAskedEpisode: Int?
    /// Whether a recovery of an earlier bad rating of the person is still going on.
    public var recoveryIsOpen = false
    /// Whether surveys are held back for everybody now, as in a surge.
    public var isHeldBack = false
    /// When the channel's window for writing to the person closes; nil when it has none.
    public var channelWindowCloses: Instant?
    /// For each quota of the plan in its order, how many invitations have gone out in its days; missing ones are none.
    public var quotaUse: [Int] = []

    /// Creates circumstances; what is no argument is set afterwards.
    public init(
        person: PersonID, case: CaseID, channel: ChannelID, channelCanSend: Bool, consentGiven: Bool? = nil,
        lastInvitedAt: Instant? = nil, humanTouched: Bool, autoClosed: Bool, topic: TopicID? = nil, at: Instant,
        localMinuteOfDay: Int
    ) {
        self.person = person
        self.case = `case`
        self.channel = channel
        self.channelCanSend = channelCanSend
        self.consentGiven = consentGiven
        self.lastInvitedAt = lastInvitedAt
        self.humanTouched = humanTouched
        self.autoClosed = autoClosed
        self.topic = topic
        self.at = at
        self.localMinuteOfDay = localMinuteOfDay
    }
}
