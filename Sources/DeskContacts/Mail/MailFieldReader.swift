import DeskPrimitives

/// Reads the fields that have a structure and notes what cannot be read.
struct MailFieldReader {
    private let block: MailBlock
    private var problems: [MailProblem]
    /// The first field of every name, −1 where there is none.
    private var firsts = SIMD32<Int16>(repeating: -1)
    /// The names of which there are several fields.
    private var repeated: UInt32 = 0
    /// Where texts are decoded, one after another.
    private var scratch: [UInt8] = []

    init(_ block: MailBlock) {
        self.block = block
        problems = block.problems
        for (number, field) in block.fields.enumerated() {
            guard let name = field.name?.rawValue else { continue }
            if firsts[Int(name)] < 0 {
                firsts[Int(name)] = Int16(truncatingIfNeeded: number)
            } else {
                repeated |= 1 << UInt32(name)
            }
        }
    }

    /// The problems by line, in the order in which they were found on each.
    var orderedProblems: [MailProblem] {
        if problems.isEmpty { return [] }
        let ordered = problems.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
        return ordered.prefix(MailHeaders.problemLimit).map(\.element)
    }

    private mutating func report(_ reason: MailProblem.Reason, _ field: MailBlock.Field) {
        let problem = MailProblem(field: block.name(of: field), line: Int(field.line), reason: reason)
        if !problems.contains(problem) { problems.append(problem) }
    }

    /// The first field of a name; further ones are said to be repeated.
    private mutating func only(_ name: MailFieldName) -> MailBlock.Field? {
        let first = Int(firsts[Int(name.rawValue)])
        guard first >= 0 else { return nil }
        if repeated & (1 << UInt32(name.rawValue)) != 0 {
            let others = block.fields[(first + 1)...].lazy.filter { $0.name == name }
            for field in others.prefix(MailHeaders.problemLimit) { report(.repeated, field) }
        }
        return block.fields[first]
    }

    private mutating func line(_ bytes: ArraySlice<UInt8>, of field: MailBlock.Field) -> String? {
        if let text = PlainHeaderText.line(bytes, &scratch) { return text.isEmpty ? nil : text }
        let (text, problems) = EncodedWords.line(bytes)
        for reason in problems { report(reason, field) }
        return text.isEmpty ? nil : text
    }

    // MARK: Fields

    /// So many names have room from the start: those before a mail are mostly a few.
    private static let usualNames = 4

    mutating func subject() -> String? {
        guard let field = only(.subject) else { return nil }
        return line(block.content(of: field), of: field)
    }

    mutating func date() -> Instant? {
        guard let field = only(.date) else { return nil }
        guard let date = MailDate.read(block.content(of: field)) else {
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
        let content = block.content(of: field)
        let before = problems.count
        var found: [MailAddress] = []
        if PlainAddressList.read(content, { found.append(address($0, $1, of: field)) }) { return found }
        // What was said of the first entries is said again.
        problems.removeSubrange(before...)
        var list = AddressList(content)
        list.read()
        for reason in list.problems { report(reason, field) }
        return list.entries.map { address($0.name, $0.address, of: field) }
    }

    private mutating func address(
        _ name: ArraySlice<UInt8>, _ address: ArraySlice<UInt8>, of field: MailBlock.Field
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
        if let field = only(name), let name = soleName(of: field) { return name }
        return names(name).first
    }

    /// The name of a field that says `<name>` and nothing else, in ASCII.
    private func soleName(of field: MailBlock.Field) -> String? {
        let (start, end) = (Int(field.start) + 1, Int(field.end) - 1)
        guard start < end, end - start <= Limits.lineBytes, block.bytes[start - 1] == UInt8(ascii: "<"),
            block.bytes[end] == UInt8(ascii: ">")
        else { return nil }
        let content = block.bytes[start..<end]
        let isPlain = content.allSatisfy {
            $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">")
        }
        return isPlain ? String(decoding: content, as: UTF8.self) : nil
    }

    /// The names in angle brackets; of more than the limit the last ones.
    ///
    /// A field that is one word without brackets is a name, too: some programs forget them.
    mutating func names(_ name: MailFieldName) -> [String] {
        guard let field = only(name) else { return [] }
        if let name = soleName(of: field) { return [name] }
        // Line breaks count as space here, so a folded field need not be unfolded.
        let bytes = block.bytes
        var position = Int(field.start)
        let end = Int(field.end)
        if position < end, bytes[position] != UInt8(ascii: "<"), let name = Self.name(bytes[position..<end]),
            name.utf8.contains(UInt8(ascii: "@"))
        {
            return [name]
        }
        var names: [String] = []
        names.reserveCapacity(Self.usualNames)
        var isClean = true
        while position < end {
            guard bytes[position] == UInt8(ascii: "<") else {
                isClean = isClean && Self.isBetween(bytes[position])
                position += 1
                continue
            }
            let start = position + 1
            position = start
            // Most names are ASCII in one piece; of others the bytes are looked at once more.
            var isPlain = true
            while position < end, bytes[position] != UInt8(ascii: ">"), bytes[position] != UInt8(ascii: "<") {
                isPlain = isPlain && bytes[position] > 0x20 && bytes[position] < 0x7F
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
            let content = bytes[start..<position]
            if isPlain, (1...Limits.lineBytes).contains(content.count) {
                names.append(String(decoding: content, as: UTF8.self))
            } else if let name = Self.name(content) ?? Self.unspacedName(content) {
                names.append(name)
            } else {
                isClean = false
            }
            position += 1
        }
        if !isClean { report(.notAName, field) }
        if names.count > MailHeaders.referenceLimit {
            report(.cut, field)
            names.removeFirst(names.count - MailHeaders.referenceLimit)
        }
        return names
    }

    /// The name that some bytes are: neither space nor control characters nor brackets.
    private static func name(_ bytes: ArraySlice<UInt8>) -> String? {
        guard (1...Limits.lineBytes).contains(bytes.count),
            bytes.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") })
        else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    /// The same without the space that folding may have put into a long name.
    private static func unspacedName(_ bytes: ArraySlice<UInt8>) -> String? {
        guard bytes.contains(where: { $0 == 0x20 || $0 == 0x09 }) else { return nil }
        return name(MailBlock.unfolded(bytes).filter { $0 != 0x20 && $0 != 0x09 }[...])
    }

    /// Whether a byte may stand between two names: space or a comma.
    private static func isBetween(_ byte: UInt8) -> Bool {
        byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) || byte == UInt8(ascii: ",")
    }
}
