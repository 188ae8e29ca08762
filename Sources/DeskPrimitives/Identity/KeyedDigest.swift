/// Makes storage keys of personal data without showing it: HMAC-SHA-256 (RFC 2104) with the host's secret, cut to 16 bytes.
///
/// Without the secret nobody can test a guessed address against the keys of a stolen store. Whoever changes the secret loses
/// the way back from addresses to persons, so a host keeps it as long as its data.
public struct KeyedDigest: Sendable {
    private let inner: SHA256
    private let outer: SHA256

    /// Creates a digest from a secret of any length; 32 random bytes are right.
    public init(secret: [UInt8]) {
        var key = secret.count > 64 ? SHA256.digest(secret) : secret
        key += [UInt8](repeating: 0, count: 64 - key.count)
        var inner = SHA256()
        inner.update(key.map { $0 ^ 0x36 })
        var outer = SHA256()
        outer.update(key.map { $0 ^ 0x5C })
        self.inner = inner
        self.outer = outer
    }

    /// The full 32 bytes of the message authentication code of the parts behind one another.
    ///
    /// - Complexity: O(n) in the bytes of the parts.
    public func code(_ parts: [UInt8]...) -> [UInt8] {
        var hash = inner
        for part in parts { hash.update(part) }
        return finish(&hash)
    }

    /// A storage key for parts; their lengths count, so moving bytes from one part to the next gives another key.
    public func key(_ parts: [UInt8]...) -> ByteKey {
        var hash = inner
        for part in parts {
            for shift in 0..<8 { hash.update(CollectionOfOne(UInt8(truncatingIfNeeded: part.count >> (shift * 8)))) }
            hash.update(part)
        }
        return ByteKey(checked: Array(finish(&hash).prefix(16)))
    }

    private func finish(_ hash: inout SHA256) -> [UInt8] {
        var result = outer
        result.update(hash.finish())
        return result.finish()
    }
}
