import DeskPrimitives

/// Reads the fields that have a structure and notes what cannot be read.
struct MailFieldReader {
    private let fields: [MailField]
    private var problems: [MailProblem]

    init(fields: [MailField], problems: [MailProblem]) {
        self.fields = fields
        self.problems = problems
    }

    /// The problems by line, in the order in which they were found on each.
    var orderedProblems: [MailProblem] {
        let ordered = problems.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
        return ordered.prefix(MailHeaders.problemLimit).map(\.element)
    }

    private mutating func report(_ reason: MailProblem.Reason, _ field: MailField) {
        let problem = MailProblem(field: field.name, line: field.line, reason: reason)
        if !problems.contains(problem) { problems.append(problem) }
    }

    /// The first field of a name; further ones are said to be repeated.
    private mutating func only(_ name: String) -> MailField? {
        let found = fields.filter { $0.name == name }
        for repeated in found.dropFirst().prefix(MailHeaders.problemLimit) { report(.repeated, repeated) }
        return found.first
    }

    private mutating func decoded(_ bytes: some Collection<UInt8>, of field: MailField) -> String {
        let (text, problems) = EncodedWords.decode(bytes)
        for reason in problems { report(reason, field) }
        return text
    }

    // MARK: Fields

    mutating func subject() -> String? {
        guard let field = only("subject") else { return nil }
        let text = decoded(field.bytes, of: field).collapsedASCII
        return text.isEmpty ? nil : text
    }

    mutating func date() -> Instant? {
        guard let field = only("date") else { return nil }
        guard let date = MailDate.read(field.bytes) else {
            report(.notADate, field)
            return nil
        }
        return date
    }

    mutating func addresses(_ name: String) -> [MailAddress] {
        guard let field = only(name) else { return [] }
        return addresses(of: field)
    }

    private mutating func addresses(of field: MailField) -> [MailAddress] {
        var list = AddressList(field.bytes)
        list.read()
        for reason in list.problems { report(reason, field) }
        var found: [MailAddress] = []
        for entry in list.entries {
            let name = entry.name.isEmpty ? "" : decoded(entry.name, of: field).collapsedASCII
            let address = String(decoding: entry.address, as: UTF8.self)
            let read = MailAddress(name: name.isEmpty ? nil : name, address: address)
            if read.point == nil { report(.notAnAddress, field) }
            found.append(read)
        }
        return found
    }

    mutating func returnPath() -> MailReturnPath? {
        guard let field = only("return-path"), !field.bytes.isEmpty else { return nil }
        if field.bytes.filter({ $0 != 0x20 && $0 != 0x09 }) == Array("<>".utf8) { return .null }
        return addresses(of: field).first.map { .address($0) }
    }

    /// The names in angle brackets; of more than the limit the last ones.
    ///
    /// A field that is one word without brackets is a name, too: some programs forget them.
    mutating func names(_ name: String) -> [String] {
        guard let field = only(name) else { return [] }
        if let name = Self.name(field.bytes), name.utf8.contains(UInt8(ascii: "@")) { return [name] }
        var names: [String] = []
        var rest = field.bytes[...]
        var isClean = true
        while let open = rest.firstIndex(of: UInt8(ascii: "<")) {
            isClean = isClean && Self.isBetween(rest[..<open])
            let behind = rest[(open + 1)...]
            guard let end = behind.firstIndex(where: { $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "<") }) else {
                report(.unterminated, field)
                rest = []
                break
            }
            // An opening bracket within a name begins the name anew, so that one broken name costs no other.
            guard behind[end] == UInt8(ascii: ">") else {
                isClean = false
                rest = rest[end...]
                continue
            }
            // Folding may have put space into a long name.
            if let name = Self.name(behind[..<end].filter { $0 != 0x20 && $0 != 0x09 }) {
                names.append(name)
            } else {
                isClean = false
            }
            rest = rest[(end + 1)...]
        }
        if !isClean || !Self.isBetween(rest) { report(.notAName, field) }
        if names.count > MailHeaders.referenceLimit {
            report(.cut, field)
            names.removeFirst(names.count - MailHeaders.referenceLimit)
        }
        return names
    }

    /// The name that some bytes are: neither space nor control characters nor brackets.
    private static func name(_ bytes: [UInt8]) -> String? {
        guard (1...Limits.lineBytes).contains(bytes.count),
            bytes.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") })
        else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    /// Whether some bytes may stand between two names: space and commas.
    private static func isBetween(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.allSatisfy { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) || $0 == UInt8(ascii: ",") }
    }
}
