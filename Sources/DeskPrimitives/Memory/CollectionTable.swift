/// A record as it lives in memory.
struct MemoryRow: KeyedRow {
    let id: ByteKey
    var revision: Revision
    var body: RecordBody
    /// The index entries the record stands under now.
    var entries: [IndexEntry] = []

    static let vacant = MemoryRow(id: ByteKey(checked: []), revision: Revision(0), body: RecordBody(false))
}

/// The records of one collection and the indexes that find them.
struct CollectionTable {
    let collection: RecordCollection
    var rows = KeyedRows<MemoryRow>()
    /// A collection has a handful of indexes: searching them one by one is faster than hashing two names.
    private var names: [RecordIndex] = []
    private var orders: [OrderedEntries] = []

    init(collection: RecordCollection) { self.collection = collection }

    private func number(of index: RecordIndex) -> Int? {
        names.firstIndex { $0.name == index.name && $0.isUnique == index.isUnique }
    }

    func order(of index: RecordIndex) -> OrderedEntries? {
        number(of: index).map { orders[$0] }
    }

    /// Puts a row under an entry; gives the place of the row in the way when the index is unique.
    mutating func insert(_ place: Int, under entry: IndexEntry) -> Int? {
        let number: Int
        if let known = self.number(of: entry.index) {
            number = known
        } else {
            number = names.count
            names.append(entry.index)
            orders.append(OrderedEntries())
        }
        return orders[number].insert(
            place, id: rows[place].id, under: entry.key, unlessTaken: entry.index.isUnique)
    }

    mutating func remove(_ place: Int, from entry: IndexEntry) {
        guard let number = number(of: entry.index) else { return }
        orders[number].remove(rows[place].id, from: entry.key)
    }

    func stored(_ place: Int, under indexKey: ByteKey? = nil) -> StoredRecord {
        let row = rows[place]
        return StoredRecord(
            key: RecordKey(collection, row.id), revision: row.revision, body: row.body, indexKey: indexKey)
    }

    /// Every entry of every index, by the names of the indexes.
    var allEntries: [StoreSnapshot.StandingEntry] {
        var all: [StoreSnapshot.StandingEntry] = []
        for number in names.indices.sorted(by: { names[$0].name < names[$1].name }) {
            orders[number].forEach { key, place in
                all.append(
                    StoreSnapshot.StandingEntry(
                        entry: IndexEntry(names[number], key), record: RecordKey(collection, rows[place].id)))
            }
        }
        return all
    }
}
