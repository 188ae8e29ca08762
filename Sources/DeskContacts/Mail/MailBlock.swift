import DeskPrimitives

/// A header block as it came, and where its fields stand in it.
struct MailBlock: Sendable {
    /// Where one field stands.
    struct Field: Sendable {
        var nameStart: Int32
        var nameCount: UInt8
        /// Nil for a field without a meaning here.
        var name: MailFieldName?
        /// Whether there is a line break in its content.
        var isFolded = false
        /// Its content, without space around it.
        var start: Int32
        var end: Int32
        var line: Int32
    }

    /// What was found in a block.
    struct Found {
        var fields: ContiguousArray<Field> = []
        var problems: [MailProblem] = []
        /// The end of the block.
        var end = 0
        /// Why the block is not taken.
        var refusal: Refusal?
    }

    /// The block with the empty line behind it.
    let bytes: [UInt8]
    let fields: ContiguousArray<Field>
    let problems: [MailProblem]

    init(_ mail: some Sequence<UInt8>) throws(Refusal) {
        var found = Found()
        var bytes: [UInt8] = []
        let isRead: Void? = mail.withContiguousStorageIfAvailable { view in
            MailScan.run(view, into: &found)
            if found.refusal == nil { bytes = Array(view[..<found.end]) }
        }
        if isRead == nil {
            bytes = Self.block(in: mail)
            MailScan.run(bytes, into: &found)
        }
        if let refusal = found.refusal { throw refusal }
        self.bytes = bytes
        fields = found.fields
        problems = found.problems
    }

    /// The bytes of a mail up to its first empty line, and not much more than are allowed.
    private static func block(in mail: some Sequence<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var start = 0
        for byte in mail {
            bytes.append(byte)
            if bytes.count > MailHeaders.byteLimit { break }
            guard byte == 0x0A else { continue }
            let length = bytes.count - 1 - start
            if length == 0 || (length == 1 && bytes[start] == 0x0D) { break }
            start = bytes.count
        }
        return bytes
    }

    // MARK: Reading

    /// What a field says: the bytes behind the colon, unfolded, without space around them.
    func content(of field: Field) -> ArraySlice<UInt8> {
        let content = bytes[Int(field.start)..<Int(field.end)]
        return field.isFolded ? Self.unfolded(content)[...] : content
    }

    /// Some lines without the breaks between them: a line feed and, mostly, a carriage return before it.
    static func unfolded(_ content: ArraySlice<UInt8>) -> [UInt8] {
        var unfolded: [UInt8] = []
        unfolded.reserveCapacity(content.count)
        for byte in content {
            if byte != 0x0A { unfolded.append(byte) } else if unfolded.last == 0x0D { unfolded.removeLast() }
        }
        return unfolded
    }

    /// Whether a field says `<>`.
    func isNullPath(_ field: Field) -> Bool {
        let content = content(of: field)
        return content.count > 1 && content.first == UInt8(ascii: "<") && content.last == UInt8(ascii: ">")
            && content.dropFirst().dropLast().allSatisfy { $0 == 0x20 || $0 == 0x09 }
    }

    /// The name of a field in lower case.
    func name(of field: Field) -> String {
        field.name?.text
            ?? String(
                decoding: bytes[Int(field.nameStart)..<Int(field.nameStart) + Int(field.nameCount)], as: UTF8.self
            ).asciiLowercased
    }

    /// Everything about a field.
    func whole(_ field: Field) -> MailField {
        MailField(name: name(of: field), bytes: Array(content(of: field)), line: Int(field.line))
    }

    /// Whether there is a field of a name.
    func has(_ name: MailFieldName) -> Bool { fields.contains { $0.name == name } }

    /// The first field of a name.
    func first(_ name: MailFieldName) -> Field? { fields.first { $0.name == name } }

    /// The first field of a name in lower case.
    func first(named name: String) -> Field? {
        let length = name.utf8.count
        return fields.first { Int($0.nameCount) == length && self.name(of: $0).hasSameBytes(as: name) }
    }
}
