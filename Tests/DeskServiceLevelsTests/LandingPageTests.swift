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

        let noon = Instant("2026-03-02T12:00:00+02:00") ?? .epoch
        var clock = try ServiceClock(target, priority: .high, startedAt: noon)
        try clock.apply(.pause(.customer), at: noon + .hours(3))  // we ask something …
        try clock.apply(.resume, at: noon + .hours(4))  // … and get the answer

        let now = noon + .minutes(270)
        let status = clock.status(at: now, in: office)  // 3 h 30 min used, due on Tuesday at 13:00
        let why = clock.explanation(at: now, in: office).sentence(in: .finnish)

        #expect(status.phase == .running)
        #expect(status.consumed == .minutes(210))
        #expect(status.due == Instant("2026-03-03T13:00:00+02:00"))
        #expect(why.hasPrefix("Ratkaisu: tavoite 8 h kalenterin ”office” mukaan"))
    }
}
