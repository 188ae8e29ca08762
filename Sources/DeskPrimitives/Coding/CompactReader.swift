/// Reads CBOR as ``CompactWriter`` writes it; refuses everything else, whatever the bytes.
struct CompactReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() throws(Refusal) -> CompactNode {
        guard bytes.count <= Limits.recordBytes else {
            throw Refusal(.tooLong, "a record is longer than \(Limits.recordBytes) bytes")
        }
        let node = try node(depth: 0)
        guard position == bytes.count else { throw corrupt("bytes follow the record") }
        return node
    }

    private func corrupt(_ detail: String) -> Refusal {
        Refusal(.corrupt, "\(detail) (byte \(position) of \(bytes.count))")
    }

    private mutating func node(depth: Int) throws(Refusal) -> CompactNode {
        let first = try byte()
        let (major, low) = (first >> 5, first & 31)
        if major == 7 {
            switch low {
            case 20: return .bool(false)
            case 21: return .bool(true)
            case 22: return .null
            case 27: return .double(Double(bitPattern: try bigEndian(8)))
            default: throw corrupt("a simple value records do not have")
            }
        }
        let value: UInt64
        switch low {
        case 0..<24: value = UInt64(low)
        case 24: value = try bigEndian(1)
        case 25: value = try bigEndian(2)
        case 26: value = try bigEndian(4)
        case 27: value = try bigEndian(8)
        default: throw corrupt("a length records do not have")
        }
        guard low < 24 || value >= Self.smallest[Int(low) - 24] else { throw corrupt("a number in a longer form") }
        switch major {
        case 0: return .unsigned(value)
        case 1: return .negative(value)
        case 2: return .bytes(Array(try slice(value)))
        case 3: return .text(try text(value))
        case 4:
            try descend(depth)
            // Every item takes a byte at least, so a count beyond the rest is a lie. A count within it may be one too:
            // memory is reserved for a few items only, or nested lists would claim it many times over.
            var items: [CompactNode] = []
            items.reserveCapacity(min(try count(value), 64))
            for _ in 0..<value { items.append(try node(depth: depth + 1)) }
            return .list(items)
        case 5:
            try descend(depth)
            var last: String?
            var entries: [(key: String, value: CompactNode)] = []
            entries.reserveCapacity(min(try count(value), 64))
            for _ in 0..<value {
                guard case .text(let key) = try node(depth: depth + 1) else { throw corrupt("a key is not text") }
                if let last, !CompactKey.precedes(last, key) { throw corrupt("keys are not in order") }
                last = key
                entries.append((key, try node(depth: depth + 1)))
            }
            return .map(entries)
        default: throw corrupt("a tag records do not have")
        }
    }

    /// The smallest numbers that need one, two, four and eight bytes.
    private static let smallest: [UInt64] = [24, 0x100, 0x1_0000, 0x1_0000_0000]

    private func descend(_ depth: Int) throws(Refusal) {
        guard depth < Limits.depth else { throw corrupt("nested deeper than \(Limits.depth)") }
    }

    private func count(_ value: UInt64) throws(Refusal) -> Int {
        guard value <= UInt64(bytes.count - position) else { throw corrupt("a count beyond the end") }
        return Int(value)
    }

    private mutating func slice(_ length: UInt64) throws(Refusal) -> ArraySlice<UInt8> {
        let length = try count(length)
        defer { position += length }
        return bytes[position..<position + length]
    }

    private mutating func text(_ length: UInt64) throws(Refusal) -> String {
        guard let text = String(validating: try slice(length)) else { throw corrupt("text is not UTF-8") }
        return text
    }

    private mutating func byte() throws(Refusal) -> UInt8 {
        guard position < bytes.count else { throw corrupt("the record ends early") }
        defer { position += 1 }
        return bytes[position]
    }

    private mutating func bigEndian(_ count: Int) throws(Refusal) -> UInt64 {
        var value: UInt64 = 0
        for _ in 0..<count { value = value << 8 | UInt64(try byte()) }
        return value
    }
}

extension String {
    /// The text of UTF-8 bytes, or nil when they are not UTF-8.
    ///
    /// The standard library's own checking initialiser is newer than the deployment targets; decoding repairs bad bytes
    /// into U+FFFD, so text came through unchanged exactly when its bytes did.
    package init?(validating bytes: ArraySlice<UInt8>) {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.utf8.elementsEqual(bytes) else { return nil }
        self = text
    }
}
