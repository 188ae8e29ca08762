import DeskPrimitives
import DeskSchedules
import Testing

@Suite struct TZifTests {
    private static let helsinki = TZifWriter.file(
        transitions: [(-1_535_938_789, 1), (796_179_600, 2), (811_904_400, 1), (828_234_000, 2), (846_378_000, 1)],
        offsets: [5_989, 7_200, 10_800], footer: "EET-2EEST,M3.5.0/3,M10.5.0/4")

    @Test func readsTransitionsAndFooter() throws {
        let zone = try ZoneRules(tzif: Self.helsinki, name: "Europe/Helsinki", dataVersion: "2026a")
        #expect(zone.dataVersion == "2026a")
        let embedded = try ZoneRules.named("Europe/Helsinki")
        #expect(zone.offset(at: Instant(seconds: -1_535_938_790)) == 5_989)
        for seconds in stride(from: Int64(800_000_000), to: 9_000_000_000, by: 1_234_567) {
            let instant = Instant(seconds: seconds)
            #expect(zone.offset(at: instant) == embedded.offset(at: instant))
        }
    }

    @Test func filesWithoutTransitionsOrFooter() throws {
        #expect(try ZoneRules(tzif: TZifWriter.file(), name: "UTC").offset(at: .epoch) == 0)
        let bare = TZifWriter.file(transitions: [(0, 1)], offsets: [0, 3_600], footer: "")
        let zone = try ZoneRules(tzif: bare, name: "bare")
        #expect(zone.offset(at: Instant(seconds: -1)) == 0 && zone.offset(at: .latest) == 3_600)
    }

    @Test func bigBangOfOlderFiles() throws {
        let fat = TZifWriter.file(transitions: [(-(1 << 59), 0), (0, 1)], offsets: [0, 3_600], footer: "ABC-1")
        #expect(try ZoneRules(tzif: fat, name: "fat").offset(at: .earliest) == 0)
    }

    @Test func everyTruncationIsRefused() {
        for length in 0..<Self.helsinki.count {
            let refusal = refusal { try ZoneRules(tzif: Array(Self.helsinki.prefix(length)), name: "cut") }
            #expect(refusal?.code == .malformed, "\(length) bytes")
            #expect(refusal?.place == .field("cut"))
        }
    }

    @Test func randomDamageNeverTraps() {
        var random = SplitMix64(seed: 11)
        var refused = 0
        let count = cases(3_000)
        for _ in 0..<count {
            var file = Self.helsinki
            for _ in 0..<random.int(1...6) { file[random.int(0...(file.count - 1))] = UInt8(random.int(0...255)) }
            if random.chance(20) { file.removeSubrange(random.int(0...60)..<random.int(61...file.count)) }
            do {
                let zone = try ZoneRules(tzif: file, name: "damaged")
                for _ in 0..<8 {
                    let instant = Instant(microseconds: Int64(bitPattern: random.next()))
                    #expect(zone.offset(at: instant).magnitude <= 2 * 86_400)
                    _ = zone.wallClock(at: instant)
                }
                _ = zone.nextTransition(after: Instant(seconds: Int64(random.int(0...4_000_000_000))))
                let calendar = BusinessCalendar(zone: "damaged", week: .mondayToFriday(["08:00-16:00"]))
                let time = try calendar.compiled(from: "2026-01-01", to: "2026-02-01", using: zone)
                #expect(time.elapsed(from: .epoch, to: Instant(seconds: 86_400 * 365)) > .zero)
            } catch {
                refused += 1
            }
        }
        #expect(refused > count / 10 && refused < count)
    }

    @Test func refusesWhatIsNoZone() {
        let good = [(time: Int64(0), type: 1), (time: Int64(100), type: 0)]
        let offsets: [Int32] = [0, 3_600]
        let files: [(String, [UInt8])] = [
            ("empty", []),
            ("not TZif", Array("TZjf".utf8) + [UInt8](repeating: 0, count: 100)),
            ("version 1", TZifWriter.file(version: 0)),
            ("descending", TZifWriter.file(transitions: good.reversed(), offsets: offsets, footer: "")),
            ("equal", TZifWriter.file(transitions: [(5, 1), (5, 0)], offsets: offsets, footer: "")),
            ("type", TZifWriter.file(transitions: [(0, 2)], offsets: offsets, footer: "")),
            ("offset", TZifWriter.file(offsets: [93_600], footer: "")),
            ("offset", TZifWriter.file(offsets: [.min], footer: "")),
            ("too late", TZifWriter.file(transitions: [(1 << 59, 1)], offsets: offsets, footer: "")),
            ("leap seconds", TZifWriter.file(leaps: 1)),
            ("footer", TZifWriter.file(footer: "not a rule")),
            ("contradiction", TZifWriter.file(transitions: [(0, 1)], offsets: offsets, footer: "ABC0")),
            ("no types", TZifWriter.file(counts: [0, 0, 0, 0, 0, 4])),
            ("huge counts", TZifWriter.file(counts: [.max, .max, .max, .max, .max, .max])),
            ("large counts", TZifWriter.file(counts: [262_144, 262_144, 0, 262_144, 256, 262_144])),
        ]
        for (what, file) in files {
            #expect(refusal { try ZoneRules(tzif: file, name: "zone") }?.code == .malformed, "\(what)")
        }
        let large = [UInt8](repeating: 0, count: ZoneRules.maximumFileBytes + 1)
        #expect(refusal { try ZoneRules(tzif: large, name: "zone") }?.code == .tooLong)
        #expect(refusal { try ZoneRules(tzif: Self.helsinki, name: "a b") }?.place == .field("zone"))
    }
}
