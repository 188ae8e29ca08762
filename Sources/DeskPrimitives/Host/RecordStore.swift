/// Where a host keeps the desk's records: the only storage protocol of the library.
///
/// Everything the desk knows is a record (a person, a case, an outgoing message, an alarm) or a journal entry (a fact that
/// happened). There are two calls: ``load(_:)`` reads, ``commit(_:)`` writes, and there is no other way to write, so a host
/// cannot split what belongs together. `DeskTestKit` has conformance checks for every promise below.
///
/// ## What a store promises
/// 1. **All or nothing.** A batch is stored whole, or not at all, whatever crashes when.
/// 2. **Expected revisions.** Every expectation of writes and checks holds at the moment of the commit, or the answer is
///    ``CommitOutcome/conflict(_:)`` and nothing has changed. Revisions of a record only grow, also across deletion.
/// 3. **Unique indexes.** Two records never stand under the same value of a unique index. Within one batch the state after
///    all writes counts, so a value can move from one record to another.
/// 4. **First result for a repeated key.** A batch whose idempotency key was committed before changes nothing and answers
///    ``CommitOutcome/duplicate(_:)`` with the first receipt. This is looked at before any expectation.
/// 5. **Read your writes.** What a commit stored is seen by every load that begins after it returned, through any handle
///    on the same storage.
/// 6. **Journal.** Entries get positions 1, 2, 3 … without a gap, those of one batch behind one another. A position is
///    never visible while a smaller one may still appear.
/// 7. **Bytes.** Keys are compared as bytes; bodies come back unchanged to the bit.
/// 8. **Erasure.** After a commit that erases a record, no load shows it. What a host does about bytes at rest (free pages,
///    write-ahead logs, backups) belongs into its own documentation; ``PersonalDataVault`` is the strong form.
///
/// Conflicts and duplicates are answers. Throw only when the store itself fails; the caller then does not know whether the
/// batch was stored, and repeats it with the same idempotency key.
///
/// ## Implementation guidance
/// **A relational database** needs four tables: `record(collection, id, revision, body)`, `entry(index, key, collection,
/// id)` with a unique index over `(index, key)` where the index is unique, `journal(position, body)` and
/// `batch(idempotency_key, revision, result)`, and a one-row counter for commit numbers and journal positions that is updated
/// first in every transaction: that row serialises the positions, as promise 6 asks. Never rely on an isolation level:
/// compare revisions with `UPDATE … WHERE revision = ?`, and find duplicates by reading the idempotency key, not by
/// provoking an error whose message holds the key.
///
/// **An ordered key-value store** keeps `r/collection/id`, `i/index/key/id`, `j/position` and `b/idempotency key` in one
/// transaction. **A document database with conditional writes** keeps a record with its index entries in one document and
/// a batch as one transactional write; where a transaction is limited to fewer items than ``Limits/batchWrites``, say so by
/// throwing before anything is written.
public protocol RecordStore: Sendable {
    /// Reads records or journal entries.
    ///
    /// - Parameter query: What is wanted; at most ``RecordQuery/limit`` records or entries are given.
    /// - Returns: One page. It may be shorter than the limit while ``RecordPage/isLast`` is false.
    func load(_ query: RecordQuery) async throws -> RecordPage

    /// Stores a batch, all of it or nothing.
    ///
    /// - Parameter batch: What changes, under which expectations.
    /// - Returns: Whether it was stored now, had been stored before, or could not be.
    func commit(_ batch: RecordBatch) async throws -> CommitOutcome
}
