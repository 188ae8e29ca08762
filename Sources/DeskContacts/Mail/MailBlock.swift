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
        /// Why the block is not taken.
        var refusal: Refusal?
    }

    /// The block with the empty line behind it.
    let bytes: [UInt8]
    let fields: ContiguousArray<Field>
    let problems: [MailProblem]

    init(_ mail: some Sequence<UInt8>) throws(Refusal) {
        bytes = mail.withContiguousStorageIfAvailable { Self.block(of: $0) } ?? Self.block(in: mail)
        let found = bytes.withContiguousStorageIfAvailable { MailScan.run($0) } ?? MailScan.run(bytes)
        if let refusal = found.refusal { throw refusal }
        fields = found.fields
        problems = found.problems
    }

    /// The bytes up to the first empty line, and not much more than are allowed.
    private static func block<View: RandomAccessCollection>(of view: View) -> [UInt8]
    where View.Element == UInt8, View.Index == Int {
        let limit = view.startIndex + min(view.count, MailHeaders.byteLimit + 1)
        var start = view.startIndex
        while let end = ByteScan.first(0x0A, in: view, start..<limit) {
            if end == start || (end == start + 1 && view[start] == 0x0D) { return Array(view[...end]) }
            start = end + 1
        }
        return Array(view[..<limit])
    }

    /// The same of bytes that can only be had one by one.
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

    /// The first field with a meaning.
    func first(_ name: MailFieldName) -> Field? { fields.first { $0.name == name } }

    /// The first field of a name in lower case.
    func first(named name: String) -> Field? {
        let length = name.utf8.count
        return fields.first { Int($0.nameCount) == length && self.name(of: $0).hasSameBytes(as: name) }
    }
}
