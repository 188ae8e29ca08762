public import DeskPrimitives

/// The header block of a mail, read as far as it can be read.
///
/// Reading never fails on what a mail says, only on how much it says: whatever stands in a field that cannot be read is named
/// in ``problems``, and everything else is taken. The grammar is RFC 5322 with its obsolete forms, encoded words are those of
/// RFC 2047, and headers in plain UTF-8 (RFC 6532) are taken as such. The body is not looked at. What every desk asks for is
/// read at once, the rest where it stands when it is asked for.
public struct MailHeaders: Sendable {
    private let block: MailBlock

    /// Who wrote it, as it says.
    public let from: [MailAddress]
    /// The subject, decoded, on one line of at most `Limits.lineBytes`; nil when there is none or it is blank.
    public let subject: String?
    /// When it was written, as it says.
    public let date: Instant?
    /// Its own name, without angle brackets.
    public let messageID: String?

    /// The most bytes of a header block.
    public static let byteLimit = 262_144
    /// The most fields of a header block.
    public static let fieldLimit = 1_000
    /// The most addresses read of one field.
    public static let addressLimit = 500
    /// The most references kept of one field; of more, the last ones are.
    public static let referenceLimit = 64
    /// The most problems kept; the first ones are.
    public static let problemLimit = 200

    /// Reads a mail from its first byte to the empty line behind the headers, in time linear in their length.
    ///
    /// - Throws: `Refusal` with code `tooLong` at the line where a limit is passed.
    public init(_ mail: some Sequence<UInt8>) throws(Refusal) {
        let block = try MailBlock(mail)
        self.block = block
        (from, subject, date, messageID) = block.read { view in
            var reader = MailFieldReader(view)
            return (reader.addresses(.from), reader.subject(), reader.date(), reader.firstName(.messageID))
        }
    }

    // MARK: What is read when it is asked for, every time

    /// The names of the mails it answers.
    public var inReplyTo: [String] { read { $0.names(.inReplyTo) } }
    /// The names of the mails before it, the nearest last.
    public var references: [String] { read { $0.names(.references) } }

    /// The names of earlier mails, those it answers first, then ``references`` from the nearest on, each once; at most
    /// ``referenceLimit`` in all.
    public var answeredNames: [String] {
        read { reader in
            let answered = reader.names(.inReplyTo)
            var names = reader.names(.references)
            names.reverse()
            // Mostly it answers the nearest.
            let isNearest = answered.count == 1 && !names.isEmpty && answered[0].hasSameBytes(as: names[0])
            names = (isNearest ? names : answered + names).uniquedByBytes()
            if names.count > Self.referenceLimit { names.removeLast(names.count - Self.referenceLimit) }
            return names
        }
    }

    /// Makes something of every name in a field and adds it to a list; of more than the limit of the last ones.
    func appendNames<Made>(
        of name: MailFieldName, to list: inout [Made], _ make: (ByteView) -> Made
    ) {
        block.read { view in
            guard let field = view.first(name) else { return }
            let before = list.count
            let isPlain = PlainNameList.read(view.bytes, field.range) { range in
                list.append(make(view.bytes.part(range)))
            }
            if isPlain { return }
            list.removeSubrange(before...)
            var reader = MailFieldReader(view)
            for name in reader.names(name) { list.append(name.withBytes(make)) }
        }
    }

    /// Who sent it, when that is not who wrote it.
    public var sender: MailAddress? { block.named.has(.sender) ? read { $0.addresses(.sender).first } : nil }
    /// Where answers shall go; empty when to ``from``.
    public var replyTo: [MailAddress] { read { $0.addresses(.replyTo) } }
    /// Whom it is to.
    public var to: [MailAddress] { read { $0.addresses(.to) } }
    /// Whom it is copied to.
    public var copiedTo: [MailAddress] { read { $0.addresses(.copiedTo) } }
    /// Where failures of delivery are reported.
    public var returnPath: MailReturnPath? { read { $0.returnPath() } }
    /// Whether it is itself a report of a failure, as its return path says.
    var hasNullReturnPath: Bool { block.read { $0.first(.returnPath).map($0.isNullPath) ?? false } }

    /// What could not be read, by line.
    ///
    /// - Complexity: O(bytes of the block), since all that can be read is read for it.
    public var problems: [MailProblem] {
        read { reader in
            for name in [.from, .sender, .replyTo, .to, .copiedTo] as [MailFieldName] { _ = reader.addresses(name) }
            _ = reader.returnPath()
            _ = reader.subject()
            _ = reader.date()
            for name in [.messageID, .inReplyTo, .references] as [MailFieldName] { _ = reader.names(name) }
            return reader.orderedProblems(after: block.problems)
        }
    }

    private func read<Content>(_ body: (inout MailFieldReader) -> Content) -> Content {
        block.read { view in
            var reader = MailFieldReader(view)
            return body(&reader)
        }
    }

    /// The fields in their order, each as it stands in the block.
    ///
    /// - Complexity: O(bytes of the block): they are taken out of it every time.
    public var fields: [MailField] { block.read { $0.fields.map($0.whole) } }

    /// The place of the first byte of the body, counted from the start of the mail.
    public var bodyOffset: Int { block.bytes.count }

    /// Gives every field that may tell that a machine wrote the mail, in their order: its name and what it says.
    func forEachSign(_ body: (MailFieldName, ByteView) -> Void) {
        block.read { view in
            for field in view.fields {
                if let name = field.name, name.isSign { view.withContent(of: field) { body(name, $0) } }
            }
        }
    }

    /// The decoded text of the first field of a name, in any case of letters; nil when there is none.
    public func text(_ name: String) -> String? {
        let name = name.asciiLowercased
        return block.read { view in
            view.first(named: name).map { view.withContent(of: $0) { EncodedWords.decode($0).text } }
        }
    }
}

extension [String] {
    /// The texts without those whose bytes occurred before; for short lists, since each is compared with all before it.
    fileprivate func uniquedByBytes() -> [String] {
        let isRepeated = { (index: Int) in (0..<index).contains { self[$0].hasSameBytes(as: self[index]) } }
        guard indices.contains(where: isRepeated) else { return self }
        return indices.filter { !isRepeated($0) }.map { self[$0] }
    }
}

extension MailHeaders: Hashable {
    /// Whether two blocks have the same fields, problems and length; everything else follows from these.
    public static func == (a: Self, b: Self) -> Bool {
        a.bodyOffset == b.bodyOffset && a.problems == b.problems && a.fields == b.fields
    }

    /// Feeds the fields and the length.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(bodyOffset)
        hasher.combine(fields)
    }
}
