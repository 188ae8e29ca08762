/// Reads the bytes of a record that ``RecordEncoder`` wrote.
///
/// Total on hostile bytes: nesting, counts and sizes are limited, and every failure is a ``Refusal``.
public struct RecordDecoder: Sendable {
    /// Creates a decoder.
    public init() {}

    /// The value in the bytes.
    ///
    /// - Throws: ``Refusal`` with code `corrupt`, its place the path of the value that could not be read.
    public func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws(Refusal) -> Value {
        var reader = CompactReader(bytes)
        let node = try reader.document()
        do {
            return try SingleReader(node: node, codingPath: []).decode(type)
        } catch let error as DecodingError {
            throw Refusal(.corrupt, "a \(type) cannot be read", at: Place(error))
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            // Not the error itself: it may describe the value, and refusals hold no personal data.
            throw Refusal(.corrupt, "a \(type) cannot be read: \(Swift.type(of: error))")
        }
    }
}

extension Place {
    /// The place a decoding error points at.
    package init(_ error: DecodingError) {
        let path: [any CodingKey]
        switch error {
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            path = context.codingPath
        case .keyNotFound(let key, let context):
            path = context.codingPath + [key]
        @unknown default:
            path = []
        }
        self.init(path.map { key in key.intValue.map { .index($0) } ?? .field(key.stringValue) })
    }
}

private struct NodeDecoder: Decoder {
    let node: CompactNode
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { compactUserInfo }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .map(let entries) = node else { throw mismatch([String: Any].self, codingPath) }
        return KeyedDecodingContainer(KeyedReader(entries: entries, codingPath: codingPath))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .list(let items) = node else { throw mismatch([Any].self, codingPath) }
        return ListReader(items: items, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        SingleReader(node: node, codingPath: codingPath)
    }
}

private func mismatch(_ type: Any.Type, _ path: [any CodingKey]) -> DecodingError {
    .typeMismatch(type, .init(codingPath: path, debugDescription: "expected \(type)"))
}

private struct SingleReader: SingleValueDecodingContainer {
    let node: CompactNode
    let codingPath: [any CodingKey]

    private func integer<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
        guard let number = node.integer(as: type) else { throw mismatch(type, codingPath) }
        return number
    }

    func decodeNil() -> Bool {
        if case .null = node { true } else { false }
    }
    func decode(_ type: Bool.Type) throws -> Bool {
        guard case .bool(let value) = node else { throw mismatch(type, codingPath) }
        return value
    }
    func decode(_ type: String.Type) throws -> String {
        guard case .text(let value) = node else { throw mismatch(type, codingPath) }
        return value
    }
    func decode(_ type: Double.Type) throws -> Double {
        guard case .double(let value) = node else { throw mismatch(type, codingPath) }
        return value
    }
    func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }
    func decode(_ type: Int.Type) throws -> Int { try integer(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { try integer(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try integer(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try integer(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try integer(type) }
    func decode(_ type: UInt.Type) throws -> UInt { try integer(type) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try integer(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try integer(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try integer(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try integer(type) }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        if type == [UInt8].self {
            guard case .bytes(let bytes) = node, let value = bytes as? Value else { throw mismatch(type, codingPath) }
            return value
        }
        return try type.init(from: NodeDecoder(node: node, codingPath: codingPath))
    }
}

private struct ListReader: UnkeyedDecodingContainer {
    let items: [CompactNode]
    let codingPath: [any CodingKey]
    var currentIndex = 0
    var count: Int? { items.count }
    var isAtEnd: Bool { currentIndex >= items.count }

    init(items: [CompactNode], codingPath: [any CodingKey]) {
        self.items = items
        self.codingPath = codingPath
    }

    private mutating func next<Value>(_ read: (SingleReader) throws -> Value) throws -> Value {
        let path = codingPath + [AnyKey(index: currentIndex)]
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(
                Value.self, .init(codingPath: path, debugDescription: "the list ends early"))
        }
        let value = try read(SingleReader(node: items[currentIndex], codingPath: path))
        currentIndex += 1
        return value
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, case .null = items[currentIndex] else { return false }
        currentIndex += 1
        return true
    }
    mutating func decode(_ type: Bool.Type) throws -> Bool { try next { try $0.decode(type) } }
    mutating func decode(_ type: String.Type) throws -> String { try next { try $0.decode(type) } }
    mutating func decode(_ type: Double.Type) throws -> Double { try next { try $0.decode(type) } }
    mutating func decode(_ type: Float.Type) throws -> Float { try next { try $0.decode(type) } }
    mutating func decode(_ type: Int.Type) throws -> Int { try next { try $0.decode(type) } }
    mutating func decode(_ type: Int8.Type) throws -> Int8 { try next { try $0.decode(type) } }
    mutating func decode(_ type: Int16.Type) throws -> Int16 { try next { try $0.decode(type) } }
    mutating func decode(_ type: Int32.Type) throws -> Int32 { try next { try $0.decode(type) } }
    mutating func decode(_ type: Int64.Type) throws -> Int64 { try next { try $0.decode(type) } }
    mutating func decode(_ type: UInt.Type) throws -> UInt { try next { try $0.decode(type) } }
    mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try next { try $0.decode(type) } }
    mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try next { try $0.decode(type) } }
    mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try next { try $0.decode(type) } }
    mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try next { try $0.decode(type) } }
    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try next { try $0.decode(type) } }

    mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        try next { try NodeDecoder(node: $0.node, codingPath: $0.codingPath).container(keyedBy: type) }
    }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try next { try NodeDecoder(node: $0.node, codingPath: $0.codingPath).unkeyedContainer() }
    }
    mutating func superDecoder() throws -> any Decoder {
        try next { NodeDecoder(node: $0.node, codingPath: $0.codingPath) }
    }
}

private struct KeyedReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let entries: [(key: String, value: CompactNode)]
    let codingPath: [any CodingKey]
    /// Only for maps too large to search one by one.
    let lookup: [String: Int]?

    init(entries: [(key: String, value: CompactNode)], codingPath: [any CodingKey]) {
        self.entries = entries
        self.codingPath = codingPath
        lookup =
            entries.count <= 24
            ? nil : Dictionary(entries.indices.map { (entries[$0].key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    var allKeys: [Key] { entries.compactMap { Key(stringValue: $0.key) } }

    private func find(_ name: String) -> CompactNode? {
        if let lookup { return lookup[name].map { entries[$0].value } }
        return entries.first { $0.key == name }?.value
    }

    private func member(_ key: any CodingKey) throws -> SingleReader {
        guard let node = find(key.stringValue) else {
            throw DecodingError.keyNotFound(
                key, .init(codingPath: codingPath, debugDescription: "“\(key.stringValue)” is missing"))
        }
        return SingleReader(node: node, codingPath: codingPath + [key])
    }

    func contains(_ key: Key) -> Bool { find(key.stringValue) != nil }
    func decodeNil(forKey key: Key) throws -> Bool { try member(key).decodeNil() }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try member(key).decode(type) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try member(key).decode(type) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try member(key).decode(type) }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try member(key).decode(type) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try member(key).decode(type) }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try member(key).decode(type) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try member(key).decode(type) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try member(key).decode(type) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try member(key).decode(type) }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try member(key).decode(type) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try member(key).decode(type) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try member(key).decode(type) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try member(key).decode(type) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try member(key).decode(type) }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value { try member(key).decode(type) }

    private func nested(_ key: any CodingKey) throws -> NodeDecoder {
        let member = try member(key)
        return NodeDecoder(node: member.node, codingPath: member.codingPath)
    }
    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try nested(key).container(keyedBy: type)
    }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try nested(key).unkeyedContainer()
    }
    func superDecoder() throws -> any Decoder { try nested(AnyKey("super")) }
    func superDecoder(forKey key: Key) throws -> any Decoder { try nested(key) }
}
