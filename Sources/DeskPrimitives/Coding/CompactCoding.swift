// Tells values whether they are written into compact records or into documents that people read.

extension CodingUserInfoKey {
    /// The key under which ``RecordEncoder`` and ``RecordDecoder`` say that they are compact.
    package static let compact: CodingUserInfoKey = {
        guard let key = CodingUserInfoKey(rawValue: "desk.compact") else {
            preconditionFailure("a literal key is never refused")
        }
        return key
    }()
}

/// What the record coders show as their user information.
let compactUserInfo: [CodingUserInfoKey: any Sendable] = [.compact: true]

extension Encoder {
    package var isCompact: Bool { userInfo[.compact] != nil }
}

extension Decoder {
    package var isCompact: Bool { userInfo[.compact] != nil }
}
