import DeskPrimitives

/// The lines of a header block joined to fields.
struct MailBlock {
    private(set) var fields: [MailField] = []
    private(set) var problems: [MailProblem] = []
    private(set) var bodyOffset = 0

    /// What is read at the moment: a field with its bytes so far, or lines that belong to none.
    private enum Open {
        case nothing
        case field(name: String, bytes: [UInt8], line: Int)
        case junk
    }

    init(_ mail: some Sequence<UInt8>) throws(Refusal) {
        var open = Open.nothing
        var line: [UInt8] = []
        var number = 1
        var ended = false
        for byte in mail {
            bodyOffset += 1
            guard bodyOffset <= MailHeaders.byteLimit else {
                throw Refusal(
                    .tooLong, "the header block has more than \(MailHeaders.byteLimit) bytes", at: .line(number))
            }
            guard byte == 0x0A else {
                line.append(byte)
                continue
            }
            if line.last == 0x0D { line.removeLast() }
            if line.isEmpty {
                ended = true
                break
            }
            try take(line, number, &open)
            line.removeAll(keepingCapacity: true)
            number += 1
        }
        if !ended, !line.isEmpty { try take(line, number, &open) }
        try close(&open)
    }

    private mutating func take(_ line: [UInt8], _ number: Int, _ open: inout Open) throws(Refusal) {
        if line[0] == 0x20 || line[0] == 0x09 {
            switch open {
            case .field(let name, var bytes, let first):
                // Without this the pattern's copy and the stored bytes would share and every line copy the field.
                open = .nothing
                bytes.append(contentsOf: line)
                open = .field(name: name, bytes: bytes, line: first)
            case .junk: break
            case .nothing:
                report("", number, .notAField)
                open = .junk
            }
            return
        }
        try close(&open)
        // The separator line of a mailbox file, which some gateways leave in.
        if number == 1, line.starts(with: Array("From ".utf8)) { return }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), let name = Self.name(line[..<colon]) else {
            report("", number, .notAField)
            open = .junk
            return
        }
        open = .field(name: name, bytes: Array(line[(colon + 1)...]), line: number)
    }

    private mutating func close(_ open: inout Open) throws(Refusal) {
        defer { open = .nothing }
        guard case .field(let name, let bytes, let line) = open else { return }
        guard fields.count < MailHeaders.fieldLimit else {
            throw Refusal(.tooLong, "more than \(MailHeaders.fieldLimit) fields", at: .line(line))
        }
        fields.append(MailField(name: name, bytes: bytes.trimmedSpace, line: line))
    }

    private mutating func report(_ field: String, _ line: Int, _ reason: MailProblem.Reason) {
        guard problems.count < MailHeaders.problemLimit else { return }
        problems.append(MailProblem(field: field, line: line, reason: reason))
    }

    /// A field name in lower case: printable ASCII without colon, with space only behind it (RFC 5322 section 4.5).
    private static func name(_ bytes: ArraySlice<UInt8>) -> String? {
        let bytes = bytes.dropLast(bytes.reversed().prefix { $0 == 0x20 || $0 == 0x09 }.count)
        guard !bytes.isEmpty, bytes.count <= 128, bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        return String(decoding: bytes, as: UTF8.self).asciiLowercased
    }
}

extension [UInt8] {
    /// The bytes without space, tab and line breaks around them.
    var trimmedSpace: [UInt8] {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) }
        guard let first = firstIndex(where: { !isSpace($0) }), let last = lastIndex(where: { !isSpace($0) }) else {
            return []
        }
        return Array(self[first...last])
    }
}
