/// Texts in JSON.
enum DocumentText {
    /// What stands between the quotes of a checked text.
    static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
        guard bytes.contains(UInt8(ascii: "\\")) else { return String(decoding: bytes, as: UTF8.self) }
        var units: [UInt16] = []
        var text = ""
        var plain: [UInt8] = []
        func flush() {
            if !units.isEmpty { text += String(decoding: units, as: UTF16.self) }
            if !plain.isEmpty { text += String(decoding: plain, as: UTF8.self) }
            units = []
            plain = []
        }
        var index = bytes.startIndex
        while index < bytes.endIndex {
            guard bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.endIndex else {
                if !units.isEmpty { flush() }
                plain.append(bytes[index])
                index += 1
                continue
            }
            if !plain.isEmpty { flush() }
            let byte = bytes[index + 1]
            index += 2
            if byte == UInt8(ascii: "u") {
                let digits = bytes[index..<min(index + 4, bytes.endIndex)]
                units.append(digits.reduce(0) { $0 << 4 | (digit($1) ?? 0) })
                index += digits.count
            } else {
                units.append(UInt16(escapes[byte] ?? byte))
            }
        }
        flush()
        return text
    }

    private static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D,
        UInt8(ascii: "t"): 0x09,
    ]

    /// The value of a hexadecimal digit.
    static func digit(_ byte: UInt8) -> UInt16? {
        switch byte {
        case 48...57: UInt16(byte - 48)
        case 65...70: UInt16(byte - 55)
        case 97...102: UInt16(byte - 87)
        default: nil
        }
    }

    /// A text with quotes, as JSON.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\u{0}"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
