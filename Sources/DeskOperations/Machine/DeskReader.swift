public import DeskPrimitives

/// Where a decision reads records.
///
/// There are two: a ``DeskView`` holds what a driver has fetched so far and says what it still lacks; `RecordMemory` holds
/// everything and lacks nothing.
public protocol DeskReader {
    /// The record under a key, nil when there is none.
    func record(_ key: RecordKey) throws(DeskHalt) -> StoredRecord?
    /// The records an index query finds, in its order.
    func records(_ query: RecordQuery) throws(DeskHalt) -> [StoredRecord]
}

/// Why a decision stopped before it was made.
public enum DeskHalt: Error, Sendable {
    /// It depends on what has not been read yet; read this and decide again.
    case needs([RecordQuery])
    /// What was asked cannot be done.
    case refused(Refusal)
}

/// Runs what may refuse where a decision may halt.
func checked<Value>(_ body: () throws(Refusal) -> Value) throws(DeskHalt) -> Value {
    do {
        return try body()
    } catch {
        throw .refused(error)
    }
}

extension RecordMemory: DeskReader {
    /// The record under a key.
    public func record(_ key: RecordKey) -> StoredRecord? { self[key] }
    /// The records an index query finds; never more than its limit.
    public func records(_ query: RecordQuery) -> [StoredRecord] { load(query).records }
}
