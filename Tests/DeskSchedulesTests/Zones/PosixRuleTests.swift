import DeskPrimitives
import DeskSchedules
import Testing

@Suite struct PosixRuleTests {
    private func offset(_ rule: String, _ instant: String) throws -> Int {
        try ZoneRules(posix: rule, name: "rule").offset(at: at(instant))
    }

    @Test(arguments: [
        ("UTC0", "2026-07-01T00:00:00Z", 0), ("<-0330>3:30", "2026-07-01T00:00:00Z", -12_600),
        ("<+1245>-12:45", "2026-07-01T00:00:00Z", 45_900), ("ABC+1:02:03", "2026-07-01T00:00:00Z", -3_723),
        // Weeks: the fifth is the last.
        ("EET-2EEST,M3.5.0/3,M10.5.0/4", "2026-03-29T00:59:59Z", 7_200),
        ("EET-2EEST,M3.5.0/3,M10.5.0/4", "2026-03-29T01:00:00Z", 10_800),
        ("EET-2EEST,M3.5.0/3,M10.5.0/4", "2026-10-25T01:00:00Z", 7_200),
        // South of the equator summer goes over the new year; the default time is two o'clock.
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-01-01T00:00:00Z", 39_600),
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-04-04T16:00:00Z", 36_000),
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-10-03T15:59:59Z", 36_000),
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-10-03T16:00:00Z", 39_600),
        // J counts without 29 February, a bare number with it: J60 is 1 March, 59 is the 60th day.
        ("AAA0BBB,J60/0,J61/0", "2024-02-29T12:00:00Z", 0), ("AAA0BBB,J60/0,J61/0", "2024-03-01T00:00:00Z", 3_600),
        ("AAA0BBB,J60/0,J61/0", "2023-03-01T00:00:00Z", 3_600), ("AAA0BBB,59/0,J61/0", "2024-02-29T00:00:00Z", 3_600),
        ("AAA0BBB,59/0,J61/0", "2023-03-01T00:00:00Z", 3_600), ("AAA0BBB,59/0,J61/0", "2023-02-28T23:59:59Z", 0),
        // Negative times and times beyond a day.
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:59Z", -7_200),
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z", -3_600),
        ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2026-03-27T23:59:59Z", 7_200),
        ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2026-03-28T00:00:00Z", 10_800),
        // Daylight time behind standard time, and all year round.
        ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-01-01T00:00:00Z", 0),
        ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-07-01T00:00:00Z", 3_600),
        ("XXX3EDT4,0/0,J365/23", "2026-01-01T03:00:00Z", -14_400),
        ("XXX3EDT4,0/0,J365/23", "2026-12-31T23:00:00Z", -14_400),
        ("XXX3EDT4,0/0,J365/23", "2027-01-01T02:59:59Z", -14_400),
        // A change a week after its date lies in the next year.
        ("AAA0BBB,365/167,M6.1.0", "2024-01-06T12:00:00Z", 0),
        ("AAA0BBB,365/167,M6.1.0", "2024-01-08T12:00:00Z", 3_600),
    ])
    func offsets(_ rule: String, _ instant: String, _ expected: Int) throws {
        #expect(try offset(rule, instant) == expected)
    }

    @Test(arguments: [
        "", "0", "AB0", "ABC", "ABC25", "ABC1:60", "<AB1", "<ABC1", "ABC0DEF", "ABC0DEF,", "ABC0DEF,M3.5.0",
        "ABC0DEF,M13.1.0,M3.1.0", "ABC0DEF,M0.1.0,M3.1.0", "ABC0DEF,M1.6.0,M3.1.0", "ABC0DEF,M1.0.0,M3.1.0",
        "ABC0DEF,M1.1.7,M3.1.0", "ABC0DEF,J0,J5", "ABC0DEF,J366,J5", "ABC0DEF,366,5", "ABC0DEF,M3.5.0/168,M4.1.0",
        "ABC0DEF,M3.5.0/-168,M4.1.0", "ABC0DEF,M3.5.0,M4.1.0,", "ABC0DEF,M3.5.0,M4.1.0 ", "ABC99999999999999999999",
        "ABC0DEF,M3..0,M4.1.0", "ABÄ0",
    ])
    func refusesText(_ rule: String) {
        let refusal = refusal { try ZoneRules(posix: rule, name: "rule") }
        #expect(refusal?.code == .malformed)
        #expect(refusal?.place.description.hasPrefix("line 1, column ") == true)
    }

    @Test func longTextIsRefused() {
        #expect(
            refusal { try ZoneRules(posix: String(repeating: "A", count: 1_000_000), name: "x") }?.code == .malformed)
    }
}
