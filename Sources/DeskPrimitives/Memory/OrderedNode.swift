/// A place between the entries of an index.
struct EntryEdge {
    enum Side {
        /// Before all entries of a value.
        case before
        /// Before the entry of one record under a value.
        case at(ByteKey)
        /// Behind the entry of one record under a value.
        case past(ByteKey)
        /// Behind all entries of a value.
        case behind
    }

    let key: ByteKey
    let side: Side
    /// The first bytes of the key, for comparing with the shared ones of nodes.
    fileprivate let head: KeyHead

    init(_ key: ByteKey, _ side: Side) {
        self.key = key
        self.side = side
        head = KeyHead(key.bytes)
    }

    /// The earlier of the edge at a cursor and the upper end of a range, either of which may be missing.
    static func nearer(_ cursor: EntryEdge?, _ end: EntryEdge?) -> EntryEdge? {
        guard let cursor, let end else { return cursor ?? end }
        if cursor.key == end.key, case .before = end.side { return end }
        return cursor.key > end.key ? end : cursor
    }

    /// Whether an entry lies before the edge.
    func follows(_ entryKey: ByteKey, _ entryID: ByteKey) -> Bool {
        let order = Bytes.compare(entryKey.bytes, key.bytes, from: 0)
        if order != 0 { return order < 0 }
        return follows(id: entryID)
    }

    /// Whether an entry under the value of the edge lies before it.
    func follows(id entryID: ByteKey) -> Bool {
        switch side {
        case .before: false
        case .at(let id): Bytes.compare(entryID.bytes, id.bytes, from: 0) < 0
        case .past(let id): Bytes.compare(entryID.bytes, id.bytes, from: 0) <= 0
        case .behind: true
        }
    }
}

/// One node of the tree: sorted entries with, for each, the place of a record (in a leaf) or the number of the node that
/// begins with the entry (in an inner node).
///
/// The keys of a node mostly begin alike: a queue, then a time. So a node knows the bytes that all its keys share, and keeps
/// of every key the eight bytes behind them as a number: a search compares numbers and hardly ever touches a key, which
/// would mostly be one more wait for memory. Missing bytes count as zero, so ties are settled on the keys themselves.
struct OrderedNode {
    struct Entry {
        let key: ByteKey
        let id: ByteKey
        let link: Int
    }

    private(set) var entries: ContiguousArray<Entry> = []
    /// Of every key the eight bytes behind those that all keys share; close together, so that a search reads little.
    private var words: ContiguousArray<UInt64> = []
    /// How many bytes all keys share, as far as a head reaches, and which.
    private var shared = 0
    private var head = KeyHead([])
    /// The leaves behind and before this leaf; −1 at the ends.
    var next = -1
    var previous = -1

    var count: Int { entries.count }

    /// How many entries lie before an edge.
    func count(before edge: EntryEdge) -> Int {
        if entries.isEmpty { return 0 }
        let edgeHead = edge.head.first(shared)
        if edgeHead != head { return head < edgeHead ? entries.count : 0 }
        let word = Bytes.word(edge.key.bytes, at: shared)
        var (low, high) = (0, words.count)
        while low < high {
            let middle = (low + high) / 2
            let precedes: Bool
            if words[middle] != word {
                precedes = words[middle] < word
            } else {
                let order = Bytes.compare(entries[middle].key.bytes, edge.key.bytes, from: shared)
                precedes = order == 0 ? edge.follows(id: entries[middle].id) : order < 0
            }
            if precedes { low = middle + 1 } else { high = middle }
        }
        return low
    }

    mutating func insert(_ key: ByteKey, _ id: ByteKey, _ link: Int, at offset: Int) {
        if entries.isEmpty { (shared, head) = (0, KeyHead([])) }
        let isAlike = KeyHead(key.bytes).first(shared) == head
        entries.insert(Entry(key: key, id: id, link: link), at: offset)
        words.insert(Bytes.word(key.bytes, at: shared), at: offset)
        if !isAlike { compareAnew() }
    }

    mutating func remove(at offset: Int) {
        entries.remove(at: offset)
        words.remove(at: offset)
    }

    /// Puts another key and id before the same link; they sort where the old ones did.
    mutating func rename(_ offset: Int, _ key: ByteKey, _ id: ByteKey) {
        let isAlike = KeyHead(key.bytes).first(shared) == head
        entries[offset] = Entry(key: key, id: id, link: entries[offset].link)
        words[offset] = Bytes.word(key.bytes, at: shared)
        if !isAlike { compareAnew() }
    }

    /// Takes the entries from an offset on away and gives them as a node of their own.
    mutating func split(at offset: Int) -> OrderedNode {
        var upper = OrderedNode()
        upper.entries.reserveCapacity(entries.capacity)
        upper.entries.append(contentsOf: entries[offset...])
        entries.removeSubrange(offset...)
        compareAnew()
        upper.compareAnew()
        return upper
    }

    mutating func append(_ other: OrderedNode) {
        entries.append(contentsOf: other.entries)
        compareAnew()
    }

    /// Finds what all keys share, which is what the first and the last do, and the words behind it.
    private mutating func compareAnew() {
        words.removeAll(keepingCapacity: true)
        guard let first = entries.first, let last = entries.last else { return }
        shared = min(Bytes.shared(first.key.bytes, last.key.bytes), KeyHead.count)
        head = KeyHead(first.key.bytes).first(shared)
        for entry in entries { words.append(Bytes.word(entry.key.bytes, at: shared)) }
    }
}

/// The first 32 bytes of a key as four numbers; missing bytes count as zero.
struct KeyHead: Equatable {
    static let count = 32

    private var words: (UInt64, UInt64, UInt64, UInt64)

    init(_ bytes: [UInt8]) {
        words = (
            Bytes.word(bytes, at: 0), Bytes.word(bytes, at: 8), Bytes.word(bytes, at: 16), Bytes.word(bytes, at: 24)
        )
    }

    /// The same with zeros behind so many bytes.
    func first(_ count: Int) -> KeyHead {
        var head = self
        head.words.0 &= Self.mask(count)
        head.words.1 &= Self.mask(count - 8)
        head.words.2 &= Self.mask(count - 16)
        head.words.3 &= Self.mask(count - 24)
        return head
    }

    /// Ones over the first so many bytes of a word.
    private static func mask(_ bytes: Int) -> UInt64 { ~(UInt64.max >> UInt64(min(max(bytes, 0), 8) * 8)) }

    static func == (a: KeyHead, b: KeyHead) -> Bool { a.words == b.words }
    static func < (a: KeyHead, b: KeyHead) -> Bool { a.words < b.words }
}

/// Comparing bytes without a detour over iterators.
enum Bytes {
    /// Negative, zero or positive as bytes lie before, at or behind others; they are known to be alike before `start`.
    @inline(__always)
    static func compare(_ a: [UInt8], _ b: [UInt8], from start: Int) -> Int {
        let common = min(a.count, b.count)
        var index = start
        while index < common {
            if a[index] != b[index] { return a[index] < b[index] ? -1 : 1 }
            index += 1
        }
        return a.count - b.count
    }

    /// How many bytes two keys begin with in common.
    static func shared(_ a: [UInt8], _ b: [UInt8]) -> Int {
        let common = min(a.count, b.count)
        var index = 0
        while index < common, a[index] == b[index] { index += 1 }
        return index
    }

    /// Eight bytes as a number; missing ones count as zero, which sorts a prefix first or leaves a tie.
    @inline(__always)
    static func word(_ bytes: [UInt8], at start: Int) -> UInt64 {
        var value: UInt64 = 0
        var index = start
        let end = min(bytes.count, start + 8)
        while index < end {
            value = value << 8 | UInt64(bytes[index])
            index += 1
        }
        return index == start ? 0 : value << UInt64(8 * (start + 8 - index))
    }
}
