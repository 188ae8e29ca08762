/// One pass over a text for everything in it that looks like personal data.
struct PersonalDataScan {
    /// A finding.
    struct Find {
        let kind: PersonalDataKind
        /// Its places, among the folded characters while it is looked for, among the scalars afterwards.
        let range: Range<Int>
    }

    let text: FoldedText
    var scalars: [Unicode.Scalar] { text.scalars }

    init(_ text: String) { self.text = FoldedText(text) }

    /// The findings in their order; none lies in another.
    func spans() -> [Find] {
        var found: [Find] = []
        var position = 0
        var lastMail = 0
        while position < text.bytes.count {
            let byte = text.bytes[position]
            if byte == UInt8(ascii: "@"), let mail = mail(at: position, notBefore: lastMail) {
                lastMail = mail.upperBound
                // Numbers found in front of the sign may belong to the address in whole or in part.
                while let last = found.last, last.range.upperBound > mail.lowerBound {
                    found.removeLast()
                    guard last.range.lowerBound < mail.lowerBound else { continue }
                    found.append(Find(kind: last.kind, range: last.range.lowerBound..<mail.lowerBound))
                }
                found.append(Find(kind: .mailAddress, range: mail))
                position = mail.upperBound
            } else if CheckedNumber.isLetter(byte), !text.isWord(position - 1), let end = account(at: position) {
                found.append(Find(kind: .bankAccount, range: position..<end))
                position = end
            } else if let chain = NumberChain(text, at: position) {
                var chain = chain
                let end = chain.judge()
                found += chain.spans
                position = end
            } else {
                position += 1
            }
        }
        return found.map { Find(kind: $0.kind, range: text.places(of: $0.range)) }
    }

    // MARK: Mail

    private func isLocal(_ byte: UInt8) -> Bool {
        if CheckedNumber.isDigit(byte) || CheckedNumber.isLetter(byte) || byte == 0 { return true }
        switch byte {
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x2F, 0x3D, 0x3F, 0x5E...0x60, 0x7B...0x7E: return true
        default: return false
        }
    }

    /// The longest quoted local part that is looked for; RFC 5321 allows 64 bytes with the quotation marks.
    private static let quotedLimit = 128

    private func localPart(before at: Int, notBefore: Int) -> Int {
        let quote = UInt8(ascii: "\"")
        if at > notBefore, text.bytes[at - 1] == quote {
            var start = at - 1
            while start > notBefore, at - start < Self.quotedLimit {
                start -= 1
                if text.bytes[start] == 0x0A { break }
                if text.bytes[start] == quote, start == notBefore || text.bytes[start - 1] != UInt8(ascii: "\\") {
                    return start
                }
            }
            return at
        }
        var start = at
        while start > notBefore, isLocal(text.bytes[start - 1]) { start -= 1 }
        return start
    }

    private func mail(at position: Int, notBefore: Int) -> Range<Int>? {
        let bytes = text.bytes
        let start = localPart(before: position, notBefore: notBefore)
        guard start < position else { return nil }
        var end = position + 1
        if end < bytes.count, bytes[end] == UInt8(ascii: "[") {
            guard let close = bytes[end...].prefix(64).firstIndex(of: UInt8(ascii: "]")) else { return nil }
            return Self.isLiteral(bytes[(end + 1)..<close]) ? start..<(close + 1) : nil
        }
        while end < bytes.count {
            let byte = bytes[end]
            guard text.isWord(end) || byte == 0 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") else { break }
            end += 1
        }
        // The full stop of a sentence is none of the address.
        while end > position + 1, bytes[end - 1] == UInt8(ascii: ".") || bytes[end - 1] == UInt8(ascii: "-") {
            end -= 1
        }
        return end > position + 1 ? start..<end : nil
    }

    /// Whether the inside of brackets is an address of the Internet Protocol (RFC 5321 section 4.1.3), and no placeholder.
    private static func isLiteral(_ inside: ArraySlice<UInt8>) -> Bool {
        let prefix = Array("IPV6:".utf8)
        let address = inside.starts(with: prefix) ? inside.dropFirst(prefix.count) : inside
        return !address.isEmpty
            && address.allSatisfy { byte in
                CheckedNumber.isDigit(byte) || (65...70).contains(byte) || byte == UInt8(ascii: ".")
                    || byte == UInt8(ascii: ":")
            }
    }

    // MARK: Accounts

    /// An account number in one piece or in groups, as long as its country makes them; the longest that checks for others.
    private func account(at position: Int) -> Int? {
        guard position + 4 <= text.bytes.count else { return nil }
        var characters: [UInt8] = []
        var length = 34
        var found: Int?
        var place = position
        var (group, isNumeric) = (0, true)
        while place < text.bytes.count, characters.count < length {
            if text.isWord(place) {
                let byte = text.bytes[place]
                characters.append(byte)
                group += 1
                isNumeric = isNumeric && CheckedNumber.isDigit(byte)
                // A long word is none of it.
                if characters.count > group, group > 4, !isNumeric { break }
                switch characters.count {
                case 2:
                    guard CheckedNumber.isLetter(byte) else { return nil }
                    length = CheckedNumber.bankAccountLengths[characters] ?? length
                // The two letters must be followed by two digits, or no word would be cheap to leave.
                case 3, 4: guard CheckedNumber.isDigit(byte) else { return nil }
                default: break
                }
                if !text.isWord(place + 1), CheckedNumber.isBankAccount(characters) { found = place + 1 }
                place += 1
            } else {
                let next = text.behindGap(place)
                guard next > place, text.isWord(next), found == nil || !beginsAccount(next) else { break }
                (group, isNumeric) = (0, true)
                place = next
            }
        }
        return found
    }

    /// Whether two letters and two digits stand at a place.
    private func beginsAccount(_ place: Int) -> Bool {
        guard place + 4 <= text.bytes.count else { return false }
        return CheckedNumber.isLetter(text.bytes[place]) && CheckedNumber.isLetter(text.bytes[place + 1])
            && text.isDigit(place + 2) && text.isDigit(place + 3)
    }
}
