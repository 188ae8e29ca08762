import DeskPrimitives

/// How a text message is coded on the air, and in how many parts it is sent and charged.
///
/// Texts within the default alphabet of 3GPP TS 23.038 (GSM 7-bit) are 160 characters in one part or 153 in each of several; a
/// character of its extension table, such as the euro sign, counts as two and is not split. Any other character makes the whole
/// text UCS-2: 70 units of 16 bits in one part, 67 in each of several, and no pair of surrogates is split (3GPP TS 23.040,
/// concatenation with an 8-bit reference).
public struct TextMessageSize: Hashable, Sendable, Codable {
    /// How the text is coded.
    public enum Coding: String, Hashable, Sendable, Codable, CaseIterable {
        /// The 7-bit default alphabet.
        case gsm7
        /// 16-bit units.
        case ucs2
    }

    /// How the text is coded.
    public let coding: Coding
    /// Its length in 7-bit characters or 16-bit units.
    public let units: Int
    /// The parts it is sent in; 0 for an empty text.
    public let segments: Int

    /// Measures a text.
    ///
    /// - Complexity: O(length).
    public init(_ text: String) {
        var septets: [Int] = []
        var isGSM = true
        for scalar in text.unicodeScalars {
            guard let width = Self.septets(of: scalar) else {
                isGSM = false
                break
            }
            septets.append(width)
        }
        coding = isGSM ? .gsm7 : .ucs2
        let widths = isGSM ? septets : text.unicodeScalars.map { $0.value > 0xFFFF ? 2 : 1 }
        units = widths.reduce(0, +)
        segments = Self.parts(widths, single: isGSM ? 160 : 70, joined: isGSM ? 153 : 67)
    }

    private static func parts(_ widths: [Int], single: Int, joined: Int) -> Int {
        let units = widths.reduce(0, +)
        guard units > single else { return units == 0 ? 0 : 1 }
        var (parts, used) = (1, 0)
        for width in widths {
            if used + width > joined {
                parts += 1
                used = 0
            }
            used += width
        }
        return parts
    }

    /// How many 7-bit characters a character takes; nil outside the alphabet.
    static func septets(of scalar: Unicode.Scalar) -> Int? {
        switch scalar {
        case "\n", "\r", " "..."#", "%"..."?", "A"..."Z", "a"..."z": 1
        case "$", "@", "_", "¡", "£", "¤", "¥", "§", "¿", "Ä", "Å", "Æ", "Ç", "É", "Ñ", "Ö", "Ø", "Ü", "ß": 1
        case "à", "ä", "å", "æ", "è", "é", "ì", "ñ", "ò", "ö", "ø", "ù", "ü": 1
        case "Γ", "Δ", "Θ", "Λ", "Ξ", "Π", "Σ", "Φ", "Ψ", "Ω": 1
        case "\u{0C}", "^", "{", "}", "\\", "[", "~", "]", "|", "€": 2
        default: nil
        }
    }
}
