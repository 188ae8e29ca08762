/// Some rules of a table under numbers of their own, so that few words hold a bit for each.
struct LocalRules {
    /// The rules, ascending.
    let rules: [Int]
    /// Words that hold a bit for each.
    let width: Int
    /// The rule of each local bit; −1 where there is none.
    private let ruleOfBit: [Int]
    /// The words of a row of the table that hold any of the rules, and which bits of them.
    private let sources: [(word: Int, mask: UInt64, base: Int)]
    /// Whether local words are words of the table with other rules masked out.
    private let isDirect: Bool
    /// A bit for each of the rules.
    let all: [UInt64]

    init(_ rules: [Int]) {
        self.rules = rules
        var sources: [(word: Int, mask: UInt64, base: Int)] = []
        for (number, rule) in rules.enumerated() {
            if sources.last?.word != rule / 64 { sources.append((rule / 64, 0, number)) }
            sources[sources.count - 1].mask |= 1 << UInt64(rule % 64)
        }
        self.sources = sources
        isDirect = sources.count <= 2 || rules.count > sources.count * 16
        if isDirect {
            width = sources.count
            var ruleOfBit = [Int](repeating: -1, count: width * 64)
            for (number, source) in sources.enumerated() {
                for bit in 0..<64 where source.mask & (1 << UInt64(bit)) != 0 {
                    ruleOfBit[number * 64 + bit] = source.word * 64 + bit
                }
            }
            self.ruleOfBit = ruleOfBit
            all = sources.map(\.mask)
        } else {
            width = (rules.count + 63) / 64
            ruleOfBit = rules
            var all = [UInt64](repeating: .max, count: width)
            if rules.count % 64 != 0 { all[width - 1] = (1 << UInt64(rules.count % 64)) - 1 }
            self.all = all
        }
    }

    /// The rules of local bits, ascending.
    func rules(in bits: [UInt64]) -> [Int] {
        var found: [Int] = []
        for (word, pattern) in bits.enumerated() {
            var rest = pattern
            while rest != 0 {
                found.append(ruleOfBit[word * 64 + rest.trailingZeroBitCount])
                rest &= rest - 1
            }
        }
        return found
    }

    /// The part of a row of the table that speaks of these rules.
    func local(_ bits: [UInt64], at row: Int) -> [UInt64] {
        if isDirect { return sources.map { bits[row + $0.word] & $0.mask } }
        var result = [UInt64](repeating: 0, count: width)
        for source in sources {
            var hits = bits[row + source.word] & source.mask
            while hits != 0 {
                let bit = hits & (0 &- hits)
                let local = source.base + (source.mask & (bit - 1)).nonzeroBitCount
                result[local / 64] |= 1 << UInt64(local % 64)
                hits ^= bit
            }
        }
        return result
    }
}
