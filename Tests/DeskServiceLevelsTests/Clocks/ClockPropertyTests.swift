import DeskPrimitives
import DeskSchedules
import Testing

@testable import DeskServiceLevels

/// Laws of the fold on random histories; a failure names the seed that made it.
struct ClockPropertyTests {
    private static let week = 4 * 24 * 7

    private func instant(_ tick: Int) -> Instant {
        mondayOpening + SteppedClock.tick * Int64(tick)
    }

    private func span(_ ticks: Int) -> TimeSpan { SteppedClock.tick * Int64(ticks) }

    private func randomTarget(_ random: inout SplitMix) -> TimeSpan? {
        random.chance(1, in: 8) ? nil : span(1 + random.below(80))
    }

    private func randomEvent(_ random: inout SplitMix, shares: Bool) -> ClockEvent {
        switch random.below(15) {
        case 0, 1, 2, 3: return .pause(random.pick(PauseReason.allCases))
        case 4, 5, 6: return .resume
        case 7, 8: return .stop
        case 9, 10: return .reopen(random.pick(ReopenPolicy.allCases))
        case 11:
            let policies = RetargetPolicy.allCases.filter { shares || $0 != .prorate }
            return .retarget(randomTarget(&random), random.pick(policies))
        case 12, 13:
            return random.chance(1, in: 4)
                ? .agreeDue(nil) : .agreeDue(instant(Self.week - random.below(Self.week / 2)))
        default: return random.chance(1, in: 4) ? .cancel : .resume
        }
    }

    private func randomHistory(_ random: inout SplitMix, shares: Bool = true, ties: Bool = true) -> [(ClockEvent, Int)]
    {
        var taken: Set<Int> = []
        var history: [(ClockEvent, Int)] = []
        for _ in 0..<random.below(14) {
            let tick = random.below(Self.week)
            let event = randomEvent(&random, shares: shares)
            if case .agreeDue(let due?) = event, due <= instant(tick) { continue }
            if taken.insert(tick).inserted || ties { history.append((event, tick)) }
        }
        return history
    }

    private func clock(_ target: TimeSpan?, _ history: [(ClockEvent, Int)], pausesOn: [PauseReason]? = nil) throws
        -> ServiceClock
    {
        var clock = try resolutionClock(target, atRisk: [10, 50, 75, 99], pausesOn: pausesOn)
        for (event, tick) in history { try clock.apply(event, at: instant(tick)) }
        return clock
    }

    @Test(arguments: 0..<1_500)
    func theFoldEqualsAClockThatIsSteppedThroughTime(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        let open = random.chance(1, in: 3) ? OpenTime.always : office
        let reasons = PauseReason.allCases.filter { _ in random.chance(2, in: 3) }
        let target = randomTarget(&random)
        let history = randomHistory(&random, shares: false, ties: false)
        let clock = try clock(target, history, pausesOn: reasons)
        var stepped = SteppedClock(
            target: target.map { Int($0.microseconds / SteppedClock.tick.microseconds) }, pausesOn: Set(reasons),
            isOpen: { open.isOpen(instant($0)) })
        let sorted = history.sorted { $0.1 < $1.1 }
        var next = 0
        for now in 0...Self.week {
            while next < sorted.count, sorted[next].1 == now {
                stepped.happen(sorted[next].0, at: now)
                next += 1
            }
            if now % 7 == seed % 7 || now == Self.week {
                let status = clock.status(at: instant(now), in: open)
                let breached = stepped.breachedAt.map(instant)
                #expect(status.consumed == span(stepped.consumed), "seed \(seed), tick \(now)")
                #expect(status.breachedAt == breached, "seed \(seed), tick \(now)")
                #expect(status.target == stepped.target.map(span), "seed \(seed), tick \(now)")
                switch stepped.mode {
                case .running:
                    let due = stepped.due(at: now, horizon: now + 2 * Self.week).map(instant)
                    #expect(status.due == due, "seed \(seed), tick \(now)")
                    #expect(status.phase == (breached == nil ? .running : .breached), "seed \(seed), tick \(now)")
                case .paused(let reason):
                    let due = stepped.agreed.map { instant(stepped.passedDue ?? $0) }
                    #expect(status.due == due, "seed \(seed), tick \(now)")
                    #expect(status.phase == .paused(reason), "seed \(seed), tick \(now)")
                case .stopped(let tick):
                    let phase: ClockPhase = breached == nil ? .met(instant(tick)) : .late(instant(tick))
                    #expect(status.phase == phase, "seed \(seed), tick \(now)")
                case .cancelled(let tick):
                    #expect(status.phase == .cancelled(instant(tick)), "seed \(seed), tick \(now)")
                }
            }
            stepped.pass(now)
        }
    }

    @Test(arguments: 0..<600)
    func theBreakdownEqualsThePartsThatAreSteppedThrough(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        let open = random.chance(1, in: 3) ? OpenTime.always : office
        let reasons = PauseReason.allCases.filter { _ in random.chance(2, in: 3) }
        let target = randomTarget(&random)
        let history = randomHistory(&random, shares: false, ties: false)
        let clock = try clock(target, history, pausesOn: reasons)
        var stepped = SteppedClock(
            target: target.map { Int($0.microseconds / SteppedClock.tick.microseconds) }, pausesOn: Set(reasons),
            isOpen: { open.isOpen(instant($0)) })
        let sorted = history.sorted { $0.1 < $1.1 }
        var next = 0
        for now in 0...Self.week {
            while next < sorted.count, sorted[next].1 == now {
                stepped.happen(sorted[next].0, at: now)
                next += 1
            }
            if now % 13 == seed % 13 {
                let parts = clock.breakdown(at: instant(now), in: open)
                #expect(parts.from == instant(stepped.cycleStart), "seed \(seed), tick \(now)")
                let sum = parts.paused.reduce(parts.counted + parts.settled + parts.closed) { $0 + $1.span }
                #expect(sum == parts.to - parts.from, "seed \(seed), tick \(now)")
                #expect(parts.counted == span(stepped.consumed), "seed \(seed), tick \(now)")
                for reason in PauseReason.allCases {
                    #expect(
                        parts.paused(for: reason) == span(stepped.leftOut[reason] ?? 0),
                        "seed \(seed), tick \(now), \(reason)")
                }
                if case .running = stepped.mode {
                    #expect(parts.closed == span(stepped.closedTicks), "seed \(seed), tick \(now)")
                    #expect(parts.settled == span(stepped.leftOut[nil] ?? 0), "seed \(seed), tick \(now)")
                }
            }
            stepped.pass(now)
        }
    }

    @Test(arguments: 0..<300)
    func anyOrderOfArrivalGivesAnEqualClock(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        let target = randomTarget(&random)
        let history = randomHistory(&random)
        let expected = try clock(target, history)
        for _ in 0..<4 {
            // Each event once more, somewhere: deliveries are repeated as well as reordered.
            let other = try clock(target, random.shuffled(history + history))
            #expect(other == expected, "seed \(seed)")
            let now = instant(random.below(2 * Self.week))
            #expect(other.status(at: now, in: office) == expected.status(at: now, in: office), "seed \(seed)")
        }
    }

    @Test(arguments: 0..<300)
    func aPauseInPiecesIsThePause(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        let target = randomTarget(&random)
        let start = random.below(200)
        let length = 2 + random.below(200)
        let middle = start + 1 + random.below(length - 1)
        let reason = random.pick([PauseReason.customer, .supplier, .scheduled])
        let whole = try clock(target, [(.pause(reason), start), (.resume, start + length)])
        let restated = try clock(
            target, [(.pause(reason), start), (.pause(reason), middle), (.resume, start + length)])
        let inPieces = try clock(
            target,
            [(.pause(reason), start), (.resume, middle), (.pause(reason), middle), (.resume, start + length)])
        for _ in 0..<10 {
            let now = instant(random.below(Self.week))
            let expected = whole.status(at: now, in: office)
            #expect(restated.status(at: now, in: office) == expected, "seed \(seed)")
            #expect(inPieces.status(at: now, in: office) == expected, "seed \(seed)")
            #expect(
                restated.explanation(at: now, in: office).pauses == whole.explanation(at: now, in: office).pauses,
                "seed \(seed)")
        }
    }

    @Test(arguments: 0..<300)
    func consumedIsTheSumOverTheRunningTimeAndNeverMoreThanTheTimePassed(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        let cuts = (0..<8).map { _ in random.below(Self.week) }.sorted()
        var history: [(ClockEvent, Int)] = []
        for pair in stride(from: 0, to: 8, by: 2) where cuts[pair] < cuts[pair + 1] {
            history += [(.pause(.customer), cuts[pair]), (.resume, cuts[pair + 1])]
        }
        let clock = try clock(span(40), history)
        let end = Self.week
        for open in [OpenTime.always, office] {
            // Half-open stretches that touch are one pause: the resumption loses against the pause of the same instant.
            var expected = open.elapsed(from: instant(0), to: instant(end))
            for pair in stride(from: 0, to: 8, by: 2) {
                expected -= open.elapsed(from: instant(cuts[pair]), to: instant(cuts[pair + 1]))
            }
            let status = clock.status(at: instant(end), in: open)
            #expect(status.consumed == expected, "seed \(seed)")
            #expect(status.consumed <= instant(end) - mondayOpening, "seed \(seed)")
        }
    }

    @Test(arguments: 0..<200)
    func aBreachIsNeverTakenBackAsTimeGoesOn(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        let clock = try clock(randomTarget(&random), randomHistory(&random))
        var breachedAt: Instant?
        for now in stride(from: 0, through: 2 * Self.week, by: 5) {
            let status = clock.status(at: instant(now), in: office)
            if let breachedAt {
                #expect(status.breachedAt.map { $0 <= breachedAt } == true, "seed \(seed), tick \(now)")
                #expect(status.phase != .running, "seed \(seed), tick \(now)")
                if case .met = status.phase { Issue.record("seed \(seed), tick \(now): met after a breach") }
            }
            breachedAt = status.breachedAt ?? breachedAt
            #expect(status.consumed >= .zero, "seed \(seed), tick \(now)")
        }
    }

    @Test(arguments: 0..<200)
    func deadlinesAreTheInstantsAtWhichTheStatusChangesByItself(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        let clock = try clock(randomTarget(&random), randomHistory(&random))
        var now = mondayOpening
        for _ in 0..<40 {
            guard let deadline = clock.nextDeadline(after: now, in: office) else { break }
            #expect(deadline.at > now, "seed \(seed)")
            let before = clock.status(at: deadline.at - microsecond, in: office)
            let at = clock.status(at: deadline.at, in: office)
            switch deadline.kind {
            case .breach:
                #expect(before.breachedAt == nil, "seed \(seed)")
                #expect(at.breachedAt == deadline.at - microsecond, "seed \(seed)")
            case .atRisk(let percentage):
                // An event of that very instant may have changed the target or begun anew.
                if clock.events.contains(where: { $0.at == deadline.at }) { break }
                let step = clock.atRisk.firstIndex(of: percentage)
                #expect(
                    step.map { at.atRiskAt.indices.contains($0) && at.atRiskAt[$0] == deadline.at } == true,
                    "seed \(seed)")
            }
            // Nothing happened by itself in between.
            let between = clock.status(at: deadline.at - microsecond, in: office)
            let from = clock.status(at: now, in: office)
            let eventsBetween = clock.events.contains { $0.at > now && $0.at < deadline.at }
            if !eventsBetween { #expect(between.isBreached == from.isBreached, "seed \(seed)") }
            now = deadline.at
        }
    }

    @Test(arguments: 0..<200)
    func aRetroactiveChangeIsAsIfTheTargetHadAlwaysBeenThere(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        let history = randomHistory(&random, ties: false).filter {
            switch $0.0 {
            case .retarget, .agreeDue, .stop, .reopen, .cancel: false
            case .pause, .resume: true
            }
        }
        let target = span(1 + random.below(80))
        let change = random.below(Self.week)
        let always = try clock(target, history)
        // Without a target before there is no older breach to keep.
        let later = try clock(nil, history + [(.retarget(target, .retroactive), change)])
        for _ in 0..<10 {
            let now = instant(change + random.below(Self.week))
            #expect(later.status(at: now, in: office) == always.status(at: now, in: office), "seed \(seed)")
        }
    }

    @Test(arguments: 0..<200)
    func aStepAtRiskIsTheFirstInstantWithThatMuchUsedUp(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        let history = randomHistory(&random).filter {
            switch $0.0 {
            case .retarget, .agreeDue, .stop, .reopen, .cancel: false
            case .pause, .resume: true
            }
        }
        let target = span(4 + random.below(60))
        let clock = try clock(target, history)
        let now = instant(random.below(Self.week))
        let status = clock.status(at: now, in: office)
        for (percentage, reached) in zip(clock.atRisk, status.atRiskAt) where reached <= now {
            let amount = TimeSpan(microseconds: target.microseconds / 100 * Int64(percentage))
            let there = clock.status(at: reached, in: office)
            let before = clock.status(at: reached - microsecond, in: office)
            #expect(there.consumed == amount, "seed \(seed), \(percentage) %")
            #expect(before.consumed < amount, "seed \(seed), \(percentage) %")
        }
        let used = status.consumed.microseconds
        let expected = clock.atRisk.count { used >= target.microseconds / 100 * Int64($0) }
        #expect(status.riskStepsReached == expected, "seed \(seed)")
    }

    @Test(arguments: 0..<200)
    func aShareStaysAShare(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        let old = 8 * (1 + random.below(20))
        let factor = 1 + random.below(6)
        let change = random.below(Self.week)
        let before = try clock(span(old), [])
        let after = try clock(span(old), [(.retarget(span(old * factor), .prorate), change)])
        let now = instant(change)
        let used = before.status(at: now, in: office).consumed
        #expect(after.status(at: now, in: office).consumed == used * Int64(factor), "seed \(seed)")
        #expect(
            after.status(at: now, in: office).isBreached == before.status(at: now, in: office).isBreached,
            "seed \(seed)")
    }
}
