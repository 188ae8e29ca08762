/// A set of small numbers as bits.
struct MemberBits: Hashable, Sendable {
    private(set) var words: [UInt64] = []

    /// Makes room for numbers below a count.
    mutating func reserve(_ count: Int) {
        let needed = (count + 63) / 64
        while words.count < needed { words.append(0) }
    }

    @inline(__always)
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

    mutating func formUnion(_ other: MemberBits) {
        reserve(other.words.count * 64)
        for index in other.words.indices { words[index] |= other.words[index] }
    }

    mutating func formIntersection(_ other: MemberBits) {
        for index in words.indices { words[index] &= index < other.words.count ? other.words[index] : 0 }
    }

    /// How many numbers are in both.
    func count(in other: MemberBits) -> Int {
        var count = 0
        for index in 0..<min(words.count, other.words.count) {
            count += (words[index] & other.words[index]).nonzeroBitCount
        }
        return count
    }

    /// The numbers, in ascending order.
    var numbers: [Int] {
        var numbers: [Int] = []
        for index in words.indices {
            var word = words[index]
            while word != 0 {
                numbers.append(index << 6 | word.trailingZeroBitCount)
                word &= word - 1
            }
        }
        return numbers
    }
}
