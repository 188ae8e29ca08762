public import DeskPrimitives

/// A strong identifier beside the key under which a store finds it.
public struct KeyedStrongIdentifier: Hashable, Sendable, Codable {
    /// The identifier: personal data.
    public let identifier: StrongIdentifier
    /// Its ``StrongIdentifier/storageKey(_:)``.
    public let key: ByteKey

    /// Computes the key of an identifier.
    public init(_ identifier: StrongIdentifier, _ digest: KeyedDigest) {
        self.identifier = identifier
        key = identifier.storageKey(digest)
    }
}
