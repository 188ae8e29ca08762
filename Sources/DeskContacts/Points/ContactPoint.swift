public import DeskPrimitives

/// An address at which a person can be reached, in one normal form.
///
/// Personal data. Two points are equal when their kind and the bytes of their normal form are equal; how they were
/// written does not count. Only ASCII letters change case, so the normal form is the same on every platform and system
/// version.
public struct ContactPoint: Hashable, Sendable {
    /// The longest mail address, in bytes (RFC 5321 with erratum 1690).
    public static let maximumMailBytes = 254
    /// The longest name on a network, in bytes.
    public static let maximumHandleBytes = 256
    /// The longest name of a network or queue number, in bytes.
    public static let maximumNameBytes = 64

    /// What sort of address it is.
    public let kind: ContactPointKind
    /// The normal form: what is compared and digested.
    public let value: String
    /// The address as it was written, without space around it.
    public let display: String

    init(kind: ContactPointKind, value: String, display: String) {
        self.kind = kind
        self.value = value
        self.display = display
    }

    public static func == (a: Self, b: Self) -> Bool {
        a.kind == b.kind && a.value.hasSameBytes(as: b.value)
    }

    /// Feeds the kind and the bytes of the normal form.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        for byte in value.utf8 { hasher.combine(byte) }
    }

    /// The key under which a store finds it, telling nothing about the address to whoever lacks the secret.
    public func storageKey(_ digest: KeyedDigest) -> ByteKey {
        digest.key(Array("contact-point".utf8), Array(kind.rawValue.utf8), Array(value.utf8))
    }
}

extension ContactPoint: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case kind, value, display
    }

    /// Writes an object of `kind`, `value` and, where it differs, `display`.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: CodingKeys.self)
        try object.encode(kind, forKey: .kind)
        try object.encode(value, forKey: .value)
        if !display.utf8.elementsEqual(value.utf8) { try object.encode(display, forKey: .display) }
    }

    /// Reads what ``encode(to:)`` wrote; a value that is not in normal form is an error.
    ///
    /// A way of writing that is not one of this value is left out: people read it and messages are sent by the value.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let kind = try object.decode(ContactPointKind.self, forKey: .kind)
        let value = try object.decode(String.self, forKey: .value)
        let display = try object.decodeIfPresent(String.self, forKey: .display) ?? value
        guard display.utf8.count <= Limits.lineBytes,
            let point = try? ContactPoint.normalising(kind, value), point.value.utf8.elementsEqual(value.utf8)
        else {
            throw DecodingError.dataCorruptedError(
                forKey: .value, in: object, debugDescription: "not the normal form of such a contact point")
        }
        self.init(kind: kind, value: value, display: Self.writes(display, kind, value) ? display : value)
    }

    /// Whether a text is a way to write a value.
    private static func writes(_ display: String, _ kind: ContactPointKind, _ value: String) -> Bool {
        if display.utf8.elementsEqual(value.utf8) { return true }
        func isSame(_ point: ContactPoint?) -> Bool {
            guard let point else { return false }
            return point.value.hasSameBytes(as: value) && point.display.hasSameBytes(as: display)
        }
        switch kind {
        case .mail: return isSame(try? .mail(display))
        case .postal: return isSame(try? .postal(display))
        case .ticket: return isSame(try? .ticket(display))
        case .phone:
            // A number in national form is written without the country code, which is one to three digits.
            let digits = String(decoding: value.utf8.dropFirst(), as: UTF8.self)
            return isSame(try? .phone(display))
                || (1...3).contains { isSame(try? .phone(display, defaultCountryCode: String(digits.prefix($0)))) }
        case .handle:
            let network = value.utf8.prefix { $0 != UInt8(ascii: ":") }
            return isSame(try? .handle(network: String(decoding: network, as: UTF8.self), name: display))
        }
    }

    /// The point of a value that should already be in normal form.
    private static func normalising(_ kind: ContactPointKind, _ value: String) throws(Refusal) -> ContactPoint {
        switch kind {
        case .mail: return try .mail(value)
        case .phone: return try .phone(value)
        case .postal: return try .postal(value)
        case .ticket: return try .ticket(value)
        case .handle:
            // By bytes: a combining mark behind the colon would make one character with it.
            let parts = value.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw malformed("handle") }
            return try .handle(
                network: String(decoding: parts[0], as: UTF8.self), name: String(decoding: parts[1], as: UTF8.self))
        }
    }

    /// The refusal of an address; it never repeats the address.
    static func malformed(_ field: String, _ detail: String = "not an address of this kind") -> Refusal {
        Refusal(.malformed, detail, at: .field(field))
    }
}
