/// The waiting work of one class: a heap of four branches.
///
/// Where each piece of work stands is kept apart from the work itself, so that moving in the heap touches little memory.
struct PoolLine: Sendable {
    private(set) var nodes: [PoolNode] = []

    var first: PoolNode? { nodes.first }
    var count: Int { nodes.count }

    mutating func push(_ node: PoolNode, _ entries: [PoolEntry], _ places: inout [Int32]) {
        nodes.append(node)
        places[Int(node.slot)] = Int32(nodes.count - 1)
        rise(nodes.count - 1, entries, &places)
    }

    mutating func remove(at position: Int, _ entries: [PoolEntry], _ places: inout [Int32]) {
        places[Int(nodes[position].slot)] = -1
        let last = nodes.removeLast()
        guard position < nodes.count else { return }
        nodes[position] = last
        places[Int(last.slot)] = Int32(position)
        rise(position, entries, &places)
        sink(Int(places[Int(last.slot)]), entries, &places)
    }

    private mutating func rise(_ start: Int, _ entries: [PoolEntry], _ places: inout [Int32]) {
        var index = start
        let node = nodes[index]
        while index > 0 {
            let parent = (index - 1) / 4
            guard node.precedes(nodes[parent], entries) else { break }
            nodes[index] = nodes[parent]
            places[Int(nodes[index].slot)] = Int32(index)
            index = parent
        }
        nodes[index] = node
        places[Int(node.slot)] = Int32(index)
    }

    private mutating func sink(_ start: Int, _ entries: [PoolEntry], _ places: inout [Int32]) {
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
            places[Int(nodes[index].slot)] = Int32(index)
            index = best
        }
        nodes[index] = node
        places[Int(node.slot)] = Int32(index)
    }
}
