// Text changes that depend on no Unicode table, so that a normal form is the same on every platform and system version.

import DeskPrimitives

extension String {
    /// The text with the ASCII letters A to Z in lower case.
    var asciiLowercased: String {
        withBytes { bytes in
            String(unsafeUninitializedCapacity: bytes.count) { text in
                for index in bytes.indices {
                    let byte = bytes[index]
                    text[index] = byte >= 65 && byte <= 90 ? byte | 0x20 : byte
                }
                return bytes.count
            }
        }
    }

    /// The text with the ASCII letters a to z in upper case.
    var asciiUppercased: String {
        String(decoding: utf8.map { $0 >= 97 && $0 <= 122 ? $0 - 32 : $0 }, as: UTF8.self)
    }

    /// The text without ASCII space, tab and line breaks around it.
    var trimmedASCII: String {
        withBytes { bytes in
            var (start, end) = (0, bytes.count)
            while start < end, bytes[start].isSpace { start += 1 }
            while start < end, bytes[end - 1].isSpace { end -= 1 }
            return end - start == bytes.count ? nil : String(decoding: bytes[start..<end], as: UTF8.self)
        } ?? self
    }

    /// The text with every run of ASCII space, tab and line breaks as one space, and none around it.
    var collapsedASCII: String {
        var bytes = Array(utf8)
        bytes.collapseSpace()
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether these are its bytes.
    func hasBytes(_ bytes: ByteView) -> Bool {
        utf8.count == bytes.count && withBytes { $0.hasSameBytes(as: bytes) }
    }
}

extension [UInt8] {
    /// Makes the letters A to Z small.
    mutating func lowerASCII() {
        for index in indices where self[index] >= 65 && self[index] <= 90 { self[index] += 32 }
    }

    /// Makes every run of space, tab and line breaks one space, and leaves none around.
    mutating func collapseSpace() {
        var kept = 0
        var previous: UInt8 = 0x20
        for index in indices {
            let byte = self[index]
            if byte.isSpace, previous == 0x20 { continue }
            previous = byte.isSpace ? 0x20 : byte
            self[kept] = previous
            kept += 1
        }
        if kept > 0, self[kept - 1] == 0x20 { kept -= 1 }
        if kept < count { removeLast(count - kept) }
    }
}
