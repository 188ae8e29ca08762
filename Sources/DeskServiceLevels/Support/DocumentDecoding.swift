import DeskPrimitives

extension Decoder {
    /// Refuses keys that the document type does not have: a misspelt optional key would be silently without effect.
    func refuseUnknownKeys<Key: CodingKey>(besides known: Key.Type) throws {
        let keys = try container(keyedBy: AnyKey.self).allKeys
        let unknown = keys.map(\.stringValue).filter { Key(stringValue: $0) == nil }.sorted()
        guard let first = unknown.first else { return }
        throw DecodingError.dataCorrupted(
            DecodingError.Context(
                codingPath: codingPath + [AnyKey(first)], debugDescription: "no such key here"))
    }
}

/// Refuses a name that is empty or longer than a line.
func checkName(_ name: String, at place: Place) throws(Refusal) {
    guard !name.isEmpty else { throw Refusal(.malformed, "a name is empty", at: place) }
    try Limits.check(name, atMost: Limits.lineBytes, at: place)
}

/// Refuses a target that is not positive or longer than ``ServiceTarget/longestSpan``.
func checkSpan(_ span: TimeSpan, at place: Place) throws(Refusal) {
    guard span > .zero else { throw Refusal(.outOfRange, "a target is longer than no time", at: place) }
    guard span <= ServiceTarget.longestSpan else {
        throw Refusal(.outOfRange, "a target is at most 36,525 days", at: place)
    }
}

/// Percentages in rising order without repetitions.
///
/// Refused are more than 16 and those outside 1 … 99.
func checkedThresholds(_ percentages: [Int], at place: Place) throws(Refusal) -> [Int] {
    guard percentages.count <= 16 else { throw Refusal(.tooLong, "at most 16 at-risk steps are taken", at: place) }
    for (index, percentage) in percentages.enumerated() where !(1...99).contains(percentage) {
        throw Refusal(.outOfRange, "an at-risk step is 1 to 99 per cent of the target", at: place.index(index))
    }
    return percentages.sorted().removingRepetitions()
}

extension Array where Element: Equatable {
    /// A sorted array with each element once.
    func removingRepetitions() -> [Element] {
        var result: [Element] = []
        result.reserveCapacity(count)
        for element in self where element != result.last { result.append(element) }
        return result
    }
}
