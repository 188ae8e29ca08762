/// The entries of one index in order, by value and then by the key of the record: a B+ tree.
///
/// Finding, inserting and removing take O(log n) comparisons and move at most some nodes of so many entries as the tree was made with; walking on takes
/// O(1) an entry. An inner node repeats the first entry of each of its children and is kept exact, so that no byte of an
/// entry is left anywhere once it is removed.
struct OrderedEntries {
    /// Where an entry is, or would be.
    struct Position {
        fileprivate(set) var leaf: Int
        fileprivate(set) var offset: Int
    }

    private let capacity: Int
    private var nodes: [OrderedNode] = [OrderedNode()]
    /// Numbers of nodes that are not used any more.
    private var freed: [Int] = []
    private var root = 0
    /// How many levels of inner nodes stand above the leaves.
    private var height = 0

    /// Creates an empty tree whose nodes hold so many entries, at least four.
    init(capacity: Int = 128) { self.capacity = max(capacity, 4) }

    // MARK: Finding

    /// The first entry that does not lie before an edge; nil when all do.
    func position(_ edge: EntryEdge) -> Position? {
        var node = root
        for _ in 0..<height { node = nodes[node].entries[max(nodes[node].count(before: edge) - 1, 0)].link }
        return settled(Position(leaf: node, offset: nodes[node].count(before: edge)))
    }

    /// The last entry that lies before an edge (nil: of all); nil when there is none.
    func last(before edge: EntryEdge?) -> Position? {
        var node = root
        for _ in 0..<height {
            let count = edge.map { nodes[node].count(before: $0) } ?? nodes[node].count
            node = nodes[node].entries[max(count - 1, 0)].link
        }
        let count = edge.map { nodes[node].count(before: $0) } ?? nodes[node].count
        return count > 0 ? Position(leaf: node, offset: count - 1) : nil
    }

    func entry(at position: Position) -> OrderedNode.Entry { nodes[position.leaf].entries[position.offset] }

    func next(_ position: Position) -> Position? {
        settled(Position(leaf: position.leaf, offset: position.offset + 1))
    }

    func previous(_ position: Position) -> Position? {
        if position.offset > 0 { return Position(leaf: position.leaf, offset: position.offset - 1) }
        let leaf = nodes[position.leaf].previous
        return leaf >= 0 ? Position(leaf: leaf, offset: nodes[leaf].count - 1) : nil
    }

    func forEach(_ body: (ByteKey, Int) -> Void) {
        var leaf = root
        for _ in 0..<height { leaf = nodes[leaf].entries[0].link }
        while leaf >= 0 {
            for offset in 0..<nodes[leaf].count {
                body(nodes[leaf].entries[offset].key, nodes[leaf].entries[offset].link)
            }
            leaf = nodes[leaf].next
        }
    }

    /// A position behind the end of a leaf is the start of the next one.
    private func settled(_ position: Position) -> Position? {
        if position.offset < nodes[position.leaf].count { return position }
        let next = nodes[position.leaf].next
        return next >= 0 ? Position(leaf: next, offset: 0) : nil
    }

    // MARK: Changing

    /// The way from the root to a leaf: nodes, and in each the offset of the next one.
    private typealias Path = ContiguousArray<(node: Int, offset: Int)>

    private func path(to edge: EntryEdge) -> Path {
        var path: Path = []
        path.reserveCapacity(height + 1)
        var node = root
        for _ in 0..<height {
            let offset = max(nodes[node].count(before: edge) - 1, 0)
            path.append((node, offset))
            node = nodes[node].entries[offset].link
        }
        path.append((node, nodes[node].count(before: edge)))
        return path
    }

    /// Adds an entry; nothing happens when it is there.
    ///
    /// - Parameter isUnique: Whether another record under the value is in the way.
    /// - Returns: The place of the record in the way; nothing has changed then.
    mutating func insert(_ place: Int, id: ByteKey, under key: ByteKey, unlessTaken isUnique: Bool) -> Int? {
        let path = path(to: EntryEdge(key, isUnique ? .before : .at(id)))
        let (leaf, offset) = path[height]
        if let near = settled(Position(leaf: leaf, offset: offset)) {
            let holder = nodes[near.leaf].entries[near.offset].link
            if holder == place || isUnique, nodes[near.leaf].entries[near.offset].key.bytes == key.bytes {
                return holder == place ? nil : holder
            }
        }
        nodes[leaf].insert(key, id, place, at: offset)
        if offset == 0 { renameFirst(path, above: height) }
        if nodes[leaf].count > capacity { split(path) }
        return nil
    }

    /// Takes an entry away; nothing happens when it is not there.
    mutating func remove(_ id: ByteKey, from key: ByteKey) {
        // The edge behind the entry leads to its own leaf, also when it is the first there.
        var path = path(to: EntryEdge(key, .past(id)))
        path[height].offset -= 1
        let (leaf, offset) = path[height]
        guard offset >= 0, nodes[leaf].entries[offset].id.bytes == id.bytes,
            nodes[leaf].entries[offset].key.bytes == key.bytes
        else { return }
        nodes[leaf].remove(at: offset)
        if offset == 0, nodes[leaf].count > 0 { renameFirst(path, above: height) }
        for level in (0..<height).reversed() { shrink(path, level + 1) }
        while height > 0, nodes[root].count == 1 {
            let child = nodes[root].entries[0].link
            free(root)
            (root, height) = (child, height - 1)
        }
    }

    /// Repeats the first entry of a node in the inner nodes above it that begin with it.
    private mutating func renameFirst(_ path: Path, above level: Int) {
        let first = nodes[path[level].node].entries[0]
        for upper in (0..<level).reversed() {
            nodes[path[upper].node].rename(path[upper].offset, first.key, first.id)
            if path[upper].offset > 0 { return }
        }
    }

    /// Splits the leaf at the end of a path, and the nodes above that become too large by it.
    private mutating func split(_ path: Path) {
        var level = height
        while level >= 0, nodes[path[level].node].count > capacity {
            let number = path[level].node
            let count = nodes[number].count
            // Ever-growing values (times, counters) fill their nodes to the brim.
            let inserted = path[level].offset + (level == height ? 0 : 1)
            let isAtEnd = inserted == count - 1 && path[..<level].allSatisfy { $0.offset == nodes[$0.node].count - 1 }
            let upper = nodes[number].split(at: isAtEnd ? count - 1 : count / 2)
            let added = add(upper)
            if level == height {
                nodes[added].next = nodes[number].next
                nodes[added].previous = number
                if nodes[number].next >= 0 { nodes[nodes[number].next].previous = added }
                nodes[number].next = added
            }
            let first = nodes[added].entries[0]
            if level > 0 {
                nodes[path[level - 1].node].insert(first.key, first.id, added, at: path[level - 1].offset + 1)
            } else {
                var top = OrderedNode()
                let lowest = nodes[number].entries[0]
                top.insert(lowest.key, lowest.id, number, at: 0)
                top.insert(first.key, first.id, added, at: 1)
                root = add(top)
                height += 1
            }
            level -= 1
        }
    }

    /// Takes an empty node out of the one above it, or joins a sparse one with its right neighbour there.
    private mutating func shrink(_ path: Path, _ level: Int) {
        let (parent, offset) = path[level - 1]
        let number = path[level].node
        if nodes[number].count == 0 {
            unlink(number, isLeaf: level == height)
            nodes[parent].remove(at: offset)
            if offset == 0, nodes[parent].count > 0 { renameFirst(path, above: level - 1) }
            return
        }
        guard nodes[number].count < capacity / 4, offset + 1 < nodes[parent].count else { return }
        let neighbour = nodes[parent].entries[offset + 1].link
        guard nodes[neighbour].count <= capacity / 2 else { return }
        nodes[number].append(nodes[neighbour])
        unlink(neighbour, isLeaf: level == height)
        nodes[parent].remove(at: offset + 1)
    }

    private mutating func unlink(_ number: Int, isLeaf: Bool) {
        if isLeaf {
            let (previous, next) = (nodes[number].previous, nodes[number].next)
            if previous >= 0 { nodes[previous].next = next }
            if next >= 0 { nodes[next].previous = previous }
        }
        free(number)
    }

    private mutating func add(_ node: OrderedNode) -> Int {
        if let number = freed.popLast() {
            nodes[number] = node
            return number
        }
        nodes.append(node)
        return nodes.count - 1
    }

    private mutating func free(_ number: Int) {
        nodes[number] = OrderedNode()
        freed.append(number)
    }
}

// MARK: Looking inside

extension OrderedEntries {
    /// How many nodes the tree has.
    var nodeCount: Int { nodes.count - freed.count }

    /// What is wrong with the structure; always nothing, as tests make sure of.
    func faults() -> [String] {
        var faults: [String] = []
        var previous = -1
        func visit(_ number: Int, _ level: Int) {
            let node = nodes[number]
            if node.count == 0, nodeCount > 1 { faults.append("an empty node") }
            if node.count > capacity { faults.append("a node of \(node.count)") }
            if level == height {
                if node.previous != previous { faults.append("a leaf that does not know the one before it") }
                if previous >= 0, nodes[previous].next != number { faults.append("a leaf that skips one") }
                previous = number
                return
            }
            for entry in node.entries {
                let first = nodes[entry.link].entries.first
                if first?.key != entry.key || first?.id != entry.id { faults.append("an inner node out of date") }
                visit(entry.link, level + 1)
            }
        }
        visit(root, 0)
        if nodes[previous].next != -1 { faults.append("a leaf behind the last") }
        return faults
    }
}
