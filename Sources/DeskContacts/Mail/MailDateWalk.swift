import DeskPrimitives

/// Walks over the bytes of a date from left to right; every step gives nil or false, and stays, when something else stands there.
struct MailDateWalk {
    private let bytes: ByteView
    private var position: Int

    init(_ bytes: ByteView) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    var isAtEnd: Bool { position == bytes.endIndex }

    /// Three letters in lower case as one number.
    static func packed(_ letters: [UInt8]) -> UInt32 { letters.reduce(0) { $0 << 8 | UInt32($1) } }

    mutating func skip(_ byte: UInt8) -> Bool {
        guard position < bytes.endIndex, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    /// Three letters in any case, as ``packed(_:)`` gives them.
    mutating func letters() -> UInt32? {
        guard bytes.endIndex - position >= 3 else { return nil }
        var packed: UInt32 = 0
        for byte in bytes[position..<(position + 3)] {
            let small = byte | 0x20
            guard small >= 97, small <= 122 else { return nil }
            packed = packed << 8 | UInt32(small)
        }
        position += 3
        return packed
    }

    /// A number of so many digits; one more digit behind it is something else.
    mutating func number(_ digits: ClosedRange<Int>) -> Int? {
        var value = 0
        var end = position
        while end < bytes.endIndex, end - position <= digits.upperBound, bytes[end] >= 48, bytes[end] <= 57 {
            value = value * 10 + Int(bytes[end] - 48)
            end += 1
        }
        guard digits.contains(end - position) else { return nil }
        position = end
        return value
    }

    /// The sign of a zone: whether it is ahead of UTC.
    mutating func isEast() -> Bool? {
        if skip(UInt8(ascii: "+")) { return true }
        return skip(UInt8(ascii: "-")) ? false : nil
    }
}
