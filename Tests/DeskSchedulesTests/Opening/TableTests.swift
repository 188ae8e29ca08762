import DeskPrimitives
import Testing

@testable import DeskSchedules

/// The parts of a compiled calendar on their own.
@Suite struct TableTests {
    @Test func anIndexFindsTheLastKeyThatIsNotAbove() {
        var random = SplitMix64(seed: 21)
        var simple = 0
        for _ in 0..<cases(300) {
            var keys: [Int64] = [0]
            if random.chance(50) { keys.append(0) }
            let widest = random.pick([1, 40, 1_000, 1_000_000, 1_000_000_000_000])
            for _ in 0..<random.int(0...200) {
                keys.append((keys.last ?? 0) + Int64(random.chance(30) ? 1 : random.int(1...widest)))
            }
            let last = (keys.last ?? 0) + Int64(random.int(0...widest))
            let index = NodeIndex(keys: keys, through: UInt64(last))
            if index.limit > 0 { simple += 1 }
            for _ in 0..<50 {
                let key = random.pick(keys)
                let value = min(last, max(0, key + Int64(random.int(-1...1))))
                let expected = keys.lastIndex { $0 <= value }
                #expect(index.search(UInt64(value)) == expected)
                if UInt64(value) < index.limit { #expect(index.node(UInt64(value)) == expected) }
            }
        }
        #expect(simple > 10)
    }

    @Test func bitsSayWhatIntervalsSay() {
        var random = SplitMix64(seed: 22)
        var used = 0
        for _ in 0..<cases(200) {
            let quantum = Int64(random.pick([900, 60, 1_800, 3_600, 7, 1])) * 1_000_000
            let start = Int64(random.int(-1_000_000...1_000_000)) * 1_000_000
            var intervals: [OpenInterval] = []
            var at = start
            for _ in 0..<random.int(1...60) {
                let opening = at + quantum * Int64(random.int(1...200))
                at = opening + quantum * Int64(random.int(1...100))
                intervals.append(OpenInterval(start: opening, end: at))
            }
            let end = at + quantum * Int64(random.int(0...100))
            let bits = OpenBits(intervals, from: start, to: end)
            if bits.limit > 0 { used += 1 }
            for _ in 0..<100 where bits.limit > 0 {
                let offset = UInt64(random.int(0...Int(end - start - 1)))
                let isOpen = OpenIntervals.contain(intervals, start + Int64(offset))
                #expect(bits[bits.quantum(offset)] == isOpen)
            }
            #expect(bits[bits.quantum(isOpen: true)] && !bits[bits.quantum(isOpen: false)])
        }
        #expect(used > 100)
    }

    /// Queries of ordinary calendars must not fall to the general search; only speed hangs on it, so nothing else would
    /// notice.
    @Test func ordinaryCalendarsHaveOneKeyForEachStretch() throws {
        let office = BusinessCalendar(
            zone: "Europe/Helsinki", week: .mondayToFriday(["08:00-16:00"]), holidays: .finland,
            breaks: .mondayToFriday(["11:00-11:30", "14:00-14:15"]))
        let night = BusinessCalendar(zone: "America/New_York", week: .everyDay(["22:00-06:00"]), holidays: .finlandEves)
        let times = try [
            OpenTime.always, office.compiled(), office.compiled(from: "2025-01-01", to: "2028-01-01"), night.compiled(),
            BusinessCalendar.always.compiled(),
        ]
        for time in times {
            let table = time.core.table
            #expect(table.byStart.limit == table.length + 1)
            #expect(table.byOpen.limit == UInt64(table.total) + 1)
        }
        for time in times[1...3] { #expect(time.core.table.bits.limit == time.core.table.length) }
    }

    @Test func intervalSetsAreMergedCutAndTakenAway() {
        func set(_ pairs: [(Int64, Int64)]) -> [OpenInterval] { pairs.map { OpenInterval(start: $0.0, end: $0.1) } }
        let a = set([(0, 10), (20, 30), (40, 50)])
        let b = set([(5, 20), (30, 35), (44, 46), (60, 70)])
        #expect(OpenIntervals.union(a, b) == set([(0, 35), (40, 50), (60, 70)]))
        #expect(OpenIntervals.intersection(a, b) == set([(5, 10), (44, 46)]))
        #expect(OpenIntervals.difference(a, b) == set([(0, 5), (20, 30), (40, 44), (46, 50)]))
        #expect(OpenIntervals.clip(a, from: 5, to: 45) == set([(5, 10), (20, 30), (40, 45)]))
        #expect(OpenIntervals.normalized(set([(5, 5), (9, 12), (0, 3), (3, 4), (10, 11)])) == set([(0, 4), (9, 12)]))
        #expect(OpenIntervals.contain(a, 29) && !OpenIntervals.contain(a, 30) && !OpenIntervals.contain([], 0))
    }

    @Test func fingerprintsAreFowlerNollVo() {
        var hash = Fingerprint()
        #expect(hash.value == 0xCBF2_9CE4_8422_2325)
        for byte in "foobar".utf8 { hash.add(byte) }
        #expect(hash.value == 0x8594_4171_F739_67E8)
    }
}
