import DeskPrimitives

/// Reads the lists of addresses that programs write: names, quoted or not, before addresses in brackets, and addresses alone.
enum PlainAddressList {
    /// Gives the entries that `AddressList` would find, one by one.
    ///
    /// - Returns: False for a list in which it would find anything out of the ordinary, maybe behind entries that were given.
    static func read(
        _ bytes: ByteView,
        _ take: (_ name: ByteView, _ address: ByteView) -> Void
    ) -> Bool {
        var count = 0
        var position = bytes.startIndex
        while true {
            while position < bytes.endIndex, bytes[position].isSpace { position += 1 }
            guard position < bytes.endIndex else { return true }
            if bytes[position] == UInt8(ascii: ",") {
                position += 1
                continue
            }
            guard count < MailHeaders.addressLimit, let entry = entry(bytes, &position) else { return false }
            take(bytes.part(entry.name), bytes.part(entry.address))
            count += 1
        }
    }

    /// Reads up to the comma behind an entry, or to the end.
    private static func entry(_ bytes: ByteView, _ position: inout Int) -> (
        name: Range<Int>, address: Range<Int>
    )? {
        let name: Range<Int>
        if bytes[position] == UInt8(ascii: "\"") {
            guard let content = quoted(bytes, &position) else { return nil }
            name = content
            guard position < bytes.endIndex, bytes[position] == UInt8(ascii: "<") else { return nil }
        } else {
            let start = position
            var end = position
            var (spaces, signs) = (0, 0)
            search: while position < bytes.endIndex {
                let byte = bytes[position]
                switch byte {
                case UInt8(ascii: "<"), UInt8(ascii: ","): break search
                case UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: ":"), UInt8(ascii: ";"): return nil
                default:
                    if byte.isSpace {
                        spaces += 1
                    } else {
                        signs += byte == UInt8(ascii: "@") ? 1 : 0
                        end = position + 1
                    }
                }
                position += 1
            }
            name = start..<end
            guard position < bytes.endIndex, bytes[position] == UInt8(ascii: "<") else {
                return spaces == position - end && signs > 0
                    ? (end..<end, name) : nil
            }
        }
        guard let address = bracketed(bytes, &position) else { return nil }
        while position < bytes.endIndex, bytes[position].isSpace { position += 1 }
        guard position == bytes.endIndex || bytes[position] == UInt8(ascii: ",") else { return nil }
        return (name, address)
    }

    /// A quoted text without escapes, and the space behind it.
    private static func quoted(_ bytes: ByteView, _ position: inout Int) -> Range<Int>? {
        let start = position + 1
        position = start
        while position < bytes.endIndex, bytes[position] != UInt8(ascii: "\"") {
            if bytes[position] == UInt8(ascii: "\\") { return nil }
            position += 1
        }
        guard position < bytes.endIndex else { return nil }
        var (first, end) = (start, position)
        while first < end, bytes[first].isSpace { first += 1 }
        while first < end, bytes[end - 1].isSpace { end -= 1 }
        position += 1
        while position < bytes.endIndex, bytes[position].isSpace { position += 1 }
        return first..<end
    }

    /// An address in brackets without anything else there.
    private static func bracketed(_ bytes: ByteView, _ position: inout Int) -> Range<Int>? {
        let start = position + 1
        position = start
        while position < bytes.endIndex {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: ">"):
                guard position > start else { return nil }
                position += 1
                return start..<(position - 1)
            case UInt8(ascii: "<"), UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: ":"): return nil
            default:
                guard !byte.isSpace else { return nil }
                position += 1
            }
        }
        return nil
    }
}
