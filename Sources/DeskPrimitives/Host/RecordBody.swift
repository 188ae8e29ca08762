/// What a record, a journal entry or a result holds: a value, or the bytes it was written to.
///
/// A store in memory keeps the value and pays for no encoding; a store on disk asks for ``bytes()`` and gives the bytes
/// back. The bytes are deterministic CBOR (RFC 8949) made by ``RecordEncoder``.
public struct RecordBody: Sendable {
    private enum Form {
        case value(any Codable & Sendable)
        case bytes([UInt8])
    }

    private let form: Form

    /// Holds a value.
    public init(_ value: any Codable & Sendable) {
        form = .value(value)
    }

    /// Holds bytes that ``bytes()`` once gave.
    ///
    /// - Throws: ``Refusal`` with code `tooLong` beyond ``Limits/recordBytes``.
    public init(bytes: [UInt8]) throws(Refusal) {
        guard bytes.count <= Limits.recordBytes else {
            throw Refusal(.tooLong, "a record is longer than \(Limits.recordBytes) bytes")
        }
        form = .bytes(bytes)
    }

    /// The encoded form.
    ///
    /// - Throws: ``Refusal`` with code `tooLong` when the value does not fit ``Limits/recordBytes``, `malformed` when it
    ///   refuses to be encoded.
    /// - Complexity: O(size) for a value, O(1) for bytes.
    public func bytes() throws(Refusal) -> [UInt8] {
        switch form {
        case .bytes(let bytes): return bytes
        case .value(let value): return try RecordEncoder().encode(value)
        }
    }

    /// The value as a type.
    ///
    /// - Throws: ``Refusal`` with code `corrupt` when it is not such a value.
    public func value<Value: Codable & Sendable>(as type: Value.Type = Value.self) throws(Refusal) -> Value {
        switch form {
        case .bytes(let bytes): return try RecordDecoder().decode(type, from: bytes)
        case .value(let value):
            guard let value = value as? Value else {
                throw Refusal(.corrupt, "the record is not a \(Value.self)")
            }
            return value
        }
    }
}
