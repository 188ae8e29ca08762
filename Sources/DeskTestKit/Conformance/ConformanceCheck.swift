/// One promise of `RecordStore` and a way to find out whether a store keeps it: a plain value for any test framework.
///
/// A check ends after a bounded number of calls, never sleeps, and uses no clock and no randomness.
public struct ConformanceCheck: Sendable, CustomStringConvertible, Identifiable {
    /// A short name in lower case, unique in its list; host tests may skip or select by it.
    public let name: String
    /// The promise, in a sentence.
    public let law: String
    private let body: @Sendable (StoreProbe) async throws -> Void

    init(_ name: String, _ law: String, _ body: @escaping @Sendable (StoreProbe) async throws -> Void) {
        self.name = name
        self.law = law
        self.body = body
    }

    /// The name.
    public var id: String { name }
    public var description: String { name }

    /// Tries the promise on a store.
    ///
    /// - Parameter make: Gives a store on fresh, empty storage; called once.
    /// - Throws: ``ConformanceFailure`` when the promise was not kept, or when a call threw where an answer was due.
    public func run(make: @Sendable () async throws -> StoreUnderTest) async throws(ConformanceFailure) {
        let store: StoreUnderTest
        do { store = try await make() } catch {
            throw ConformanceFailure(law: law, expected: "a store to test", actual: "\(error)")
        }
        var failure: ConformanceFailure?
        do { try await body(StoreProbe(store: store, law: law)) } catch { failure = Self.failure(error, law) }
        do { try await store.close() } catch { failure = failure ?? Self.failure(error, law) }
        if let failure { throw failure }
    }

    private static func failure(_ error: any Error, _ law: String) -> ConformanceFailure {
        error as? ConformanceFailure ?? ConformanceFailure(law: law, expected: "an answer", actual: "error \(error)")
    }
}
