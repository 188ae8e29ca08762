// Text changes that depend on no Unicode table, so that a normal form is the same on every platform and system version.

extension String {
    /// The text with the ASCII letters A to Z in lower case.
    var asciiLowercased: String {
        var bytes = Array(utf8)
        bytes.lowerASCII()
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The text with the ASCII letters a to z in upper case.
    var asciiUppercased: String {
        String(decoding: utf8.map { $0 >= 97 && $0 <= 122 ? $0 - 32 : $0 }, as: UTF8.self)
    }

    /// The text without ASCII space, tab and line breaks around it.
    var trimmedASCII: String {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) }
        guard let first = utf8.first, let last = utf8.last, isSpace(first) || isSpace(last) else { return self }
        guard let start = utf8.firstIndex(where: { !isSpace($0) }), let end = utf8.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(decoding: utf8[start...end], as: UTF8.self)
    }

    /// The text with every run of ASCII space, tab and line breaks as one space, and none around it.
    var collapsedASCII: String {
        var bytes = Array(utf8)
        bytes.collapseSpace()
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether these are its bytes.
    func hasBytes(_ bytes: [UInt8]) -> Bool {
        guard utf8.count == bytes.count else { return false }
        let isSame = utf8.withContiguousStorageIfAvailable { own in
            var index = 0
            while index < own.count, own[index] == bytes[index] { index += 1 }
            return index == own.count
        }
        return isSame ?? utf8.elementsEqual(bytes)
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
            let isSpace = byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
            if isSpace, previous == 0x20 { continue }
            previous = isSpace ? 0x20 : byte
            self[kept] = previous
            kept += 1
        }
        if kept > 0, self[kept - 1] == 0x20 { kept -= 1 }
        if kept < count { removeLast(count - kept) }
    }
}
