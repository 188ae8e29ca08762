import DeskPrimitives

/// Dates, times, amounts and lists of these among the groups of a ``NumberChain``: what every text has.
struct HarmlessNumbers {
    private let chain: NumberChain
    private let stretch: Range<Int>

    init(_ chain: NumberChain, _ stretch: Range<Int>) {
        self.chain = chain
        self.stretch = stretch
    }

    // MARK: Gaps

    private static let (space, dot, comma) = (UInt8(ascii: " "), UInt8(ascii: "."), UInt8(ascii: ","))
    private static let (hyphen, slash) = (UInt8(ascii: "-"), UInt8(ascii: "/"))

    /// Whether a gap is one between the items of a list: it has a line break or tab, or a comma with space.
    static func isOfList(_ gap: ArraySlice<UInt8>) -> Bool {
        gap.contains { (0x09...0x0D).contains($0) } || (gap.contains(comma) && gap.contains(space))
    }

    /// Whether a gap is wider than one within a number as a rule is.
    static func isWide(_ gap: ArraySlice<UInt8>) -> Bool { gap.count > 2 || isOfList(gap) }

    /// Whether a gap stands between two things rather than in one.
    private static func separates(_ gap: ArraySlice<UInt8>) -> Bool {
        gap.contains(hyphen) || gap.contains(slash) || isOfList(gap)
    }

    private func gap(_ index: Int) -> ArraySlice<UInt8>? { index + 1 < stretch.upperBound ? chain.gap(index) : nil }

    private func isGap(_ index: Int, _ text: StaticString) -> Bool {
        text.withUTF8Buffer { bytes in gap(index).map { $0.elementsEqual(bytes) } ?? false }
    }

    private func count(_ index: Int) -> Int { index < stretch.upperBound ? chain.groups[index].count : 0 }

    private func value(_ index: Int) -> Int {
        chain.digits(of: index..<(index + 1)).prefix(9).reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    private func hasZero(_ index: Int) -> Bool { chain.digits[chain.groups[index].first] == 48 }

    // MARK: Lists

    /// Whether groups are a list of small numbers, all with the same between them: `12, 34, 56`, or one on each line.
    func isList(_ range: Range<Int>) -> Bool {
        guard range.count > 1 else { return false }
        let between = chain.gap(range.lowerBound)
        guard Self.isOfList(between) || between.elementsEqual([Self.comma]),
            range.dropLast().allSatisfy({ chain.gap($0).elementsEqual(between) })
        else { return false }
        let most = between.count == 1 && between.first == Self.comma ? 2 : 3
        return range.allSatisfy { count($0) <= most && (count($0) == 1 || !hasZero($0)) }
            || range.allSatisfy { count($0) == 2 }
    }

    // MARK: Things

    /// Whether all groups of the stretch are harmless.
    func areAll() -> Bool {
        var index = stretch.lowerBound
        while index < stretch.upperBound {
            guard let end = end(from: index) else { return false }
            index = end
        }
        return true
    }

    /// The end of the harmless things that begin with a group and fill segments; nil when there are none.
    func end(from index: Int) -> Int? {
        guard index > 0 || chain.text.bytes[chain.start] != UInt8(ascii: "+") else { return nil }
        var end: Int?
        var next = index
        while let thing = thing(at: next, first: next == index) {
            next = thing
            guard next < stretch.upperBound else { return next }
            let between = chain.gap(next - 1)
            if Self.isWide(between) { end = next }
            guard Self.separates(between) else { break }
        }
        return end
    }

    /// The end of the date, time, amount, year or range of these that begins with a group.
    private func thing(at index: Int, first: Bool) -> Int? {
        if let end = date(at: index) { return hour(at: end) ?? end }
        return range(at: index) ?? clock(at: index) ?? amount(at: index) ?? year(at: index)
            ?? number(at: index, first: first)
    }

    /// `2.3.2026`, `2/3/2026`, `2.3.26`, `2026-03-02`.
    private func date(at index: Int) -> Int? {
        guard index + 2 < stretch.upperBound else { return nil }
        let end = index + 3
        if isGap(index, "-"), isGap(index + 1, "-"), count(index) == 4, isDate(index, index + 1, index + 2) {
            return end
        }
        guard (isGap(index, ".") && isGap(index + 1, ".")) || (isGap(index, "/") && isGap(index + 1, "/")),
            count(index + 2) == 4 || count(index + 2) == 2
        else { return nil }
        return isDate(index + 2, index + 1, index) ? end : nil
    }

    private func isDate(_ year: Int, _ month: Int, _ day: Int) -> Bool {
        guard count(month) <= 2, count(day) <= 2, (1...12).contains(value(month)), value(day) >= 1 else { return false }
        let year = count(year) == 2 ? 2_000 + value(year) : value(year)
        return year >= 1 && value(day) <= CivilDate.daysInMonth(year: year, month: value(month))
    }

    /// The hour or time behind a date, and no more than space between.
    private func hour(at index: Int) -> Int? {
        guard index < stretch.upperBound, isGap(index - 1, " ") else { return nil }
        if let end = range(at: index) ?? clock(at: index) { return end }
        let isLast = gap(index).map(Self.separates) ?? true
        return count(index) <= 2 && value(index) <= 24 && isLast ? index + 1 : nil
    }

    /// `9.30`, or the day and month `2.3.`.
    private func clock(at index: Int) -> Int? {
        guard isGap(index, "."), count(index) <= 2, count(index + 1) <= 2 else { return nil }
        let isTime = value(index) <= 24 && value(index + 1) < 60 && count(index + 1) == 2
        let isDay = (1...31).contains(value(index)) && (1...12).contains(value(index + 1))
        guard isTime || isDay else { return nil }
        // A third number behind a point is another thing.
        return isGap(index + 1, ".") ? nil : index + 2
    }

    /// Hours `8-16` or `8 - 16`, or the first day of `12.-14.5.`.
    private func range(at index: Int) -> Int? {
        guard let between = gap(index), count(index) <= 2 else { return nil }
        if between.elementsEqual([Self.dot, Self.hyphen]), (1...31).contains(value(index)) {
            return date(at: index + 1) ?? clock(at: index + 1)
        }
        guard between.filter({ $0 != Self.space }) == [Self.hyphen], count(index + 1) <= 2,
            value(index) < value(index + 1),
            value(index + 1) <= 24
        else { return nil }
        guard let behind = gap(index + 1) else { return index + 2 }
        return behind.contains(Self.hyphen) || behind.first == Self.dot ? nil : index + 2
    }

    /// `12,50`, `12.50`, `1 234 567,89`, `12.500`: at most eight digits before the decimals.
    private func amount(at index: Int) -> Int? {
        guard count(index) <= 3, !hasZero(index) || count(index) == 1 else { return nil }
        var (end, total) = (index + 1, count(index))
        let thousands = gap(index) ?? []
        if thousands.count == 1, let mark = thousands.first, [Self.space, Self.dot, Self.comma].contains(mark),
            !hasZero(index)
        {
            while end < stretch.upperBound, count(end) == 3, total + 3 <= 8, chain.gap(end - 1).elementsEqual(thousands)
            {
                total += 3
                end += 1
            }
        }
        let hasThousands = end > index + 1
        if let between = gap(end - 1), between.count == 1, let mark = between.first,
            mark == Self.comma || mark == Self.dot,
            count(end) == 2, !hasThousands || mark != thousands.first
        {
            // Decimals, and nothing at once behind them.
            return gap(end).map { Self.separates($0) } ?? true ? end + 1 : nil
        }
        guard hasThousands else { return nil }
        return gap(end - 1).map { Self.separates($0) } ?? true ? end : nil
    }

    private func year(at index: Int) -> Int? {
        count(index) == 4 && (1_900...2_099).contains(value(index)) ? index + 1 : nil
    }

    /// A small number between two wide gaps, as in `250 / 300 / 450`.
    private func number(at index: Int, first: Bool) -> Int? {
        guard count(index) <= 3, !hasZero(index) else { return nil }
        let isAfter = index == stretch.lowerBound || Self.isWide(chain.gap(index - 1))
        let isBefore = gap(index).map(Self.isWide) ?? true
        return isAfter && isBefore ? index + 1 : nil
    }
}
