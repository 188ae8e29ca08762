/// The promises of `RecordStore` as checks that a host runs against its own store, in any test framework or none.
///
/// With Swift Testing:
/// ```swift
/// @Test(arguments: RecordStoreConformance.checks)
/// func keepsItsPromises(_ check: ConformanceCheck) async throws {
///     try await check.run { try await freshDatabaseWithTwoConnections() }
/// }
/// ```
/// ``BrokenStores`` shows that every check can fail.
public enum RecordStoreConformance {
    /// All checks, each on a store of its own.
    public static let checks: [ConformanceCheck] =
        commitChecks + uniqueChecks + indexChecks + journalChecks + byteChecks
}
