/// Writes a value into the bytes of a record: deterministic CBOR (RFC 8949 section 4.2).
///
/// The same value gives the same bytes on every platform as long as it encodes no `Set` and no `Dictionary` whose keys are
/// neither text nor `CodingKeyRepresentable`.
public struct RecordEncoder: Sendable {
    /// Creates an encoder.
    public init() {}

    /// The bytes of a value.
    ///
    /// - Throws: ``Refusal`` with code `malformed` when the value refuses to be encoded, `tooLong` beyond
    ///   ``Limits/recordBytes``.
    public func encode(_ value: some Encodable) throws(Refusal) -> [UInt8] {
        var writer = CompactWriter()
        do {
            let slot = EncodingSlot()
            try slot.encode(value, path: [])
            writer.write(slot.finished())
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            // Not the error itself: it may describe the value, and refusals hold no personal data.
            throw Refusal(.malformed, "a \(type(of: value)) cannot be encoded: \(type(of: error))")
        }
        guard writer.output.count <= Limits.recordBytes else {
            throw Refusal(.tooLong, "a record of \(writer.output.count) bytes, at most \(Limits.recordBytes) are taken")
        }
        return writer.output
    }
}

/// A place in the tree under construction; containers fill it in any order.
private final class EncodingSlot {
    private enum State {
        case empty
        case value(CompactNode)
        case list([EncodingSlot])
        case map([(key: String, value: EncodingSlot)])
    }

    private var state = State.empty

    /// Up to so many members are searched for one that is written again; beyond, repeated ones go at the end.
    private static let searched = 64

    func set(_ node: CompactNode) { state = .value(node) }

    func becomeList() { if case .empty = state { state = .list([]) } }

    func becomeMap() { if case .empty = state { state = .map([]) } }

    var count: Int {
        if case .list(let items) = state { items.count } else { 0 }
    }

    func appended() -> EncodingSlot {
        let slot = EncodingSlot()
        if case .list(var items) = state {
            state = .empty
            items.append(slot)
            state = .list(items)
        }
        return slot
    }

    func member(_ key: String) -> EncodingSlot {
        let slot = EncodingSlot()
        if case .map(var entries) = state {
            state = .empty
            if entries.count <= Self.searched, let index = entries.firstIndex(where: { $0.key == key }) {
                entries[index].value = slot
            } else {
                entries.append((key, slot))
            }
            state = .map(entries)
        }
        return slot
    }

    func encode(_ value: some Encodable, path: [any CodingKey]) throws {
        guard path.count < Limits.depth else { throw Refusal(.tooLong, "nested deeper than \(Limits.depth)") }
        // Asked of the type, because every empty array can be cast to any other.
        if type(of: value) == [UInt8].self, let bytes = value as? [UInt8] {
            set(.bytes(bytes))
        } else {
            try value.encode(to: NodeEncoder(slot: self, codingPath: path))
        }
    }

    /// The members with the last one of each key, since a record has a key once.
    private static func withoutRepeated(
        _ entries: [(key: String, value: EncodingSlot)]
    ) -> [(key: String, value: EncodingSlot)] {
        guard entries.count > searched else { return entries }
        let last = Dictionary(entries.indices.map { (entries[$0].key, $0) }, uniquingKeysWith: { $1 })
        guard last.count < entries.count else { return entries }
        return entries.indices.filter { last[entries[$0].key] == $0 }.map { entries[$0] }
    }

    func finished() -> CompactNode {
        switch state {
        case .empty: .map([])
        case .value(let node): node
        case .list(let items): .list(items.map { $0.finished() })
        case .map(let entries): .map(Self.withoutRepeated(entries).map { ($0.key, $0.value.finished()) })
        }
    }
}

private struct NodeEncoder: Encoder {
    let slot: EncodingSlot
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { compactUserInfo }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        slot.becomeMap()
        return KeyedEncodingContainer(KeyedWriter(slot: slot, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        slot.becomeList()
        return ListWriter(slot: slot, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        SingleWriter(slot: slot, codingPath: codingPath)
    }
}

private struct SingleWriter: SingleValueEncodingContainer {
    let slot: EncodingSlot
    let codingPath: [any CodingKey]

    func encodeNil() { slot.set(.null) }
    func encode(_ value: Bool) { slot.set(.bool(value)) }
    func encode(_ value: String) { slot.set(.text(value)) }
    func encode(_ value: Double) { slot.set(.double(value)) }
    func encode(_ value: Float) { slot.set(.double(Double(value))) }
    func encode(_ value: Int) { slot.set(CompactNode(value)) }
    func encode(_ value: Int8) { slot.set(CompactNode(value)) }
    func encode(_ value: Int16) { slot.set(CompactNode(value)) }
    func encode(_ value: Int32) { slot.set(CompactNode(value)) }
    func encode(_ value: Int64) { slot.set(CompactNode(value)) }
    func encode(_ value: UInt) { slot.set(CompactNode(value)) }
    func encode(_ value: UInt8) { slot.set(CompactNode(value)) }
    func encode(_ value: UInt16) { slot.set(CompactNode(value)) }
    func encode(_ value: UInt32) { slot.set(CompactNode(value)) }
    func encode(_ value: UInt64) { slot.set(CompactNode(value)) }
    func encode(_ value: some Encodable) throws { try slot.encode(value, path: codingPath) }
}

private struct ListWriter: UnkeyedEncodingContainer {
    let slot: EncodingSlot
    let codingPath: [any CodingKey]
    var count: Int { slot.count }

    private func next() -> SingleWriter { SingleWriter(slot: slot.appended(), codingPath: codingPath + [step]) }
    private var step: any CodingKey { AnyKey(index: slot.count) }

    func encodeNil() { next().encodeNil() }
    func encode(_ value: Bool) { next().encode(value) }
    func encode(_ value: String) { next().encode(value) }
    func encode(_ value: Double) { next().encode(value) }
    func encode(_ value: Float) { next().encode(value) }
    func encode(_ value: Int) { next().encode(value) }
    func encode(_ value: Int8) { next().encode(value) }
    func encode(_ value: Int16) { next().encode(value) }
    func encode(_ value: Int32) { next().encode(value) }
    func encode(_ value: Int64) { next().encode(value) }
    func encode(_ value: UInt) { next().encode(value) }
    func encode(_ value: UInt8) { next().encode(value) }
    func encode(_ value: UInt16) { next().encode(value) }
    func encode(_ value: UInt32) { next().encode(value) }
    func encode(_ value: UInt64) { next().encode(value) }
    func encode(_ value: some Encodable) throws { try next().encode(value) }

    func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        NodeEncoder(slot: slot.appended(), codingPath: codingPath + [step]).container(keyedBy: type)
    }
    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        NodeEncoder(slot: slot.appended(), codingPath: codingPath + [step]).unkeyedContainer()
    }
    func superEncoder() -> any Encoder { NodeEncoder(slot: slot.appended(), codingPath: codingPath + [step]) }
}

private struct KeyedWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let slot: EncodingSlot
    let codingPath: [any CodingKey]

    private func member(_ key: any CodingKey) -> SingleWriter {
        SingleWriter(slot: slot.member(key.stringValue), codingPath: codingPath + [key])
    }

    func encodeNil(forKey key: Key) { member(key).encodeNil() }
    func encode(_ value: Bool, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: String, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: Double, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: Float, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: Int, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: Int8, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: Int16, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: Int32, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: Int64, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: UInt, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: UInt8, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: UInt16, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: UInt32, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: UInt64, forKey key: Key) { member(key).encode(value) }
    func encode(_ value: some Encodable, forKey key: Key) throws { try member(key).encode(value) }

    private func nested(_ key: any CodingKey) -> NodeEncoder {
        NodeEncoder(slot: slot.member(key.stringValue), codingPath: codingPath + [key])
    }
    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        nested(key).container(keyedBy: type)
    }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { nested(key).unkeyedContainer() }
    func superEncoder() -> any Encoder { nested(AnyKey("super")) }
    func superEncoder(forKey key: Key) -> any Encoder { nested(key) }
}
