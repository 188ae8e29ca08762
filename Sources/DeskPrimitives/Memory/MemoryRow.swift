/// A record as it lives in memory.
///
/// A class, so that an index reaches the record without a second look-up. Rows never leave the actor that owns them.
final class MemoryRow {
    let key: RecordKey
    var revision: Revision
    var body: RecordBody
    /// The index entries the record stands under now.
    var entries: [IndexEntry]

    init(key: RecordKey, revision: Revision, body: RecordBody) {
        self.key = key
        self.revision = revision
        self.body = body
        entries = []
    }

    func stored(under indexKey: ByteKey? = nil) -> StoredRecord {
        StoredRecord(key: key, revision: revision, body: body, indexKey: indexKey)
    }
}

/// The records of one collection and the indexes that find them.
final class CollectionTable {
    var rows: [HashedKey: MemoryRow] = [:]
    /// A collection has a handful of indexes: searching them one by one is faster than hashing two names.
    private var names: [RecordIndex] = []
    private var orders: [OrderedEntries] = []

    private func number(of index: RecordIndex) -> Int? {
        names.firstIndex { $0.name == index.name && $0.isUnique == index.isUnique }
    }

    func order(of index: RecordIndex) -> OrderedEntries? {
        number(of: index).map { orders[$0] }
    }

    /// Puts a row under an entry; gives the row that stands in the way when the index is unique.
    func insert(_ row: MemoryRow, under entry: IndexEntry) -> MemoryRow? {
        let number: Int
        if let known = self.number(of: entry.index) {
            number = known
        } else {
            number = names.count
            names.append(entry.index)
            orders.append(OrderedEntries())
        }
        if entry.index.isUnique, let holder = orders[number].first(under: entry.key), holder !== row { return holder }
        orders[number].insert(row, under: entry.key)
        return nil
    }

    func remove(_ row: MemoryRow, from entry: IndexEntry) {
        guard let number = number(of: entry.index) else { return }
        orders[number].remove(row, from: entry.key)
    }

    /// Every entry of every index, by the names of the indexes.
    var allEntries: [(entry: IndexEntry, row: MemoryRow)] {
        var all: [(entry: IndexEntry, row: MemoryRow)] = []
        for number in names.indices.sorted(by: { names[$0].name < names[$1].name }) {
            orders[number].forEach { key, row in all.append((IndexEntry(names[number], key), row)) }
        }
        return all
    }
}
