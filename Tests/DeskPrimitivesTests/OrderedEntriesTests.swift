import DeskTestKit
import Testing

@testable import DeskPrimitives

@Suite("Ordered index entries")
struct OrderedEntriesTests {
    private struct Pair: Comparable, Hashable {
        let key: ByteKey
        let id: ByteKey
        static func < (a: Pair, b: Pair) -> Bool { a.key == b.key ? a.id < b.id : a.key < b.key }
    }

    /// Keys that share beginnings of many lengths, among them prefixes of one another and zero bytes.
    private func key(_ generator: inout SeededGenerator) -> ByteKey {
        switch generator.integer(in: 0...5) {
        case 0: return ByteKey(checked: (0..<generator.integer(in: 0...3)).map { _ in generator.integer(in: 0...2) })
        case 1:
            return ByteKey(
                checked: Array("queue-\(generator.integer(in: 0...3))".utf8) + [0]
                    + (0..<8).map { _ in generator.integer(in: 0...255) })
        case 2: return ByteKey.composed { $0.append(generator.integer(in: Int64(0)...5_000)) }
        case 3:
            return ByteKey(checked: [UInt8](repeating: 0, count: generator.integer(in: 0...20)))
        case 4:
            return ByteKey(
                checked: [UInt8](repeating: 0x61, count: generator.integer(in: 500...511))
                    + [generator.integer(in: 0...255)])
        default: return ByteKey(checked: (0..<16).map { _ in generator.integer(in: 0...255) })
        }
    }

    @Test(
        "It agrees with a sorted list through random insertions, removals and searches", arguments: [4, 5, 9, 128],
        UInt64(1)...2)
    func model(_ capacity: Int, _ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var tree = OrderedEntries(capacity: capacity)
        var model: [Pair] = []
        var places: [Pair: Int] = [:]
        let steps = 3_600
        for step in 0..<steps {
            let isInsertion =
                step < steps / 3 ? generator.chance(9, in: 10) : generator.chance(step < steps * 2 / 3 ? 1 : 2, in: 4)
            if isInsertion || model.isEmpty {
                let pair = Pair(key: key(&generator), id: ByteKey(checked: [generator.integer(in: 0...9)]))
                let place = places[pair] ?? step
                _ = tree.insert(place, id: pair.id, under: pair.key, unlessTaken: false)
                if places[pair] == nil {
                    model.insert(pair, at: model.partition(before: pair))
                    places[pair] = step
                }
            } else {
                let offset = generator.integer(in: 0...(model.count - 1))
                let pair = model.remove(at: offset)
                places[pair] = nil
                tree.remove(pair.id, from: pair.key)
                tree.remove(pair.id, from: pair.key)  // Nothing there any more: nothing happens.
            }
            if step % 200 == 199 { check(tree, model, places, "capacity \(capacity), seed \(seed), step \(step)") }
            if step % 10 == 0 {
                search(tree, model, key(&generator), "capacity \(capacity), seed \(seed), step \(step)")
            }
        }
        for pair in model { tree.remove(pair.id, from: pair.key) }
        check(tree, [], [:], "seed \(seed), emptied")
        #expect(tree.nodeCount == 1, "an empty tree is one empty leaf again (seed \(seed))")
    }

    private func check(_ tree: OrderedEntries, _ model: [Pair], _ places: [Pair: Int], _ when: String) {
        var found: [Int] = []
        tree.forEach { found.append($1) }
        #expect(found == model.map { places[$0] }, "\(when)")
        var backwards: [Pair] = []
        var position = tree.last(before: nil)
        while let here = position {
            let entry = tree.entry(at: here)
            backwards.append(Pair(key: entry.key, id: entry.id))
            position = tree.previous(here)
        }
        #expect(backwards == model.reversed(), "\(when)")
        #expect(tree.faults() == [], "\(when)")
    }

    private func search(_ tree: OrderedEntries, _ model: [Pair], _ key: ByteKey, _ when: String) {
        let id = ByteKey(checked: [4])
        let edges: [(EntryEdge.Side, Int)] = [
            (.before, model.partition { $0.key < key }), (.behind, model.partition { $0.key <= key }),
            (.at(id), model.partition { $0 < Pair(key: key, id: id) }),
            (.past(id), model.partition { $0 <= Pair(key: key, id: id) }),
        ]
        for (side, expected) in edges {
            let edge = EntryEdge(key, side)
            let next = tree.position(edge).map { tree.entry(at: $0) }.map { Pair(key: $0.key, id: $0.id) }
            #expect(next == (expected < model.count ? model[expected] : nil), "\(when)")
            let last = tree.last(before: edge).map { tree.entry(at: $0) }.map { Pair(key: $0.key, id: $0.id) }
            #expect(last == (expected > 0 ? model[expected - 1] : nil), "\(when)")
        }
    }

    @Test("Ever-growing values fill leaves to the brim")
    func growing() {
        var tree = OrderedEntries()
        for number in 0..<10_000 {
            let key = ByteKey.composed { $0.append(Int64(number)) }
            _ = tree.insert(number, id: ByteKey(checked: [1]), under: key, unlessTaken: true)
        }
        #expect(tree.nodeCount < 10_000 / 128 + 5)
        #expect(tree.faults() == [])
        // Taking the oldest away, as a queue does, keeps the tree as small as what is in it.
        for number in 0..<9_990 {
            tree.remove(ByteKey(checked: [1]), from: ByteKey.composed { $0.append(Int64(number)) })
        }
        #expect(tree.nodeCount <= 3)
        #expect(tree.faults() == [])
    }

    @Test("A unique value names its holder and keeps it")
    func unique() {
        var tree = OrderedEntries()
        let (a, b, key) = (ByteKey(checked: [1]), ByteKey(checked: [2]), ByteKey(checked: [7]))
        #expect(insert(&tree, 10, a, key) == nil)
        #expect(insert(&tree, 10, a, key) == nil)
        #expect(insert(&tree, 20, b, key) == 10)
        tree.remove(a, from: key)
        #expect(insert(&tree, 20, b, key) == nil)
        #expect(insert(&tree, 10, a, key) == 20)
    }

    private func insert(_ tree: inout OrderedEntries, _ place: Int, _ id: ByteKey, _ key: ByteKey) -> Int? {
        tree.insert(place, id: id, under: key, unlessTaken: true)
    }
}

extension Array where Element: Comparable {
    fileprivate func partition(before element: Element) -> Int { partition { $0 < element } }

    /// How many leading elements belong to the first part.
    fileprivate func partition(_ belongs: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if belongs(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
