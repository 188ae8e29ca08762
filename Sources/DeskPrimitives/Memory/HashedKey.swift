/// A storage key as the key of a hash table: hashed eight bytes at a time, where `Array` hashes one.
struct HashedKey: Hashable {
    let key: ByteKey

    init(_ key: ByteKey) { self.key = key }

    static func == (a: HashedKey, b: HashedKey) -> Bool { a.key.bytes == b.key.bytes }

    func hash(into hasher: inout Hasher) {
        let bytes = key.bytes
        let count = bytes.count
        var index = 0
        while index + 8 <= count {
            hasher.combine(Self.word(bytes, at: index))
            index += 8
        }
        var tail = UInt64(truncatingIfNeeded: count)
        while index < count {
            tail = tail << 8 | UInt64(bytes[index])
            index += 1
        }
        hasher.combine(tail)
    }

    @inline(__always)
    private static func word(_ bytes: [UInt8], at index: Int) -> UInt64 {
        let high =
            UInt64(bytes[index]) << 56 | UInt64(bytes[index + 1]) << 48 | UInt64(bytes[index + 2]) << 40
            | UInt64(bytes[index + 3]) << 32
        let low =
            UInt64(bytes[index + 4]) << 24 | UInt64(bytes[index + 5]) << 16 | UInt64(bytes[index + 6]) << 8
            | UInt64(bytes[index + 7])
        return high | low
    }
}
