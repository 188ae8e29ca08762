/// Reads the lists of addresses that programs write: names, quoted or not, before addresses in brackets, and addresses alone.
enum PlainAddressList {
    /// Gives the entries that `AddressList` would find, one by one.
    ///
    /// - Returns: False for a list in which it would find anything out of the ordinary, maybe behind entries that were given.
    static func read(
        _ bytes: ArraySlice<UInt8>, _ take: (_ name: ArraySlice<UInt8>, _ address: ArraySlice<UInt8>) -> Void
    ) -> Bool {
        var count = 0
        var position = bytes.startIndex
        while true {
            while position < bytes.endIndex, isSpace(bytes[position]) { position += 1 }
            guard position < bytes.endIndex else { return true }
            if bytes[position] == UInt8(ascii: ",") {
                position += 1
                continue
            }
            guard count < MailHeaders.addressLimit, let entry = entry(bytes, &position) else { return false }
            take(entry.name, entry.address)
            count += 1
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

    /// Reads up to the comma behind an entry, or to the end.
    private static func entry(_ bytes: ArraySlice<UInt8>, _ position: inout Int) -> AddressList.Entry? {
        var name = bytes[position..<position]
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
                    if isSpace(byte) {
                        spaces += 1
                    } else {
                        signs += byte == UInt8(ascii: "@") ? 1 : 0
                        end = position + 1
                    }
                }
                position += 1
            }
            name = bytes[start..<end]
            guard position < bytes.endIndex, bytes[position] == UInt8(ascii: "<") else {
                return spaces == position - end && signs > 0
                    ? AddressList.Entry(name: bytes[end..<end], address: name) : nil
            }
        }
        guard let address = bracketed(bytes, &position) else { return nil }
        while position < bytes.endIndex, isSpace(bytes[position]) { position += 1 }
        guard position == bytes.endIndex || bytes[position] == UInt8(ascii: ",") else { return nil }
        return AddressList.Entry(name: name, address: address)
    }

    /// A quoted text without escapes, and the space behind it.
    private static func quoted(_ bytes: ArraySlice<UInt8>, _ position: inout Int) -> ArraySlice<UInt8>? {
        let start = position + 1
        position = start
        while position < bytes.endIndex, bytes[position] != UInt8(ascii: "\"") {
            if bytes[position] == UInt8(ascii: "\\") { return nil }
            position += 1
        }
        guard position < bytes.endIndex else { return nil }
        let content = bytes[start..<position].trimmedSpace
        position += 1
        while position < bytes.endIndex, isSpace(bytes[position]) { position += 1 }
        return content
    }

    /// An address in brackets without anything else there.
    private static func bracketed(_ bytes: ArraySlice<UInt8>, _ position: inout Int) -> ArraySlice<UInt8>? {
        let start = position + 1
        position = start
        while position < bytes.endIndex {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: ">"):
                guard position > start else { return nil }
                position += 1
                return bytes[start..<(position - 1)]
            case UInt8(ascii: "<"), UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: ":"): return nil
            default:
                guard !isSpace(byte) else { return nil }
                position += 1
            }
        }
        return nil
    }
}
