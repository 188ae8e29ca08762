import DeskPrimitives

/// The name of the exact content of a table: equal on every platform and in every version of the library for equal tables,
/// and different for different ones.
///
/// It is the SHA-256 digest of the table in its canonical form, which the same table has whether it stands in a program
/// or in a document, and whatever the order of its conditions. It is kept with every decision, so that the edition of a
/// table that decided is found among those a desk has kept, and no other passes for it: whoever wants two tables with one
/// fingerprint would have to break SHA-256.
///
/// Fingerprints of 64 bits, as decisions bore them before, are read and compared like these.
public struct RoutingFingerprint: Hashable, Sendable, CustomStringConvertible {
    /// The bytes, eight in each word, the first one highest; of an old fingerprint the first word.
    private let words: SIMD4<UInt64>
    /// Whether there are only 64 bits, in the form that tables had before.
    let isOld: Bool

    init(digest: [UInt8]) {
        words = Self.words(digest)
        isOld = false
    }

    init(old bits: UInt64) {
        words = SIMD4(bits, 0, 0, 0)
        isOld = true
    }

    /// The fingerprint of 32 bytes, or of 8 old ones; nil for any other number of them.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 || bytes.count == 8 else { return nil }
        words = Self.words(bytes)
        isOld = bytes.count == 8
    }

    private static func words(_ bytes: [UInt8]) -> SIMD4<UInt64> {
        var words = SIMD4<UInt64>()
        for (number, byte) in bytes.enumerated() { words[number / 8] = words[number / 8] << 8 | UInt64(byte) }
        return words
    }

    /// The fingerprint of 64 hexadecimal digits, or of 16 old ones; nil for any other text.
    public init?(_ text: String) {
        guard let bytes = Hexadecimal.bytes(text) else { return nil }
        self.init(bytes)
    }

    /// The 32 bytes; 8 of an old fingerprint.
    public var bytes: [UInt8] {
        (0..<(isOld ? 8 : 32)).map { UInt8(truncatingIfNeeded: words[$0 / 8] >> UInt64(56 - $0 % 8 * 8)) }
    }

    /// The bytes in lower-case hexadecimal digits.
    public var description: String { Hexadecimal.text(bytes) }

    /// Whether this is the fingerprint of a table, be it in the form that fingerprints had before.
    ///
    /// - Complexity: O(1); O(content of the table) for an old one.
    public func names(_ table: RoutingTable) -> Bool {
        self == (isOld ? table.compiled.oldFingerprint : table.fingerprint)
    }
}

extension RoutingFingerprint: Codable {
    /// Writes the bytes into a record, their hexadecimal digits into a document.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if encoder.isCompact {
            try container.encode(bytes)
        } else {
            try container.encode(description)
        }
    }

    /// Reads bytes or digits, the old ones too.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let read: RoutingFingerprint?
        if decoder.isCompact, let bytes = try? container.decode([UInt8].self) {
            read = RoutingFingerprint(bytes)
        } else {
            read = RoutingFingerprint(try container.decode(String.self))
        }
        guard let read else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected the 64 hexadecimal digits of a fingerprint, or 16 old ones")
        }
        self = read
    }
}
