import DeskPrimitives
import DeskSchedules
import Foundation
import Testing

/// Ten thousand new questions a run, each against the plain stepper.
///
/// Random zones, breaks, nights, overrides, holidays and pauses. `SERVICE_DESK_SEED` repeats a run.
@Suite struct FreshOracleTests {
    @Test func tenThousandFreshQuestions() throws {
        let environment = ProcessInfo.processInfo.environment["SERVICE_DESK_SEED"].flatMap(UInt64.init)
        let base = environment ?? SystemRandomNumberGenerator().first
        var questions = 0
        for number in 0..<UInt64(max(250, cases(250))) {
            let seed = base &+ number
            var draw = RandomCalendars(seed: seed)
            let (time, line) = try Self.line(&draw)
            for _ in 0..<40 {
                let failure = Self.ask(time, line, &draw.random)
                #expect(failure == nil, "SERVICE_DESK_SEED=\(seed): \(failure ?? "")")
                questions += 1
            }
        }
        #expect(questions >= 10_000)
    }

    private static func line(_ draw: inout RandomCalendars) throws -> (OpenTime, Stepper) {
        let name =
            draw.random.chance(5)
            ? draw.random.pick(RandomCalendars.minuteZones) : draw.random.pick(RandomCalendars.zones)
        let grain = RandomCalendars.minuteZones.contains(name) ? 60 : draw.random.chance(10) ? 300 : 900
        let span = grain == 60 ? 86_400 : 4 * 86_400
        let rules = try ZoneRules.named(name)
        let centre = Instant(seconds: draw.centre(of: rules).secondsRoundedDown / 900 * 900)
        let calendar = try draw.calendar(name, around: centre, in: rules, grain: grain)
        let date = rules.localDate(at: centre)
        let (from, to) = draw.window(around: date)
        let plain = PlainCalendar(calendar, rules, years: (date.year - 1)...(date.year + 1))
        let start = centre - .seconds(Int64(span / 2))
        let steps = span / grain
        var pauses: [Range<Int>] = []
        for _ in 0..<draw.random.int(0...3) {
            let first = draw.random.int(0...(steps - 1))
            pauses.append(first..<min(steps, first + draw.random.int(0...40)))
        }
        var step = 0
        let line = Stepper(from: start, steps: steps, grain: grain) { instant in
            defer { step += 1 }
            return plain.isOpen(instant) && !pauses.contains { $0.contains(step) }
        }
        let compiled = try calendar.compiled(from: from, to: to)
        guard !pauses.isEmpty else { return (compiled, line) }
        let at = { (step: Int) in start + .seconds(Int64(step) * Int64(grain)) }
        return (try compiled.excluding(pauses.map { at($0.lowerBound)..<at($0.upperBound) }), line)
    }

    /// One question with one answer; what differed, if anything did.
    private static func ask(_ time: OpenTime, _ line: Stepper, _ random: inout SplitMix64) -> String? {
        let length = (line.end - line.start).microseconds
        let instant = { (random: inout SplitMix64) -> Instant in
            let step = Int64(random.int(0...(line.isOpen.count - 1))) * line.grain
            return line.start + TimeSpan(microseconds: random.chance(50) ? step : min(step + 123_457, length - 1))
        }
        let (a, b) = (instant(&random), instant(&random))
        let landing: Landing = random.chance(50) ? .earliest : .latest
        // Half of the amounts use up the open time exactly, where the conventions matter.
        let span =
            random.chance(50)
            ? line.elapsed(from: min(a, b), to: max(a, b)) : .seconds(Int64(random.int(0...300_000)))
        func differs(_ what: String, _ got: Instant?, _ want: Instant?) -> String? {
            // Beyond the ends of the line the stepper knows nothing.
            guard let want, got != want else { return nil }
            return "\(what) = \(String(describing: got)), not \(want)"
        }
        switch random.int(0...5) {
        case 0: return time.isOpen(a) == line.isOpen(at: a) ? nil : "isOpen(\(a)) = \(time.isOpen(a))"
        case 1:
            let want = a <= b ? line.elapsed(from: a, to: b) : -line.elapsed(from: b, to: a)
            let got = time.elapsed(from: a, to: b)
            return got == want ? nil : "elapsed(\(a), \(b)) = \(got), not \(want)"
        case 2:
            return differs(
                "adding(\(span), \(a), \(landing))", time.adding(span, to: a, landing: landing),
                line.adding(span, to: a, latest: landing == .latest))
        case 3:
            return differs(
                "subtracting(\(span), \(a), \(landing))", time.subtracting(span, from: a, landing: landing),
                line.subtracting(span, from: a, latest: landing == .latest))
        case 4: return differs("nextOpening(\(a))", time.nextOpening(from: a), line.adding(.zero, to: a, latest: true))
        default:
            return differs(
                "previousClosing(\(a))", time.previousClosing(before: a),
                line.subtracting(.zero, from: a, latest: true))
        }
    }
}

extension SystemRandomNumberGenerator {
    /// One number.
    fileprivate var first: UInt64 {
        var generator = self
        return generator.next()
    }
}
