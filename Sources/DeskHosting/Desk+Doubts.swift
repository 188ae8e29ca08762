public import DeskFeedback
public import DeskOperations
public import DeskPrimitives

/// Persons of whom it is in doubt who they are.
extension Desk {
    /// The persons of whom somebody has to say who they are, the longest waiting first, with those they may be and why.
    ///
    /// A person is gone from it when merged (`DeskCommand.mergePersons`) or said to be none of them
    /// (`DeskCommand.confirmPerson`). Reads by an index.
    ///
    /// - Parameters:
    ///   - limit: The most persons of the page, 1 … `DoubtPage.limit`; others are taken as the nearest end.
    ///   - cursor: Where the page before ended; nil for the first page.
    ///   - viewer: Who looks.
    /// - Throws: `Refusal` at `viewer` as for ``overview(of:limit:for:)``; whatever the store throws.
    public func doubtfulPersons(
        limit: Int = DoubtPage.limit, after cursor: RecordCursor? = nil, for viewer: FeedbackViewer
    ) async throws -> DoubtPage {
        try requireServing(viewer)
        let (machine, now) = (machine, clock.now())
        return try await answer { view throws(DeskHalt) in
            try machine.doubtfulPersons(limit: limit, after: cursor, at: now, reading: view)
        }
    }
}
