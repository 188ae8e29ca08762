public import DeskChannels
public import DeskContacts
public import DeskPrimitives

/// A contact as a host's channel adapter hands it in.
public struct Arrival: Hashable, Sendable {
    /// The channel it came over.
    public var channel: ChannelID
    /// The address or number of the desk it came to.
    public var receivingEnd: String
    /// The channel's own name of it (a Message-ID, a webhook's event id); nil when the channel has none, as at a counter.
    public var externalID: String?
    /// Who it says it is from.
    public var claims: IdentityClaims
    /// The subject line.
    public var subject: String?
    /// What was said.
    public var text: String
    /// What it is about, if somebody or something has said so already.
    public var topic: TopicID?
    /// What it wants of the desk.
    public var purpose: ChannelRole
    /// How sensitive its content is.
    public var sensitivity: DataSensitivity
    /// Whether it needs an answer, where whoever hands it in knows.
    ///
    /// The desk takes their word for it, whatever headers and words say. Nil lets the desk read it: a machine by the headers, a polite last word by its words, anything else needs
    /// an answer.
    public var demand: DemandFlag?
    /// Its language.
    public var language: LanguageTag?
    /// When it happened.
    public var occurredAt: Instant
    /// The channel's names of the messages it answers.
    public var references: [String]
    /// How many are hit, 1 (many) to 3 (one).
    public var impact: Int?
    /// How soon it hurts, 1 (now) to 3 (some day).
    public var urgency: Int?
    /// What is known about it as a review or another mention in public.
    public var mention: PublicMention?
    /// The header block of a mail: the desk reads in it whether a machine wrote the mail or no answer is wanted.
    public var headers: MailHeaders?
    /// The files that came with it, by the names under which the host keeps them, at most ``attachmentLimit``.
    ///
    /// What only decorates a mail, such as a picture in a signature, is left out: somebody has to look at every other file,
    /// so a contact that has one needs an answer however polite it is.
    public var attachments: [AttachmentReference]
    /// For which of the person's organisations it is; nil when nobody has said, which is enough for who has one only.
    ///
    /// An organisation that is not the person's is refused. A case of somebody with several of whom nobody says for which it is
    /// belongs to none: it is measured and counted as one without.
    public var organization: OrganizationID?

    /// Creates an arrival.
    public init(
        channel: ChannelID, receivingEnd: String = "", externalID: String? = nil, claims: IdentityClaims,
        subject: String? = nil, text: String, topic: TopicID? = nil, purpose: ChannelRole = .support,
        sensitivity: DataSensitivity = .open, demand: DemandFlag? = nil, language: LanguageTag? = nil,
        occurredAt: Instant, references: [String] = [], impact: Int? = nil, urgency: Int? = nil,
        mention: PublicMention? = nil, headers: MailHeaders? = nil,
        attachments: [AttachmentReference] = [], organization: OrganizationID? = nil
    ) {
        self.channel = channel
        self.receivingEnd = receivingEnd
        self.externalID = externalID
        self.claims = claims
        self.subject = subject
        self.text = text
        self.topic = topic
        self.purpose = purpose
        self.sensitivity = sensitivity
        self.demand = demand
        self.language = language
        self.occurredAt = occurredAt
        self.references = references
        self.impact = impact
        self.urgency = urgency
        self.mention = mention
        self.headers = headers
        self.attachments = attachments
        self.organization = organization
    }

    /// The most references one arrival may have.
    public static let referenceLimit = 64
    /// The most files one arrival may have; those beyond `AttachmentReference.maximumCount` are not taken, and that is said.
    public static let attachmentLimit = Contact.maximumLeftFiles

    /// Refuses texts beyond their limits; the place names the member.
    func validate() throws(Refusal) {
        try Limits.check(receivingEnd, atMost: Limits.lineBytes, at: .field("receivingEnd"))
        try Limits.check(externalID ?? "", atMost: Limits.lineBytes, at: .field("externalID"))
        guard externalID != "" else {
            throw Refusal(.malformed, "an empty name; nil says that there is none", at: .field("externalID"))
        }
        try Limits.check(subject ?? "", atMost: Limits.lineBytes, at: .field("subject"))
        try Limits.check(text, atMost: Limits.textBytes, at: .field("text"))
        try Limits.check(occurredAt, at: .field("occurredAt"))
        guard references.count <= Self.referenceLimit else {
            throw Refusal(.tooLong, "more than \(Self.referenceLimit) references", at: .field("references"))
        }
        for (number, reference) in references.enumerated() {
            try Limits.check(reference, atMost: Limits.lineBytes, at: .field("references").index(number))
        }
        guard attachments.count <= Self.attachmentLimit else {
            throw Refusal(.tooLong, "more than \(Self.attachmentLimit) files", at: .field("attachments"))
        }
        for (name, value) in [("impact", impact), ("urgency", urgency)] {
            guard let value, !(1...3).contains(value) else { continue }
            throw Refusal(.outOfRange, "\(value) is not 1, 2 or 3", at: .field(name))
        }
    }
}
