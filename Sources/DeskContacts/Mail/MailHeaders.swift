public import DeskPrimitives

/// The header block of a mail, read as far as it can be read.
///
/// Reading never fails on what a mail says, only on how much it says: whatever stands in a field that cannot be read is named
/// in ``problems``, and everything else is taken. The grammar is RFC 5322 with its obsolete forms, encoded words are those of
/// RFC 2047, and headers in plain UTF-8 (RFC 6532) are taken as such. The body is not looked at.
public struct MailHeaders: Hashable, Sendable {
    /// The fields in their order, each as it stands in the block.
    public let fields: [MailField]
    /// What could not be read, by line.
    public let problems: [MailProblem]
    /// The place of the first byte of the body, counted from the start of the mail.
    public let bodyOffset: Int

    /// Who wrote it, as it says.
    public let from: [MailAddress]
    /// Who sent it, when that is not who wrote it.
    public let sender: MailAddress?
    /// Where answers shall go; empty when to ``from``.
    public let replyTo: [MailAddress]
    /// Whom it is to.
    public let to: [MailAddress]
    /// Whom it is copied to.
    public let copiedTo: [MailAddress]
    /// Where failures of delivery are reported.
    public let returnPath: MailReturnPath?
    /// The subject, decoded, on one line; nil when there is none or it is blank.
    public let subject: String?
    /// When it was written, as it says.
    public let date: Instant?
    /// Its own name, without angle brackets.
    public let messageID: String?
    /// The names of the mails it answers.
    public let inReplyTo: [String]
    /// The names of the mails before it, the nearest last.
    public let references: [String]

    /// The most bytes of a header block.
    public static let byteLimit = 262_144
    /// The most fields of a header block.
    public static let fieldLimit = 1_000
    /// The most addresses read of one field.
    public static let addressLimit = 500
    /// The most references kept; of more, the last ones are.
    public static let referenceLimit = 64
    /// The most problems kept; the first ones are.
    public static let problemLimit = 200

    /// Reads a mail from its first byte to the empty line behind the headers, in time linear in their length.
    ///
    /// - Throws: `Refusal` with code `tooLong` at the line where a limit is passed.
    public init(_ mail: some Sequence<UInt8>) throws(Refusal) {
        let block = try MailBlock(mail)
        fields = block.fields
        bodyOffset = block.bodyOffset
        var reader = MailFieldReader(fields: block.fields, problems: block.problems)
        from = reader.addresses("from")
        sender = reader.addresses("sender").first
        replyTo = reader.addresses("reply-to")
        to = reader.addresses("to")
        copiedTo = reader.addresses("cc")
        returnPath = reader.returnPath()
        subject = reader.subject()
        date = reader.date()
        messageID = reader.names("message-id").first
        inReplyTo = reader.names("in-reply-to")
        references = reader.names("references")
        problems = reader.orderedProblems
    }

    /// The decoded text of the first field of a name, in any case of letters; nil when there is none.
    public func text(_ name: String) -> String? {
        let name = name.asciiLowercased
        return fields.first { $0.name.hasSameBytes(as: name) }?.text
    }

    /// All names of earlier mails, those it answers first, then ``references`` from the nearest on, each once.
    public var answeredNames: [String] {
        var names: [String] = []
        for name in inReplyTo + references.reversed() where !names.contains(where: { $0.hasSameBytes(as: name) }) {
            names.append(name)
        }
        return names
    }
}
