import DeskPrimitives
import DeskSchedules
import DeskServiceLevels
import Testing

/// The lines of the landing page, compiled and checked.
struct LandingPageTests {
    @Test func aResolutionIsTimed() throws {
        let office = try BusinessCalendar(
            zone: "Europe/Helsinki", week: .mondayToFriday(["09:00-17:00"])
        ).compiled()
        let target = try ServiceTarget(
            name: "Resolution", metric: .resolution, within: [.high: .hours(8), .normal: .hours(24)], calendar: "office"
        )

        var clock = try ServiceClock(target, priority: .high, startedAt: monday("12:00"))
        try clock.apply(.pause(.customer), at: monday("15:00"))  // we asked something …
        try clock.apply(.resume, at: monday("16:00"))  // … and got the answer

        let status = clock.status(at: monday("16:30"), in: office)
        let why = clock.explanation(at: monday("16:30"), in: office).sentence(in: .finnish)

        #expect(status.phase == .running)
        #expect(status.consumed == .minutes(210))
        #expect(status.due == Instant("2026-03-03T11:30:00Z"))
        #expect(why.hasPrefix("Ratkaisu: tavoite 8 h kalenterin ”office” mukaan"))
    }

    /// A time of Monday 2 March 2026 in Helsinki.
    private func monday(_ time: String) throws -> Instant {
        try #require(Instant("2026-03-02T\(time):00+02:00"))
    }
}
