import DeskPrimitives
import DeskSchedules
import Testing

/// The lines of the landing page of the documentation.
@Test func landingPage() throws {
    let desk = BusinessCalendar(
        zone: "Europe/Helsinki",
        week: .mondayToFriday(["08:00-16:00"]),
        holidays: try .finland.adding(.finlandEves)
    )
    let time = try desk.compiled()
    let midsummer = Instant("2026-06-18T11:00:00Z")!  // Thursday, 14:00 in Helsinki

    let due = time.adding(.hours(8), to: midsummer)
    let opening = time.nextOpening(from: Instant("2026-06-19T09:00:00Z")!)
    let why = try desk.state(at: Instant("2026-06-19T09:00:00Z")!).sentence(in: .english)

    #expect(due == Instant("2026-06-22T11:00:00Z"))
    #expect(opening == Instant("2026-06-22T05:00:00Z"))
    #expect(why == "Closed: Midsummer Eve. Opens on Monday 22 June 2026 at 8:00.")
}
