/// Looks through bytes eight at a time.
///
/// Made for views of contiguous storage, in which eight reads beside one another become one.
enum ByteScan {
    /// The lowest bit of every byte of a word.
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    /// The highest bit of every byte of a word.
    private static let tops: UInt64 = 0x8080_8080_8080_8080

    /// Eight bytes as a number, the first one lowest; all of them must be there.
    @inline(__always)
    static func word<View: RandomAccessCollection>(_ view: View, _ start: Int) -> UInt64
    where View.Element == UInt8, View.Index == Int {
        let low =
            UInt64(view[start]) | UInt64(view[start + 1]) << 8 | UInt64(view[start + 2]) << 16
            | UInt64(view[start + 3]) << 24
        let high =
            UInt64(view[start + 4]) | UInt64(view[start + 5]) << 8 | UInt64(view[start + 6]) << 16
            | UInt64(view[start + 7]) << 24
        return low | high << 32
    }

    /// The first place of a byte in a range; nil when it is not there.
    @inline(__always)
    static func first<View: RandomAccessCollection>(_ byte: UInt8, in view: View, _ range: Range<Int>) -> Int?
    where View.Element == UInt8, View.Index == Int {
        let wanted = UInt64(byte) &* ones
        var index = range.lowerBound
        while index + 8 <= range.upperBound {
            let difference = word(view, index) ^ wanted
            // The lowest top bit that is left stands in the first byte that is zero (Hacker's Delight, section 6-1).
            let zeros = (difference &- ones) & ~difference & tops
            if zeros != 0 { return index + zeros.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < range.upperBound {
            if view[index] == byte { return index }
            index += 1
        }
        return nil
    }

    /// Up to eight printable ASCII characters in small letters as a number, zeros behind them.
    ///
    /// - Returns: Nil when one of the bytes is a space, a control character or outside ASCII.
    @inline(__always)
    static func smallLetters<View: RandomAccessCollection>(_ view: View, _ range: Range<Int>) -> UInt64?
    where View.Element == UInt8, View.Index == Int {
        let kept = range.count >= 8 ? UInt64.max : (1 << UInt64(8 * range.count)) - 1
        var letters: UInt64 = 0
        if range.lowerBound + 8 <= view.endIndex {
            letters = word(view, range.lowerBound) & kept
        } else {
            for index in range.reversed() { letters = letters << 8 | UInt64(view[index]) }
        }
        // What is not there counts as a letter while the others are looked at.
        let filled = letters | (ones &* 0x61 & ~kept)
        let isPrintable = (filled | (filled &+ ones)) & tops == 0 && (filled &+ ones &* 0x5F) & tops == tops
        guard isPrintable else { return nil }
        let fromA = filled &+ ones &* (0x80 - 0x41)
        let behindZ = filled &+ ones &* (0x80 - 0x5B)
        return (filled | (fromA & ~behindZ & tops) >> 2) & kept
    }
}
