import DeskPrimitives
import DeskSchedules
import Testing

@testable import DeskServiceLevels

struct EscalationTests {
    private func ladder() throws -> EscalationLadder {
        try EscalationLadder([
            EscalationStep(name: "after", moment: .afterDue(.hours(2)), inform: .agent("liisa")),
            EscalationStep(name: "half", moment: .used(percent: 50), inform: .owner),
            EscalationStep(name: "before", moment: .beforeDue(.hours(1)), inform: .team),
            EscalationStep(name: "at", moment: .atDue, inform: .agent("matti")),
        ])
    }

    private func times(_ steps: [ReachedStep]) -> [String] { steps.map { "\($0.step.name) \($0.at)" } }

    @Test func stepsStandBeforeAtAndAfterTheDueTimeInOpenHours() throws {
        // Eight hours from Monday 13 o'clock local time: due on Tuesday at 13.
        let clock = try resolutionClock(.hours(8), from: at("2026-03-02T11:00:00Z"))
        let steps = clock.steps(of: try ladder(), besides: [], at: at("2026-03-02T11:00:00Z"), in: office)
        #expect(
            times(steps) == [
                "half 2026-03-02T15:00:00Z", "before 2026-03-03T10:00:00Z", "at 2026-03-03T11:00:00Z",
                "after 2026-03-03T13:00:00Z",
            ])
    }

    @Test func aPauseMovesWhatIsStillAheadAndNotWhatWasReached() throws {
        let clock = try resolutionClock(.hours(8)).applying(
            (.pause(.customer), "2026-03-02T12:00:00Z"), (.resume, "2026-03-03T08:00:00Z"))
        let paused = clock.steps(of: try ladder(), besides: [], at: at("2026-03-02T13:00:00Z"), in: office)
        #expect(times(paused) == ["half 2026-03-02T11:00:00Z"])
        let resumed = clock.steps(of: try ladder(), besides: ["half"], at: at("2026-03-03T08:00:00Z"), in: office)
        #expect(
            times(resumed) == [
                "before 2026-03-03T10:00:00Z", "at 2026-03-03T11:00:00Z", "after 2026-03-03T13:00:00Z",
            ])
    }

    @Test func whatIsDoneOrCancelledIsNotBroughtUp() throws {
        for event in [ClockEvent.stop, .cancel] {
            let clock = try resolutionClock(.hours(1)).applying((event, "2026-03-02T15:00:00Z"))
            #expect(clock.steps(of: try ladder(), besides: [], at: at("2026-03-02T16:00:00Z"), in: office).isEmpty)
        }
    }

    @Test func anAgreedDueTimeCarriesTheSteps() throws {
        let clock = try resolutionClock(.hours(2)).applying(
            (.agreeDue(at("2026-03-05T08:00:00Z")), "2026-03-02T07:30:00Z"))
        let steps = clock.steps(of: try ladder(), besides: ["half"], at: at("2026-03-02T08:00:00Z"), in: office)
        #expect(
            times(steps) == [
                "before 2026-03-05T07:00:00Z", "at 2026-03-05T08:00:00Z", "after 2026-03-05T10:00:00Z",
            ])
    }

    @Test func aStepLongerThanTheTargetIsTakenAtTheStart() throws {
        let ladder = try EscalationLadder([
            EscalationStep(name: "early", moment: .beforeDue(.hours(9)), inform: .owner)
        ])
        let clock = try resolutionClock(.hours(8))
        #expect(clock.steps(of: ladder, besides: [], at: mondayOpening, in: office).first?.at == mondayOpening)
    }

    /// Walks through time tick by tick and takes each step when it is reached, as a desk would.
    @Test(arguments: 0..<400)
    func eachStepIsTakenOnceAtTheTickAtWhichItsTimeIsUsedUp(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        let open = random.chance(1, in: 3) ? OpenTime.always : office
        let target = 8 + random.below(40)
        let tick = SteppedClock.tick
        let moments: [(EscalationMoment, Int)] = (0..<4).map { _ in
            let span = 1 + random.below(12)
            return switch random.below(3) {
            case 0: (.beforeDue(tick * Int64(span)), max(target - span, 0))
            case 1: (.afterDue(tick * Int64(span)), target + span)
            default: (.atDue, target)
            }
        }
        let ladder = try EscalationLadder(
            moments.enumerated().map { try EscalationStep(name: "s\($0)", moment: $1.0, inform: .owner) })
        var clock = try resolutionClock(tick * Int64(target))
        var stepped = SteppedClock(
            target: target, pausesOn: [.customer, .supplier],
            isOpen: { open.isOpen(mondayOpening + tick * Int64($0)) })
        let end = random.chance(1, in: 3) ? 100 + random.below(200) : 600
        var (taken, expected): ([String: Int], [String: Int]) = ([:], [:])
        for now in 0..<500 {
            let instant = mondayOpening + tick * Int64(now)
            if now == end {
                try clock.apply(.stop, at: instant)
                stepped.happen(.stop, at: now)
            } else if now > 0, now < end, random.chance(1, in: 9) {
                let event: ClockEvent = random.chance(1, in: 2) ? .pause(.customer) : .resume
                try clock.apply(event, at: instant)
                stepped.happen(event, at: now)
            }
            for reached in clock.steps(of: ladder, besides: Array(taken.keys), at: instant, in: open)
            where reached.at <= instant { taken[reached.step.name] = now }
            // A step falls due with the first tick at which its time is used up, also when the clock pauses there.
            if now < end {
                for (index, moment) in moments.enumerated()
                where stepped.consumed >= moment.1 && expected["s\(index)"] == nil { expected["s\(index)"] = now }
            }
            stepped.pass(now)
        }
        for (name, tick) in expected where moments[Int(name.dropFirst()) ?? 0].0 != .atDue {
            #expect(taken[name] == tick, "seed \(seed), \(name)")
        }
        #expect(Set(taken.keys).isSubset(of: expected.keys), "seed \(seed)")
    }

    @Test func documentsAreReadAndMistakesFound() throws {
        let json = """
            [{"name": "half", "used": 50, "inform": "owner"}, {"name": "b", "beforeDue": "PT1H", "inform": "team"},
             {"name": "at", "atDue": true, "inform": {"agent": "liisa"}}, {"name": "a", "afterDue": "PT2H", "inform": "team"}]
            """
        let ladder = try document(EscalationLadder.self, json)
        #expect(
            ladder.steps.map(\.moment) == [.used(percent: 50), .beforeDue(.hours(1)), .atDue, .afterDue(.hours(2))])
        #expect(try throughJSON(ladder) == ladder)
        #expect(try throughRecord(ladder) == ladder)
        for (bad, message) in [
            (
                #"[{"name": "a", "inform": "team"}]"#,
                "0: exactly one of used, beforeDue, atDue and afterDue says when"
            ),
            (#"[{"name": "a", "used": 100, "inform": "team"}]"#, "0.used: 1 to 99 per cent of the target"),
            (
                #"[{"name": "a", "beforeDue": "PT0S", "inform": "team"}]"#,
                "0.beforeDue: a target is longer than no time"
            ),
            (#"[{"name": "a", "atDue": true, "inform": "boss"}]"#, "0.inform: expected owner, team or an agent"),
            (
                #"[{"name": "a", "atDue": true, "inform": "team"}, {"name": "a", "used": 5, "inform": "team"}]"#,
                "1.name: another step has the same name"
            ),
        ] {
            #expect(documentError(EscalationLadder.self, bad) == message)
        }
    }
}
