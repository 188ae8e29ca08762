public import DeskPrimitives

/// How much may be attached to one message, and of what kinds.
public struct AttachmentLimits: Hashable, Sendable, Codable {
    /// The most media types that are listed in a document.
    public static let maximumKinds = 256
    /// The longest media type in bytes: two names of at most 127 each (RFC 6838 section 4.2).
    public static let maximumKindBytes = 255

    /// The most files; 0 where none can be sent.
    public let count: Int
    /// The most bytes of all files together.
    public let bytes: Int
    /// The media types that are taken, each whole (`image/png`) or all of a kind (`image/*`); nil takes every one.
    public let kinds: [String]?

    /// Creates limits; negative ones count as 0.
    public init(count: Int, bytes: Int, kinds: [String]? = nil) {
        self.count = max(0, count)
        self.bytes = max(0, bytes)
        self.kinds = kinds
    }

    /// No files.
    public static let none = AttachmentLimits(count: 0, bytes: 0)

    /// Refuses files that cannot all go with one message.
    ///
    /// - Throws: `Refusal` with code `notAllowed` at the place where no files can be sent, and at `mediaType` of a file of
    ///   a kind that is not taken; `tooLong` at the place for too many files, and at `bytes` of the first file that all
    ///   before it leave no room for.
    public func check(_ files: [AttachmentReference], at place: Place) throws(Refusal) {
        guard !files.isEmpty else { return }
        guard count > 0 else { throw Refusal(.notAllowed, "no files can be sent on this channel", at: place) }
        let most = min(count, AttachmentReference.maximumCount)
        guard files.count <= most else {
            throw Refusal(.tooLong, "\(files.count) files, at most \(most) are taken", at: place)
        }
        var rest = bytes
        for (number, file) in files.enumerated() {
            guard takes(file.mediaType) else {
                throw Refusal(
                    .notAllowed, "\(file.mediaType) is not taken, only \((kinds ?? []).joined(separator: ", "))",
                    at: place.index(number).field("mediaType"))
            }
            guard file.bytes <= rest else {
                throw Refusal(
                    .tooLong, "\(file.bytes) bytes, \(rest) of \(bytes) are left",
                    at: place.index(number).field("bytes"))
            }
            rest -= file.bytes
        }
    }

    /// Whether files of a media type are taken.
    public func takes(_ mediaType: String) -> Bool {
        guard let kinds else { return true }
        return kinds.contains { kind in
            kind.utf8.elementsEqual(mediaType.utf8)
                || kind.hasSuffix("/*") && mediaType.utf8.starts(with: kind.utf8.dropLast())
        }
    }

    /// Whether files of these sizes can be attached to one message.
    public func allow(_ sizes: [Int]) -> Bool {
        guard sizes.count <= count else { return false }
        var rest = bytes
        for size in sizes {
            guard size >= 0, size <= rest else { return false }
            rest -= size
        }
        return true
    }
}

extension AttachmentLimits {
    private enum CodingKeys: String, CodingKey, CaseIterable { case count, bytes, kinds }

    /// Reads and checks an object: nothing negative, at most ``maximumKinds`` media types of at most ``maximumKindBytes``; an
    /// unknown member is an error.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let count = try object.decode(Int.self, forKey: .count)
        let bytes = try object.decode(Int.self, forKey: .bytes)
        let kinds = try object.decodeIfPresent([String].self, forKey: .kinds)
        try decoder.checked { () throws(Refusal) in
            guard count >= 0 else { throw Refusal(.outOfRange, "negative", at: .field("count")) }
            guard bytes >= 0 else { throw Refusal(.outOfRange, "negative", at: .field("bytes")) }
            try Limits.check(count: kinds?.count ?? 0, atMost: Self.maximumKinds, at: .field("kinds"))
            for (number, kind) in (kinds ?? []).enumerated() {
                try Limits.checkLine(kind, atMost: Self.maximumKindBytes, at: .field("kinds").index(number))
            }
        }
        self.init(count: count, bytes: bytes, kinds: kinds)
    }
}
