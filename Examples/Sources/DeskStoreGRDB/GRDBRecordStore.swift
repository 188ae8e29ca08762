public import DeskPrimitives
import Foundation
import GRDB

/// A store in an SQLite file, through GRDB: what a host writes to keep the desk's records in its own database.
///
/// Any number of handles and processes may use one file; SQLite lets one of them write at a time. `synchronous` is FULL, so
/// that a commit that was answered outlasts a power cut. Deleted bytes are overwritten (`secure_delete`), and a commit that
/// erases also empties the write-ahead log, for which it waits up to a minute until no other connection is reading; should
/// one still be, a later erasure does it.
public struct GRDBRecordStore: RecordStore {
    private let pool: DatabasePool

    /// Opens the store in a file, making it at first use.
    public init(path: String) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(60)
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA secure_delete = ON") }
        pool = try DatabasePool(path: path, configuration: configuration)
        // Beside a write-ahead log, GRDB itself chooses NORMAL.
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        try pool.write { try $0.execute(sql: Self.schema) }
    }

    // A row of `batch` is a commit, and its number the revision. SQLite has one writer at a time, so the numbers of commits
    // and of journal entries have no gaps and become visible in their order.
    private static let schema = """
        CREATE TABLE IF NOT EXISTS batch (revision INTEGER PRIMARY KEY, idempotency_key BLOB UNIQUE, result BLOB) STRICT;
        CREATE TABLE IF NOT EXISTS journal (position INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS record (collection TEXT NOT NULL, id BLOB NOT NULL, revision INTEGER NOT NULL,
            body BLOB NOT NULL, PRIMARY KEY (collection, id)) STRICT;
        CREATE TABLE IF NOT EXISTS entry (collection TEXT NOT NULL, name TEXT NOT NULL, key BLOB NOT NULL,
            id BLOB NOT NULL, PRIMARY KEY (collection, name, key, id)) STRICT, WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS entry_of_record ON entry (collection, id, name, key);
        """

    public func commit(_ batch: RecordBatch) async throws -> CommitOutcome {
        try batch.validate()
        return try await pool.writeWithoutTransaction { db in
            var outcome = CommitOutcome.conflict([])
            try db.inTransaction(.immediate) {
                outcome = try db.store(batch)
                if case .committed = outcome { return .commit } else { return .rollback }
            }
            if case .committed = outcome, !batch.erasures.isEmpty { _ = try? db.checkpoint(.truncate) }
            return outcome
        }
    }

    public func load(_ query: RecordQuery) async throws -> RecordPage {
        let limit = min(max(query.limit, 1), Limits.pageCount)
        // One more than wanted shows whether there is more.
        var page = try await pool.read { db in
            switch query.selection {
            case .records(let keys): try db.records(keys, limit + 1)
            case .equal(let index, let key): try db.range(index, key.data, key.data + [0], query, limit + 1)
            case .range(let index, let from, let end): try db.range(index, from.data, end?.data, query, limit + 1)
            case .journal(let position): try db.journal(after: position, limit + 1)
            }
        }
        page.isLast = max(page.records.count, page.entries.count) <= limit
        page.records = Array(page.records.prefix(limit))
        page.entries = Array(page.entries.prefix(limit))
        return page
    }
}

extension Database {
    private func rows(_ sql: String, _ values: StatementArguments) throws -> RowCursor {
        try Row.fetchCursor(cachedStatement(sql: sql), arguments: values)
    }
    private func row(_ sql: String, _ values: StatementArguments) throws -> Row? {
        try Row.fetchOne(cachedStatement(sql: sql), arguments: values)
    }
    private func run(_ sql: String, _ values: StatementArguments) throws {
        try cachedStatement(sql: sql).execute(arguments: values)
    }

    // MARK: Writing

    /// Stores a batch, or says why not; then the caller rolls back.
    fileprivate func store(_ batch: RecordBatch) throws -> CommitOutcome {
        let known = "SELECT revision, result FROM batch WHERE idempotency_key = ?"
        if let key = batch.idempotencyKey, let first = try row(known, [key.data]) {
            let result = first.hasNull(atIndex: 1) ? nil : try first.body(1)
            return .duplicate(CommitReceipt(revision: Revision(first[0]), result: result))
        }
        let expectations = batch.checks + batch.writes.map { RecordCheck($0.key, expected: $0.expected) }
        let conflicts = try expectations.compactMap { try conflict(with: $0) }
        guard conflicts.isEmpty else { return .conflict(conflicts) }
        try run(
            "INSERT INTO batch (idempotency_key, result) VALUES (?, ?)",
            [batch.idempotencyKey?.data, try batch.result.map { try Data($0.bytes()) }])
        let revision = Revision(lastInsertedRowID)
        var unique: [(entry: IndexEntry, record: RecordKey)] = []
        for write in batch.writes {
            guard case .put(let body, let entries) = write.change else {
                try delete(write.key)
                continue
            }
            guard entries.allSatisfy({ $0.index.collection == write.key.collection }) else {
                throw Refusal(.malformed, "an index entry of another collection")
            }
            let sql = "INSERT INTO record VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET revision = ?3, body = ?4"
            try run(sql, write.key.values + [revision.number, try Data(body.bytes())])
            try setEntries(entries, of: write.key)
            unique += entries.filter(\.index.isUnique).map { ($0, write.key) }
        }
        for key in batch.erasures { try delete(key) }
        for (entry, record) in unique {
            let sql = "SELECT id FROM entry WHERE collection = ? AND name = ? AND key = ?"
            let holders = try Array(
                rows(sql, [record.collection.name, entry.index.name, entry.key.data])
                    .map { try RecordKey(record.collection, $0.key(0)) })
            if holders.count > 1, let other = holders.first(where: { $0 != record }) {
                return .conflict([.unique(entry, holder: other)])
            }
        }
        for entry in batch.entries { try run("INSERT INTO journal (body) VALUES (?)", [try Data(entry.bytes())]) }
        return .committed(CommitReceipt(revision: revision, result: batch.result))
    }

    private func conflict(with check: RecordCheck) throws -> CommitConflict? {
        let found = try row("SELECT revision FROM record WHERE collection = ? AND id = ?", check.key.values)
        let actual = found.map { Revision($0[0]) }
        let expected = check.expected
        let holds = expected == .any || actual.map { expected == .exactly($0) } ?? (expected == .absent)
        return holds ? nil : .revision(check.key, actual: actual)
    }

    private func delete(_ key: RecordKey) throws {
        try run("DELETE FROM record WHERE collection = ? AND id = ?", key.values)
        try run("DELETE FROM entry WHERE collection = ? AND id = ?", key.values)
    }

    /// Makes a record stand under exactly these entries; those that it stands under already are not written again.
    private func setEntries(_ entries: [IndexEntry], of key: RecordKey) throws {
        let new = Set(entries.map { [$0.index.name.databaseValue, $0.key.data.databaseValue] })
        let found = try rows("SELECT name, key FROM entry WHERE collection = ? AND id = ?", key.values)
        let old = try Set(found.map { [$0[0], $0[1]] as [DatabaseValue] })
        for entry in old.subtracting(new) {
            let sql = "DELETE FROM entry WHERE collection = ? AND id = ? AND name = ? AND key = ?"
            try run(sql, key.values + StatementArguments(entry))
        }
        for entry in new.subtracting(old) {
            let sql = "INSERT INTO entry (collection, id, name, key) VALUES (?, ?, ?, ?)"
            try run(sql, key.values + StatementArguments(entry))
        }
    }

    // MARK: Reading

    fileprivate func records(_ keys: [RecordKey], _ limit: Int) throws -> RecordPage {
        var page = RecordPage(isLast: true)
        for key in keys where page.records.count < limit {
            let sql = "SELECT revision, body FROM record WHERE collection = ? AND id = ?"
            guard let row = try row(sql, key.values) else { continue }
            page.records.append(StoredRecord(key: key, revision: Revision(row[0]), body: try row.body(1)))
        }
        return page
    }

    fileprivate func range(
        _ index: RecordIndex, _ from: Data, _ end: Data?, _ query: RecordQuery, _ limit: Int
    ) throws -> RecordPage {
        let isUp = query.order == .ascending
        let (way, sign) = isUp ? ("ASC", ">") : ("DESC", "<")
        // A plus keeps SQLite from starting at that end where the cursor is nearer.
        let (low, high) = query.after == nil ? ("key", "key") : isUp ? ("+key", "key") : ("key", "+key")
        let sql = """
            SELECT key, id, revision, body FROM entry JOIN record USING (collection, id)
            WHERE collection = ? AND name = ? AND \(low) >= ? \(end == nil ? "" : "AND \(high) < ?")
            \(query.after == nil ? "" : "AND (key, id) \(sign) (?, ?)") ORDER BY key \(way), id \(way) LIMIT ?
            """
        let bounds = [from, end, query.after?.indexKey.data, query.after?.id.data].compactMap { $0 }
        let found = try rows(sql, [index.collection.name, index.name] + StatementArguments(bounds) + [limit])
        let records = found.map { row in
            StoredRecord(
                key: RecordKey(index.collection, try row.key(1)), revision: Revision(row[2]), body: try row.body(3),
                indexKey: try row.key(0))
        }
        return RecordPage(records: try Array(records), isLast: true)
    }

    fileprivate func journal(after position: JournalPosition, _ limit: Int) throws -> RecordPage {
        let found = try rows(
            "SELECT * FROM journal WHERE position > ? ORDER BY position LIMIT ?", [position.number, limit])
        let entries = found.map { StoredEntry(position: JournalPosition($0[0]), body: try $0.body(1)) }
        return RecordPage(entries: try Array(entries), isLast: true)
    }
}

extension ByteKey {
    fileprivate var data: Data { Data(bytes) }
}
extension RecordKey {
    fileprivate var values: StatementArguments { [collection.name, id.data] }
}
extension Row {
    fileprivate func key(_ column: Int) throws -> ByteKey { try ByteKey([UInt8](self[column] as Data)) }
    fileprivate func body(_ column: Int) throws -> RecordBody { try RecordBody(bytes: [UInt8](self[column] as Data)) }
}
