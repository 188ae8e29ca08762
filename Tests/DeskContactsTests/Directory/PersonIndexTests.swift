import DeskPrimitives
import DeskTestKit
import Testing

@testable import DeskContacts

@Suite("Persons under digests") struct PersonIndexTests {
    /// All under a digest, in order of their ids, and what is known of each.
    private static func persons(_ index: PersonIndex, _ digest: SipHash.Digest) -> [String] {
        var found: [String] = []
        var start = index.start(of: digest)
        while let place = index.next(under: digest, from: start) {
            found.append(index[place].map { "\($0.id) \($0.name ?? "")" } ?? "nobody")
            start = index.behind(place)
        }
        return found.sorted()
    }

    /// Few homes for many digests, so that searches run into one another and round the end of the table.
    @Test func itHoldsWhatAListHolds() throws {
        for seed in 0..<UInt64(Repetitions.count(60)) {
            var random = SeededGenerator(seed: seed)
            let homes: UInt64 = random.integer(in: 1...40)
            let digests = (0..<30).map { _ in
                SipHash.Digest(
                    low: (random.integer(in: 0...homes) &* 0x1111_1111) &+ UInt64.max &- 7,
                    high: random.integer(in: 0...3))
            }
            var index = PersonIndex()
            var list: [(digest: SipHash.Digest, id: PersonID, name: String)] = []
            var copy: (index: PersonIndex, list: [(digest: SipHash.Digest, id: PersonID, name: String)])?
            for step in 0..<random.integer(in: 1...400) as Range<Int> {
                guard let digest = random.pick(digests) else { continue }
                let id = try PersonID("p\(random.integer(in: 0...9) as Int)")
                let position = list.firstIndex { $0.digest == digest && $0.id == id }
                if random.chance(55, in: 100) {
                    index.put(try person(id, name: "\(step)"), under: digest)
                    if let position { list[position].name = "\(step)" } else { list.append((digest, id, "\(step)")) }
                } else {
                    index.remove(id, under: digest)
                    if let position { list.remove(at: position) }
                }
                if random.chance(1, in: 50) { copy = (index, list) }
            }
            for (index, list) in [(index, list), copy].compactMap(\.self) {
                #expect(index.count == list.count, "seed \(seed)")
                for digest in digests {
                    let expected = list.filter { $0.digest == digest }
                    #expect(
                        Self.persons(index, digest) == expected.map { "\($0.id) \($0.name)" }.sorted(), "seed \(seed)")
                    for item in expected {
                        #expect(index.person(item.id, under: digest)?.name == item.name, "seed \(seed)")
                    }
                }
            }
        }
    }

    @Test func itGrows() throws {
        let hash = SipHash(key: Array(1...16))
        var index = PersonIndex()
        for number in 0..<3_000 {
            index.put(try person(PersonID("p\(number)")), under: hash("text \(number / 2)", of: 0))
        }
        #expect(index.count == 3_000)
        for number in 0..<1_500 {
            let found = Self.persons(index, hash("text \(number)", of: 0))
            #expect(found == ["p\(2 * number) ", "p\(2 * number + 1) "].sorted())
        }
        #expect(Self.persons(index, hash("text 1500", of: 0)) == [])
    }
}
