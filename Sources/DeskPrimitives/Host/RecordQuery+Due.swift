extension RecordQuery {
    /// The records whose value in an index of instants lies at or before an instant, the earliest first.
    package static func due(_ index: RecordIndex, at instant: Instant, limit: Int) -> RecordQuery {
        RecordQuery(
            .range(
                index, from: .composed { $0.append(Instant.earliest) },
                before: .composed { $0.append(Instant(microseconds: instant.microseconds &+ 1)) }), limit: limit)
    }
}
