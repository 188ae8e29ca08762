import DeskPrimitives
import DeskRouting
import DeskTestKit
import Foundation
import Testing

@Suite("Wait estimates") struct WaitEstimateTests {
    /// A line in which an agent needs five minutes.
    private static func pace(handled: Int = 40, minutes: Int64 = 5) -> QueuePace {
        var pace = QueuePace()
        for _ in 0..<handled { pace.recordHandling(.minutes(minutes)) }
        return pace
    }

    @Test func nothingIsSaidWithoutData() {
        let question = WaitQuestion(ahead: 3, agents: 2)
        #expect(
            WaitEstimator.estimate(question, pace: Self.pace(handled: 19))
                == .withheld(.tooFewObservations(19, needed: 20)))
        #expect(
            WaitEstimator.estimate(WaitQuestion(ahead: 0, agents: 0), pace: Self.pace()) == .withheld(.nobodyServing))
        #expect(
            WaitEstimator.estimate(question, pace: QueuePace()).sentence(in: .finnish)
                == "Odotusaikaa ei voi juuri nyt arvioida luotettavasti.")
    }

    @Test func aFreeAgentIsNoWait() {
        #expect(WaitEstimator.estimate(WaitQuestion(ahead: 1, agents: 3, freeAgents: 2), pace: Self.pace()) == .now)
    }

    // Five in front, two agents, five minutes each: the sixth departure of a process with one every 150 s. The quantiles of the
    // gamma distribution of shape 6 are 5.670 and 9.275.
    @Test func theModelIsTheGammaDistribution() throws {
        guard case .range(let range) = WaitEstimator.estimate(WaitQuestion(ahead: 5, agents: 2), pace: Self.pace())
        else {
            Issue.record("no range")
            return
        }
        #expect(abs(Double(range.likely.wholeSeconds) - 150 * 5.670) < 10)
        #expect(abs(Double(range.latest.wholeSeconds) - 150 * 9.275) < 10)
        #expect(range.position == 6)
        #expect(range.scoredWaits == 0)
    }

    @Test func jumpersSlowTheLineAndStopIt() {
        var pace = Self.pace()
        let question = WaitQuestion(ahead: 5, agents: 2)
        let plain = WaitEstimator.estimate(question, pace: pace)
        // One comes in front every five minutes of waiting, as one agent takes away.
        for _ in 0..<20 { pace.recordWait(.minutes(5), jumpers: 1, leavers: 0) }
        guard case .range(let before) = plain, case .range(let slower) = WaitEstimator.estimate(question, pace: pace)
        else {
            Issue.record("no range")
            return
        }
        #expect(abs(slower.likely.wholeSeconds - 2 * before.likely.wholeSeconds) <= 2)
        for _ in 0..<20 { pace.recordWait(.minutes(5), jumpers: 5, leavers: 0) }
        #expect(WaitEstimator.estimate(question, pace: pace) == .withheld(.lineGrows))
        for _ in 0..<40 { pace.recordWait(.minutes(5), jumpers: 0, leavers: 3) }
        guard case .range = WaitEstimator.estimate(question, pace: pace) else {
            Issue.record("leavers move the line on")
            return
        }
    }

    @Test func closingAndVeryLongWaitsAreSaid() {
        let question = WaitQuestion(ahead: 5, agents: 2, closesIn: .minutes(10))
        #expect(WaitEstimator.estimate(question, pace: Self.pace()) == .withheld(.closesFirst))
        #expect(WaitEstimator.estimate(WaitQuestion(ahead: 5_000, agents: 1), pace: Self.pace()) == .withheld(.tooLong))
        #expect(
            WaitEstimator.estimate(WaitQuestion(ahead: .max - 1, agents: 1), pace: Self.pace()) == .withheld(.tooLong))
    }

    @Test func rangesAreSpokenRoundedOutwards() throws {
        func words(_ ahead: Int, _ minutes: Int64, _ agents: Int = 1, _ language: LanguageTag) -> String {
            WaitEstimator.estimate(WaitQuestion(ahead: ahead, agents: agents), pace: Self.pace(minutes: minutes))
                .sentence(in: language)
        }
        #expect(words(0, 1, 4, .english) == "You are number 1. You will probably wait less than a minute.")
        #expect(words(0, 1, 4, .finnish) == "Olet jonossa sijalla 1. Odotat todennäköisesti alle minuutin.")
        #expect(words(2, 2, 1, .finnish) == "Olet jonossa sijalla 3. Odotat todennäköisesti 5–15 minuuttia.")
        #expect(words(5, 10, 1, .english) == "You are number 6. You will probably wait 45 to 105 minutes.")
    }

    @Test func aWaitNeverGrowsSilently() throws {
        let pace = Self.pace()
        let start = Instant(seconds: 0)
        let first = WaitQuestion(ahead: 3, agents: 3)
        let told = try #require(
            WaitAnnouncement.next(after: nil, first, WaitEstimator.estimate(first, pace: pace), at: start))
        #expect(told.change == .first)
        #expect(WaitAnnouncement.next(after: told, first, told.estimate, at: start + .seconds(59)) == nil)

        func next(_ question: WaitQuestion, _ pace: QueuePace = pace) -> WaitAnnouncement? {
            WaitAnnouncement.next(
                after: told, question, WaitEstimator.estimate(question, pace: pace), at: start + .minutes(1))
        }
        #expect(next(WaitQuestion(ahead: 6, agents: 3))?.change == .longer(.overtaken))
        #expect(next(WaitQuestion(ahead: 3, agents: 1))?.change == .longer(.fewerAgents))
        #expect(next(WaitQuestion(ahead: 3, agents: 3), Self.pace(minutes: 12))?.change == .longer(.slower))
        #expect(next(WaitQuestion(ahead: 3, agents: 0))?.change == .longer(.unknown))
        #expect(next(WaitQuestion(ahead: 2, agents: 3))?.change == .asSaid)
        #expect(next(WaitQuestion(ahead: 0, agents: 3, freeAgents: 1))?.estimate == .now)
        let longer = try #require(next(WaitQuestion(ahead: 6, agents: 3)))
        #expect(longer.sentence(in: .finnish).hasPrefix("Kiireellisempiä asioita tuli väliin"))
    }

    @Test("A wait that creeps up by less than a minute at a time is said to have grown all the same")
    func aWaitNeverCreepsUp() throws {
        // Nobody is served: told the same range every minute, the person would hear it for ever.
        let question = WaitQuestion(ahead: 3, agents: 3)
        let estimate = WaitEstimator.estimate(question, pace: Self.pace())
        var told = try #require(WaitAnnouncement.next(after: nil, question, estimate, at: Instant(seconds: 0)))
        var changes: [WaitAnnouncement.Change] = []
        for minute in 1...6 {
            told = try #require(
                WaitAnnouncement.next(after: told, question, estimate, at: Instant(seconds: Int64(minute) * 60)))
            changes.append(told.change)
        }
        #expect(
            changes == [.asSaid, .longer(.slower), .asSaid, .longer(.slower), .asSaid, .longer(.slower)])
        // What is told survives being stored, and so does what it is held to; one without it is held to what it said.
        let stored = try JSONEncoder().encode(told)
        #expect(try JSONDecoder().decode(WaitAnnouncement.self, from: stored) == told)
        var object = try #require(try JSONSerialization.jsonObject(with: stored) as? [String: Any])
        #expect(object.removeValue(forKey: "heldTo") != nil)
        let old = try JSONDecoder().decode(
            WaitAnnouncement.self, from: JSONSerialization.data(withJSONObject: object))
        let next = WaitAnnouncement.next(after: old, question, estimate, at: told.at + .seconds(90))
        #expect(next?.change == .longer(.slower))
    }

    @Test("Whatever the line does, no announcement goes beyond what was said before without saying so")
    func nothingGrowsSilently() throws {
        var longer = 0
        for round in 0..<Samples.cases(200) {
            let seed = UInt64(round) &* 86_028_121 &+ 1
            var random = SeededGenerator(seed: seed)
            var now = Instant(seconds: 0)
            var told: WaitAnnouncement?
            /// The end that was said when something was last said to be otherwise, kept by hand.
            var promised: Instant?
            var (question, pace) = (WaitQuestion(ahead: 5, agents: 2), Self.pace())
            for _ in 0..<30 {
                // Most of the time nothing moves.
                if random.chance(1, in: 4) {
                    question = WaitQuestion(ahead: random.integer(in: 1...12), agents: random.integer(in: 0...4))
                    pace = Self.pace(handled: random.chance(1, in: 20) ? 5 : 40, minutes: random.integer(in: 2...6))
                }
                now = now + .seconds(random.integer(in: 60...200))
                guard
                    let next = WaitAnnouncement.next(
                        after: told, question, WaitEstimator.estimate(question, pace: pace), at: now)
                else { continue }
                let end: Instant? = if case .range(let range) = next.estimate { now + range.latest } else { nil }
                switch next.change {
                case .first: promised = end
                case .longer:
                    longer += 1
                    #expect(promised != nil, "seed \(seed): longer than nothing")
                    promised = end
                case .shorter: promised = end
                case .asSaid:
                    if let end, let promised {
                        #expect(end <= promised + .minutes(1), "seed \(seed): \(end) was to be \(promised)")
                    } else {
                        promised = end
                    }
                }
                told = next
            }
        }
        #expect(longer > 300)
    }

    @Test func aPaceFadesAndStaysWithinItsMemory() {
        var pace = Self.pace(handled: 10_000, minutes: 5)
        #expect(pace.handled < QueuePace.memory)
        #expect(pace.meanHandling == .minutes(5))
        for _ in 0..<10_000 { pace.recordHandling(.minutes(1)) }
        #expect(pace.meanHandling == .minutes(1))
        pace.recordHandling(TimeSpan(microseconds: .max))
        pace.recordHandling(TimeSpan(microseconds: .min))
        #expect(pace.handlingTime <= .days(1) + .minutes(512))
    }
}
