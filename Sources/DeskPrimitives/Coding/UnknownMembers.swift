extension Decoder {
    /// Throws when the object being read has a member that is not one of these, naming it and the nearest known name.
    ///
    /// Compact records are left alone: they may have been written by a newer version.
    package func refuseUnknownMembers(_ known: [String]) throws {
        guard !isCompact else { return }
        let container = try container(keyedBy: AnyKey.self)
        for key in container.allKeys.sorted(by: { $0.stringValue < $1.stringValue })
        where !known.contains(key.stringValue) {
            let hint = NearestName.hint(key.stringValue, among: known)
            throw DecodingError.dataCorruptedError(
                forKey: key, in: container, debugDescription: "“\(key.stringValue)” is not known here\(hint)")
        }
    }
}
