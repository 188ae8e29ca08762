import DeskPrimitives

/// One pass over a text for everything in it that looks like personal data.
struct PersonalDataScan {
    /// A finding.
    struct Span {
        let kind: PersonalDataKind
        /// Its places, among the folded characters while it is looked for, among the scalars afterwards.
        let range: Range<Int>
    }

    let scalars: [Unicode.Scalar]
    /// The visible characters folded to ASCII in upper case; 0 for all others.
    private var folded: [UInt8] = []
    /// The place of each folded character among the scalars.
    private var places: [Int] = []

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        folded.reserveCapacity(scalars.count)
        places.reserveCapacity(scalars.count)
        for (place, scalar) in scalars.enumerated() {
            guard let byte = Self.fold(scalar) else { continue }
            folded.append(byte)
            places.append(place)
        }
    }

    /// The character as ASCII; 0 for one that has no such form, nil for one that nobody sees.
    private static func fold(_ scalar: Unicode.Scalar) -> UInt8? {
        switch scalar.value {
        case 0x61...0x7A: UInt8(scalar.value) - 32
        case 0..<0x80: UInt8(scalar.value)
        case 0xFF10...0xFF19: UInt8(scalar.value - 0xFF10) + 48
        case 0x0660...0x0669: UInt8(scalar.value - 0x0660) + 48
        case 0x06F0...0x06F9: UInt8(scalar.value - 0x06F0) + 48
        case 0xFF21...0xFF3A: UInt8(scalar.value - 0xFF21) + 65
        case 0xFF41...0xFF5A: UInt8(scalar.value - 0xFF41) + 65
        case 0xFF0B: UInt8(ascii: "+")
        case 0xFF20, 0xFE6B: UInt8(ascii: "@")
        case 0xFF0E, 0x2024: UInt8(ascii: ".")
        case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: 0x20
        case 0x2010...0x2015, 0x2212, 0xFE63, 0xFF0D: UInt8(ascii: "-")
        case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x206F, 0xFEFF: nil
        default: 0
        }
    }

    /// The findings in their order; none lies in another.
    func spans() -> [Span] {
        var found: [Span] = []
        var position = 0
        var lastMail = 0
        while position < folded.count {
            guard let (kind, end) = finding(at: position, notBefore: lastMail) else {
                position += 1
                continue
            }
            guard let kind else {
                position = end
                continue
            }
            var start = position
            if kind == .mailAddress {
                start = localPart(before: position, notBefore: lastMail)
                lastMail = end
                // Numbers found in front of the sign may belong to the address in whole or in part.
                while let last = found.last, last.range.upperBound > start {
                    found.removeLast()
                    guard last.range.lowerBound < start else { continue }
                    found.append(Span(kind: last.kind, range: last.range.lowerBound..<start))
                }
            }
            found.append(Span(kind: kind, range: start..<end))
            position = end
        }
        return found.map { span in
            Span(kind: span.kind, range: places[span.range.lowerBound]..<(places[span.range.upperBound - 1] + 1))
        }
    }

    /// What begins at a place, and where it ends; a mail address is found at its sign, and a date is no personal data.
    private func finding(at position: Int, notBefore: Int) -> (PersonalDataKind?, end: Int)? {
        let byte = folded[position]
        if byte == UInt8(ascii: "@") { return mail(at: position, notBefore: notBefore) }
        if CheckedNumber.isLetter(byte), !isWord(position - 1) { return account(at: position) }
        guard CheckedNumber.isDigit(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "(") else { return nil }
        if CheckedNumber.isDigit(byte), position > 0, CheckedNumber.isDigit(folded[position - 1]) { return nil }
        return code(at: position) ?? number(at: position)
    }

    private func isWord(_ position: Int) -> Bool {
        guard folded.indices.contains(position) else { return false }
        return CheckedNumber.isDigit(folded[position]) || CheckedNumber.isLetter(folded[position])
    }

    // MARK: Mail

    private func isLocal(_ byte: UInt8) -> Bool {
        if CheckedNumber.isDigit(byte) || CheckedNumber.isLetter(byte) || byte == 0 { return true }
        switch byte {
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x2F, 0x3D, 0x3F, 0x5E...0x60, 0x7B...0x7E: return true
        default: return false
        }
    }

    private func localPart(before at: Int, notBefore: Int) -> Int {
        var start = at
        while start > notBefore, isLocal(folded[start - 1]) { start -= 1 }
        return start
    }

    private func mail(at position: Int, notBefore: Int) -> (PersonalDataKind?, end: Int)? {
        guard localPart(before: position, notBefore: notBefore) < position else { return nil }
        var end = position + 1
        while end < folded.count {
            let byte = folded[end]
            guard isWord(end) || byte == 0 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") else { break }
            end += 1
        }
        // The full stop of a sentence is none of the address.
        while end > position + 1, folded[end - 1] == UInt8(ascii: ".") || folded[end - 1] == UInt8(ascii: "-") {
            end -= 1
        }
        return end > position + 1 ? (.mailAddress, end) : nil
    }

    // MARK: Codes

    private func code(at position: Int) -> (PersonalDataKind?, end: Int)? {
        let end = position + 11
        guard end <= folded.count, !isWord(end) else { return nil }
        let code = folded[position..<end]
        guard CheckedNumber.hasOutlineOfPersonalIdentityCode(code) else { return nil }
        return (CheckedNumber.isPersonalIdentityCode(code) ? .personalIdentityCode : .longNumber, end)
    }

    /// An account number in one piece or in groups of up to four characters; the longest that checks.
    private func account(at position: Int) -> (PersonalDataKind?, end: Int)? {
        guard position + 4 <= folded.count, CheckedNumber.isLetter(folded[position + 1]) else { return nil }
        var characters: [UInt8] = []
        var found: Int?
        var place = position
        var group = 0
        var isGrouped = false
        while place < folded.count, characters.count < 34 {
            if isWord(place) {
                characters.append(folded[place])
                group += 1
                if isGrouped, group > 4 { break }
                // The two letters must be followed by two digits, or no word would be cheap to leave.
                if characters.count == 4, !CheckedNumber.isDigit(characters[2]) || !CheckedNumber.isDigit(characters[3])
                {
                    return nil
                }
                if !isWord(place + 1), CheckedNumber.isBankAccount(characters) { found = place + 1 }
            } else {
                guard isSeparator(place), isWord(place + 1) else { break }
                isGrouped = true
                group = 0
            }
            place += 1
        }
        return found.map { (.bankAccount, $0) }
    }

    private func isSeparator(_ position: Int) -> Bool {
        folded[position] == 0x20 || folded[position] == UInt8(ascii: "-")
    }

    // MARK: Numbers

    /// Digits with at most two separators between them.
    private func number(at position: Int) -> (PersonalDataKind?, end: Int)? {
        var digits: [UInt8] = []
        var (longest, run, gap) = (0, 0, 0)
        var end = position
        var place = position
        while place < folded.count, gap <= 2 {
            let byte = folded[place]
            if CheckedNumber.isDigit(byte) {
                digits.append(byte)
                run += 1
                longest = max(longest, run)
                gap = 0
                end = place + 1
            } else {
                let isOpening = place == position && (byte == UInt8(ascii: "+") || byte == UInt8(ascii: "("))
                guard isOpening || Self.joins(byte) else { break }
                run = 0
                gap += isOpening ? 0 : 1
            }
            place += 1
        }
        guard !digits.isEmpty else { return nil }
        if CheckedNumber.isPaymentCard(digits) { return (.paymentCard, end) }
        let isCalled = folded[position] == UInt8(ascii: "+") || folded[position] == UInt8(ascii: "(") || digits[0] == 48
        if longest < 5, digits.count >= 6, isDate(position..<end) { return (nil, end) }
        if isCalled, (7...17).contains(digits.count) { return (.phoneNumber, end) }
        return longest >= 5 || digits.count >= 9 ? (.longNumber, end) : nil
    }

    private static func joins(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "("), UInt8(ascii: ")"): true
        default: false
        }
    }

    /// Whether characters are a date, `d.m.yyyy` or `yyyy-mm-dd`, with at most an hour behind it.
    private func isDate(_ range: Range<Int>) -> Bool {
        let words = folded[range].split(separator: 0x20, omittingEmptySubsequences: false)
        guard let first = words.first, words.count <= 2, words.dropFirst().allSatisfy({ $0.count <= 2 }) else {
            return false
        }
        let byPoints = first.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map(Array.init)
        let byHyphens = first.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).map(Array.init)
        if byPoints.count == 3 { return Self.isDate(byPoints[2], byPoints[1], byPoints[0]) }
        if byHyphens.count == 3 { return Self.isDate(byHyphens[0], byHyphens[1], byHyphens[2]) }
        return false
    }

    private static func isDate(_ year: [UInt8], _ month: [UInt8], _ day: [UInt8]) -> Bool {
        guard year.count == 4, (1...2).contains(month.count), (1...2).contains(day.count),
            (year + month + day).allSatisfy(CheckedNumber.isDigit)
        else { return false }
        let number: ([UInt8]) -> Int = { $0.reduce(0) { $0 * 10 + Int($1 - 48) } }
        let (y, m, d) = (number(year), number(month), number(day))
        return (1...12).contains(m) && d >= 1 && d <= CivilDate.daysInMonth(year: y, month: m)
    }
}
