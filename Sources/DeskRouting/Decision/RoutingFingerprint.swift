/// The name of the exact content of a table: equal on every platform for equal tables.
///
/// 64-bit FNV-1a over the canonical form of the table. It tells versions of a table apart; it is no protection against
/// somebody who wants two tables to have the same.
public struct RoutingFingerprint: Hashable, Sendable, CustomStringConvertible {
    /// The 64 bits.
    public let bits: UInt64

    /// Creates a fingerprint of its bits.
    public init(bits: UInt64) {
        self.bits = bits
    }

    /// Sixteen lower-case hexadecimal digits.
    public var description: String {
        let digits = String(bits, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}

extension RoutingFingerprint: Codable {
    /// Writes the sixteen digits.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// Reads the sixteen digits.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard text.utf8.count == 16, text.utf8.first != UInt8(ascii: "+"), text.utf8.first != UInt8(ascii: "-"),
            let bits = UInt64(text, radix: 16)
        else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected sixteen hexadecimal digits")
        }
        self.bits = bits
    }
}

/// Makes a fingerprint of parts; every part says its length, so that moving bytes between parts changes it.
struct FingerprintWriter {
    private(set) var bits: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func write(byte: UInt8) {
        bits = (bits ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }

    mutating func write(_ number: Int64) {
        let pattern = UInt64(bitPattern: number)
        for shift in stride(from: 0, to: 64, by: 8) { write(byte: UInt8(truncatingIfNeeded: pattern >> UInt64(shift))) }
    }

    mutating func write(_ number: Int) { write(Int64(number)) }

    mutating func write(_ flag: Bool) { write(byte: flag ? 1 : 0) }

    mutating func write(_ text: String) {
        write(text.utf8.count)
        for byte in text.utf8 { write(byte: byte) }
    }

    mutating func write(_ texts: [String]) {
        write(texts.count)
        for text in texts { write(text) }
    }
}
