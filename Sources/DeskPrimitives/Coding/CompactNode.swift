/// A value of the CBOR data model (RFC 8949), as far as records need it.
enum CompactNode {
    case null
    case bool(Bool)
    case unsigned(UInt64)
    /// The value −1 − n.
    case negative(UInt64)
    case double(Double)
    case bytes([UInt8])
    case text(String)
    case list([CompactNode])
    case map([(key: String, value: CompactNode)])

    init(_ number: some BinaryInteger) {
        if number >= 0 {
            self = .unsigned(UInt64(number))
        } else {
            self = .negative(UInt64(-1 - Int64(number)))
        }
    }

    func integer<Number: FixedWidthInteger>(as type: Number.Type = Number.self) -> Number? {
        switch self {
        case .unsigned(let value): return Number(exactly: value)
        case .negative(let value):
            guard let value = Int64(exactly: value) else { return nil }
            return Number(exactly: -1 - value)
        default: return nil
        }
    }
}
