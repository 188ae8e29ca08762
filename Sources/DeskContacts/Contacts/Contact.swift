public import DeskChannels
public import DeskPrimitives

/// One arrival or reply: a call, mail, chat, post, visit, form or review.
///
/// Its text and subject are personal data.
public struct Contact: Hashable, Sendable, Identifiable {
    /// The most message keys of one contact.
    public static let maximumMessageKeys = 32
    /// The most files of one contact that were not taken.
    public static let maximumLeftFiles = 64

    /// The name of the contact.
    public let id: ContactID
    /// The case it belongs to; nil while it is not sorted.
    public internal(set) var caseID: CaseID?
    /// Whom it is from or for.
    public let person: PersonID
    /// The channel it came or went on.
    public let channel: ChannelID
    /// The desk's own address or number on that channel; empty where there is one only.
    public let receivingEnd: String
    /// Which way it went.
    public let direction: ContactDirection
    /// Where the person wrote from or was written to, where that is known.
    ///
    /// What goes back goes there. Personal data.
    public let point: ContactPoint?
    /// The channel's own name of it, as it was handed in, where what goes back may name it.
    ///
    /// At most `Limits.lineBytes`. Personal data.
    public let externalID: String?
    /// When it was sent, said or posted.
    public let occurredAt: Instant
    /// When the desk got it, or sent it.
    public let receivedAt: Instant
    /// Its subject line; at most `Limits.lineBytes`.
    public let subject: String?
    /// What it says, empty for a call nobody wrote down; at most `Limits.textBytes`.
    public let text: String
    /// What it asks of the desk.
    public let demand: DemandFlag
    /// The language it is in.
    public let language: LanguageTag?
    /// What it is about.
    public let topic: TopicID?
    /// The key by which it is recognised when it is handed over again.
    public let intakeKey: ByteKey?
    /// The digests of the message ids by which later messages refer to it: its own, and those of outgoing messages it
    /// can be answered by.
    public internal(set) var messageKeys: [ByteKey]
    /// The agent who handled or wrote it.
    public let agent: AgentID?
    /// The files that go with it, by the names under which the host keeps them.
    public let attachments: [AttachmentReference]
    /// The files that came with it and were not taken.
    public private(set) var leftFiles: [AttachmentLeft] = []

    /// Writes down a contact; a message key that occurs twice is taken once.
    ///
    /// - Throws: `Refusal` at the field: `tooLong` beyond a limit, `malformed` for a line break in a line,
    ///   `outOfRange` for an instant outside the accepted years.
    public init(
        id: ContactID, caseID: CaseID? = nil, person: PersonID, channel: ChannelID, receivingEnd: String = "",
        direction: ContactDirection = .inbound, occurredAt: Instant, receivedAt: Instant, subject: String? = nil,
        text: String, demand: DemandFlag = .needsAnswer, language: LanguageTag? = nil, topic: TopicID? = nil,
        intakeKey: ByteKey? = nil, messageKeys: [ByteKey] = [], agent: AgentID? = nil,
        attachments: [AttachmentReference] = [], point: ContactPoint? = nil, externalID: String? = nil
    ) throws(Refusal) {
        if !receivingEnd.isEmpty { try Limits.checkLine(receivingEnd, at: .field("receivingEnd")) }
        if let externalID { try Limits.checkLine(externalID, at: .field("externalID")) }
        try Limits.check(occurredAt, at: .field("occurredAt"))
        try Limits.check(receivedAt, at: .field("receivedAt"))
        if let subject, !subject.isEmpty { try Limits.checkLine(subject, at: .field("subject")) }
        try Limits.check(text, atMost: Limits.textBytes, at: .field("text"))
        try Limits.check(count: messageKeys.count, atMost: Self.maximumMessageKeys, at: .field("messageKeys"))
        try Limits.check(
            count: attachments.count, atMost: AttachmentReference.maximumCount, at: .field("attachments"))
        self.id = id
        self.caseID = caseID
        self.person = person
        self.channel = channel
        self.receivingEnd = receivingEnd
        self.direction = direction
        self.occurredAt = occurredAt
        self.receivedAt = receivedAt
        self.subject = subject
        self.text = text
        self.demand = demand
        self.language = language
        self.topic = topic
        self.intakeKey = intakeKey
        self.messageKeys = messageKeys.uniqued()
        self.agent = agent
        self.attachments = attachments
        self.point = point
        self.externalID = externalID
    }

    /// The contact as part of a case.
    public func filed(under caseID: CaseID) -> Contact {
        var contact = self
        contact.caseID = caseID
        return contact
    }

    /// The contact with what is known of files that came with it and were not taken, at most ``maximumLeftFiles``.
    public func leaving(_ files: [AttachmentLeft]) -> Contact {
        var contact = self
        contact.leftFiles = Array(files.prefix(Self.maximumLeftFiles))
        return contact
    }

    /// The contact with another message by which it is referred to.
    ///
    /// Of more than ``maximumMessageKeys`` the first, which is the contact's own, and the latest stay.
    public func referred(by messageKey: ByteKey) -> Contact {
        guard !messageKeys.contains(messageKey) else { return self }
        var contact = self
        if contact.messageKeys.count >= Self.maximumMessageKeys { contact.messageKeys.remove(at: 1) }
        contact.messageKeys.append(messageKey)
        return contact
    }

    /// The digest of a channel's own message id, as ``messageKeys`` holds it.
    ///
    /// Space around the id and one pair of angle brackets are left out, so `<a@b>` and `a@b` are the same message, and of
    /// the desk's own ids (`OwnMessageID`) the domain is, so a host may put any behind them. A channel with conversations instead of message ids gives the conversation's id here.
    public static func messageKey(_ externalMessageID: String, digest: KeyedDigest) -> ByteKey {
        digest.key(Array("message".utf8), externalMessageID.withBytes { Array(OwnMessageID.bare($0)) })
    }
}
