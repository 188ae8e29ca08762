/// Values made from the bytes of a field, each made once however often the bytes come.
///
/// A log names some hundred teams and persons in a hundred thousand rows; checking and allocating each name again would
/// cost more than all the rest of a row.
struct Interner<Value: Sendable>: Sendable {
    /// Up to sixteen bytes in two words.
    private struct Key: Hashable {
        var count: Int
        var low: UInt64 = 0
        var high: UInt64 = 0

        init?(_ bytes: ArraySlice<UInt8>) {
            guard bytes.count <= 16 else { return nil }
            count = bytes.count
            for byte in bytes {
                high = high << 8 | low >> 56
                low = low << 8 | UInt64(byte)
            }
        }
    }

    /// More values than this are made anew each time, so that a hostile log cannot fill the memory.
    static var limit: Int { 65_536 }

    private var known: [Key: Value] = [:]
    private var last: (key: Key, value: Value)?

    /// The value of some bytes as `make` gives it, asked once; longer bytes than sixteen are not kept.
    mutating func value(of bytes: ArraySlice<UInt8>, make: (ArraySlice<UInt8>) -> Value?) -> Value? {
        guard let key = Key(bytes) else { return make(bytes) }
        if let last, last.key == key { return last.value }
        guard let value = known[key] ?? make(bytes) else { return nil }
        if known.count < Self.limit { known[key] = value }
        last = (key, value)
        return value
    }
}
