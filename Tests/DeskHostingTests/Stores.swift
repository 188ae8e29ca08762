import DeskHosting
import DeskOperations
import DeskPrimitives
import DeskTestKit

/// A desk over a store that a test puts in front of the real one.
struct Bench {
    let store = InMemoryRecordStore()
    let clock = ManualClock(Instant("2026-03-02T07:00:00Z") ?? .epoch)
    let desk: Desk

    init(policy: DeskPolicy? = nil, front: (InMemoryRecordStore) -> any RecordStore = { $0 }) throws {
        desk = Desk(
            policy: try CompiledPolicy(policy ?? TownDesk.policy()), store: front(store), clock: clock,
            identifiers: try SequentialIdentifiers(prefix: "t"), secret: TownDesk.secret)
    }

    /// Another desk on the same storage, as in another process.
    func another(_ prefix: String) throws -> Desk {
        Desk(
            policy: desk.machine.policy, store: store.handle(), clock: clock,
            identifiers: try SequentialIdentifiers(prefix: prefix), secret: TownDesk.secret)
    }

    /// Every record of a type.
    func all<Content: RecordContent>(_ type: Content.Type) async throws -> [Content] {
        try await store.snapshot().records.filter { $0.key.collection == Content.collection }
            .map { (record) throws in try record.body.value(as: type) }
    }

    func facts() async throws -> [DeskFact] { try await desk.events(limit: Limits.pageCount).map(\.event.fact) }
}

/// A store that says that others were faster, so many times.
actor ContendedStore: RecordStore {
    private let store: any RecordStore
    private var conflicts: Int
    private(set) var commits = 0

    init(_ store: any RecordStore, conflicts: Int) {
        self.store = store
        self.conflicts = conflicts
    }

    func load(_ query: RecordQuery) async throws -> RecordPage { try await store.load(query) }

    func commit(_ batch: RecordBatch) async throws -> CommitOutcome {
        commits += 1
        guard conflicts > 0 else { return try await store.commit(batch) }
        conflicts -= 1
        return .conflict([.revision(batch.writes[0].key, actual: nil)])
    }
}

/// A store whose answer to a commit is lost, so many times.
actor ForgetfulStore: RecordStore {
    struct Lost: Error {}

    private let store: any RecordStore
    private var losses = 0

    init(_ store: any RecordStore) { self.store = store }

    func lose(_ count: Int) { losses = count }
    func load(_ query: RecordQuery) async throws -> RecordPage { try await store.load(query) }

    func commit(_ batch: RecordBatch) async throws -> CommitOutcome {
        let outcome = try await store.commit(batch)
        guard losses > 0 else { return outcome }
        losses -= 1
        throw Lost()
    }
}

/// A store that answers in the shortest pages it may, one record at a time.
struct StingyStore: RecordStore {
    let store: any RecordStore

    func load(_ query: RecordQuery) async throws -> RecordPage {
        var query = query
        let wanted = query.limit
        if case .records(let keys) = query.selection {
            // By keys there is no cursor: the first record found, and not the last page while there may be more.
            var page = try await store.load(query)
            page.isLast = page.isLast && page.records.count <= 1
            page.records = Array(page.records.prefix(1))
            return keys.count <= 1 ? try await store.load(query) : page
        }
        query.limit = 1
        var page = try await store.load(query)
        page.isLast = page.isLast && wanted >= 1
        return page
    }

    func commit(_ batch: RecordBatch) async throws -> CommitOutcome { try await store.commit(batch) }
}
