import DeskPrimitives

/// Looks through bytes eight at a time.
enum ByteScan {
    /// The lowest bit of every byte of a word.
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    /// The highest bit of every byte of a word.
    private static let tops: UInt64 = 0x8080_8080_8080_8080

    /// The first place of a byte in a range; nil when it is not there.
    @inline(__always)
    static func first(_ byte: UInt8, in view: ByteView, _ range: Range<Int>) -> Int? {
        let wanted = UInt64(byte) &* ones
        var index = range.lowerBound
        while index &+ 8 <= range.upperBound {
            let found = zeros(view.word(at: index) ^ wanted)
            if found != 0 { return index &+ found.trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < range.upperBound {
            if view[index] == byte { return index }
            index &+= 1
        }
        return nil
    }

    /// The first place in a range of what ends a word in angle brackets: a bracket, a space, a control character or a byte
    /// outside ASCII; the end when there is none.
    @inline(__always)
    static func endOfWord(in view: ByteView, _ range: Range<Int>) -> Int {
        var index = range.lowerBound
        while index &+ 8 <= range.upperBound {
            let word = view.word(at: index)
            let ends = zeros(word ^ ones &* 0x3C) | zeros(word ^ ones &* 0x3E) | unprintable(word)
            // Behind the first one it finds more than there are.
            if ends != 0 { return index &+ ends.trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < range.upperBound {
            let byte = view[index]
            guard byte > 0x20, byte < 0x7F, byte != 0x3C, byte != 0x3E else { return index }
            index &+= 1
        }
        return index
    }

    /// The top bits of the bytes that are zero, and maybe of some above the lowest of these (Hacker's Delight, section 6-1).
    @inline(__always)
    private static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & tops }

    /// The top bits of the bytes that are no printable ASCII characters or a space, and maybe of some above the lowest of these.
    @inline(__always)
    private static func unprintable(_ word: UInt64) -> UInt64 {
        (word | (word &+ ones) | ~(word &+ ones &* 0x5F)) & tops
    }

    /// Up to eight printable ASCII characters in small letters as a number, zeros behind them.
    ///
    /// - Returns: Nil when one of the bytes is a space, a control character or outside ASCII.
    @inline(__always)
    static func smallLetters(_ view: ByteView, _ range: Range<Int>) -> UInt64? {
        let kept = range.count >= 8 ? UInt64.max : (1 << UInt64(8 * range.count)) - 1
        var letters: UInt64 = 0
        if range.lowerBound &+ 8 <= view.endIndex {
            letters = view.word(at: range.lowerBound) & kept
        } else {
            for index in range.reversed() { letters = letters << 8 | UInt64(view[index]) }
        }
        // What is not there counts as a letter while the others are looked at.
        let filled = letters | (ones &* 0x61 & ~kept)
        guard unprintable(filled) == 0 else { return nil }
        let fromA = filled &+ ones &* (0x80 - 0x41)
        let behindZ = filled &+ ones &* (0x80 - 0x5B)
        return (filled | (fromA & ~behindZ & tops) >> 2) & kept
    }
}
