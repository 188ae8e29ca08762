public import DeskPrimitives

/// A message from the desk to a person.
///
/// It can only be made for a channel that takes it. An ``InternalNote`` is another type, and nothing turns one into the
/// other.
public struct OutboundMessage: Hashable, Sendable {
    /// What a message is for; more may come, and those of later versions are read and kept.
    public struct Kind: Hashable, Sendable, Codable, CaseIterable, CustomStringConvertible {
        /// The longest name, in bytes.
        public static let maximumBytes = 64

        /// The name of the kind: ASCII letters and digits.
        public let rawValue: String
        private init(_ rawValue: String) { self.rawValue = rawValue }
        public var description: String { rawValue }

        /// An answer to a contact.
        public static let reply = Kind("reply")
        /// The word that a contact has arrived.
        public static let acknowledgement = Kind("acknowledgement")
        /// Something the person should know about a case.
        public static let notice = Kind("notice")
        /// The invitation to another channel.
        public static let channelInvitation = Kind("channelInvitation")
        /// The invitation to answer a survey.
        public static let surveyInvitation = Kind("surveyInvitation")
        /// The reminder of a promise.
        public static let promiseReminder = Kind("promiseReminder")

        /// Those of this version.
        public static let allCases: [Kind] = [
            .reply, .acknowledgement, .notice, .channelInvitation, .surveyInvitation, .promiseReminder,
        ]

        /// Writes the bare name.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(rawValue)
        }

        /// Reads the bare name; anything but 1 to ``maximumBytes`` ASCII letters and digits is an error.
        public init(from decoder: any Decoder) throws {
            rawValue = try decoder.singleValueContainer().decode(String.self)
            let name = rawValue
            try decoder.checked { () throws(Refusal) in
                try Limits.check(name, atMost: Self.maximumBytes, at: .root)
                let isName =
                    !name.isEmpty
                    && name.utf8.allSatisfy { byte in
                        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    }
                guard isName else { throw Refusal(.malformed, "a kind is named by letters and digits") }
            }
        }
    }

    /// The name of the message, the same on every attempt.
    public let key: MessageKey
    /// What the host puts before the `@` and its own domain in the Message-ID of a mail, the same on every attempt; at most
    /// `Limits.identifierBytes`.
    ///
    /// It cannot be guessed (``OwnMessageID``), and what refers to it under any domain is found. Of messages of an earlier
    /// library it is the ``key``.
    public let messageID: String
    /// The channel it goes out on.
    public let channel: ChannelID
    /// Whom it is for.
    public let person: PersonID
    /// Where it goes: a mail address as it was given, a number in E.164, or a name on the channel's network without the
    /// network's own name; personal data, at most `Limits.lineBytes`.
    public let address: String
    /// What it is for.
    public let kind: Kind
    /// The subject line where the channel has one; at most `Limits.lineBytes`, without line breaks.
    public let subject: String?
    /// What it says; personal data, at most the channel's ``ContactChannel/textLimit``.
    public let text: String
    /// The language it is written in.
    public let language: LanguageTag
    /// The channel's own name of the message it answers, as it was handed in (for mail `In-Reply-To` and the end of
    /// `References`); at most `Limits.lineBytes`.
    public let inReplyTo: String?
    /// The case it belongs to.
    public let caseID: CaseID?
    /// The contact with which its names are kept, so that what refers to the message finds the case; nil where no case is
    /// to be found by it.
    public let contact: ContactID?
    /// The files that go with it.
    public let attachments: [AttachmentReference]
    /// The template it is word for word, where the channel's network has approved that for use outside the reply window.
    public let template: TemplateID?

    /// Makes a message for a channel.
    ///
    /// - Throws: `Refusal` at the field: `notAllowed` when the channel cannot send text, `tooLong` when the text is
    ///   longer than it takes or a line longer than a line may be, `malformed` for an empty text or address or a line
    ///   break in a line; for files as `AttachmentLimits.check(_:at:)`.
    public init(
        key: MessageKey, on channel: ContactChannel, person: PersonID, address: String, kind: Kind = .reply,
        subject: String? = nil, text: String, language: LanguageTag, inReplyTo: String? = nil, caseID: CaseID? = nil,
        attachments: [AttachmentReference] = [], template: TemplateID? = nil, messageID: String? = nil,
        contact: ContactID? = nil
    ) throws(Refusal) {
        guard channel.capabilities.canSendText else {
            throw Refusal(.notAllowed, "no text can be sent on channel \(channel.id)", at: .field("channel"))
        }
        guard !text.isEmpty else { throw Refusal(.malformed, "empty", at: .field("text")) }
        try Limits.check(text, atMost: channel.textLimit, at: .field("text"))
        guard channel.takes(text) else {
            throw Refusal(.tooLong, "more parts than a text message may have", at: .field("text"))
        }
        try Limits.checkLine(address, at: .field("address"))
        if let subject, !subject.isEmpty { try Limits.checkLine(subject, at: .field("subject")) }
        if let inReplyTo { try Limits.checkLine(inReplyTo, at: .field("inReplyTo")) }
        if let messageID { try Self.check(messageID: messageID) }
        try channel.capabilities.attachments.check(attachments, at: .field("attachments"))
        self.key = key
        self.messageID = messageID ?? key.rawValue
        self.channel = channel.id
        self.person = person
        self.address = address
        self.kind = kind
        self.subject = subject
        self.text = text
        self.language = language
        self.inReplyTo = inReplyTo
        self.caseID = caseID
        self.contact = contact
        self.attachments = attachments
        self.template = template
    }

    /// Refuses what cannot stand before the `@` of a Message-ID.
    private static func check(messageID: String) throws(Refusal) {
        try Limits.check(messageID, atMost: Limits.identifierBytes, at: .field("messageID"))
        guard !messageID.isEmpty, messageID.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"<>@".utf8.contains($0) })
        else { throw Refusal(.malformed, "not the first half of a Message-ID", at: .field("messageID")) }
    }
}

extension OutboundMessage: Codable {
    private enum CodingKeys: String, CodingKey {
        case key, channel, person, address, kind, subject, text, language, inReplyTo, caseID, attachments, template
        case messageID, contact
    }

    /// Writes a record; what is nil or empty is left out.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: CodingKeys.self)
        try object.encode(key, forKey: .key)
        try object.encode(channel, forKey: .channel)
        try object.encode(person, forKey: .person)
        try object.encode(address, forKey: .address)
        try object.encode(kind, forKey: .kind)
        try object.encodeIfPresent(subject, forKey: .subject)
        try object.encode(text, forKey: .text)
        try object.encode(language, forKey: .language)
        try object.encodeIfPresent(inReplyTo, forKey: .inReplyTo)
        try object.encodeIfPresent(caseID, forKey: .caseID)
        try object.encodeUnlessEmpty(attachments, forKey: .attachments)
        try object.encodeIfPresent(template, forKey: .template)
        if !messageID.hasSameBytes(as: key.rawValue) { try object.encode(messageID, forKey: .messageID) }
        try object.encodeIfPresent(contact, forKey: .contact)
    }

    /// Reads a record and checks what does not depend on the channel it was made for: the lines that end in protocol
    /// headers, and every limit.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        key = try object.decode(MessageKey.self, forKey: .key)
        channel = try object.decode(ChannelID.self, forKey: .channel)
        person = try object.decode(PersonID.self, forKey: .person)
        address = try object.decode(String.self, forKey: .address)
        kind = try object.decode(Kind.self, forKey: .kind)
        subject = try object.decodeIfPresent(String.self, forKey: .subject)
        text = try object.decode(String.self, forKey: .text)
        language = try object.decode(LanguageTag.self, forKey: .language)
        inReplyTo = try object.decodeIfPresent(String.self, forKey: .inReplyTo)
        caseID = try object.decodeIfPresent(CaseID.self, forKey: .caseID)
        attachments = try object.decodeList(forKey: .attachments)
        template = try object.decodeIfPresent(TemplateID.self, forKey: .template)
        let ownID = try object.decodeIfPresent(String.self, forKey: .messageID)
        messageID = ownID ?? key.rawValue
        contact = try object.decodeIfPresent(ContactID.self, forKey: .contact)
        let message = self
        try decoder.checked { () throws(Refusal) in
            try Limits.checkLine(message.address, at: .field("address"))
            if let subject = message.subject, !subject.isEmpty { try Limits.checkLine(subject, at: .field("subject")) }
            if let inReplyTo = message.inReplyTo { try Limits.checkLine(inReplyTo, at: .field("inReplyTo")) }
            if let ownID { try Self.check(messageID: ownID) }
            guard !message.text.isEmpty else { throw Refusal(.malformed, "empty", at: .field("text")) }
            try Limits.check(message.text, atMost: Limits.textBytes, at: .field("text"))
            try Limits.check(
                count: message.attachments.count, atMost: AttachmentReference.maximumCount, at: .field("attachments"))
        }
    }
}
