/// A key in storage: bytes, compared byte by byte.
///
/// Swift compares strings by canonical equivalence and databases may fold case or trim; two parties that disagree on when
/// two keys are equal lose or double records. Bytes leave nothing to disagree on. Keys sort as unsigned bytes, a prefix
/// before what it begins. They never hold personal data; use a ``KeyedDigest`` of it.
public struct ByteKey: Hashable, Comparable, Sendable {
    /// The bytes, at most ``Limits/keyBytes``.
    public let bytes: [UInt8]

    /// Checks bytes and makes a key of them.
    ///
    /// - Throws: ``Refusal`` with code `tooLong` beyond ``Limits/keyBytes``.
    public init(_ bytes: [UInt8]) throws(Refusal) {
        guard bytes.count <= Limits.keyBytes else {
            throw Refusal(.tooLong, "a key is longer than \(Limits.keyBytes) bytes")
        }
        self.bytes = bytes
    }

    /// Makes a key of an identifier.
    @inlinable
    public init<Subject>(_ identifier: Identifier<Subject>) {
        bytes = Array(identifier.rawValue.utf8)
    }

    /// Makes a key of bytes that are known to be short enough.
    package init(checked bytes: [UInt8]) {
        assert(bytes.count <= Limits.keyBytes)
        self.bytes = bytes
    }

    /// Builds a key from parts so that keys sort as their parts do, first part first.
    public init(_ build: (inout Builder) -> Void) throws(Refusal) {
        var builder = Builder()
        build(&builder)
        try self.init(builder.bytes)
    }

    package static func composed(_ build: (inout Builder) -> Void) -> ByteKey {
        var builder = Builder()
        build(&builder)
        return ByteKey(checked: builder.bytes)
    }

    /// Feeds eight bytes at a time, where `Array` feeds one.
    public func hash(into hasher: inout Hasher) {
        var word = UInt64(truncatingIfNeeded: bytes.count)
        var taken = 0
        for byte in bytes {
            word = word << 8 | UInt64(byte)
            taken += 1
            if taken == 8 {
                hasher.combine(word)
                (word, taken) = (0, 0)
            }
        }
        hasher.combine(word)
    }

    public static func < (a: ByteKey, b: ByteKey) -> Bool {
        a.bytes.lexicographicallyPrecedes(b.bytes)
    }

    /// The smallest key larger than every key that begins with this one, or nil when there is none.
    public var endOfPrefix: ByteKey? {
        var bytes = bytes
        while let last = bytes.popLast() {
            if last < 0xFF {
                bytes.append(last + 1)
                return ByteKey(checked: bytes)
            }
        }
        return nil
    }

    /// Puts parts behind one another in an order-preserving form.
    ///
    /// Text ends with a zero byte, which nothing else in it is: identifiers hold none, and in other bytes 00 is escaped as
    /// 01 01 and 01 as 01 02. So whatever part follows, a text sorts before all that it begins. Integers are eight bytes
    /// with the sign turned round.
    public struct Builder {
        fileprivate(set) var bytes: [UInt8] = []

        init() { bytes.reserveCapacity(48) }

        /// Appends an identifier.
        public mutating func append<Subject>(_ identifier: Identifier<Subject>) {
            bytes.append(contentsOf: identifier.rawValue.utf8)
            bytes.append(0)
        }

        /// Appends an integer.
        public mutating func append(_ number: Int64) {
            let ordered = UInt64(bitPattern: number) ^ (1 << 63)
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: ordered >> UInt64(shift)))
            }
        }

        /// Appends an instant.
        public mutating func append(_ instant: Instant) { append(instant.microseconds) }

        /// Appends any bytes.
        public mutating func append(_ part: some Sequence<UInt8>) {
            for byte in part {
                if byte <= 1 {
                    bytes.append(1)
                    bytes.append(byte + 1)
                } else {
                    bytes.append(byte)
                }
            }
            bytes.append(0)
        }
    }
}

extension ByteKey: Codable, CustomStringConvertible {
    /// Writes lower-case hexadecimal text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// Reads hexadecimal text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let bytes = Hexadecimal.bytes(text), bytes.count <= Limits.keyBytes else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected hexadecimal text")
        }
        self.bytes = bytes
    }

    /// The bytes in hexadecimal.
    public var description: String { Hexadecimal.text(bytes) }
}
