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

        var range: Range<Int> { Int(start)..<Int(end) }
    }

    /// The names of which there are fields, a bit each.
    struct NamedFields: Sendable {
        private var there: UInt32 = 0
        private var repeated: UInt32 = 0

        private static func bit(_ name: MailFieldName) -> UInt32 { 1 << UInt32(name.rawValue) }

        mutating func add(_ name: MailFieldName) {
            repeated |= there & Self.bit(name)
            there |= Self.bit(name)
        }

        func has(_ name: MailFieldName) -> Bool { there & Self.bit(name) != 0 }

        /// Whether there are several fields of a name.
        func isRepeated(_ name: MailFieldName) -> Bool { repeated & Self.bit(name) != 0 }
    }

    /// What was found in a block.
    struct Found {
        var fields: ContiguousArray<Field> = []
        var named = NamedFields()
        var problems: [MailProblem] = []
        /// The end of the block.
        var end = 0
        /// Why the block is not taken.
        var refusal: Refusal?
    }

    /// The block with the empty line behind it.
    let bytes: [UInt8]
    let fields: ContiguousArray<Field>
    let named: NamedFields
    let problems: [MailProblem]

    init(_ mail: some Sequence<UInt8>) throws(Refusal) {
        var found = Found()
        var bytes: [UInt8] = []
        let isRead: Void? = ByteView.of(mail) { view in
            MailScan.run(view, into: &found)
            if found.refusal == nil { bytes = Array(view[..<found.end]) }
        }
        if isRead == nil {
            bytes = Self.block(in: mail)
            bytes.withView { MailScan.run($0, into: &found) }
        }
        if let refusal = found.refusal { throw refusal }
        self.bytes = bytes
        fields = found.fields
        named = found.named
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

    /// Gives the block where it stands in memory.
    func read<Result>(_ body: (MailBlockView) -> Result) -> Result {
        bytes.withView { body(MailBlockView(bytes: $0, fields: fields, named: named)) }
    }
}
