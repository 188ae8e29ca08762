import ServiceDesk

/// Tuesday 3 March 2026 on the town's own wall clock.
struct TownTime: Sendable {
    /// The rules of the town's zone.
    let zone: ZoneRules
    /// When the day began.
    let midnight: Instant

    init(zone: ZoneRules) {
        self.zone = zone
        // Helsinki is two hours ahead of UTC in winter.
        midnight = Instant("2026-03-03T00:00:00+02:00") ?? .epoch
    }

    /// The whole day.
    var window: Range<Instant> { midnight..<midnight + .hours(24) }
    /// The day as policies and tallies count it.
    var date: LocalDate { zone.localDate(at: midnight) }

    /// A time of the day.
    func at(_ hour: Int, _ minute: Int = 0) -> Instant {
        midnight + .hours(Int64(hour)) + .minutes(Int64(minute))
    }

    /// What the wall clock shows, such as `09:05`.
    func clock(_ instant: Instant) -> String {
        let time = zone.wallClock(at: instant).time
        return Self.twoDigits(time.hour) + ":" + Self.twoDigits(time.minute)
    }

    /// The hour on the wall, 0 … 23.
    func hour(_ instant: Instant) -> Int { zone.wallClock(at: instant).time.hour }

    /// Minutes since midnight.
    func minute(_ instant: Instant) -> Int {
        Int((instant - midnight).microseconds / 60_000_000)
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
