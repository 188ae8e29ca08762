/// The entries of one index in order: by value, then by the key of the record.
///
/// Sorted leaves of at most 512 entries under one sorted list of their first entries. Finding a place takes
/// O(log n) comparisons; inserting and removing move at most a leaf and, once in some hundred calls, the list of leaves.
struct OrderedEntries {
    /// Where an entry is, or would be.
    struct Position: Comparable {
        var leaf: Int
        var offset: Int

        static func < (a: Position, b: Position) -> Bool {
            a.leaf == b.leaf ? a.offset < b.offset : a.leaf < b.leaf
        }
    }

    /// A place between entries: before or behind all entries of a value, or at one record of it.
    enum Edge {
        case before
        case at(ByteKey)
        case behind
    }

    private struct Entry {
        /// The first eight bytes of the value, so that most comparisons touch nothing but the leaf.
        let prefix: UInt64
        let key: ByteKey
        let row: MemoryRow

        init(_ key: ByteKey, _ row: MemoryRow) {
            prefix = OrderedEntries.prefix(of: key.bytes)
            self.key = key
            self.row = row
        }
    }

    private static let capacity = 512
    private static let sparse = 64

    private var leaves: [ContiguousArray<Entry>] = []
    /// The first entry of every leaf.
    private var firsts: ContiguousArray<Entry> = []

    // MARK: Finding

    /// The first entry that does not lie before an edge of a value.
    func position(_ key: ByteKey, _ edge: Edge) -> Position {
        let prefix = Self.prefix(of: key.bytes)
        let leaf = leaf(prefix, key, edge)
        guard leaf < leaves.count else { return Position(leaf: 0, offset: 0) }
        let offset = offset(in: leaf, prefix, key, edge)
        return offset < leaves[leaf].count ? Position(leaf: leaf, offset: offset) : Position(leaf: leaf + 1, offset: 0)
    }

    /// Behind the last entry.
    var end: Position { Position(leaf: leaves.count, offset: 0) }

    /// The entry at a position, and the position moves on; nil at the end.
    func next(_ position: inout Position) -> (key: ByteKey, row: MemoryRow)? {
        guard position.leaf < leaves.count else { return nil }
        let entry = leaves[position.leaf][position.offset]
        position.offset += 1
        if position.offset == leaves[position.leaf].count { position = Position(leaf: position.leaf + 1, offset: 0) }
        return (entry.key, entry.row)
    }

    /// The entry before a position, and the position moves there; nil at the start.
    func previous(_ position: inout Position) -> (key: ByteKey, row: MemoryRow)? {
        if position.offset == 0 {
            guard position.leaf > 0 else { return nil }
            position = Position(leaf: position.leaf - 1, offset: leaves[position.leaf - 1].count)
        }
        position.offset -= 1
        let entry = leaves[position.leaf][position.offset]
        return (entry.key, entry.row)
    }

    /// The record with the smallest key under a value.
    func first(under key: ByteKey) -> MemoryRow? {
        var position = position(key, .before)
        guard let found = next(&position), found.key.bytes == key.bytes else { return nil }
        return found.row
    }

    func forEach(_ body: (ByteKey, MemoryRow) -> Void) {
        for leaf in leaves { for entry in leaf { body(entry.key, entry.row) } }
    }

    // MARK: Changing

    /// Adds an entry; nothing happens when it is there.
    mutating func insert(_ row: MemoryRow, under key: ByteKey) {
        let entry = Entry(key, row)
        guard !leaves.isEmpty else {
            leaves = [[entry]]
            firsts = [entry]
            return
        }
        var leaf = leaf(entry.prefix, key, .at(row.key.id))
        var offset = offset(in: leaf, entry.prefix, key, .at(row.key.id))
        if offset < leaves[leaf].count, leaves[leaf][offset].row === row, leaves[leaf][offset].key.bytes == key.bytes {
            return
        }
        if leaves[leaf].count == Self.capacity {
            if leaf == leaves.count - 1, offset == Self.capacity {
                // Ever-growing values (times, counters) fill their leaves to the brim.
                leaves.append([entry])
                firsts.append(entry)
                return
            }
            let half = Self.capacity / 2
            let upper = ContiguousArray(leaves[leaf][half...])
            leaves[leaf].removeSubrange(half...)
            leaves.insert(upper, at: leaf + 1)
            firsts.insert(upper[0], at: leaf + 1)
            if offset > half { (leaf, offset) = (leaf + 1, offset - half) }
        }
        leaves[leaf].insert(entry, at: offset)
        if offset == 0 { firsts[leaf] = entry }
    }

    /// Takes an entry away; nothing happens when it is not there.
    mutating func remove(_ row: MemoryRow, from key: ByteKey) {
        let prefix = Self.prefix(of: key.bytes)
        let leaf = leaf(prefix, key, .at(row.key.id))
        guard leaf < leaves.count else { return }
        let offset = offset(in: leaf, prefix, key, .at(row.key.id))
        guard offset < leaves[leaf].count, leaves[leaf][offset].row === row,
            leaves[leaf][offset].key.bytes == key.bytes
        else { return }
        leaves[leaf].remove(at: offset)
        if leaves[leaf].isEmpty {
            leaves.remove(at: leaf)
            firsts.remove(at: leaf)
            return
        }
        // The list of first entries must not keep the bytes of an erased one.
        if offset == 0 { firsts[leaf] = leaves[leaf][0] }
        if leaves[leaf].count < Self.sparse, leaf + 1 < leaves.count, leaves[leaf + 1].count <= Self.capacity / 2 {
            leaves[leaf].append(contentsOf: leaves[leaf + 1])
            leaves.remove(at: leaf + 1)
            firsts.remove(at: leaf + 1)
        }
    }

    // MARK: Comparing

    /// The last leaf whose first entry lies before an edge; the first leaf when there is none.
    private func leaf(_ prefix: UInt64, _ key: ByteKey, _ edge: Edge) -> Int {
        var (low, high) = (0, firsts.count)
        while low < high {
            let middle = (low + high) / 2
            if Self.precedes(firsts[middle], prefix, key, edge) { low = middle + 1 } else { high = middle }
        }
        return max(low - 1, 0)
    }

    private func offset(in leaf: Int, _ prefix: UInt64, _ key: ByteKey, _ edge: Edge) -> Int {
        var (low, high) = (0, leaves[leaf].count)
        while low < high {
            let middle = (low + high) / 2
            if Self.precedes(leaves[leaf][middle], prefix, key, edge) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func precedes(_ entry: Entry, _ prefix: UInt64, _ key: ByteKey, _ edge: Edge) -> Bool {
        if entry.prefix != prefix { return entry.prefix < prefix }
        let order = compare(entry.key.bytes, key.bytes)
        if order != 0 { return order < 0 }
        switch edge {
        case .before: return false
        case .at(let id): return compare(entry.row.key.id.bytes, id.bytes) < 0
        case .behind: return true
        }
    }

    /// Negative, zero or positive as bytes lie before, at or behind others.
    static func compare(_ a: [UInt8], _ b: [UInt8]) -> Int {
        let common = min(a.count, b.count)
        var index = 0
        while index < common {
            if a[index] != b[index] { return a[index] < b[index] ? -1 : 1 }
            index += 1
        }
        return a.count - b.count
    }

    /// The first eight bytes as a number; missing ones count as zero, which sorts a prefix first or leaves a tie.
    private static func prefix(of bytes: [UInt8]) -> UInt64 {
        var value: UInt64 = 0
        for index in 0..<8 { value = value << 8 | (index < bytes.count ? UInt64(bytes[index]) : 0) }
        return value
    }
}
