import DeskPrimitives
import DeskSchedules
import Testing

@Suite struct OpeningStateTests {
    private func calendar() throws -> BusinessCalendar {
        BusinessCalendar(
            zone: "Europe/Helsinki", week: .mondayToFriday(["08:00-16:00"]), overrides: ["2026-06-03": ["12:00-16:00"]],
            holidays: try .finland.adding(.finlandEves), breaks: .mondayToFriday(["11:00-11:30"]))
    }

    @Test(arguments: [
        ("2026-06-01T06:00:00Z", "Open, closes at 11:00 today.", "Avoinna, sulkeutuu tänään klo 11.00."),
        (
            "2026-06-01T08:10:00Z", "Closed for a break. Opens at 11:30 today.",
            "Suljettu tauon ajan. Avautuu tänään klo 11.30."
        ),
        (
            "2026-06-05T14:00:00Z", "Closed outside hours. Opens on Monday 8 June 2026 at 8:00.",
            "Suljettu aukioloaikojen ulkopuolella. Avautuu maanantaina 8.6.2026 klo 8.00."
        ),
        (
            "2026-06-06T09:00:00Z", "Closed on this day of the week. Opens on Monday 8 June 2026 at 8:00.",
            "Suljettu tänä viikonpäivänä. Avautuu maanantaina 8.6.2026 klo 8.00."
        ),
        (
            "2026-06-03T06:00:00Z", "Closed by exceptional hours. Opens at 12:00 today.",
            "Suljettu poikkeusaukioloaikojen vuoksi. Avautuu tänään klo 12.00."
        ),
        (
            "2026-12-24T09:00:00Z", "Closed: Christmas Eve. Opens on Monday 28 December 2026 at 8:00.",
            "Suljettu: Jouluaatto. Avautuu maanantaina 28.12.2026 klo 8.00."
        ),
    ])
    func sentences(_ instant: String, _ english: String, _ finnish: String) throws {
        let state = try calendar().state(at: at(instant))
        #expect(state.sentence(in: .english) == english)
        #expect(state.sentence(in: .finnish) == finnish)
        #expect(state.sentence(in: .swedish) == english)
    }

    @Test func data() throws {
        let state = try calendar().state(at: at("2026-12-25T09:00:00Z"))
        guard case .holiday(let holiday) = state.reason else {
            Issue.record("\(state.reason)")
            return
        }
        #expect(!state.isOpen && holiday.date == "2026-12-25")
        #expect(state.until == (at("2026-12-28T06:00:00Z")))
        #expect(state.reading == LocalReading(date: "2026-12-25", time: "11:00", offset: 7_200))
    }

    @Test func alwaysAndNever() throws {
        let always = try BusinessCalendar.always.state(at: .epoch)
        #expect(always.isOpen && always.until == nil && always.sentence(in: .finnish) == "Avoinna aina.")
        let never = try BusinessCalendar(zone: "UTC").state(at: .epoch)
        #expect(never.until == nil)
        #expect(never.sentence(in: .english) == "Closed on this day of the week. Does not open again.")
        #expect(never.sentence(in: .finnish) == "Suljettu tänä viikonpäivänä. Ei avaudu enää.")
        _ = try BusinessCalendar.always.state(at: Instant(microseconds: .max))
        _ = try calendar().state(at: Instant(microseconds: .min))
        #expect(refusal { try BusinessCalendar(zone: "x").state(at: .epoch) }?.code == .unknownName)
    }

    @Test func agreesWithTheCompiledCalendar() throws {
        for seed in 0..<UInt64(cases(60)) {
            var draw = RandomCalendars(seed: seed &+ 9 << 32)
            let name = draw.random.pick(RandomCalendars.zones)
            let rules = try ZoneRules.named(name)
            let centre = draw.centre(of: rules)
            let calendar = try draw.calendar(name, around: centre, in: rules, grain: 900)
            let time = try calendar.compiled(using: rules)
            for _ in 0..<10 {
                let instant = centre + .seconds(Int64(draw.random.int(-500_000...500_000)))
                let state = calendar.state(at: instant, using: rules)
                #expect(state.isOpen == time.isOpen(instant), "seed \(seed), \(instant)")
                if let until = state.until {
                    #expect(time.isOpen(until) != state.isOpen, "seed \(seed), \(instant)")
                    let open = time.elapsed(from: instant, to: until)
                    #expect(open == (state.isOpen ? until - instant : .zero), "seed \(seed), \(instant)")
                }
            }
        }
    }
}
