extension Decoder {
    /// Throws when the object being read has a member that is not one of these, naming it and the nearest known name.
    ///
    /// Compact records are left alone: they may have been written by a newer version.
    package func refuseUnknownMembers(_ known: [String]) throws {
        guard !isCompact else { return }
        let container = try container(keyedBy: AnyStep.self)
        for key in container.allKeys.sorted(by: { $0.stringValue < $1.stringValue })
        where !known.contains(key.stringValue) {
            let hint = NearestName.to(key.stringValue, among: known).map { "; did you mean “\($0)”?" } ?? ""
            throw DecodingError.dataCorruptedError(
                forKey: key, in: container, debugDescription: "“\(key.stringValue)” is not known here\(hint)")
        }
    }
}

/// Finds the name somebody probably meant.
package enum NearestName {
    /// The known name with the fewest edits, when those are few enough to be a slip; the first by name on a tie.
    package static func to(_ name: String, among known: some Sequence<String>) -> String? {
        let typed = Array(name.lowercased().utf8.prefix(Limits.identifierBytes))
        let budget = max(1, typed.count / 3)
        var best: (distance: Int, name: String)?
        for candidate in known {
            let distance = edits(typed, Array(candidate.lowercased().utf8.prefix(Limits.identifierBytes)))
            guard distance <= budget else { continue }
            if let current = best, (current.distance, current.name) <= (distance, candidate) { continue }
            best = (distance, candidate)
        }
        return best?.name
    }

    /// The Levenshtein distance.
    private static func edits(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var row = Array(0...b.count)
        for (i, left) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, right) in b.enumerated() {
                let substituted = diagonal + (left == right ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[b.count]
    }
}
