/// A set of small numbers as bits.
struct MemberBits: Hashable, Sendable {
    private(set) var words: [UInt64] = []

    /// Makes room for numbers below a count.
    mutating func reserve(_ count: Int) {
        let needed = (count + 63) / 64
        while words.count < needed { words.append(0) }
    }

    subscript(number: Int) -> Bool {
        get { number >> 6 < words.count && words[number >> 6] & (1 << UInt64(number & 63)) != 0 }
        set {
            if number >> 6 >= words.count {
                guard newValue else { return }
                reserve(number + 1)
            }
            if newValue {
                words[number >> 6] |= 1 << UInt64(number & 63)
            } else {
                words[number >> 6] &= ~(1 << UInt64(number & 63))
            }
        }
    }

    /// Calls a body for each number that is in both rows, in ascending order.
    @inline(__always)
    func forEach(in other: MemberBits, _ body: (Int) -> Void) {
        for index in 0..<min(words.count, other.words.count) {
            var word = words[index] & other.words[index]
            while word != 0 {
                body(index << 6 | word.trailingZeroBitCount)
                word &= word - 1
            }
        }
    }

    /// Calls a body for each number, in ascending order.
    func forEach(_ body: (Int) -> Void) { forEach(in: self, body) }
}
