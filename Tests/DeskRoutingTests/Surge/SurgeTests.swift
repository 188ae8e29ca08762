import DeskPrimitives
import DeskRouting
import DeskTestKit
import Foundation
import Testing

@Suite("Surges") struct SurgeTests {
    private static func policy() throws -> SurgePolicy {
        try SurgePolicy(
            id: "billing", measure: .arrivalsPercent, enterAt: 200, leaveAt: 130, minimumStay: .minutes(30),
            expiresAfter: .hours(8), effects: SurgeEffects(reserveTeams: ["office"], holdsWorkBelow: 2))
    }

    private static func reading(_ percent: Int) -> SurgeReading { SurgeReading(arrivals: percent, expected: 100) }

    @Test func itBeginsAtOneThresholdAndEndsBelowAnother() throws {
        let policy = try Self.policy()
        let start = Instant(seconds: 0)
        var decision = policy.decide(SurgeState(), Self.reading(199), at: start)
        #expect(decision.change == .none(value: 199))
        decision = policy.decide(decision.state, Self.reading(200), at: start)
        #expect(decision.change == .entered(value: 200))
        // Between the thresholds nothing changes, and the minimum stay is kept.
        decision = policy.decide(decision.state, Self.reading(150), at: start + .hours(1))
        #expect(decision.change == .none(value: 150))
        #expect(decision.state.active?.excessContacts == 150)
        decision = policy.decide(decision.state, Self.reading(130), at: start + .hours(1))
        guard case .left(130, let cost) = decision.change else {
            Issue.record("\(decision.change)")
            return
        }
        #expect(decision.state.active == nil)
        #expect(cost.excessContacts == 180)
        #expect(cost.from == start)
        #expect(decision.sentence(in: .finnish).contains("180 odottamatonta"))
    }

    @Test func theMinimumStayHolds() throws {
        let policy = try Self.policy()
        let entered = policy.decide(SurgeState(), Self.reading(300), at: Instant(seconds: 0)).state
        #expect(policy.decide(entered, Self.reading(0), at: Instant(seconds: 1_799)).state.active != nil)
        #expect(policy.decide(entered, Self.reading(0), at: Instant(seconds: 1_800)).state.active == nil)
    }

    @Test func itExpiresWhateverIsMeasured() throws {
        let policy = try Self.policy()
        let entered = policy.decide(SurgeState(), Self.reading(300), at: Instant(seconds: 0)).state
        let decision = policy.decide(entered, Self.reading(900), at: Instant(seconds: 8 * 3_600))
        guard case .expired = decision.change else {
            Issue.record("\(decision.change)")
            return
        }
    }

    @Test func aPersonDeclaresNamesTheCauseAndEnds() throws {
        let policy = try Self.policy()
        let start = Instant(seconds: 0)
        var state = policy.declare(SurgeState(), cause: nil, at: start).state
        // What a person has declared the measure does not end.
        state = policy.decide(state, Self.reading(0), at: start + .hours(2)).state
        let cause = try SurgeCause(name: "billing run", problem: "case-1")
        state = policy.declare(state, cause: cause, at: start + .hours(2)).state
        state = state.adding(effort: .minutes(90)).adding(effort: .minutes(-5))
        guard case .ended(let cost) = try policy.end(state, at: start + .hours(3)).change else {
            Issue.record("not ended")
            return
        }
        #expect(cost.cause == cause)
        #expect(cost.effort == .minutes(90))
        #expect(cost.sentence(in: .english).contains("caused by billing run"))
        #expect(refusal { _ = try policy.end(SurgeState(), at: start) }?.code == .wrongState)
    }

    @Test func whatIsNotKnownBeginsNothing() throws {
        let policy = try Self.policy()
        #expect(
            policy.decide(SurgeState(), SurgeReading(arrivals: 900), at: Instant(seconds: 0)).change
                == .none(value: nil))
        let huge = SurgeReading(arrivals: .max, expected: 1)
        #expect(policy.decide(SurgeState(), huge, at: Instant(seconds: 0)).change == .entered(value: .max))
    }

    @Test func effectsHoldBackLowWork() throws {
        let effects = try Self.policy().effects
        #expect(effects.holds(urgency: 1))
        #expect(!effects.holds(urgency: 2))
        #expect(!SurgeEffects().holds(urgency: -5))
    }

    @Test func badPoliciesAreRefusedAtTheirMember() throws {
        func place(
            _ enter: Int, _ leave: Int, _ stay: TimeSpan = .zero, _ expires: TimeSpan = .hours(1)
        ) -> String? {
            refusal {
                _ = try SurgePolicy(
                    id: "s", measure: .waiting, enterAt: enter, leaveAt: leave, minimumStay: stay, expiresAfter: expires
                )
            }?.place.description
        }
        #expect(place(10, 5) == nil)
        #expect(place(10, 10) == "leaveAt")
        #expect(place(10, -1) == "leaveAt")
        #expect(place(10, 5, .seconds(-1)) == "minimumStay")
        #expect(place(10, 5, .hours(2)) == "expiresAfter")
        #expect(place(10, 5, .zero, .days(8)) == "expiresAfter")
        let policy = try Self.policy()
        let data = try JSONEncoder().encode(policy)
        #expect(try JSONDecoder().decode(SurgePolicy.self, from: data) == policy)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(
                SurgePolicy.self, from: Data(#"{"id":"s","measure":"waiting","enterAt":5,"leaveAt":5}"#.utf8))
        }
    }

    /// Whatever is measured: no surge is shorter than the minimum stay or longer than the expiry and one step, and it begins
    /// only at or above the threshold.
    @Test func modesNeverFlutter() throws {
        for seed in 0..<UInt64(Samples.cases(300)) {
            var random = SeededGenerator(seed: seed)
            let policy = try Self.policy()
            var state = SurgeState()
            var now = Instant(seconds: 0)
            var began: Instant?
            for _ in 0..<60 {
                let step = TimeSpan.minutes(random.integer(in: 1...20))
                now = now + step
                let percent = random.integer(in: 50...300)
                let decision = policy.decide(state, Self.reading(percent), at: now)
                switch decision.change {
                case .entered:
                    #expect(percent >= 200 && began == nil, "seed \(seed)")
                    began = now
                case .left:
                    let since = try #require(began)
                    #expect(percent <= 130 && now - since >= .minutes(30), "seed \(seed)")
                    began = nil
                case .expired:
                    let since = try #require(began)
                    #expect(now - since >= .hours(8), "seed \(seed)")
                    began = nil
                case .none: break
                case .declared, .ended: Issue.record("seed \(seed)")
                }
                state = decision.state
                #expect((state.active != nil) == (began != nil), "seed \(seed)")
                if let began { #expect(now - began < .hours(8), "seed \(seed)") }
            }
        }
    }
}
