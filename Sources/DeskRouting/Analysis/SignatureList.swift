/// Which of some rules accept a class of values, for several classes: a row of bits for each, with the class it stands
/// for.
struct SignatureList {
    /// What a signature stands for.
    enum Choice {
        /// A class of values.
        case value(Int)
        /// A set of these symbols, by position.
        case set([Int])
        /// A missing set.
        case missing
    }

    let width: Int
    private(set) var words: [UInt64] = []
    private(set) var choices: [Choice] = []

    init(width: Int) { self.width = width }

    var count: Int { choices.count }

    mutating func append(_ row: some Sequence<UInt64>, _ choice: Choice) {
        words.append(contentsOf: row)
        choices.append(choice)
    }

    func row(_ number: Int) -> ArraySlice<UInt64> { words[number * width..<(number + 1) * width] }

    /// The rules that accept every class.
    func common(_ all: [UInt64]) -> [UInt64] {
        var common = all
        for number in 0..<count {
            for word in 0..<width { common[word] &= words[number * width + word] }
        }
        return common
    }

    /// The signatures narrowed to the rules still alive, without those that a smaller one makes needless, the smallest
    /// first: a contact that is covered under a smaller one is covered under a larger one too.
    ///
    /// - Parameter steps: What was looked at is added.
    func minimal(within alive: [UInt64], steps: inout Int) -> SignatureList {
        var rows: [(bits: Int, number: Int)] = []
        rows.reserveCapacity(count)
        var narrowed = words
        for number in 0..<count {
            var bits = 0
            for word in 0..<width {
                narrowed[number * width + word] &= alive[word]
                bits += narrowed[number * width + word].nonzeroBitCount
            }
            rows.append((bits, number))
        }
        steps += count * width
        rows.sort { ($0.bits, $0.number) < ($1.bits, $1.number) }
        var result = SignatureList(width: width)
        var seen: Set<ArraySlice<UInt64>> = []
        for (bits, number) in rows {
            let row = narrowed[number * width..<(number + 1) * width]
            if bits == 0 {
                result = SignatureList(width: width)
                result.append(row, choices[number])
                return result
            }
            if rows.count > 256 {
                guard seen.insert(row).inserted else { continue }
            } else {
                let (isNeedless, looked) = result.hasSubset(of: narrowed, at: number * width)
                steps += looked
                if isNeedless { continue }
            }
            result.append(row, choices[number])
        }
        return result
    }

    private func hasSubset(of other: [UInt64], at start: Int) -> (Bool, Int) {
        var looked = 0
        for number in 0..<count {
            var word = 0
            while word < width, words[number * width + word] & ~other[start + word] == 0 { word += 1 }
            looked += min(word + 1, width)
            if word == width { return (true, looked) }
        }
        return (false, looked)
    }
}
