/// The waiting work of one class: a heap of four branches, whose entries know where they stand.
struct PoolLine: Sendable {
    private(set) var nodes: [PoolNode] = []

    var first: PoolNode? { nodes.first }
    var count: Int { nodes.count }

    mutating func push(_ node: PoolNode, _ entries: inout [PoolEntry]) {
        nodes.append(node)
        entries[Int(node.slot)].position = Int32(nodes.count - 1)
        rise(nodes.count - 1, &entries)
    }

    mutating func remove(at position: Int, _ entries: inout [PoolEntry]) {
        entries[Int(nodes[position].slot)].position = -1
        let last = nodes.removeLast()
        guard position < nodes.count else { return }
        nodes[position] = last
        entries[Int(last.slot)].position = Int32(position)
        rise(position, &entries)
        sink(Int(entries[Int(last.slot)].position), &entries)
    }

    private mutating func rise(_ start: Int, _ entries: inout [PoolEntry]) {
        var index = start
        let node = nodes[index]
        while index > 0 {
            let parent = (index - 1) / 4
            guard node.precedes(nodes[parent], entries) else { break }
            nodes[index] = nodes[parent]
            entries[Int(nodes[index].slot)].position = Int32(index)
            index = parent
        }
        nodes[index] = node
        entries[Int(node.slot)].position = Int32(index)
    }

    private mutating func sink(_ start: Int, _ entries: inout [PoolEntry]) {
        var index = start
        let node = nodes[index]
        while true {
            let first = index * 4 + 1
            guard first < nodes.count else { break }
            var best = first
            for child in (first + 1)..<max(first + 1, min(first + 4, nodes.count))
            where nodes[child].precedes(nodes[best], entries) { best = child }
            guard nodes[best].precedes(node, entries) else { break }
            nodes[index] = nodes[best]
            entries[Int(nodes[index].slot)].position = Int32(index)
            index = best
        }
        nodes[index] = node
        entries[Int(node.slot)].position = Int32(index)
    }
}
