public import DeskPrimitives

extension ContactPoint {
    /// A telephone number such as `040 123 4567`, in the international form of E.164: `+358401234567`.
    ///
    /// Spaces, dots, hyphens, slashes and brackets are left out, as is `tel:` in front in any case of letters. `00` in front, the
    /// prefix that ITU-T E.164 recommends for international calls, stands for `+`. Behind a country calling code in front a trunk
    /// prefix in brackets is left out: `+358 (0)40`, `+(358)(0)40`. There are 7 to 15 digits behind the `+`.
    ///
    /// A number in national form is read by the dialling plan of the default country calling code:
    /// - Most countries put the trunk prefix `0` in front, which is replaced by the code. A number without it is refused.
    /// - Hungary has `06`, Lithuania `0` and earlier `8`, Belarus `80` or `8`, Turkmenistan `8`.
    /// - Russia and Kazakhstan (`8`) and North America (`1`) have ten digits and are written with and without the prefix.
    /// - Denmark, Norway, Estonia, Latvia, Iceland, Spain, Portugal, Poland, Czechia, Greece, Luxembourg and others have none.
    ///   A number that is as long as their numbers are is taken as it is; a 0 in front is refused.
    /// - Italy and San Marino keep the `0` in front, also behind the code and in brackets: `+39 (0)6` is `+3906`.
    ///
    /// What stays ambiguous: numbers that are dialled with another international prefix (`011` in North America, `810` in Russia,
    /// `0011` in Australia, `010` in Japan) are not known as such; countries that share a code are read alike; whether a number is
    /// given to anybody is not looked at.
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
        if symbols.first == plus || symbols.starts(with: Array("00".utf8)) {
            symbols = withoutTrunkHint(written).filter { !brackets.contains($0) }
            if symbols.first != plus { symbols.replaceSubrange(0..<min(2, symbols.count), with: [plus]) }
        } else if let defaultCountryCode {
            symbols = [plus] + (try international(symbols, defaultCountryCode))
        }
        let digits = symbols.dropFirst()
        guard symbols.first == plus, (7...15).contains(digits.count), digits.allSatisfy(isDigit),
            digits.first != UInt8(ascii: "0")
        else { throw malformed("phone") }
        return ContactPoint(kind: .phone, value: String(decoding: symbols, as: UTF8.self), display: display)
    }

    /// A number in national form as it is dialled from outside, without the plus sign.
    private static func international(_ digits: [UInt8], _ countryCode: String) throws(Refusal) -> [UInt8] {
        let code = Array(countryCode.utf8)
        guard (1...3).contains(code.count), code.allSatisfy(isDigit), code.first != UInt8(ascii: "0") else {
            throw malformed("defaultCountryCode", "a country code is one to three digits, the first not 0")
        }
        guard digits.allSatisfy(isDigit), let number = DiallingPlan.behind(countryCode).significant(digits[...]) else {
            throw malformed("phone")
        }
        return code + number
    }

    private static let plus = UInt8(ascii: "+")
    private static let brackets = Array("()".utf8)

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

    /// The characters that are dialled, with brackets; every character that stands for nothing is left out.
    private static func dialled(_ text: String) -> [UInt8] {
        var rest = Substring(text)
        if String(rest.prefix(4)).asciiLowercased.utf8.elementsEqual("tel:".utf8) { rest = rest.dropFirst(4) }
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

    /// An international number without a trunk prefix that stands in brackets behind its country calling code.
    private static func withoutTrunkHint(_ symbols: [UInt8]) -> [UInt8] {
        let (opening, closing) = (brackets[0], brackets[1])
        var code = ""
        var isBehindZeros = symbols.contains(plus)
        for (index, symbol) in symbols.enumerated() {
            if symbol == opening, !code.isEmpty {
                guard let close = symbols[index...].firstIndex(of: closing),
                    DiallingPlan.behind(code).isHint(symbols[(index + 1)..<close])
                else { return symbols }
                return Array(symbols[..<index] + symbols[(close + 1)...])
            }
            guard isDigit(symbol) else { continue }
            guard isBehindZeros else {
                // The second of `00`.
                isBehindZeros = symbols[..<index].contains(UInt8(ascii: "0"))
                continue
            }
            code.unicodeScalars.append(Unicode.Scalar(symbol))
            // No code is longer, so what follows is the number.
            guard code.utf8.count <= 3 else { return symbols }
        }
        return symbols
    }
}
