import DeskPrimitives
import DeskRouting
import DeskTestKit
import Foundation
import Testing

@Suite("Automated paths") struct AutomationTests {
    private static let start = Instant(seconds: 1_000)

    private static func path(runLimit: Int = 20) throws -> AutomationPath {
        try AutomationPath(
            id: "opening-hours",
            steps: [
                AutomationStep(id: "tell", kind: .inform, next: "status", otherwise: "status"),
                AutomationStep(id: "status", kind: .report, next: "fix", otherwise: "tell"),
                AutomationStep(id: "fix", kind: .resolve),
            ], exit: "people", exitChannel: "phone", runLimit: runLimit)
    }

    private static func handOver(_ run: AutomationRun) -> AutomationRun.HandOver? {
        guard case .handedOver(let handOver) = run.state else { return nil }
        return handOver
    }

    @Test func itLeadsThroughItsSteps() throws {
        let path = try Self.path()
        var run = AutomationRun(path, at: Self.start)
        run = try run.applying(.worked, on: path, at: Self.start + .seconds(1))
        run = try run.applying(.worked, on: path, at: Self.start + .seconds(2))
        run = try run.applying(.worked, on: path, at: Self.start + .seconds(3))
        #expect(run.state == .confirming(step: "fix", since: Self.start + .seconds(3)))
        run = try run.applying(.confirmed, on: path, at: Self.start + .seconds(4))
        #expect(run.state == .finished(at: Self.start + .seconds(4), isResolved: true))
        #expect(run.trail == ["tell", "status", "fix"])
    }

    @Test(
        arguments: [
            (.failed, .failed), (.asksForPerson, .asked),
        ] as [(AutomationRun.Event, AutomationRun.HandOver.Reason)])
    func aPersonTakesOverAtOnce(event: AutomationRun.Event, reason: AutomationRun.HandOver.Reason) throws {
        let path = try Self.path()
        let run = try AutomationRun(path, at: Self.start).applying(event, on: path, at: Self.start + .seconds(5))
        let handOver = try #require(Self.handOver(run))
        #expect(handOver.reason == reason)
        #expect(handOver.queue == "people")
        #expect(handOver.channel == "phone")
        #expect(handOver.waitingSince == Self.start)
        #expect(handOver.sentence(in: .finnish).hasPrefix("Ihminen jatkaa jonossa people, koska"))
        // From here on the automation may do nothing.
        for event in [AutomationRun.Event.worked, .failed, .tick, .confirmed] {
            #expect(refusal { _ = try run.applying(event, on: path, at: Self.start + .hours(1)) }?.code == .wrongState)
        }
    }

    @Test func aStepThatTakesTooLongIsHandedOver() throws {
        let path = try Self.path()
        let run = AutomationRun(path, at: Self.start)
        #expect(run.timesOut(on: path) == Self.start + .minutes(2))
        #expect(try run.applying(.tick, on: path, at: Self.start + .seconds(119)) == run)
        let late = try run.applying(.worked, on: path, at: Self.start + .minutes(2))
        #expect(Self.handOver(late)?.reason == .timedOut)
    }

    @Test func whoDoesNotAgreeOrSaysNothingGetsAPerson() throws {
        let path = try AutomationPath(id: "p", steps: [AutomationStep(id: "fix", kind: .resolve)], exit: "people")
        let asked = try AutomationRun(path, at: Self.start).applying(.worked, on: path, at: Self.start)
        #expect(Self.handOver(try asked.applying(.denied, on: path, at: Self.start))?.reason == .denied)
        #expect(Self.handOver(try asked.applying(.tick, on: path, at: Self.start + .hours(1)))?.reason == .timedOut)
        #expect(refusal { _ = try asked.applying(.worked, on: path, at: Self.start) }?.code == .wrongState)
    }

    @Test func loopsEndWithAPerson() throws {
        let path = try Self.path(runLimit: 5)
        var run = AutomationRun(path, at: Self.start)
        var steps = 0
        while Self.handOver(run) == nil {
            run = try run.applying(.otherwise, on: path, at: Self.start)
            steps += 1
            try #require(steps < 100)
        }
        #expect(Self.handOver(run)?.reason == .tooManySteps)
        #expect(run.trail.count == 5)
    }

    @Test func eventsThatDoNotFitAreRefused() throws {
        let path = try Self.path()
        let run = AutomationRun(path, at: Self.start)
        #expect(refusal { _ = try run.applying(.confirmed, on: path, at: Self.start) }?.code == .wrongState)
        #expect(refusal { _ = try run.applying(.worked, on: path, at: Self.start - .seconds(1)) }?.code == .outOfOrder)
        let other = try AutomationPath(id: "other", steps: path.steps, exit: "people")
        #expect(refusal { _ = try run.applying(.worked, on: other, at: Self.start) }?.code == .unknownName)
    }

    @Test func badPathsAreRefusedAtTheirPlace() throws {
        func said(_ steps: [AutomationStep], id: String = "p", timeout: TimeSpan = .minutes(1), limit: Int = 5)
            -> String?
        {
            refusal { _ = try AutomationPath(id: id, steps: steps, exit: "q", stepTimeout: timeout, runLimit: limit) }
                .map { "\($0.code) \($0.place)" }
        }
        let step = AutomationStep(id: "tell", kind: .inform)
        #expect(said([]) == "malformed steps")
        #expect(said([step, step]) == "duplicateName steps[1].id")
        #expect(said([AutomationStep(id: "a", kind: .inform, next: "tel"), step]) == "unknownName steps[0].next")
        #expect(said([AutomationStep(id: "", kind: .inform)]) == "malformed steps[0].id")
        #expect(said([step], id: "") == "malformed id")
        #expect(said([step], timeout: .zero) == "outOfRange stepTimeout")
        #expect(said([step], limit: 0) == "outOfRange runLimit")
        let path = try Self.path()
        #expect(path.unreachableSteps == [])
        let lonely = try AutomationPath(id: "p", steps: [step, AutomationStep(id: "never", kind: .inform)], exit: "q")
        #expect(lonely.unreachableSteps == ["never"])
        let data = try JSONEncoder().encode(path)
        #expect(try JSONDecoder().decode(AutomationPath.self, from: data) == path)
    }

    /// Every run of every path ends with a person or with what the person was told, whatever happens, and none comes back.
    @Test func everyRunEnds() throws {
        let events: [AutomationRun.Event] = [
            .worked, .worked, .otherwise, .failed, .asksForPerson, .confirmed, .denied, .tick,
        ]
        for seed in 0..<UInt64(Samples.cases(500)) {
            var random = SeededGenerator(seed: seed)
            let count = random.integer(in: 1...6)
            let names = (0..<count).map { "s\($0)" }
            let steps = names.map { name in
                AutomationStep(
                    id: name, kind: random.pick(AutomationStep.Kind.allCases) ?? .inform,
                    next: random.chance(2, in: 3) ? random.pick(names) : nil,
                    otherwise: random.chance(1, in: 2) ? random.pick(names) : nil)
            }
            let limit = random.integer(in: 1...10)
            let path = try AutomationPath(id: "p", steps: steps, exit: "q", runLimit: limit)
            var run = AutomationRun(path, at: Self.start)
            var now = Self.start
            var moves = 0
            loop: while true {
                now = now + .seconds(random.integer(in: 0...30))
                switch run.state {
                case .handedOver, .finished: break loop
                case .at, .confirming: break
                }
                let event = random.pick(events) ?? .tick
                run = (try? run.applying(event, on: path, at: now)) ?? run
                moves += 1
                try #require(moves < 10_000, "seed \(seed)")
            }
            #expect(run.trail.count <= limit, "seed \(seed)")
            #expect(refusal { _ = try run.applying(.worked, on: path, at: now) }?.code == .wrongState, "seed \(seed)")
        }
    }
}
