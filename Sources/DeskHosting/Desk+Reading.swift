public import DeskOperations
public import DeskPrimitives

/// Looking at what the desk knows.
extension Desk {
    /// The record an identifier names, nil when there is none.
    public func record<Content: RecordContent, Subject>(
        _ type: Content.Type = Content.self, _ id: Identifier<Subject>
    ) async throws -> Content? {
        let page = try await store.load(RecordQuery(.records([RecordKey(Content.collection, id)]), limit: 1))
        return try page.records.first?.body.value(as: type)
    }

    /// The records an index query finds, up to its limit.
    public func records<Content: RecordContent>(
        _ type: Content.Type = Content.self, _ query: RecordQuery
    ) async throws -> [Content] {
        try await load(query).records.map { (record) throws in try record.body.value(as: type) }
    }

    /// The events after a position in the journal, oldest first, with the position each stands at.
    public func events(
        after position: JournalPosition = .start, limit: Int = 1_000
    ) async throws -> [(position: JournalPosition, event: DeskEvent)] {
        let page = try await store.load(RecordQuery(.journal(after: position), limit: limit))
        var events: [(position: JournalPosition, event: DeskEvent)] = []
        events.reserveCapacity(page.entries.count)
        for entry in page.entries { events.append((entry.position, try entry.body.value(as: DeskEvent.self))) }
        return events
    }

    /// The report over all events of the journal.
    ///
    /// - Complexity: O(events).
    public func report() async throws -> CaseReport {
        var report = CaseReport()
        var position = JournalPosition.start
        while true {
            let events = try await events(after: position, limit: Limits.pageCount)
            guard let last = events.last else { return report }
            for item in events { report.add(item.event) }
            position = last.position
        }
    }
}
