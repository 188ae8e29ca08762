import DeskFeedback
import DeskPrimitives
import DeskTestKit
import Testing

@Suite("The periods scores are read by")
struct ScorePeriodsTests {
    @Test("Every day lies in one period, and the periods lie side by side", arguments: [1, 2, 3, 4, 6, 12])
    func months(count: Int) throws {
        let periods = try ScorePeriods.months(count)
        var random = SeededGenerator(seed: UInt64(count))
        for _ in 0..<300 {
            let day: Int = random.integer(in: -300_000...400_000)
            let period = periods.period(of: day)
            #expect(period.contains(day))
            #expect(
                periods.period(of: period.lowerBound) == period && periods.period(of: period.upperBound - 1) == period)
            let next = periods.period(of: period.upperBound)
            #expect(next.lowerBound == period.upperBound)
            #expect((28 * count...31 * count).contains(period.count))
            #expect(try periods.split(period.lowerBound..<next.upperBound) == [period, next])
        }
    }

    @Test("March 2026 and its first quarter; weeks from a Monday on")
    func known() throws {
        // 1 March 2026 is day 20,513.
        #expect(ScorePeriods.monthly.period(of: 20_514) == 20_513..<20_544)
        #expect(try ScorePeriods.months(3).period(of: 20_514) == 20_454..<20_544)
        let weeks = try ScorePeriods.days(7, from: 20_514)
        #expect(weeks.period(of: 20_513) == 20_507..<20_514 && weeks.period(of: 20_520) == 20_514..<20_521)
        let decoded = try Samples.decode(ScorePeriods.self, #"{"days": 7, "from": "2026-03-02"}"#)
        #expect(decoded == weeks)
        #expect(try Samples.decode(ScorePeriods.self, #"{"months": 3}"#) == ScorePeriods.months(3))
    }

    @Test("Days that are no whole periods, and lengths that are none, are refused with a place")
    func refusals() throws {
        #expect(Samples.refusal { _ = try ScorePeriods.monthly.split(20_514..<20_544) }?.place == .field("days"))
        #expect(Samples.refusal { _ = try ScorePeriods.monthly.split(20_513..<20_540) }?.code == .outOfRange)
        #expect(Samples.refusal { _ = try ScorePeriods.monthly.split(20_513..<20_513) }?.code == .outOfRange)
        let days = try ScorePeriods.days(1, from: 0)
        #expect(Samples.refusal { _ = try days.split(0..<401) }?.code == .tooLong)
        #expect(Samples.refusal { _ = try ScorePeriods.months(5) }?.place == .field("months"))
        #expect(Samples.refusal { _ = try ScorePeriods.days(0, from: 0) }?.place == .field("days"))
        #expect(Samples.refusal { _ = try ScorePeriods.days(7, from: .max) }?.place == .field("from"))
        for bad in [#"{"months": 5}"#, #"{"months": 1, "days": 7}"#, #"{"days": 7, "from": "maaliskuu"}"#, "{}"] {
            #expect(Samples.decodingError(ScorePeriods.self, bad) != nil, "\(bad)")
        }
    }
}
