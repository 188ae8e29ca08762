public import DeskPrimitives

/// A file that goes with a message, by the name under which the host keeps it.
///
/// The desk never holds its bytes: the transport takes them from the host's own store.
public struct AttachmentReference: Hashable, Sendable {
    /// The most files of one message, whatever a channel takes.
    public static let maximumCount = 32
    /// The longest media type, in bytes: a type and a subtype of 127 characters each (RFC 6838, 4.2).
    public static let mediaTypeBytes = 255

    /// What the person sees it called; at most `Limits.lineBytes`, may be personal data.
    public let name: String
    /// What it is, as a media type in small letters without parameters, such as `image/png`.
    public let mediaType: String
    /// How large it is.
    public let bytes: Int
    /// The host's own name of it; at most `Limits.lineBytes`.
    public let reference: String

    /// Refers to a file; capital letters of the media type are made small.
    ///
    /// - Throws: `Refusal` at the field: `malformed` for an empty line, one with a line break, or what is no media type;
    ///   `tooLong` beyond a limit; `outOfRange` for a negative size.
    public init(name: String, mediaType: String, bytes: Int, reference: String) throws(Refusal) {
        try Limits.checkLine(name, at: .field("name"))
        try Limits.check(mediaType, atMost: Self.mediaTypeBytes, at: .field("mediaType"))
        guard let type = Self.mediaType(mediaType) else {
            throw Refusal(.malformed, "a media type is two names with a stroke between", at: .field("mediaType"))
        }
        guard bytes >= 0 else { throw Refusal(.outOfRange, "\(bytes) bytes", at: .field("bytes")) }
        try Limits.checkLine(reference, at: .field("reference"))
        self.name = name
        self.mediaType = type
        self.bytes = bytes
        self.reference = reference
    }

    /// The type with small letters; nil for what is none by RFC 6838, 4.2.
    private static func mediaType(_ text: String) -> String? {
        var small: [UInt8] = []
        for byte in text.utf8 { small.append((65...90).contains(byte) ? byte + 32 : byte) }
        let parts = small.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ isName($0) }) else { return nil }
        return String(decoding: small, as: UTF8.self)
    }

    private static func isName(_ part: ArraySlice<UInt8>) -> Bool {
        func isAlphanumeric(_ byte: UInt8) -> Bool { (97...122).contains(byte) || (48...57).contains(byte) }
        guard let first = part.first, isAlphanumeric(first), part.count <= 127 else { return false }
        return part.allSatisfy { isAlphanumeric($0) || "!#$&-^_.+".utf8.contains($0) }
    }
}

extension AttachmentReference: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable { case name, mediaType, bytes, reference }

    /// Reads and checks an object; an unknown member is an error.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let name = try object.decode(String.self, forKey: .name)
        let mediaType = try object.decode(String.self, forKey: .mediaType)
        let bytes = try object.decode(Int.self, forKey: .bytes)
        let reference = try object.decode(String.self, forKey: .reference)
        self = try decoder.checked { () throws(Refusal) in
            try AttachmentReference(name: name, mediaType: mediaType, bytes: bytes, reference: reference)
        }
    }
}
