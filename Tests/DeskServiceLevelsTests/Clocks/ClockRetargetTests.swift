import DeskPrimitives
import DeskSchedules
import Testing

@testable import DeskServiceLevels

/// Another target in mid-flight: two hours of eight used at Monday 11:00 local (09:00 UTC).
struct ClockRetargetTests {
    private let change = "2026-03-02T09:00:00Z"

    private func changed(
        to target: TimeSpan?, _ policy: RetargetPolicy, from old: TimeSpan? = .hours(8)
    ) throws -> ServiceClock {
        try resolutionClock(old).applying((.retarget(target, policy), change))
    }

    @Test(arguments: [
        (RetargetPolicy.retroactive, 4, "2026-03-02T11:00:00Z", 2),
        (.carry, 4, "2026-03-02T11:00:00Z", 2),
        (.restart, 4, "2026-03-02T13:00:00Z", 0),
        (.prorate, 4, "2026-03-02T12:00:00Z", 1),
        (.retroactive, 16, "2026-03-03T15:00:00Z", 2),
        (.carry, 16, "2026-03-03T15:00:00Z", 2),
        (.restart, 16, "2026-03-04T09:00:00Z", 0),
        (.prorate, 16, "2026-03-03T13:00:00Z", 4),
    ])
    func aNewTargetThatCanStillBeKept(_ policy: RetargetPolicy, _ hours: Int, _ due: String, _ used: Int) throws {
        let clock = try changed(to: .hours(Int64(hours)), policy)
        let status = clock.status(at: at(change), in: office)
        #expect(status.phase == .running)
        #expect(status.target == .hours(Int64(hours)))
        #expect(status.consumed == .hours(Int64(used)))
        #expect(status.due == at(due))
        // Completion at the due time is met, a microsecond later late, whatever the policy.
        var (met, late) = (clock, clock)
        try met.apply(.stop, at: at(due))
        try late.apply(.stop, at: at(due) + microsecond)
        #expect(met.status(at: at("2026-03-09T00:00:00Z"), in: office).phase == .met(at(due)))
        #expect(late.status(at: at("2026-03-09T00:00:00Z"), in: office).breachedAt == at(due))
    }

    @Test func aShorterTargetMakesTheClockLateInHindsightOrFromTheChangeOn() throws {
        let retroactive = try changed(to: .hours(1), .retroactive).status(at: at(change), in: office)
        #expect(retroactive.phase == .breached)
        #expect(retroactive.due == at("2026-03-02T08:00:00Z"))
        #expect(retroactive.breachedAt == at("2026-03-02T08:00:00Z"))
        #expect(retroactive.overdueBy == .hours(1))

        let carry = try changed(to: .hours(1), .carry)
        #expect(carry.status(at: at(change), in: office).phase == .running)
        #expect(carry.status(at: at(change), in: office).due == at(change))
        #expect(carry.status(at: at(change) + microsecond, in: office).breachedAt == at(change))

        let restart = try changed(to: .hours(1), .restart).status(at: at(change), in: office)
        #expect(restart.due == at("2026-03-02T10:00:00Z"))
        let prorate = try changed(to: .hours(1), .prorate).status(at: at(change), in: office)
        #expect(prorate.due == at("2026-03-02T09:45:00Z"))
        #expect(prorate.consumed == .minutes(15))
    }

    @Test func whatWasLateStaysLateUnderEveryPolicy() throws {
        for policy in RetargetPolicy.allCases {
            let clock = try changed(to: .hours(100), policy, from: .hours(1)).applying((.stop, "2026-03-02T10:00:00Z"))
            let running = clock.status(at: at(change), in: office)
            #expect(running.phase == .breached, "\(policy)")
            #expect(running.breachedAt == at("2026-03-02T08:00:00Z"), "\(policy)")
            let stopped = clock.status(at: at("2026-03-03T00:00:00Z"), in: office)
            #expect(stopped.phase == .late(at("2026-03-02T10:00:00Z")), "\(policy)")
        }
    }

    @Test func pausesAreKeptByARetroactiveChange() throws {
        // An hour used, an hour paused, an hour used, then four hours in place of eight: two hours are left.
        let clock = try resolutionClock(.hours(8)).applying(
            (.pause(.customer), "2026-03-02T08:00:00Z"), (.resume, "2026-03-02T09:00:00Z"),
            (.retarget(.hours(4), .retroactive), "2026-03-02T10:00:00Z"))
        let status = clock.status(at: at("2026-03-02T10:00:00Z"), in: office)
        #expect(status.consumed == .hours(2))
        #expect(status.due == at("2026-03-02T12:00:00Z"))
        // 90 minutes in place of eight hours: used up half an hour into the second stretch.
        let short = try clock.applying((.retarget(.minutes(90), .retroactive), "2026-03-02T10:30:00Z"))
        #expect(short.status(at: at("2026-03-02T10:30:00Z"), in: office).breachedAt == at("2026-03-02T09:30:00Z"))
    }

    @Test func aTargetUsedUpExactlyBeforeAPauseIsMissedOnlyWhenTheClockRanOn() throws {
        let clock = try resolutionClock(.hours(8)).applying(
            (.pause(.customer), "2026-03-02T08:00:00Z"), (.resume, "2026-03-02T09:00:00Z"))
        let inPause = try clock.applying((.retarget(.hours(1), .retroactive), "2026-03-02T08:30:00Z"))
        #expect(inPause.status(at: at("2026-03-02T08:45:00Z"), in: office).breachedAt == nil)
        #expect(inPause.status(at: at("2026-03-02T09:00:00Z"), in: office).due == at("2026-03-02T09:00:00Z"))
        let after = try clock.applying((.retarget(.hours(1), .retroactive), "2026-03-02T10:00:00Z"))
        #expect(after.status(at: at("2026-03-02T10:00:00Z"), in: office).breachedAt == at("2026-03-02T09:00:00Z"))
    }

    @Test func aChangeDuringAPauseWaitsForTheResumption() throws {
        let clock = try resolutionClock(.hours(8)).applying(
            (.pause(.customer), "2026-03-02T09:00:00Z"), (.retarget(.hours(1), .carry), "2026-03-02T10:00:00Z"),
            (.resume, "2026-03-02T11:00:00Z"))
        let paused = clock.status(at: at("2026-03-02T10:30:00Z"), in: office)
        #expect(paused.phase == .paused(.customer))
        #expect(paused.due == nil)
        #expect(paused.breachedAt == nil)
        #expect(clock.status(at: at("2026-03-02T11:00:00Z"), in: office).due == at("2026-03-02T11:00:00Z"))
        #expect(clock.status(at: at("2026-03-02T11:30:00Z"), in: office).breachedAt == at("2026-03-02T11:00:00Z"))
    }

    @Test func aTargetCanBeTakenAwayAndGivenAgain() throws {
        let clock = try resolutionClock(.hours(8)).applying(
            (.retarget(nil, .retroactive), "2026-03-02T08:00:00Z"),
            (.retarget(.hours(4), .prorate), "2026-03-02T10:00:00Z"))
        let without = clock.status(at: at("2026-03-02T09:00:00Z"), in: office)
        #expect(without.target == nil)
        #expect(without.due == nil)
        #expect(without.phase == .running)
        // There is no share of no target: what was counted is carried.
        let again = clock.status(at: at("2026-03-02T10:00:00Z"), in: office)
        #expect(again.consumed == .hours(3))
        #expect(again.due == at("2026-03-02T11:00:00Z"))
    }

    @Test func aRetroactiveChangeForgetsEarlierShares() throws {
        let clock = try changed(to: .hours(4), .prorate).applying(
            (.retarget(.hours(8), .retroactive), "2026-03-02T10:00:00Z"))
        let status = clock.status(at: at("2026-03-02T10:00:00Z"), in: office)
        #expect(status.consumed == .hours(3))
        #expect(status.due == at("2026-03-02T15:00:00Z"))
    }

    @Test func noStepAtRiskOfANewTargetIsReachedBeforeTheChange() throws {
        // A quarter of eight hours becomes a quarter of sixteen: the step of a tenth is reached at the change itself.
        let clock = try resolutionClock(.hours(8), atRisk: [10, 50]).applying((.retarget(.hours(16), .prorate), change))
        let status = clock.status(at: at(change), in: office)
        #expect(status.atRiskAt == [at(change), at("2026-03-02T13:00:00Z")])
        // Carried on, a quarter of the four hours was used up before anybody knew of them.
        let carried = try resolutionClock(.hours(8), atRisk: [25, 75]).applying((.retarget(.hours(4), .carry), change))
        #expect(carried.status(at: at(change), in: office).atRiskAt == [at(change), at("2026-03-02T10:00:00Z")])
    }

    @Test func hugeSharesNeverOverflow() throws {
        var clock = try resolutionClock(microsecond, from: .earliest)
        for step in 1...50 {
            let target = step.isMultiple(of: 2) ? microsecond : ServiceTarget.longestSpan
            try clock.apply(.retarget(target, .prorate), at: .latest - .hours(Int64(100 - step)))
        }
        let status = clock.status(at: .latest, in: .always)
        #expect(status.phase == .breached)
        #expect(status.breachedAt == .earliest + microsecond)
    }
}
