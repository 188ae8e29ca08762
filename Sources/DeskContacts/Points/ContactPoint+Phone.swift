public import DeskPrimitives

extension ContactPoint {
    /// A telephone number such as `040 123 4567`, in the international form of E.164: `+358401234567`.
    ///
    /// Spaces, dots, hyphens, slashes and brackets are left out, as are `tel:` in front and a `(0)` behind the country
    /// code. `00` in front stands for `+`. A number in national form begins with the trunk prefix `0`, which is replaced
    /// by the default country code; in countries whose numbers keep that 0 or have another prefix, hand over the
    /// international form. There are 7 to 15 digits behind the `+`.
    ///
    /// - Parameters:
    ///   - text: The number.
    ///   - defaultCountryCode: One to three digits such as `358`, for numbers in national form; nil to refuse these.
    /// - Throws: `Refusal` with code `malformed` at `phone` or `defaultCountryCode`; it does not repeat the number.
    public static func phone(_ text: String, defaultCountryCode: String? = nil) throws(Refusal) -> ContactPoint {
        guard text.utf8.count <= Limits.lineBytes else { throw malformed("phone") }
        let display = text.trimmedASCII
        let written = dialled(display)
        var symbols = written.filter { !brackets.contains($0) }
        let isInternational = symbols.first == plus || symbols.starts(with: Array("00".utf8))
        if isInternational {
            symbols = withoutTrunkHint(written).filter { !brackets.contains($0) }
            if symbols.first != plus { symbols.replaceSubrange(0..<min(2, symbols.count), with: [plus]) }
        }
        if symbols.first == UInt8(ascii: "0"), let defaultCountryCode {
            let code = Array(defaultCountryCode.utf8)
            guard (1...3).contains(code.count), code.allSatisfy(isDigit), code.first != UInt8(ascii: "0") else {
                throw malformed("defaultCountryCode", "a country code is one to three digits, the first not 0")
            }
            symbols.replaceSubrange(0..<1, with: [plus] + code)
        }
        let digits = symbols.dropFirst()
        guard symbols.first == plus, (7...15).contains(digits.count), digits.allSatisfy(isDigit),
            digits.first != UInt8(ascii: "0")
        else { throw malformed("phone") }
        return ContactPoint(kind: .phone, value: String(decoding: symbols, as: UTF8.self), display: display)
    }

    private static let plus = UInt8(ascii: "+")
    private static let brackets = Array("()".utf8)

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

    /// The characters that are dialled, with brackets; every character that stands for nothing is left out.
    private static func dialled(_ text: String) -> [UInt8] {
        var rest = Substring(text)
        if rest.prefix(4).utf8.elementsEqual("tel:".utf8) { rest = rest.dropFirst(4) }
        var symbols: [UInt8] = []
        for scalar in rest.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x20, 0x2D, 0x2E, 0x2F, 0xA0, 0x2000...0x200F, 0x2010...0x2015, 0x202A...0x202F, 0x2060...0x2069,
                0x2212:
                continue
            case 0...0x7F: symbols.append(UInt8(truncatingIfNeeded: scalar.value))
            default: symbols.append(0x7F)  // refused below: not a digit
            }
        }
        return symbols
    }

    /// An international number without the first `(0)` behind its country code.
    private static func withoutTrunkHint(_ symbols: [UInt8]) -> [UInt8] {
        let hint = Array("(0)".utf8)
        guard let open = symbols.dropFirst().firstIndex(of: hint[0]), symbols[open...].starts(with: hint) else {
            return symbols
        }
        return Array(symbols[..<open] + symbols[(open + hint.count)...])
    }
}
