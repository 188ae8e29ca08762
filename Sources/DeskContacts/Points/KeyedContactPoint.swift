public import DeskPrimitives

/// A contact point beside the key under which a store finds it.
public struct KeyedContactPoint: Hashable, Sendable, Codable {
    /// The point: personal data.
    public let point: ContactPoint
    /// Its ``ContactPoint/storageKey(_:)``.
    public let key: ByteKey

    /// Computes the key of a point.
    public init(_ point: ContactPoint, _ digest: KeyedDigest) {
        self.point = point
        key = point.storageKey(digest)
    }
}
