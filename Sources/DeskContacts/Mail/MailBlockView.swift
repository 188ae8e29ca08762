import DeskPrimitives

/// A header block where it stands in memory, for as long as it is read.
///
/// A view counts no references, so what a field says is handed around for nothing.
struct MailBlockView {
    let bytes: ByteView
    let fields: ContiguousArray<MailBlock.Field>
    let named: MailBlock.NamedFields

    /// Gives what a field says: the bytes behind the colon, unfolded, without space around them.
    func withContent<Result>(
        of field: MailBlock.Field, _ body: (ByteView) -> Result
    ) -> Result {
        let content = bytes.part(Int(field.start)..<Int(field.end))
        return field.isFolded ? Self.unfolded(content).withView(body) : body(content)
    }

    /// Some lines without the breaks between them: a line feed and, mostly, a carriage return before it.
    static func unfolded(_ content: ByteView) -> [UInt8] {
        var unfolded: [UInt8] = []
        unfolded.reserveCapacity(content.count)
        for byte in content {
            if byte != 0x0A { unfolded.append(byte) } else if unfolded.last == 0x0D { unfolded.removeLast() }
        }
        return unfolded
    }

    /// The first field of a name.
    func first(_ name: MailFieldName) -> MailBlock.Field? { index(of: name).map { fields[$0] } }

    /// The number of the first field of a name.
    func index(of name: MailFieldName) -> Int? {
        named.has(name) ? fields.firstIndex { $0.name == name } : nil
    }

    /// The first field of a name in lower case.
    func first(named name: String) -> MailBlock.Field? {
        let length = name.utf8.count
        return fields.first { Int($0.nameCount) == length && self.name(of: $0).hasSameBytes(as: name) }
    }

    /// Whether a field says `<>`.
    func isNullPath(_ field: MailBlock.Field) -> Bool {
        withContent(of: field) { content in
            content.count > 1 && content.first == UInt8(ascii: "<") && content.last == UInt8(ascii: ">")
                && content.dropFirst().dropLast().allSatisfy { $0 == 0x20 || $0 == 0x09 }
        }
    }

    /// The name of a field in lower case.
    func name(of field: MailBlock.Field) -> String {
        let start = Int(field.nameStart)
        return field.name?.text
            ?? String(decoding: bytes[start..<(start + Int(field.nameCount))], as: UTF8.self).asciiLowercased
    }

    /// Everything about a field.
    func whole(_ field: MailBlock.Field) -> MailField {
        MailField(name: name(of: field), bytes: withContent(of: field) { Array($0) }, line: Int(field.line))
    }
}
