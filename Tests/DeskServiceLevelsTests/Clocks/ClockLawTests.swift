import DeskPrimitives
import DeskSchedules
import Testing

@testable import DeskServiceLevels

/// Laws of what a clock may begin with: used time, another landing, another clock's past.
struct ClockLawTests {
    private static let week = 4 * 24 * 7

    private func instant(_ tick: Int) -> Instant { mondayOpening + SteppedClock.tick * Int64(tick) }

    private func history(_ random: inout SplitMix) -> [(ClockEvent, Int)] {
        (0..<random.below(10)).map { _ in
            let tick = random.below(Self.week)
            return switch random.below(6) {
            case 0, 1: (.pause(random.pick(PauseReason.allCases)), tick)
            case 2, 3: (.resume, tick)
            case 4: (.stop, tick)
            default: (.reopen(.resume), tick)
            }
        }
    }

    private func clock(
        _ target: TimeSpan, _ history: [(ClockEvent, Int)], landing: Landing = .earliest, used: TimeSpan = .zero
    ) throws -> ServiceClock {
        var clock = try ServiceClock(
            metric: .resolution, targetName: "r", target: target, calendar: "office", startedAt: mondayOpening,
            atRisk: [], landing: landing, alreadyUsed: used)
        for (event, tick) in history { try clock.apply(event, at: instant(tick)) }
        return clock
    }

    @Test(arguments: 0..<300)
    func whatWasUsedBeforeIsMissingFromTheTarget(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        let history = history(&random)
        let (left, used) = (SteppedClock.tick * Int64(1 + random.below(60)), .minutes(7) * Int64(1 + random.below(90)))
        let (short, long) = (try clock(left, history), try clock(left + used, history, used: used))
        for _ in 0..<8 {
            let now = instant(random.below(2 * Self.week))
            let (a, b) = (short.status(at: now, in: office), long.status(at: now, in: office))
            #expect(a.due == b.due && a.breachedAt == b.breachedAt && a.phase == b.phase, "seed \(seed)")
            #expect(b.consumed == a.consumed + used && a.remaining == b.remaining, "seed \(seed)")
        }
    }

    @Test(arguments: 0..<300)
    func theLaterLandingIsTheNextOpeningOfTheEarlierOne(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        let history = history(&random).filter { if case .stop = $0.0 { false } else { true } }
        let target = TimeSpan.hours(Int64(1 + random.below(24)))
        let (early, late) = (try clock(target, history), try clock(target, history, landing: .latest))
        for _ in 0..<8 {
            let now = instant(random.below(Self.week))
            let (a, b) = (early.status(at: now, in: office), late.status(at: now, in: office))
            if let due = b.due, !a.isBreached, let first = a.due {
                #expect(due == office.nextOpening(from: first), "seed \(seed)")
            }
            if b.isBreached { #expect(a.isBreached, "seed \(seed): a later landing is never stricter") }
            #expect(a.consumed == b.consumed, "seed \(seed)")
        }
    }

    @Test(arguments: 0..<300)
    func aClockThatGoesOnInAnotherCalendarCountsOnFromWhatWasCounted(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        let history = history(&random)
        let change = instant(random.below(Self.week))
        let old = try clock(.hours(30), history.filter { instant($0.1) <= change })
        let before = old.status(at: change, in: office)
        guard before.phase.isOpen else { return }
        let target = try ServiceTarget(name: "r", metric: .resolution, within: [.normal: .hours(60)])
        let carried = try old.continued(
            as: target, priority: .normal, by: .carry, at: change, from: office, in: .always)
        let now = change + .minutes(Int64(random.below(10_000)))
        let isPaused = if case .paused = before.phase { true } else { false }
        let after = carried.status(at: now, in: .always)
        #expect(after.consumed == before.consumed + (isPaused ? .zero : now - change), "seed \(seed)")
        let shared = try old.continued(
            as: target, priority: .normal, by: .prorate, at: change, from: office, in: .always)
        #expect(shared.status(at: change, in: .always).consumed == before.consumed * 2, "seed \(seed)")
    }
}
