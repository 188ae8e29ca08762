import DeskPrimitives
import DeskRouting
import DeskTestKit
import Foundation
import Testing

@Suite("Callbacks") struct CallbackTests {
    private static let start = Instant(seconds: 100_000)
    private static let rule = CallbackRule.standard

    private static func callback(owner: AgentID? = nil, window: CallbackWindow? = nil) throws -> Callback {
        try Callback("c-1", waitingSince: start, window: window, owner: owner, rule: rule, at: start + .minutes(3))
    }

    @Test func itKeepsThePlaceThroughAllTries() throws {
        var callback = try Self.callback()
        var now = Self.start + .minutes(3)
        for pause in [TimeSpan.minutes(15), .hours(2)] {
            callback = try callback.calling(by: "a", at: now).ending(.noAnswer, rule: Self.rule, at: now + .seconds(30))
            #expect(callback.waitingSince == Self.start)
            #expect(callback.nextDue(at: now + .seconds(30)) == now + .seconds(30) + pause)
            let tooEarly = now + .minutes(1)
            #expect(refusal { _ = try callback.calling(by: "a", at: tooEarly) }?.code == .outOfOrder)
            now = now + .seconds(30) + pause
        }
        callback = try callback.calling(by: "a", at: now).ending(.busy, rule: Self.rule, at: now)
        #expect(callback.state == .unreached(at: now))
        #expect(callback.attempts.map(\.outcome) == [.noAnswer, .noAnswer, .busy])
        #expect(callback.sentence(in: .finnish) == "Asiakasta ei tavoitettu 3 yrityksellä.")
    }

    @Test func itIsWithdrawnWhenThePersonGetsThrough() throws {
        let now = Self.start + .minutes(4)
        let calling = try Self.callback().calling(by: "a", at: now)
        for callback in [try Self.callback(), calling] {
            let gone = try callback.withdrawing(.gotThrough, at: now)
            #expect(gone.isOver)
            #expect(refusal { _ = try gone.calling(by: "a", at: now) }?.code == .wrongState)
            #expect(refusal { _ = try gone.withdrawing(.askedFor, at: now) }?.code == .wrongState)
        }
        let reached = try calling.ending(.answered, rule: Self.rule, at: now)
        #expect(refusal { _ = try reached.withdrawing(.gotThrough, at: now) }?.code == .wrongState)
    }

    @Test func itBelongsToItsOwnerForATime() throws {
        let callback = try Self.callback(owner: "anna")
        let now = Self.start + .minutes(3)
        #expect(refusal { _ = try callback.calling(by: "b", at: now) }?.code == .notAllowed)
        #expect(callback.mayBeMade(by: "anna", at: now))
        #expect(callback.nextDue(at: now) == now + .days(1))
        #expect(callback.mayBeMade(by: "b", at: now + .days(1)))
        #expect(callback.nextDue(at: now + .days(1)) == nil)
    }

    @Test func aWrongNumberIsNotTriedAgain() throws {
        let now = Self.start + .minutes(3)
        let callback = try Self.callback().calling(by: "a", at: now).ending(.wrongNumber, rule: Self.rule, at: now)
        #expect(callback.state == .unreached(at: now))
    }

    @Test func windowsAreSoldAgainstForecastCapacity() throws {
        let end = Self.start + .hours(1)
        // Four agents, six minutes each: 40 contacts an hour, 30 of them forecast; four fifths of the other ten are sold.
        let forecast = CallbackWindow.Forecast(agents: 4, contacts: 30, handling: .minutes(6))
        var window = try CallbackWindow(from: Self.start, to: end, forecast, rule: Self.rule)
        #expect(window.capacity == 8)
        for _ in 0..<8 { window = try window.selling(at: Self.start) }
        #expect(refusal { _ = try window.selling(at: Self.start) }?.detail == "the window is sold out")
        #expect(CallbackWindow.offered([window], at: Self.start) == [])
        window = window.givingBack()
        #expect(CallbackWindow.offered([window], at: Self.start) == [window])
        #expect(CallbackWindow.offered([window], at: end) == [])
        #expect(refusal { _ = try window.selling(at: end) }?.detail == "the window is over")
        let busy = CallbackWindow.Forecast(agents: 2, contacts: 30, handling: .minutes(6))
        #expect(try CallbackWindow(from: Self.start, to: end, busy, rule: Self.rule).capacity == 0)
        let huge = CallbackWindow.Forecast(agents: .max, contacts: 0, handling: TimeSpan(microseconds: 1))
        #expect(try CallbackWindow(from: Self.start, to: end, huge, rule: Self.rule).capacity == 800_000)
        #expect(
            refusal { _ = try CallbackWindow(from: end, to: Self.start, forecast, rule: Self.rule) }?.code
                == .outOfRange)
        let none = CallbackWindow.Forecast(agents: 1, contacts: 0, handling: .zero)
        #expect(
            refusal { _ = try CallbackWindow(from: Self.start, to: end, none, rule: Self.rule) }?.code == .outOfRange)
    }

    @Test func aPromisedWindowIsKeptOrLate() throws {
        let forecast = CallbackWindow.Forecast(agents: 4, contacts: 0, handling: .minutes(6))
        let window = try CallbackWindow(
            from: Self.start + .hours(2), to: Self.start + .hours(3), forecast, rule: Self.rule)
        let callback = try Self.callback(window: window)
        #expect(!callback.mayBeMade(by: "a", at: Self.start + .hours(1)))
        #expect(callback.nextDue(at: Self.start + .hours(1)) == window.start)
        #expect(!callback.isLate(at: window.end))
        #expect(callback.isLate(at: window.end + .seconds(1)))
        let tried = try callback.calling(by: "a", at: window.start).ending(.busy, rule: Self.rule, at: window.start)
        #expect(!tried.isLate(at: window.end + .hours(1)))
        #expect(
            refusal {
                _ = try Self.callback(
                    window: try CallbackWindow(
                        from: Self.start - .hours(2), to: Self.start, forecast, rule: Self.rule))
            }?.code == .wrongState)
    }

    @Test func badRulesAreRefusedAtTheirMember() throws {
        func place(_ retry: [TimeSpan], _ owner: TimeSpan = .zero, _ share: Int = 50) -> String? {
            refusal { _ = try CallbackRule(retryAfter: retry, ownerFor: owner, sharePercent: share) }?.place.description
        }
        #expect(place([.minutes(1)]) == nil)
        #expect(place([.minutes(1), .zero]) == "retryAfter[1]")
        #expect(place(Array(repeating: .minutes(1), count: 20)) == "retryAfter")
        #expect(place([], .seconds(-1)) == "ownerFor")
        #expect(place([], .zero, 101) == "sharePercent")
        let data = try JSONEncoder().encode(Self.rule)
        #expect(try JSONDecoder().decode(CallbackRule.self, from: data) == Self.rule)
        #expect(try JSONDecoder().decode(CallbackRule.self, from: Data("{}".utf8)) == Self.rule)
    }

    /// Whatever happens in whatever order: a callback is made at most as often as the rule says, never by two at once, never
    /// after it is over, and nothing changes its place.
    @Test func anyHistoryObeysTheRule() throws {
        for seed in 0..<UInt64(Samples.cases(500)) {
            var random = SeededGenerator(seed: seed)
            let pauses = (0..<random.integer(in: 0...4)).map { _ in TimeSpan.minutes(random.integer(in: 1...60)) }
            let rule = try CallbackRule(retryAfter: pauses, ownerFor: .minutes(random.integer(in: 0...90)))
            var callback = try Callback(
                "c", waitingSince: Self.start, owner: random.chance(1, in: 2) ? "a" : nil, rule: rule, at: Self.start)
            var now = Self.start
            var calls = 0
            for _ in 0..<60 {
                now = now + .minutes(random.integer(in: 0...20))
                let before = callback
                switch random.integer(in: 0...9) {
                case 0...4:
                    let agent: AgentID = random.chance(1, in: 2) ? "a" : "b"
                    if let next = try? callback.calling(by: agent, at: now) {
                        calls += 1
                        #expect(before.mayBeMade(by: agent, at: now), "seed \(seed)")
                        callback = next
                    }
                case 5...8:
                    let outcome = random.pick(Callback.Outcome.allCases) ?? .busy
                    callback = (try? callback.ending(outcome, rule: rule, at: now)) ?? callback
                default:
                    if random.chance(1, in: 5) {
                        callback = (try? callback.withdrawing(.gotThrough, at: now)) ?? callback
                    }
                }
                if before.isOver { #expect(callback == before, "seed \(seed)") }
                #expect(callback.waitingSince == Self.start, "seed \(seed)")
                #expect(calls <= rule.attempts, "seed \(seed)")
            }
        }
    }
}
