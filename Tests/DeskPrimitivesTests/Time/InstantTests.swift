import DeskPrimitives
import DeskTestKit
import Testing

@Suite("Instant")
struct InstantTests {
    @Test(
        "Text and count agree",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:01Z", 1_000_000),
            ("1969-12-31T23:59:59Z", -1_000_000), ("1969-12-31T23:59:59.999999Z", -1),
            ("2026-03-01T09:30:00Z", 1_772_357_400_000_000), ("2000-02-29T12:00:00.5Z", 951_825_600_500_000),
            ("0001-01-01T00:00:00Z", -62_135_596_800_000_000),
            ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999), ("2038-01-19T03:14:07Z", 2_147_483_647_000_000),
            ("1900-03-01T00:00:00.000001Z", -2_203_891_199_999_999),
        ] as [(String, Int64)])
    func textAndCount(_ text: String, _ microseconds: Int64) {
        #expect(Instant(text)?.microseconds == microseconds)
        #expect(Instant(microseconds: microseconds).description == text)
    }

    @Test("Offsets, lower case and short fractions are read")
    func accepted() {
        let noon = Instant("2026-03-01T12:00:00Z")
        #expect(noon != nil)
        for text in [
            "2026-03-01T14:00:00+02:00", "2026-03-01T06:30:00-05:30", "2026-03-01t12:00:00z",
            "2026-03-01T12:00:00.0Z", "2026-03-01T12:00:00.000000+00:00", "2026-03-01T12:00:00-00:00",
            "2026-02-28T12:01:00-23:59", "2026-03-02T11:59:00+23:59",
        ] {
            #expect(Instant(text) == noon, "\(text)")
        }
        #expect(Instant("2026-03-01T12:00:00.25Z")?.microseconds == (noon?.microseconds ?? 0) + 250_000)
    }

    @Test(
        "Hostile text is refused",
        arguments: [
            "", "Z", "T", "2026", "2026-03-01", "2026-03-01T12:00:00", "2026-03-01 12:00:00Z", "2026-03-01T12:00Z",
            "2026-3-1T12:00:00Z", "26-03-01T12:00:00Z", "02026-03-01T12:00:00Z", "+2026-03-01T12:00:00Z",
            "-2026-03-01T12:00:00Z", "0000-12-31T23:59:59Z", "10000-01-01T00:00:00Z", "2026-00-01T12:00:00Z",
            "2026-13-01T12:00:00Z", "2026-03-00T12:00:00Z", "2026-03-32T12:00:00Z", "2026-04-31T12:00:00Z",
            "2026-02-29T12:00:00Z", "2100-02-29T12:00:00Z", "2026-03-01T24:00:00Z", "2026-03-01T12:60:00Z",
            "2026-03-01T12:00:60Z", "2026-03-01T12:00:00.Z", "2026-03-01T12:00:00.1234567Z", "2026-03-01T12:00:00,5Z",
            "2026-03-01T12:00:00+2:00", "2026-03-01T12:00:00+0200", "2026-03-01T12:00:00+24:00",
            "2026-03-01T12:00:00+02:60", "2026-03-01T12:00:00Z ", " 2026-03-01T12:00:00Z", "2026-03-01T12:00:00ZZ",
            "2026-03-01T12:00:00Z\u{0}", "２０２６-03-01T12:00:00Z", "2026‐03‐01T12:00:00Z", "2026-03-01T12:00:00−02:00",
            "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "2026-03-01T1e:00:00Z", "2026-03-01T-1:00:00Z",
        ])
    func refused(_ text: String) {
        #expect(Instant(text) == nil)
    }

    @Test("Random instants come back from their text", arguments: UInt64(1)...4)
    func roundTrip(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            var count = generator.integer(in: Instant.earliest.microseconds...Instant.latest.microseconds)
            if generator.chance(1, in: 2) { count -= count % 1_000_000 }
            let instant = Instant(microseconds: count)
            #expect(Instant(instant.description) == instant, "seed \(seed), \(count)")
        }
    }

    @Test("Random changes of good text never trap, and what is accepted is in range")
    func mutatedText() {
        var generator = SeededGenerator(seed: 8)
        let alphabet = Array("0123456789-+:.TZtz \u{0}é".unicodeScalars)
        for _ in 0..<5_000 {
            var scalars = Array("2026-03-01T12:00:00.123456+02:00".unicodeScalars)
            for _ in 0..<generator.integer(in: 1...3) {
                let offset = generator.integer(in: 0...(scalars.count - 1))
                switch generator.integer(in: 0...2) {
                case 0: scalars.remove(at: offset)
                case 1: scalars.insert(generator.pick(alphabet) ?? "0", at: offset)
                default: scalars[offset] = generator.pick(alphabet) ?? "0"
                }
            }
            var text = ""
            text.unicodeScalars.append(contentsOf: scalars)
            if let instant = Instant(text) { #expect(instant.isAccepted) }
        }
    }

    @Test("Every count has a text, also outside the accepted years")
    func extremes() {
        for count in [Int64.min, .min + 1, .min + 999_999, .max, .max - 1] {
            let instant = Instant(microseconds: count)
            #expect(!instant.description.isEmpty)
            #expect(!instant.isAccepted)
            #expect(Instant(instant.description) == nil)
        }
        #expect(Instant(microseconds: .max).description == "294247-01-10T04:00:54.775807Z")
        #expect(Instant(microseconds: .min).description == "-290308-12-21T19:59:05.224192Z")
    }

    @Test("Adding is refused where it would leave the accepted years or overflow")
    func adding() {
        #expect(Instant.epoch.adding(.seconds(1)) == Instant(seconds: 1))
        #expect(Instant.latest.adding(TimeSpan(microseconds: 1)) == nil)
        #expect(Instant.latest.adding(.zero) == .latest)
        #expect(Instant.earliest.adding(TimeSpan(microseconds: -1)) == nil)
        #expect(Instant(microseconds: .max).adding(TimeSpan(microseconds: 1)) == nil)
        #expect(Instant(microseconds: .min).adding(TimeSpan(microseconds: -1)) == nil)
        #expect(Instant.earliest.adding(.latestFromEarliest) == .latest)
    }

    @Test("Seconds are rounded towards the past")
    func seconds() {
        #expect(Instant(microseconds: -1).secondsRoundedDown == -1)
        #expect(Instant(microseconds: -1_000_000).secondsRoundedDown == -1)
        #expect(Instant(microseconds: -1_000_001).secondsRoundedDown == -2)
        #expect(Instant(microseconds: 999_999).secondsRoundedDown == 0)
        #expect(Instant(microseconds: .min).secondsRoundedDown == -9_223_372_036_855)
        #expect(Instant(microseconds: .max).secondsRoundedDown == 9_223_372_036_854)
    }

    @Test("Operators agree with one another")
    func operators() {
        let (a, b) = (Instant(seconds: 100), Instant(seconds: 130))
        #expect(b - a == .seconds(30))
        #expect(a + .seconds(30) == b)
        #expect(b - .seconds(30) == a)
        #expect(a < b && !(b < a))
    }

    @Test("Compact records hold microseconds in the accepted years")
    func compact() throws {
        #expect(try RecordEncoder().encode(Instant(microseconds: 5)) == [0x05])
        for instant in [Instant.earliest, .epoch, .latest] {
            #expect(try RecordDecoder().decode(Instant.self, from: RecordEncoder().encode(instant)) == instant)
        }
        for count in [Instant.latest.microseconds + 1, Instant.earliest.microseconds - 1, .max, .min] {
            let bytes = try RecordEncoder().encode(count)
            #expect(throws: Refusal.self) { try RecordDecoder().decode(Instant.self, from: bytes) }
        }
        let text = try RecordEncoder().encode("1970-01-01T00:00:00Z")
        #expect(throws: Refusal.self) { try RecordDecoder().decode(Instant.self, from: text) }
    }
}

extension TimeSpan {
    fileprivate static let latestFromEarliest = Instant.latest - .earliest
}
