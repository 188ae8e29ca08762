import DeskChannels
public import DeskPrimitives

/// A name that some register gives to one person only: a customer number, a national login.
///
/// Personal data. Of one scheme a person has one, so two different ones of the same scheme are two persons. Equal by
/// scheme and bytes.
public struct StrongIdentifier: Hashable, Sendable {
    /// The longest value, in bytes.
    public static let maximumValueBytes = 128
    /// The longest scheme, in bytes.
    public static let maximumSchemeBytes = 64

    /// The register: lower-case ASCII letters, digits and hyphens, such as `customer-number`.
    public let scheme: String
    /// The name in that register, as the register writes it.
    public let value: String

    /// Checks a name in a register; space around the value is left out, its case is kept.
    ///
    /// - Throws: `Refusal` with code `malformed` at `scheme` or `value`, `tooLong` beyond their limits; it repeats
    ///   neither.
    public init(scheme: String, value: String) throws(Refusal) {
        try Limits.check(scheme, atMost: Self.maximumSchemeBytes, at: .field("scheme"))
        guard !scheme.isEmpty,
            scheme.utf8.allSatisfy({ ($0 >= 97 && $0 <= 122) || ($0 >= 48 && $0 <= 57) || $0 == UInt8(ascii: "-") })
        else {
            throw Refusal(.malformed, "a scheme is lower-case letters, digits and hyphens", at: .field("scheme"))
        }
        try Limits.check(value, atMost: Limits.lineBytes, at: .field("value"))
        let bare = value.trimmedASCII
        try Limits.check(bare, atMost: Self.maximumValueBytes, at: .field("value"))
        guard !bare.isEmpty, ContactPoint.hasNoHiddenScalar(bare) else {
            throw Refusal(.malformed, "empty or with invisible characters", at: .field("value"))
        }
        self.scheme = scheme
        self.value = bare
    }

    public static func == (a: Self, b: Self) -> Bool {
        a.scheme == b.scheme && a.value.hasSameBytes(as: b.value)
    }

    /// Feeds the scheme and the bytes of the value.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(scheme)
        for byte in value.utf8 { hasher.combine(byte) }
    }

    /// The key under which a store finds it, telling nothing about the value to whoever lacks the secret.
    public func storageKey(_ digest: KeyedDigest) -> ByteKey {
        digest.key(Array("strong-identifier".utf8), Array(scheme.utf8), Array(value.utf8))
    }
}

extension StrongIdentifier: Codable {
    private enum CodingKeys: String, CodingKey {
        case scheme, value
    }

    /// Reads and checks an object of `scheme` and `value`.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let scheme = try object.decode(String.self, forKey: .scheme)
        let value = try object.decode(String.self, forKey: .value)
        do throws(Refusal) {
            try self.init(scheme: scheme, value: value)
        } catch {
            throw decoder.failure(error)
        }
    }
}
