/// Writes nodes as deterministic CBOR (RFC 8949 section 4.2): shortest heads, definite lengths, sorted keys.
struct CompactWriter {
    private(set) var output: [UInt8] = []

    mutating func write(_ node: CompactNode) {
        switch node {
        case .null: output.append(0xF6)
        case .bool(let value): output.append(value ? 0xF5 : 0xF4)
        case .unsigned(let value): head(0, value)
        case .negative(let value): head(1, value)
        case .double(let value):
            output.append(0xFB)
            bigEndian(value.bitPattern, bytes: 8)
        case .bytes(let bytes):
            head(2, UInt64(bytes.count))
            output.append(contentsOf: bytes)
        case .text(let text): write(text)
        case .list(let items):
            head(4, UInt64(items.count))
            for item in items { write(item) }
        case .map(let entries):
            head(5, UInt64(entries.count))
            for entry in entries.sorted(by: { CompactKey.precedes($0.key, $1.key) }) {
                write(entry.key)
                write(entry.value)
            }
        }
    }

    private mutating func write(_ text: String) {
        head(3, UInt64(text.utf8.count))
        output.append(contentsOf: text.utf8)
    }

    private mutating func head(_ major: UInt8, _ value: UInt64) {
        let top = major << 5
        switch value {
        case 0..<24: output.append(top | UInt8(value))
        case 24...0xFF:
            output.append(top | 24)
            bigEndian(value, bytes: 1)
        case 0x100...0xFFFF:
            output.append(top | 25)
            bigEndian(value, bytes: 2)
        case 0x1_0000...0xFFFF_FFFF:
            output.append(top | 26)
            bigEndian(value, bytes: 4)
        default:
            output.append(top | 27)
            bigEndian(value, bytes: 8)
        }
    }

    private mutating func bigEndian(_ value: UInt64, bytes: Int) {
        for index in (0..<bytes).reversed() {
            output.append(UInt8(truncatingIfNeeded: value >> UInt64(index * 8)))
        }
    }
}
