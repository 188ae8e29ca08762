/// Splits the list of a `From`, `To` or similar field into names and addresses (RFC 5322 sections 3.4 and 4.4).
///
/// Groups are taken apart into their members, routes are left out, and comments serve as names where there is none. Takes time
/// and memory linear in the list: no byte is put into more than one entry.
struct AddressList {
    /// One address with the name before it.
    struct Entry {
        /// The name, still encoded.
        var name: ArraySlice<UInt8>
        var address: ArraySlice<UInt8>
    }

    private(set) var entries: [Entry] = []
    private(set) var problems: [MailProblem.Reason] = []
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    /// What stands outside of angle brackets, quotation marks taken off.
    private var phrase: [UInt8] = []
    /// The word that is read, quotation marks left on, for an address without brackets.
    private var word: [UInt8] = []
    /// Whether the word has the sign of an address.
    private var isAddress = false
    /// The words before it that are addresses, not more than can be kept.
    private var addresses: [[UInt8]] = []
    /// How many words before it are addresses.
    private var addressCount = 0
    /// The other words before it with a space behind each.
    private var others: [UInt8] = []
    private var comment: [UInt8] = []
    private var angle: [UInt8]?

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    mutating func read() {
        while position < bytes.endIndex {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                let (content, raw) = quoted()
                phrase.append(contentsOf: content)
                word.append(contentsOf: raw)
                isAddress = isAddress || Self.hasAt(raw)
                continue
            case UInt8(ascii: "("):
                comment = commentText()
                continue
            case UInt8(ascii: "<") where angle == nil:
                angle = bracketed()
                continue
            case UInt8(ascii: ","), UInt8(ascii: ";"): finish()
            case UInt8(ascii: ":") where angle == nil && addressCount == 0 && !isAddress:
                // The name of a group; its members follow.
                phrase = []
                word = []
                others = []
            case 0x20, 0x09...0x0D:
                phrase.append(0x20)
                endWord()
            default:
                phrase.append(byte)
                word.append(byte)
                isAddress = isAddress || byte == UInt8(ascii: "@")
            }
            position += 1
        }
        finish()
    }

    private mutating func note(_ reason: MailProblem.Reason) {
        if !problems.contains(reason) { problems.append(reason) }
    }

    private mutating func endWord() {
        guard !word.isEmpty else { return }
        if isAddress {
            addressCount += 1
            if addresses.count <= MailHeaders.addressLimit { addresses.append(word) }
        } else {
            others.append(contentsOf: word)
            others.append(0x20)
        }
        word.removeAll(keepingCapacity: true)
        isAddress = false
    }

    private static func hasAt(_ word: [UInt8]) -> Bool { word.contains(UInt8(ascii: "@")) }

    private mutating func finish() {
        endWord()
        defer {
            phrase = []
            addresses = []
            addressCount = 0
            others = []
            comment = []
            angle = nil
        }
        let name = phrase[...].trimmedSpace
        guard !name.isEmpty || angle != nil else { return }
        if let angle {
            guard !angle.isEmpty else { return note(.notAnAddress) }
            return add(name.isEmpty ? comment[...] : name, angle[...])
        }
        // Without brackets the word with the sign is the address, whatever stands beside it.
        guard addressCount == 1, let address = addresses.first else {
            note(.notAnAddress)
            // Whose name it is that stands beside several, nobody can tell.
            for address in addresses { add([], address[...]) }
            return
        }
        let beside = others[...].trimmedSpace
        add(beside.isEmpty ? comment[...] : beside, address[...])
    }

    private mutating func add(_ name: ArraySlice<UInt8>, _ address: ArraySlice<UInt8>) {
        guard entries.count < MailHeaders.addressLimit else { return note(.cut) }
        entries.append(Entry(name: name, address: address))
    }

    /// A quoted text: what it says, and as it stands.
    private mutating func quoted() -> (content: [UInt8], raw: [UInt8]) {
        let start = position
        var content: [UInt8] = []
        position += 1
        while position < bytes.endIndex {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\"") { return (content, Array(bytes[start..<position])) }
            if byte == UInt8(ascii: "\\"), position < bytes.endIndex {
                content.append(bytes[position])
                position += 1
            } else {
                content.append(byte)
            }
        }
        note(.unterminated)
        return (content, Array(bytes[start..<position]))
    }

    /// A comment and the comments in it; the depth is a count, so no depth is too much.
    private mutating func commentText() -> [UInt8] {
        var depth = 0
        var content: [UInt8] = []
        while position < bytes.endIndex {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "("):
                depth += 1
                if depth > 1 { content.append(byte) }
            case UInt8(ascii: ")"):
                depth -= 1
                if depth == 0 { return Array(content[...].trimmedSpace) }
                content.append(byte)
            case UInt8(ascii: "\\") where position < bytes.endIndex:
                content.append(bytes[position])
                position += 1
            default: content.append(byte)
            }
        }
        note(.unterminated)
        return Array(content[...].trimmedSpace)
    }

    /// What stands in angle brackets, without space, comments and a route before a colon.
    private mutating func bracketed() -> [UInt8] {
        var content: [UInt8] = []
        position += 1
        while position < bytes.endIndex {
            switch bytes[position] {
            case UInt8(ascii: ">"):
                position += 1
                return content
            case UInt8(ascii: "\""): content.append(contentsOf: quoted().raw)
            case UInt8(ascii: "("): _ = commentText()
            case UInt8(ascii: ":") where content.first == UInt8(ascii: "@"):
                content = []
                position += 1
            case 0x20, 0x09...0x0D: position += 1
            default:
                content.append(bytes[position])
                position += 1
            }
        }
        note(.unterminated)
        return content
    }
}
