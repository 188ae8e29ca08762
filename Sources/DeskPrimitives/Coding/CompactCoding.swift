/// Tells values whether they are written into compact records or into documents that people read.
extension CodingUserInfoKey {
    /// The key under which ``RecordEncoder`` and ``RecordDecoder`` say that they are compact.
    package static let compact: CodingUserInfoKey = {
        guard let key = CodingUserInfoKey(rawValue: "desk.compact") else {
            preconditionFailure("a literal key is never refused")
        }
        return key
    }()
}

extension Encoder {
    package var isCompact: Bool { userInfo[.compact] != nil }
}

extension Decoder {
    package var isCompact: Bool { userInfo[.compact] != nil }
}
