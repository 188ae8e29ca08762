import DeskPrimitives
import DeskTestKit
import Testing

@Suite("Seeded generator")
struct SeededGeneratorTests {
    @Test("It gives the published SplitMix64 numbers of seed 1234567")
    func publishedVector() {
        var generator = SeededGenerator(seed: 1_234_567)
        let drawn = (0..<5).map { _ in generator.next() }
        #expect(
            drawn == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
    }

    @Test("Integers stay in their range and reach both ends, also of the widest ranges")
    func integers() {
        var generator = SeededGenerator(seed: 1)
        var seen = [Int](repeating: 0, count: 7)
        for _ in 0..<7_000 { seen[generator.integer(in: -3...3) + 3] += 1 }
        #expect(seen.allSatisfy { (850...1_150).contains($0) })
        let only = generator.integer(in: 5...5)
        #expect(only == 5)
        var signs: Set<Bool> = []
        for _ in 0..<64 { signs.insert(generator.integer(in: Int64.min...Int64.max) < 0) }
        #expect(signs == [true, false])
        var bytes: Set<UInt8> = []
        for _ in 0..<5_000 { bytes.insert(generator.integer(in: 0...255)) }
        #expect(bytes.count == 256)
        let low = (0..<1_000).map { _ in generator.integer(in: Int8(-128) ... -100) }
        #expect(low.min() == -128)
        #expect(low.max() == -100)
    }

    @Test("The helpers' results are fixed for a seed")
    func fixedResults() {
        var generator = SeededGenerator(seed: 42)
        var deck = Array(0..<10)
        generator.shuffle(&deck)
        #expect(deck.sorted() == Array(0..<10))
        var again = SeededGenerator(seed: 42)
        var second = Array(0..<10)
        again.shuffle(&second)
        #expect(deck == second)
        #expect(deck == [8, 3, 6, 5, 4, 0, 9, 2, 1, 7])
        let (one, two) = (generator.pick(["a", "b", "c"]), again.pick(["a", "b", "c"]))
        #expect(one == two)
        let none = generator.pick([Int]())
        #expect(none == nil)
        var (left, right) = (generator.fork(), again.fork())
        let draws = [left.next(), right.next(), generator.next(), again.next()]
        #expect(draws[0] == draws[1])
        #expect(draws[2] == draws[3])
        #expect(draws[0] != draws[2])
    }

    @Test("Every order of three comes equally often")
    func shuffleIsFair() {
        var generator = SeededGenerator(seed: 7)
        var counts: [[Int]: Int] = [:]
        for _ in 0..<6_000 {
            var three = [1, 2, 3]
            generator.shuffle(&three)
            counts[three, default: 0] += 1
        }
        #expect(counts.count == 6)
        #expect(counts.values.allSatisfy { (850...1_150).contains($0) })
    }

    @Test("Chances of none and all are certain")
    func chances() {
        var generator = SeededGenerator(seed: 9)
        let never = (0..<100).map { _ in generator.chance(0, in: 10) }
        #expect(!never.contains(true))
        let always = (0..<100).map { _ in generator.chance(10, in: 10) }
        #expect(!always.contains(false))
        let hits = (0..<10_000).reduce(0) { hits, _ in hits + (generator.chance(1, in: 4) ? 1 : 0) }
        #expect((2_300...2_700).contains(hits))
        let none = generator.chance(0, in: 0)
        #expect(!none)
    }

    @Test("Exponential numbers have the mean, the median and the tail of the distribution")
    func exponential() {
        var generator = SeededGenerator(seed: 3)
        let draws = (0..<100_000).map { _ in generator.exponential(mean: 1_000_000) }.sorted()
        let mean = draws.reduce(0, +) / 100_000
        #expect((990_000...1_010_000).contains(mean))
        #expect((683_000...703_000).contains(draws[50_000]))  // ln 2
        #expect((4_500_000...4_720_000).contains(draws[99_000]))  // ln 100 = 4.605
        #expect(draws[0] >= 0)
        let bad = [generator.exponential(mean: Int64(0)), generator.exponential(mean: Int64(-5))]
        #expect(bad == [0, 0])
        let huge = (0..<200).map { _ in generator.exponential(mean: Int64.max) }
        #expect(huge.allSatisfy { $0 >= 0 })
        #expect(huge.contains(.max))
        var (one, two) = (SeededGenerator(seed: 5), SeededGenerator(seed: 5))
        let (span, count) = (one.exponential(mean: TimeSpan.hours(1)), two.exponential(mean: 3_600_000_000))
        #expect(span.microseconds == count)
    }

    @Test("Exponential numbers are −ln u to nine digits")
    func exponentialValues() {
        var generator = SeededGenerator(seed: 77)
        let draws = (0..<5).map { _ in generator.exponential(mean: 1_000_000) }
        #expect(draws == [956676, 706274, 601452, 1624776, 230751])
    }
}

@Suite("Manual clock and sequential identifiers")
struct ClockAndIdentifierTests {
    @Test("The clock stands, moves by spans and stops at the accepted years")
    func clock() {
        let clock = ManualClock(Instant(seconds: 100))
        #expect(clock.now() == Instant(seconds: 100))
        #expect(clock.advance(by: .seconds(5)) == Instant(seconds: 105))
        #expect(clock.advance(by: .seconds(-10)) == Instant(seconds: 95))
        #expect(clock.now() == Instant(seconds: 95))
        let copy = clock
        copy.set(to: .epoch)
        #expect(clock.now() == .epoch)
        #expect(clock.advance(by: TimeSpan(microseconds: .max)) == .latest)
        #expect(clock.advance(by: TimeSpan(microseconds: .min)) == .earliest)
        #expect(ManualClock().now() == .epoch)
    }

    @Test("No step of a clock moved from many tasks is lost")
    func concurrentSteps() async {
        let clock = ManualClock()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    for _ in 0..<500 {
                        clock.advance(by: TimeSpan(microseconds: 1))
                        _ = clock.now()
                    }
                }
            }
        }
        #expect(clock.now() == Instant(microseconds: 8_000))
    }

    @Test("Identifiers count up and never repeat, from many tasks too")
    func identifiers() async throws {
        let source = try SequentialIdentifiers(prefix: "run-a.")
        #expect(source.next() == "run-a.1")
        #expect(source.next() == "run-a.2")
        let all = await withTaskGroup(of: [CommandID].self) { group in
            for _ in 0..<8 { group.addTask { (0..<250).map { _ in source.next() } } }
            return await group.reduce(into: Set<CommandID>()) { $0.formUnion($1) }
        }
        #expect(all.count == 2_000)
        #expect(source.next() == "run-a.2003")
        #expect(SequentialIdentifiers().next() == "test-1")
    }

    @Test("A prefix that cannot begin an identifier is refused")
    func badPrefixes() {
        #expect(throws: Refusal.self) { try SequentialIdentifiers(prefix: "has space") }
        #expect(throws: Refusal.self) { try SequentialIdentifiers(prefix: "ä") }
        #expect(throws: Refusal.self) { try SequentialIdentifiers(prefix: String(repeating: "x", count: 29)) }
        #expect(throws: Never.self) { try SequentialIdentifiers(prefix: String(repeating: "x", count: 28)) }
        #expect(throws: Never.self) { try SequentialIdentifiers(prefix: "") }
    }
}
