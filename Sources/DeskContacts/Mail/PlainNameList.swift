import DeskPrimitives

/// Reads the lists of message names that nearly all programs write: ASCII names in angle brackets, space between them.
enum PlainNameList {
    /// Gives where the names stand, in their order.
    ///
    /// - Returns: False for a list in which anything is out of the ordinary, maybe behind names that were given.
    static func read(_ bytes: ByteView, _ range: Range<Int>, _ take: (Range<Int>) -> Void) -> Bool {
        var count = 0
        var position = range.lowerBound
        while position < range.upperBound {
            if bytes[position].isSpace {
                position += 1
                continue
            }
            let start = position + 1
            guard bytes[position] == UInt8(ascii: "<"), count < MailHeaders.referenceLimit else { return false }
            let end = ByteScan.endOfWord(in: bytes, start..<range.upperBound)
            guard end < range.upperBound, bytes[end] == UInt8(ascii: ">"), (1...Limits.lineBytes).contains(end - start)
            else { return false }
            take(start..<end)
            count += 1
            position = end + 1
        }
        return true
    }
}
