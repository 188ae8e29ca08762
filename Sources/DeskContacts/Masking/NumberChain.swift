/// Groups of digits with little between them, and what of them is personal data.
///
/// Whatever its issuer prints may be typed with any separators, and an ordinary text has numbers beside each other as well. So:
/// - identity codes and cards that check are found wherever they begin, with up to four separators in each gap;
/// - what stands close together is one number (a *segment*); dates, times, amounts and their ranges are left;
/// - a number that begins like one to be called takes further segments until it is as long as such a number is;
/// - segments that are nothing by themselves are one number when they check as a card, or when nothing but separators of one
///   number stands between them and they are long; over commas and line breaks, as in lists, only when they check.
struct NumberChain {
    /// A run of digits.
    struct Group {
        let range: Range<Int>
        /// The place of its first digit among those of the chain.
        let first: Int

        var count: Int { range.count }
    }

    let text: FoldedText
    /// Where the chain begins; before its first group when a plus sign or bracket does.
    let start: Int
    private(set) var groups: [Group] = []
    private(set) var digits: [UInt8] = []
    private(set) var spans: [PersonalDataScan.Find] = []
    /// The groups that are masked.
    private var isMasked: [Bool] = []

    /// The chain that begins at a place; nil when none does.
    init?(_ text: FoldedText, at position: Int) {
        let byte = text.bytes[position]
        let isOpening = byte == UInt8(ascii: "+") || byte == UInt8(ascii: "(")
        guard isOpening || CheckedNumber.isDigit(byte) else { return nil }
        self.text = text
        start = position
        var place = isOpening ? text.behindGap(position + 1) : position
        guard text.isDigit(place), isOpening || !text.isDigit(place - 1) else { return nil }
        while text.isDigit(place) {
            var end = place
            while text.isDigit(end) { end += 1 }
            groups.append(Group(range: place..<end, first: digits.count))
            digits += text.bytes[place..<end]
            place = text.behindGap(end)
        }
        isMasked = Array(repeating: false, count: groups.count)
    }

    /// Finds what is to be masked; gives the place behind what was looked at.
    mutating func judge() -> Int {
        var end = groups[groups.count - 1].range.upperBound
        var from = 0
        var index = 0
        while index < groups.count {
            guard let (kind, place) = certain(at: index) else {
                index += 1
                continue
            }
            judge(from..<index)
            // It may take a letter behind the chain.
            mask(kind, begin(of: index)..<place)
            end = max(end, place)
            while index < groups.count, groups[index].range.lowerBound < place {
                isMasked[index] = true
                index += 1
            }
            from = index
        }
        judge(from..<groups.count)
        // A country code belongs to whatever the number behind it was taken for.
        if text.bytes[start] == UInt8(ascii: "+"), groups.count > 1, !isMasked[0], isMasked[1] {
            let code = start..<groups[0].range.upperBound
            spans.insert(PersonalDataScan.Find(kind: .phoneNumber, range: code), at: 0)
        }
        return end
    }

    private mutating func mask(_ kind: PersonalDataKind, _ range: Range<Int>) {
        spans.append(PersonalDataScan.Find(kind: kind, range: range))
    }

    private mutating func mask(_ kind: PersonalDataKind, groups range: Range<Int>) {
        mask(kind, begin(of: range.lowerBound)..<groups[range.upperBound - 1].range.upperBound)
        for index in range { isMasked[index] = true }
    }

    /// Where what begins with a group begins; a sign in front of the chain belongs to its first group.
    private func begin(of group: Int) -> Int { group == 0 ? start : groups[group].range.lowerBound }

    // MARK: What checks by itself

    /// How cards print their numbers: 16 and 19 digits, American Express, Diners.
    private static let layouts = [[4, 4, 4, 4, 3], [4, 4, 4, 4], [4, 6, 5], [4, 6, 4]]

    /// An identity code or a card that begins at a group, and where it ends.
    private func certain(at index: Int) -> (PersonalDataKind, end: Int)? {
        let position = groups[index].range.lowerBound
        if let code = identityCode(at: position) { return code }
        // No network's numbers begin with another digit.
        guard (50...54).contains(digits[groups[index].first]) else { return nil }
        for layout in Self.layouts {
            guard let range = groups(of: layout, from: index), isCard(range) else { continue }
            return (.paymentCard, groups[range.upperBound - 1].range.upperBound)
        }
        return nil
    }

    /// The groups that a card prints so, where invisible characters may have made one of two.
    private func groups(of layout: [Int], from index: Int) -> Range<Int>? {
        var end = index
        var count = 0
        var printed = 0
        for size in layout {
            printed += size
            while end < groups.count, count < printed {
                count += groups[end].count
                end += 1
            }
            // A group may end further on, with a later one of the card.
            guard count >= printed else { return nil }
        }
        guard count == printed else { return nil }
        let marks = layout.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }
        let first = groups[index].first
        let fits = (index..<end).allSatisfy { marks.contains(groups[$0].first + groups[$0].count - first) }
        return fits ? index..<end : nil
    }

    /// Whether groups are the number of a card of one of the networks (ISO/IEC 7812, the first digits 2221–2720 and 3 to 6).
    private func isCard(_ range: Range<Int>) -> Bool {
        let digits = digits(of: range)
        guard (13...19).contains(digits.count) else { return false }
        let first = digits.prefix(4).reduce(0) { $0 * 10 + Int($1 - 48) }
        return ((2_221...2_720).contains(first) || (3_000...6_999).contains(first))
            && CheckedNumber.isPaymentCard(Array(digits))
    }

    private func identityCode(at position: Int) -> (PersonalDataKind, end: Int)? {
        if let end = IdentityCodeWalk(text).end(from: position) { return (.personalIdentityCode, end) }
        // In one piece a slip of the pen does not save it.
        let end = position + 11
        guard end <= text.bytes.count, !text.isWord(end),
            CheckedNumber.hasOutlineOfPersonalIdentityCode(text.bytes[position..<end])
        else { return nil }
        return (
            CheckedNumber.isPersonalIdentityCode(text.bytes[position..<end]) ? .personalIdentityCode : .longNumber, end
        )
    }

    // MARK: Everything else

    func digits(of range: Range<Int>) -> ArraySlice<UInt8> {
        let last = groups[range.upperBound - 1]
        return digits[groups[range.lowerBound].first..<(last.first + last.count)]
    }

    /// What stands behind a group before the next one of a stretch.
    func gap(_ index: Int) -> ArraySlice<UInt8> {
        text.bytes[groups[index].range.upperBound..<groups[index + 1].range.lowerBound]
    }

    /// Judges groups as if there were no others.
    private mutating func judge(_ stretch: Range<Int>) {
        var index = stretch.lowerBound
        while index < stretch.upperBound {
            if let end = HarmlessNumbers(self, stretch).end(from: index) {
                index = end
                continue
            }
            let segment = segment(index, stretch)
            if let end = isCalled(index) ? called(segment, stretch) : other(segment, stretch) {
                index = end
                continue
            }
            index = segment.upperBound
        }
        // What is left between findings may be a card in groups of somebody's own.
        var from = stretch.lowerBound
        for index in stretch.lowerBound...stretch.upperBound
        where index == stretch.upperBound || isMasked[index] {
            let left = from..<index
            from = index + 1
            guard !left.isEmpty, isCard(left) else { continue }
            let harmless = HarmlessNumbers(self, left)
            guard !harmless.isList(left), !harmless.areAll() else { continue }
            let place = begin(of: left.lowerBound)
            let number = spans.firstIndex { $0.range.lowerBound > place } ?? spans.endIndex
            let end = groups[index - 1].range.upperBound
            spans.insert(PersonalDataScan.Find(kind: .paymentCard, range: place..<end), at: number)
        }
    }

    /// The groups from one on that stand close together.
    private func segment(_ index: Int, _ stretch: Range<Int>) -> Range<Int> {
        var end = index + 1
        while end < stretch.upperBound, !HarmlessNumbers.isWide(gap(end - 1)) { end += 1 }
        return index..<end
    }

    /// Whether a group begins a number to be called: it has a plus sign, a bracket or a trunk prefix.
    private func isCalled(_ index: Int) -> Bool {
        if index == 0, start < groups[0].range.lowerBound { return true }
        if index > 0, gap(index - 1).contains(UInt8(ascii: "(")) { return true }
        return groups[index].count > 1 && digits[groups[index].first] == 48
    }

    /// How many digits a number to be called has that is surely whole.
    private func usualCount(_ segment: Range<Int>) -> Int {
        let digits = digits(of: segment)
        let hasHint = segment.dropFirst().contains { index in
            groups[index].count == 1 && gap(index - 1).contains(UInt8(ascii: "("))
        }
        let hint = hasHint ? 1 : 0
        if segment.lowerBound == 0, text.bytes[start] == UInt8(ascii: "+") { return 11 + hint }
        return (digits.starts(with: [48, 48]) ? 13 : 9) + hint
    }

    /// The end of a number to be called, once it is masked.
    private mutating func called(_ segment: Range<Int>, _ stretch: Range<Int>) -> Int? {
        var all = segment
        while digits(of: all).count < usualCount(all), all.upperBound < stretch.upperBound {
            let next = self.segment(all.upperBound, stretch)
            let isOther =
                digits(of: all).count >= 7 && isCalled(next.lowerBound) && digits(of: next).count >= usualCount(next)
            guard !isOther, digits(of: all).count + digits(of: next).count <= 17 else { break }
            all = segment.lowerBound..<next.upperBound
        }
        let count = digits(of: all).count
        if isCard(segment) {
            mask(.paymentCard, groups: segment)
            return segment.upperBound
        }
        if (7...17).contains(count) {
            mask(.phoneNumber, groups: all)
            return all.upperBound
        }
        return long(segment)
    }

    /// The end of any other number, once it is masked or known to be left.
    private mutating func other(_ segment: Range<Int>, _ stretch: Range<Int>) -> Int? {
        if isCard(segment) {
            mask(.paymentCard, groups: segment)
            return segment.upperBound
        }
        if !isPart(segment) { return long(segment) }
        var all = segment
        var isOneNumber = true
        while all.upperBound < stretch.upperBound, !isCalled(all.upperBound),
            HarmlessNumbers(self, stretch).end(from: all.upperBound) == nil
        {
            let next = self.segment(all.upperBound, stretch)
            guard isPart(next) else { break }
            isOneNumber = isOneNumber && !HarmlessNumbers.isOfList(gap(all.upperBound - 1))
            all = segment.lowerBound..<next.upperBound
        }
        if !HarmlessNumbers(self, all).isList(all) {
            if isCard(all) {
                mask(.paymentCard, groups: all)
            } else if isOneNumber, digits(of: all).count >= 9 {
                mask(.longNumber, groups: all)
            }
        }
        return all.upperBound
    }

    /// Whether a segment is nothing by itself.
    private func isPart(_ segment: Range<Int>) -> Bool {
        digits(of: segment).count < 9 && segment.allSatisfy { groups[$0].count < 5 }
    }

    private mutating func long(_ segment: Range<Int>) -> Int? {
        guard !isPart(segment), !HarmlessNumbers(self, segment).isList(segment) else { return nil }
        mask(.longNumber, groups: segment)
        return segment.upperBound
    }
}
