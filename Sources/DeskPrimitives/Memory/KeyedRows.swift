/// Something that is found by a storage key.
protocol KeyedRow {
    /// The key.
    var id: ByteKey { get }
    /// What stands in the place of a row that has gone; holds nothing of it.
    static var vacant: Self { get }
}

/// Rows in numbered places and a hash table that finds the place of a key.
///
/// Rows lie in chunks that never move, and the table is one list of 64-bit words: half of a hash and the number of a place.
/// So a look-up touches one word and one row, and growing moves words and no rows.
struct KeyedRows<Row: KeyedRow> {
    private static var chunkSize: Int { 1_024 }

    private var chunks: [ContiguousArray<Row>] = []
    private var places = 0
    /// Places whose rows have gone, to be used again.
    private var freed: [Int] = []
    /// Zero, or the upper half of a hash and a place + 1; probed one after another, never more than three quarters full.
    private var words = ContiguousArray<UInt64>(repeating: 0, count: 16)
    /// How many rows there are.
    private(set) var count = 0

    /// The row at a place that ``find(_:hash:)`` or ``insert(_:hash:)`` gave.
    subscript(place: Int) -> Row {
        get { chunks[place / Self.chunkSize][place % Self.chunkSize] }
        _modify { yield &chunks[place / Self.chunkSize][place % Self.chunkSize] }
    }

    /// The place of a key.
    func find(_ key: ByteKey, hash: UInt64) -> Int? {
        let mask = words.count - 1
        var index = Int(truncatingIfNeeded: hash >> 32) & mask
        while words[index] != 0 {
            if words[index] >> 32 == hash >> 32 {
                let place = Self.place(words[index])
                if chunks[place / Self.chunkSize][place % Self.chunkSize].id.bytes == key.bytes { return place }
            }
            index = (index + 1) & mask
        }
        return nil
    }

    /// Adds a row whose key is not there yet.
    mutating func insert(_ row: Row, hash: UInt64) -> Int {
        if (count + 1) * 4 > words.count * 3 { grow() }
        let place: Int
        if let last = freed.popLast() {
            place = last
            self[place] = row
        } else {
            place = places
            if place % Self.chunkSize == 0 {
                var chunk: ContiguousArray<Row> = []
                if place > 0 { chunk.reserveCapacity(Self.chunkSize) }
                chunks.append(chunk)
            }
            chunks[place / Self.chunkSize].append(row)
            places += 1
        }
        settle((hash & 0xFFFF_FFFF_0000_0000) | UInt64(truncatingIfNeeded: place + 1))
        count += 1
        return place
    }

    /// Takes a row away.
    mutating func remove(_ place: Int, hash: UInt64) {
        let mask = words.count - 1
        var hole = Int(truncatingIfNeeded: hash >> 32) & mask
        while words[hole] != 0, Self.place(words[hole]) != place { hole = (hole + 1) & mask }
        guard words[hole] != 0 else { return }
        // Closes the hole with words behind it that would rather stand there, so that no probe ends early.
        var next = (hole + 1) & mask
        while words[next] != 0 {
            let home = Int(truncatingIfNeeded: words[next] >> 32) & mask
            if (next &- home) & mask >= (next &- hole) & mask {
                words[hole] = words[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        words[hole] = 0
        self[place] = .vacant
        freed.append(place)
        count -= 1
    }

    /// The places of all rows, in no order.
    var all: [Int] { words.compactMap { $0 == 0 ? nil : Self.place($0) } }

    private static func place(_ word: UInt64) -> Int { Int(truncatingIfNeeded: word & 0xFFFF_FFFF) - 1 }

    private mutating func settle(_ word: UInt64) {
        let mask = words.count - 1
        var index = Int(truncatingIfNeeded: word >> 32) & mask
        while words[index] != 0 { index = (index + 1) & mask }
        words[index] = word
    }

    private mutating func grow() {
        let old = words
        words = ContiguousArray(repeating: 0, count: old.count * 2)
        for word in old where word != 0 { settle(word) }
    }
}
