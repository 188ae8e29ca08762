public import DeskPrimitives

/// A store on fresh, empty storage, as a conformance check gets it.
public struct StoreUnderTest: Sendable {
    /// One handle on the storage.
    public let first: any RecordStore
    /// Another handle on the same storage, such as a second connection or process.
    ///
    /// Stale reads show nowhere else.
    public let second: any RecordStore
    private let onClose: @Sendable () async throws -> Void

    /// Creates a store under test.
    ///
    /// - Parameters:
    ///   - first: A handle on storage that holds nothing yet.
    ///   - second: Another handle on the same storage.
    ///   - onClose: Called once when the check is done, also when it failed: the place to drop a database.
    public init(
        _ first: any RecordStore, _ second: any RecordStore,
        onClose: @escaping @Sendable () async throws -> Void = {}
    ) {
        self.first = first
        self.second = second
        self.onClose = onClose
    }

    /// A fresh ``InMemoryRecordStore`` and a second handle on it.
    public static func inMemory() -> StoreUnderTest {
        let store = InMemoryRecordStore()
        return StoreUnderTest(store, store.handle())
    }

    func close() async throws { try await onClose() }

    /// The first or the second handle, in turn.
    func handle(_ number: Int) -> any RecordStore { number % 2 == 0 ? first : second }
}
