import DeskPrimitives
import DeskSchedules
import Testing

/// Every query against a plain stepper over wall-clock readings, on random zones, calendars, windows and pauses.
@Suite struct OracleTests {
    private static let span = 12 * 86_400

    @Test func allQueriesAgreeWithTheStepper() throws {
        for seed in 0..<UInt64(cases(200)) {
            var draw = RandomCalendars(seed: seed)
            let name = draw.random.pick(RandomCalendars.zones + RandomCalendars.minuteZones)
            let grain = RandomCalendars.minuteZones.contains(name) ? 60 : draw.random.chance(15) ? 300 : 900
            let (time, stepper) = try Self.line(&draw, grain: grain, zone: name)
            let failure = Self.compare(time, stepper, &draw.random)
            #expect(failure == nil, "seed \(seed): \(failure ?? "")")
        }
    }

    @Test func combinationsOverZonesAgreeWithTheStepper() throws {
        for seed in 0..<UInt64(cases(80)) {
            var draw = RandomCalendars(seed: seed &+ 1 << 32)
            let (first, a) = try Self.line(&draw, grain: 900)
            let (second, b) = try Self.line(&draw, grain: 900, on: a)
            let (time, combine): (OpenTime, (Bool, Bool) -> Bool) =
                switch draw.random.int(0...2) {
                case 0: (try first.union(second), { $0 || $1 })
                case 1: (try first.intersection(second), { $0 && $1 })
                default: (try first.difference(second), { $0 && !$1 })
                }
            var step = 0
            let stepper = Stepper(from: a.start, steps: a.isOpen.count, grain: 900) { _ in
                defer { step += 1 }
                return combine(a.isOpen[step], b.isOpen[step])
            }
            let failure = Self.compare(time, stepper, &draw.random)
            #expect(failure == nil, "seed \(seed): \(failure ?? "")")
        }
    }

    @Test func pausesAgreeWithTheStepper() throws {
        for seed in 0..<UInt64(cases(60)) {
            var draw = RandomCalendars(seed: seed &+ 2 << 32)
            let (plain, line) = try Self.line(&draw, grain: 900)
            let steps = line.isOpen.count
            let pauses = (0..<draw.random.int(1...4)).map { _ in
                let from = draw.random.int(0...(steps - 1))
                return from..<min(steps, from + draw.random.int(0...200))
            }
            let time = try plain.excluding(
                pauses.map { pause in
                    let at = { (step: Int) in line.start + .seconds(Int64(step) * 900) }
                    return at(pause.lowerBound)..<at(pause.upperBound)
                })
            var step = 0
            let stepper = Stepper(from: line.start, steps: steps, grain: 900) { _ in
                defer { step += 1 }
                return line.isOpen[step] && !pauses.contains { $0.contains(step) }
            }
            let failure = Self.compare(time, stepper, &draw.random)
            #expect(failure == nil, "seed \(seed): \(failure ?? "")")
        }
    }

    /// A random calendar, compiled, and the line of its grains around a change of its zone or along another line.
    private static func line(
        _ draw: inout RandomCalendars, grain: Int, zone: String? = nil, on other: Stepper? = nil
    ) throws -> (OpenTime, Stepper) {
        let name = zone ?? draw.random.pick(RandomCalendars.zones)
        let rules = try ZoneRules.named(name)
        let drawn = other.map { $0.start + .seconds(Int64(span / 2)) } ?? draw.centre(of: rules)
        let centre = Instant(seconds: drawn.secondsRoundedDown / 900 * 900)
        let calendar = try draw.calendar(name, around: centre, in: rules, grain: grain)
        let date = rules.localDate(at: centre)
        let (from, to) = draw.window(around: date)
        let plain = PlainCalendar(calendar, rules, years: (date.year - 1)...(date.year + 1))
        let start = other?.start ?? centre - .seconds(Int64(span / 2))
        let stepper = Stepper(from: start, steps: span / grain, grain: grain) { plain.isOpen($0) }
        return (try calendar.compiled(from: from, to: to), stepper)
    }

    /// Asks everything at random instants; returns what differed.
    private static func compare(_ time: OpenTime, _ line: Stepper, _ random: inout SplitMix64) -> String? {
        let length = (line.end - line.start).microseconds
        let instant = { (random: inout SplitMix64) -> Instant in
            // Half of the instants on the grain, where the conventions matter.
            let step = Int64(random.int(0...(line.isOpen.count - 1))) * line.grain
            return line.start + TimeSpan(microseconds: random.chance(50) ? step : min(step + 123_457, length - 1))
        }
        for _ in 0..<4 {
            let (a, b) = (instant(&random), instant(&random))
            if time.isOpen(a) != line.isOpen(at: a) { return "isOpen(\(a)) = \(time.isOpen(a))" }
            let open = a <= b ? line.elapsed(from: a, to: b) : -line.elapsed(from: b, to: a)
            if time.elapsed(from: a, to: b) != open {
                return "elapsed(\(a), \(b)) = \(time.elapsed(from: a, to: b)), not \(open)"
            }
            let amount =
                random.chance(50)
                ? TimeSpan(microseconds: open.microseconds.magnitude > 0 ? abs(open.microseconds) : 0)
                : .seconds(Int64(random.int(0...400_000)))
            for landing in Landing.allCases {
                // Beyond the ends of the line the stepper knows nothing.
                if let want = line.adding(amount, to: a, latest: landing == .latest),
                    let got = Optional(time.adding(amount, to: a, landing: landing)), got != want
                {
                    return "adding(\(amount), \(a), \(landing)) = \(String(describing: got)), not \(want)"
                }
                if let want = line.subtracting(amount, from: a, latest: landing == .latest),
                    let got = Optional(time.subtracting(amount, from: a, landing: landing)), got != want
                {
                    return "subtracting(\(amount), \(a), \(landing)) = \(String(describing: got)), not \(want)"
                }
            }
            if let want = line.adding(.zero, to: a, latest: true), time.nextOpening(from: a) != want {
                return "nextOpening(\(a)) = \(String(describing: time.nextOpening(from: a))), not \(want)"
            }
            if let want = line.subtracting(.zero, from: a, latest: true), time.previousClosing(before: a) != want {
                return "previousClosing(\(a)) = \(String(describing: time.previousClosing(before: a))), not \(want)"
            }
            let forward = line.intervals(from: a).prefix(5)
            let backward = line.intervalsBackward(from: a).prefix(5)
            if Array(time.intervals(from: a).prefix(forward.count)) != Array(forward) {
                return "intervals(\(a)) = \(Array(time.intervals(from: a).prefix(forward.count))), not \(forward)"
            }
            if Array(time.intervalsBackward(from: a).prefix(backward.count)) != Array(backward) {
                return "intervalsBackward(\(a)), not \(backward)"
            }
        }
        return nil
    }
}
