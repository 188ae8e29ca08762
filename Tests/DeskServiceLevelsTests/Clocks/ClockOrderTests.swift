import DeskPrimitives
import DeskSchedules
import Testing

@testable import DeskServiceLevels

struct ClockOrderTests {
    @Test func eventsOutOfOrderGiveTheSameClock() throws {
        let inOrder = try resolutionClock().applying(
            (.pause(.customer), "2026-03-02T08:00:00Z"), (.resume, "2026-03-02T10:00:00Z"),
            (.stop, "2026-03-02T12:00:00Z"))
        let outOfOrder = try resolutionClock().applying(
            (.stop, "2026-03-02T12:00:00Z"), (.pause(.customer), "2026-03-02T08:00:00Z"),
            (.resume, "2026-03-02T10:00:00Z"))
        #expect(inOrder == outOfOrder)
        #expect(inOrder.events.map(\.event) == [.pause(.customer), .resume, .stop])
        #expect(outOfOrder.status(at: at("2026-03-03T00:00:00Z"), in: office).consumed == .hours(3))
    }

    @Test func theSameEventTwiceIsOneEvent() throws {
        let once = try resolutionClock().applying((.pause(.customer), "2026-03-02T08:00:00Z"))
        let twice = try once.applying((.pause(.customer), "2026-03-02T08:00:00Z"))
        #expect(once == twice)
        #expect(twice.events.count == 1)
    }

    @Test func aPauseThatIsLearntLateUndoesABreachThatNeverWas() throws {
        var clock = try resolutionClock(.hours(2))
        #expect(clock.status(at: at("2026-03-02T12:00:00Z"), in: office).phase == .breached)
        try clock.apply(.pause(.supplier), at: at("2026-03-02T08:00:00Z"))
        let status = clock.status(at: at("2026-03-02T12:00:00Z"), in: office)
        #expect(status.phase == .paused(.supplier))
        #expect(status.breachedAt == nil)
    }

    @Test func pauseBeatsResumeAtOneInstant() throws {
        for order in [[ClockEvent.resume, .pause(.customer)], [.pause(.customer), .resume]] {
            var clock = try resolutionClock().applying((.pause(.supplier), "2026-03-02T08:00:00Z"))
            for event in order { try clock.apply(event, at: at("2026-03-02T09:00:00Z")) }
            let status = clock.status(at: at("2026-03-02T10:00:00Z"), in: office)
            #expect(status.phase == .paused(.customer))
            #expect(status.consumed == .hours(1))
        }
    }

    @Test func stopBeatsPauseAndReopenAtOneInstant() throws {
        let moment = at("2026-03-02T09:00:00Z")
        let events: [ClockEvent] = [.reopen(.restart), .pause(.customer), .resume, .stop]
        for order in [events, events.reversed()] {
            var clock = try resolutionClock()
            for event in order { try clock.apply(event, at: moment) }
            #expect(clock.status(at: at("2026-03-02T12:00:00Z"), in: office).phase == .met(moment))
        }
    }

    @Test func theOrderAtOneInstantIsTheSameEverywhere() throws {
        let order: [ClockEvent] = [
            .resume, .reopen(.ignore), .reopen(.restart), .reopen(.resume), .retarget(nil, .carry),
            .retarget(.hours(1), .carry), .retarget(.hours(2), .carry), .retarget(.hours(1), .retroactive),
            .pause(.customer), .pause(.internal), .pause(.scheduled), .pause(.supplier), .stop, .cancel,
        ]
        for seed in 0..<20 {
            var random = SplitMix(seed: UInt64(seed))
            var clock = try resolutionClock()
            for event in random.shuffled(order) { try clock.apply(event, at: mondayOpening) }
            #expect(clock.events.map(\.event) == order, "seed \(seed)")
        }
    }

    @Test func stopBeatsCancelAtOneInstant() throws {
        let moment = at("2026-03-02T09:00:00Z")
        for order in [[ClockEvent.cancel, .stop], [.stop, .cancel]] {
            var clock = try resolutionClock()
            for event in order { try clock.apply(event, at: moment) }
            #expect(clock.status(at: moment, in: office).phase == .met(moment))
        }
    }

    @Test func aChangeOfTargetAtTheInstantOfTheStopJudgesTheStop() throws {
        let moment = at("2026-03-02T09:00:00Z")
        for order in [
            [ClockEvent.retarget(.hours(1), .retroactive), .stop], [.stop, .retarget(.hours(1), .retroactive)],
        ] {
            var clock = try resolutionClock()
            for event in order { try clock.apply(event, at: moment) }
            #expect(clock.status(at: moment, in: office).phase == .late(moment))
        }
    }

    @Test func aPauseAtTheInstantOfTheChangeFollowsIt() throws {
        let moment = at("2026-03-02T09:00:00Z")
        for order in [
            [ClockEvent.retarget(.hours(4), .restart), .pause(.customer)],
            [.pause(.customer), .retarget(.hours(4), .restart)],
        ] {
            var clock = try resolutionClock()
            for event in order { try clock.apply(event, at: moment) }
            try clock.apply(.resume, at: at("2026-03-02T10:00:00Z"))
            #expect(clock.status(at: at("2026-03-02T10:00:00Z"), in: office).due == at("2026-03-02T14:00:00Z"))
        }
    }

    @Test func eventsFromBeforeTheStartTakeEffectAtTheStart() throws {
        let paused = try resolutionClock().applying((.pause(.customer), "2026-03-01T12:00:00Z"))
        #expect(paused.status(at: at("2026-03-02T12:00:00Z"), in: office).phase == .paused(.customer))
        #expect(paused.status(at: at("2026-03-02T12:00:00Z"), in: office).consumed == .zero)
        let stopped = try resolutionClock().applying((.stop, "2026-03-01T12:00:00Z"))
        #expect(stopped.status(at: at("2026-03-02T12:00:00Z"), in: office).phase == .met(mondayOpening))
        let resumedBeforePause = try resolutionClock().applying(
            (.resume, "2026-03-01T11:00:00Z"), (.pause(.customer), "2026-03-01T12:00:00Z"))
        #expect(resumedBeforePause.status(at: mondayOpening, in: office).phase == .paused(.customer))
    }

    @Test func aFullClockRefusesButCanStillBeEnded() throws {
        var clock = try resolutionClock()
        for number in 0..<(ServiceClock.eventLimit - ServiceClock.eventReserve) {
            try clock.apply(
                number.isMultiple(of: 2) ? .resume : .pause(.customer), at: mondayOpening + .seconds(Int64(number)))
        }
        let before = clock
        let full = Refusal(.tooLong, "a clock keeps at most 4096 events", at: .field("events"))
        #expect(throws: full) { try clock.apply(.resume, at: at("2026-03-05T00:00:00Z")) }
        #expect(clock == before)
        // What it has already is no news, also when it is full.
        try clock.apply(.resume, at: mondayOpening)
        #expect(clock == before)
        try clock.apply(.stop, at: at("2026-03-05T00:00:00Z"))
        #expect(clock.status(at: at("2026-03-05T00:00:00Z"), in: office).phase == .met(at("2026-03-05T00:00:00Z")))
        for number in 0..<63 { try clock.apply(.cancel, at: at("2026-03-06T00:00:00Z") + .seconds(Int64(number))) }
        #expect(throws: full) { try clock.apply(.stop, at: at("2026-03-07T00:00:00Z")) }
    }

    @Test func badInputIsRefusedWithItsPlace() throws {
        var clock = try resolutionClock()
        let outside = Instant(microseconds: .max)
        #expect(throws: Refusal(.outOfRange, "outside the years 1 to 9999", at: .field("at"))) {
            try clock.apply(.stop, at: outside)
        }
        #expect(throws: Refusal(.outOfRange, "a target is longer than no time", at: .field("target"))) {
            try clock.apply(.retarget(.zero, .carry), at: mondayOpening)
        }
        #expect(throws: Refusal(.outOfRange, "a target is at most 36,525 days", at: .field("target"))) {
            try clock.apply(.retarget(TimeSpan(microseconds: .max), .carry), at: mondayOpening)
        }
        #expect(clock.events.isEmpty)
        #expect(throws: Refusal(.outOfRange, "a target is longer than no time", at: .field("target"))) {
            try resolutionClock(-.hours(1))
        }
        #expect(throws: Refusal(.outOfRange, "outside the years 1 to 9999", at: .field("startedAt"))) {
            try resolutionClock(from: outside)
        }
        #expect(
            throws: Refusal(
                .outOfRange, "an at-risk step is 1 to 99 per cent of the target", at: .field("atRisk").index(1))
        ) { try resolutionClock(atRisk: [50, 100]) }
        #expect(throws: Refusal(.malformed, "a name is empty", at: .field("targetName"))) {
            try ServiceClock(metric: .answer, targetName: "", target: nil, startedAt: mondayOpening)
        }
        // Questions about instants that nothing checked are answered, not trapped on.
        for instant in [outside, Instant(microseconds: .min), .latest, .earliest] {
            _ = clock.status(at: instant, in: .always)
            _ = clock.status(at: instant, in: office)
            _ = clock.nextDeadline(after: instant, in: .always)
            _ = clock.explanation(at: instant, in: office).sentence(in: .finnish)
        }
    }
}
