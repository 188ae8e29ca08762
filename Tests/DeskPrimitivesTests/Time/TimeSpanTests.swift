import DeskPrimitives
import DeskTestKit
import Testing

@Suite("TimeSpan")
struct TimeSpanTests {
    @Test(
        "Text and count agree",
        arguments: [
            ("PT0S", 0), ("PT8H", 28_800_000_000), ("PT1H30M", 5_400_000_000), ("PT30M", 1_800_000_000),
            ("PT0.5S", 500_000), ("-PT0.5S", -500_000), ("PT0.000001S", 1), ("PT1M0.25S", 60_250_000),
            ("PT24H", 86_400_000_000), ("PT100H0.1S", 360_000_100_000), ("-PT1H1M1.000001S", -3_661_000_001),
            ("PT2562047788H54.775807S", .max), ("-PT2562047788H54.775807S", -.max),
            ("-PT2562047788H54.775808S", .min),
        ] as [(String, Int64)])
    func textAndCount(_ text: String, _ microseconds: Int64) {
        #expect(TimeSpan(microseconds: microseconds).description == text)
        #expect(TimeSpan(text)?.microseconds == microseconds)
    }

    @Test("Weeks, days, leading zeros and large counts are read")
    func accepted() {
        #expect(TimeSpan("P1W") == .days(7))
        #expect(TimeSpan("P1D") == .hours(24))
        #expect(TimeSpan("P1W2DT3H4M5.6S") == .days(9) + .hours(3) + .minutes(4) + .seconds(5) + .milliseconds(600))
        #expect(TimeSpan("PT90M") == .minutes(90))
        #expect(TimeSpan("PT00090M") == .minutes(90))
        #expect(TimeSpan("P0D") == .zero)
        #expect(TimeSpan("-P1D") == .days(-1))
        #expect(TimeSpan("-PT0S") == .zero)
        #expect(TimeSpan("PT5.000000S") == .seconds(5))
    }

    @Test(
        "Hostile text is refused",
        arguments: [
            "", "P", "PT", "-P", "-PT", "P1", "PT1", "1H", "T1H", "PT1H30", "P1Y", "P1M", "P1YT1H", "PT1D", "P1H",
            "PT1S1S", "PT1S1M", "PT1M1H", "P1D1W", "P1DT", "PTT1H", "P1TT1H", "P--1D", "P-1D", "+PT1H", "--PT1H",
            "PT1.5H", "PT1.5M", "PT.5S", "PT1.S", "PT1.1234567S", "PT1,5S", "P1.5D", "pt1h", "PT1h", "PT1H ",
            " PT1H", "PT1H\u{0}", "PT１H", "PT1e3S", "PT0x1S", "PT9999999999999999999H", "PT999999999999999999H",
            "PT2562047789H", "PT9223372036854.775808S", "P106751992D", "-PT9223372036854.775809S", "PT1H1H", "PTS",
            "P1D1D", "PT1S0.5S", "PT0.5S1S",
        ])
    func refused(_ text: String) {
        #expect(TimeSpan(text) == nil)
    }

    @Test("Random spans come back from their text", arguments: UInt64(1)...4)
    func roundTrip(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let shift = generator.integer(in: 0...62)
            let span = TimeSpan(microseconds: generator.integer(in: Int64.min...Int64.max) >> shift)
            #expect(TimeSpan(span.description) == span, "seed \(seed), \(span.microseconds)")
        }
    }

    @Test("Sums that overflow are nil")
    func adding() {
        #expect(TimeSpan.seconds(1).adding(.seconds(2)) == .seconds(3))
        #expect(TimeSpan(microseconds: .max).adding(TimeSpan(microseconds: 1)) == nil)
        #expect(TimeSpan(microseconds: .min).adding(TimeSpan(microseconds: -1)) == nil)
    }

    @Test("Operators and units agree")
    func operators() {
        #expect(.minutes(2) - .seconds(30) == TimeSpan.seconds(90))
        #expect(.seconds(3) * 20 == TimeSpan.minutes(1))
        #expect(-TimeSpan.hours(1) == .minutes(-60))
        var span = TimeSpan.days(1)
        span += .hours(1)
        span -= .days(1)
        #expect(span == .hours(1))
        #expect(TimeSpan.milliseconds(1_999).wholeSeconds == 1)
        #expect(TimeSpan.milliseconds(-1_999).wholeSeconds == -1)
        #expect(TimeSpan.seconds(1) < .milliseconds(1_001))
    }

    @Test(
        "Short text keeps the two largest units",
        arguments: [
            (0, "0 s"), (59, "59 s"), (60, "1 min"), (61, "1 min 1 s"), (599, "9 min 59 s"), (600, "10 min"),
            (601, "10 min"), (3_599, "59 min"), (3_600, "1 h"), (5_400, "1 h 30 min"), (90_000, "25 h"),
            (-90, "−1 min 30 s"),
        ] as [(Int64, String)])
    func shortText(_ seconds: Int64, _ text: String) {
        #expect(TimeSpan.seconds(seconds).shortText() == text)
    }

    @Test("The shortest span has a short text too")
    func shortTextOfExtremes() {
        #expect(TimeSpan(microseconds: .min).shortText() == "−2562047788 h")
        #expect(TimeSpan(microseconds: .max).shortText() == "2562047788 h")
    }

    @Test("Compact records hold microseconds")
    func compact() throws {
        #expect(try RecordEncoder().encode(TimeSpan(microseconds: -1)) == [0x20])
        for span in [TimeSpan.zero, TimeSpan(microseconds: .min), TimeSpan(microseconds: .max)] {
            #expect(try RecordDecoder().decode(TimeSpan.self, from: RecordEncoder().encode(span)) == span)
        }
    }
}
