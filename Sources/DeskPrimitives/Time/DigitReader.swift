/// Reads fixed-width ASCII numbers from text, shared by every time format of the package.
package struct DigitReader {
    private var bytes: ArraySlice<UInt8>

    package init(_ text: some StringProtocol) {
        bytes = ArraySlice(Array(text.utf8))
    }

    package var isAtEnd: Bool { bytes.isEmpty }

    /// Takes one ASCII character if it stands next.
    package mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let first = bytes.first, UInt32(first) == character.value else { return false }
        bytes.removeFirst()
        return true
    }

    /// Takes exactly so many digits, or nothing.
    package mutating func number(digits: Int) -> Int? {
        guard bytes.count >= digits else { return nil }
        var value = 0
        for byte in bytes.prefix(digits) {
            guard byte >= 48, byte <= 57 else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        bytes.removeFirst(digits)
        return value
    }

    /// Takes one to eighteen digits, as many as there are.
    package mutating func number() -> Int? {
        let digits = bytes.prefix { $0 >= 48 && $0 <= 57 }.count
        guard (1...18).contains(digits) else { return nil }
        return number(digits: digits)
    }

    /// Takes one to `maximumDigits` digits as a decimal fraction scaled to `maximumDigits` places.
    package mutating func fraction(maximumDigits: Int) -> Int? {
        let digits = bytes.prefix { $0 >= 48 && $0 <= 57 }.count
        guard digits >= 1, digits <= maximumDigits, var value = number(digits: digits) else { return nil }
        for _ in digits..<maximumDigits { value *= 10 }
        return value
    }
}
