import DeskTestKit
import Testing

@testable import DeskContacts

@Suite("Numbers under digests") struct DigestIndexTests {
    private static func numbers(_ index: DigestIndex, _ digest: SipHash.Digest) -> [Int] {
        var found: [Int] = []
        var place = index.start(of: digest)
        while let number = index.next(under: digest, from: &place) { found.append(number) }
        return found.sorted()
    }

    /// Few homes for many digests, so that searches run into one another and round the end of the table.
    @Test func itHoldsWhatAListOfPairsHolds() {
        for seed in 0..<UInt64(Repetitions.count(60)) {
            var random = SeededGenerator(seed: seed)
            let homes: UInt64 = random.integer(in: 1...40)
            let digests = (0..<30).map { _ in
                SipHash.Digest(
                    low: (random.integer(in: 0...homes) &* 0x1111_1111) &+ UInt64.max &- 7,
                    high: random.integer(in: 0...3) << 32)
            }
            var index = DigestIndex()
            var pairs: [(digest: SipHash.Digest, number: Int)] = []
            var copy: (index: DigestIndex, pairs: [(digest: SipHash.Digest, number: Int)])?
            for _ in 0..<random.integer(in: 1...400) {
                guard let digest = random.pick(digests) else { continue }
                let number: Int = random.integer(in: 0...9)
                let position = pairs.firstIndex { $0 == (digest, number) }
                if random.chance(55, in: 100) {
                    index.insert(number, under: digest)
                    if position == nil { pairs.append((digest, number)) }
                } else {
                    index.remove(number, under: digest)
                    if let position { pairs.remove(at: position) }
                }
                if random.chance(1, in: 50) { copy = (index, pairs) }
            }
            for (index, pairs) in [(index, pairs), copy].compactMap(\.self) {
                #expect(index.count == pairs.count, "seed \(seed)")
                for digest in digests {
                    let expected = pairs.filter { $0.digest == digest }.map(\.number).sorted()
                    #expect(Self.numbers(index, digest) == expected, "seed \(seed)")
                    #expect(index.first(under: digest) == expected.first, "seed \(seed)")
                }
            }
        }
    }

    @Test func itGrows() {
        let hash = SipHash(key: Array(1...16))
        var index = DigestIndex()
        for number in 0..<5_000 { index.insert(number, under: hash("text \(number / 2)", of: 0)) }
        #expect(index.count == 5_000)
        #expect((0..<2_500).allSatisfy { Self.numbers(index, hash("text \($0)", of: 0)) == [2 * $0, 2 * $0 + 1] })
        #expect(index.first(under: hash("text 2500", of: 0)) == nil)
    }

    @Test func rowsUseTheNumbersOfThoseThatWent() {
        var rows = NumberedRows<String>()
        for number in 0..<3_000 { #expect(rows.append("row \(number)") == number) }
        let before = rows
        rows.remove(1_500)
        rows.remove(1_500)
        rows.remove(7)
        #expect(rows.count == 2_998)
        #expect(rows[7] == nil)
        #expect(Set([rows.append("a"), rows.append("b")]) == [7, 1_500])
        #expect(rows.append("c") == 3_000)
        #expect(rows.count == 3_001)
        #expect(before.count == 3_000)
        #expect(before[7] == "row 7")
    }
}
