import DeskChannels
import DeskPrimitives

/// Reads the fields that have a structure and notes what cannot be read.
struct MailFieldReader {
    private let block: MailBlockView
    private var problems: [MailProblem] = []

    init(_ block: MailBlockView) { self.block = block }

    /// The problems and those of the block by line, in the order in which they were found on each.
    func orderedProblems(after others: [MailProblem]) -> [MailProblem] {
        let ordered = (others + problems).enumerated().sorted {
            ($0.element.line, $0.offset) < ($1.element.line, $1.offset)
        }
        return ordered.prefix(MailHeaders.problemLimit).map(\.element)
    }

    private mutating func report(_ reason: MailProblem.Reason, _ field: MailBlock.Field) {
        let problem = MailProblem(field: block.name(of: field), line: Int(field.line), reason: reason)
        if !problems.contains(problem) { problems.append(problem) }
    }

    /// The first field of a name; further ones are said to be repeated.
    private mutating func only(_ name: MailFieldName) -> MailBlock.Field? {
        guard let first = block.index(of: name) else { return nil }
        if block.named.isRepeated(name) {
            let others = block.fields[(first + 1)...].lazy.filter { $0.name == name }
            for field in others.prefix(MailHeaders.problemLimit) { report(.repeated, field) }
        }
        return block.fields[first]
    }

    /// The text of a field or name on one line, cut to what a line may hold; nil when it is blank.
    private mutating func line(_ bytes: ByteView, of field: MailBlock.Field) -> String? {
        let text: String
        if let plain = PlainHeaderText.line(bytes) {
            text = plain
        } else {
            let (decoded, problems) = EncodedWords.line(bytes)
            for reason in problems { report(reason, field) }
            text = decoded
        }
        guard text.utf8.count > Limits.lineBytes else { return text.isEmpty ? nil : text }
        report(.cut, field)
        return CutText.line(text).text
    }

    // MARK: Fields

    /// So many names have room from the start: those before a mail are mostly a few.
    private static let usualNames = 4

    mutating func subject() -> String? {
        guard let field = only(.subject) else { return nil }
        return block.withContent(of: field) { line($0, of: field) }
    }

    mutating func date() -> Instant? {
        guard let field = only(.date) else { return nil }
        guard let date = block.withContent(of: field, MailDate.read) else {
            report(.notADate, field)
            return nil
        }
        return date
    }

    mutating func addresses(_ name: MailFieldName) -> [MailAddress] {
        guard let field = only(name) else { return [] }
        return addresses(of: field)
    }

    private mutating func addresses(of field: MailBlock.Field) -> [MailAddress] {
        block.withContent(of: field) { content in
            let before = problems.count
            var found: [MailAddress] = []
            let isPlain = PlainAddressList.read(content) { name, address in
                found.append(self.address(name, address, of: field))
            }
            if isPlain { return found }
            // What was said of the first entries is said again.
            problems.removeSubrange(before...)
            var list = AddressList(Array(content)[...])
            list.read()
            for reason in list.problems { report(reason, field) }
            return list.entries.map { entry in
                entry.name.withView { name in
                    entry.address.withView { address(name, $0, of: field) }
                }
            }
        }
    }

    private mutating func address(
        _ name: ByteView, _ address: ByteView, of field: MailBlock.Field
    ) -> MailAddress {
        let name = name.isEmpty ? nil : line(name, of: field)
        let read = MailAddress(name: name, address: String(decoding: address, as: UTF8.self))
        if read.point == nil { report(.notAnAddress, field) }
        return read
    }

    mutating func returnPath() -> MailReturnPath? {
        guard let field = only(.returnPath), field.start < field.end else { return nil }
        if block.isNullPath(field) { return .null }
        return addresses(of: field).first.map { .address($0) }
    }

    /// The first name of a field.
    mutating func firstName(_ name: MailFieldName) -> String? {
        guard let field = only(name) else { return nil }
        var first: Range<Int>?
        let isPlain = PlainNameList.read(block.bytes, field.range) { first = first ?? $0 }
        if isPlain, let first { return String(decoding: block.bytes[first], as: UTF8.self) }
        return names(of: field).first
    }

    /// The names in angle brackets; of more than the limit the last ones.
    mutating func names(_ name: MailFieldName) -> [String] {
        guard let field = only(name) else { return [] }
        var names: [String] = []
        names.reserveCapacity(Self.usualNames)
        let isPlain = PlainNameList.read(block.bytes, field.range) { range in
            names.append(String(decoding: block.bytes[range], as: UTF8.self))
        }
        return isPlain ? names : self.names(of: field)
    }

    /// The same for any list.
    ///
    /// A field that is one word without brackets is a name, too: some programs forget them.
    private mutating func names(of field: MailBlock.Field) -> [String] {
        // Line breaks count as space here, so a folded field need not be unfolded.
        let bytes = block.bytes
        var position = Int(field.start)
        let end = Int(field.end)
        if position < end, bytes[position] != UInt8(ascii: "<"),
            let name = Self.name(bytes.part(position..<end)),
            name.utf8.contains(UInt8(ascii: "@"))
        {
            return [name]
        }
        var names: [String] = []
        var count = 0
        var isClean = true
        while position < end {
            guard bytes[position] == UInt8(ascii: "<") else {
                isClean = isClean && Self.isBetween(bytes[position])
                position += 1
                continue
            }
            let start = position + 1
            position = start
            while position < end, bytes[position] != UInt8(ascii: ">"), bytes[position] != UInt8(ascii: "<") {
                position += 1
            }
            guard position < end else {
                report(.unterminated, field)
                break
            }
            // An opening bracket within a name begins the name anew, so that one broken name costs no other.
            guard bytes[position] == UInt8(ascii: ">") else {
                isClean = false
                continue
            }
            let content = bytes.part(start..<position)
            if let name = Self.name(content) ?? Self.unspacedName(content) {
                names.append(name)
                count += 1
                if names.count >= 2 * MailHeaders.referenceLimit { names.removeFirst(MailHeaders.referenceLimit) }
            } else {
                isClean = false
            }
            position += 1
        }
        if !isClean { report(.notAName, field) }
        if count > MailHeaders.referenceLimit {
            report(.cut, field)
            names.removeFirst(names.count - MailHeaders.referenceLimit)
        }
        return names
    }

    /// The name that some bytes are: neither space nor control characters nor brackets.
    private static func name(_ bytes: ByteView) -> String? {
        guard (1...Limits.lineBytes).contains(bytes.count),
            bytes.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") })
        else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    /// The same without the space that folding may have put into a long name.
    private static func unspacedName(_ bytes: ByteView) -> String? {
        guard bytes.contains(where: { $0 == 0x20 || $0 == 0x09 }) else { return nil }
        return MailBlockView.unfolded(bytes).filter { $0 != 0x20 && $0 != 0x09 }.withView(name)
    }

    /// Whether a byte may stand between two names: space or a comma.
    private static func isBetween(_ byte: UInt8) -> Bool {
        byte.isSpace || byte == UInt8(ascii: ",")
    }
}
