/// A text as it looks, in ASCII: what masks look at.
struct FoldedText {
    let scalars: [Unicode.Scalar]
    /// The visible characters folded to ASCII in upper case; 0 for all others.
    private(set) var bytes: [UInt8] = []
    /// The place of each folded character among the scalars.
    private(set) var places: [Int] = []

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        bytes.reserveCapacity(scalars.count)
        places.reserveCapacity(scalars.count)
        for (place, scalar) in scalars.enumerated() {
            guard let byte = Self.fold(scalar) else { continue }
            // The two characters of a line break are one.
            if byte == 0x0D, place + 1 < scalars.count, scalars[place + 1].value == 0x0A { continue }
            bytes.append(byte)
            places.append(place)
        }
    }

    /// The places among the scalars that some folded characters take, with the marks on the last of them.
    func places(of range: Range<Int>) -> Range<Int> {
        var end = places[range.upperBound - 1] + 1
        while end < scalars.count, Self.isMark(scalars[end].value) { end += 1 }
        return places[range.lowerBound]..<end
    }

    func isWord(_ position: Int) -> Bool {
        guard bytes.indices.contains(position) else { return false }
        return CheckedNumber.isDigit(bytes[position]) || CheckedNumber.isLetter(bytes[position])
    }

    func isDigit(_ position: Int) -> Bool {
        bytes.indices.contains(position) && CheckedNumber.isDigit(bytes[position])
    }

    // MARK: Characters between digits

    /// The most characters that stand between two groups of digits of one number.
    static let gapLimit = 4

    /// Whether a character stands between the digits of a number in some notation.
    static func joins(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x09...0x0D, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "("),
            UInt8(ascii: ")"), UInt8(ascii: ","), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// The first place behind what joins, if that is no more than may stand in a gap; two brackets more may.
    func behindGap(_ start: Int, atMost limit: Int = FoldedText.gapLimit) -> Int {
        var position = start
        var (others, brackets) = (0, 0)
        while position < bytes.count, Self.joins(bytes[position]) {
            if bytes[position] == UInt8(ascii: "(") || bytes[position] == UInt8(ascii: ")") {
                brackets += 1
            } else {
                others += 1
            }
            guard others <= limit, brackets <= 2 else { break }
            position += 1
        }
        return position
    }

    // MARK: Folding

    /// The zeros of the decimal digits of other scripts (Unicode 15, general category Nd) that keyboards of phones offer.
    private static let zeros: [UInt32] = [
        0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50, 0x0ED0,
        0x0F20, 0x1040, 0x17E0, 0x1810, 0xFF10, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6,
    ]

    /// The character as ASCII; 0 for one that has no such form, nil for one that nobody sees.
    private static func fold(_ scalar: Unicode.Scalar) -> UInt8? {
        let value = scalar.value
        switch value {
        case 0x61...0x7A: return UInt8(value) - 32
        case 0..<0x80: return UInt8(value)
        case 0x85, 0x2028, 0x2029: return 0x0A
        case 0xFF21...0xFF3A: return UInt8(value - 0xFF21) + 65
        case 0xFF41...0xFF5A: return UInt8(value - 0xFF41) + 65
        case 0xFF0B: return UInt8(ascii: "+")
        case 0xFF20, 0xFE6B: return UInt8(ascii: "@")
        case 0xFF0E, 0x2024: return UInt8(ascii: ".")
        case 0xFF0C, 0x060C, 0x066B, 0x066C, 0x3001: return UInt8(ascii: ",")
        case 0xFF0F, 0x2044, 0x2215: return UInt8(ascii: "/")
        case 0xFF08: return UInt8(ascii: "(")
        case 0xFF09: return UInt8(ascii: ")")
        case 0xFF3F, 0xB7, 0x2027, 0x2219, 0x22C5, 0x30FB: return UInt8(ascii: "_")
        case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: return 0x20
        case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63, 0xFF0D: return UInt8(ascii: "-")
        case 0xAD, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x200B...0x200F, 0x202A...0x202E,
            0x2060...0x206F,
            0x3164, 0xFEFF, 0xFFA0, 0xE0000...0xE0FFF:
            return nil
        default:
            if isMark(value) { return nil }
            guard let zero = zeros.last(where: { $0 <= value }), value - zero < 10 else { return 0 }
            return UInt8(value - zero) + 48
        }
    }

    /// Whether a scalar only changes how the one before it looks, as those that make a key of a digit do.
    private static func isMark(_ value: UInt32) -> Bool {
        switch value {
        case 0x0300...0x036F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE00...0xFE0F, 0xFE20...0xFE2F,
            0xE0100...0xE01EF:
            true
        default: false
        }
    }
}
