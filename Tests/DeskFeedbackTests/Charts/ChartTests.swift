import DeskFeedback
import DeskPrimitives
import DeskTestKit
import Testing

@Suite("Charts")
struct ChartTests {
    @Test("Noise makes no limit signal; a real fall does, and only in mature periods")
    func signals() throws {
        let calm = Array(repeating: (count: 80, n: 100), count: 14)
        let chart = try ControlChart.proportion(calm, baseline: 0..<12)
        #expect(chart.signals.isEmpty && chart.center == 0.8)
        let fall = calm + [(count: 50, n: 100)]
        let seen = try ControlChart.proportion(fall, baseline: 0..<12, widening: .none)
        #expect(seen.signals == [ChartSignal.of(.limit, 14, isUp: false)])
        #expect(seen.sentence(in: .english) == "Below the lower limit.")
        #expect(seen.sentence(in: .finnish) == "Alarajan alapuolella.")
        let early = try ControlChart.proportion(
            fall, baseline: 0..<12, widening: .none, mature: Array(repeating: true, count: 14) + [false])
        #expect(early.signals.isEmpty)
        #expect(early.sentence(in: .english).hasPrefix("The latest period is not complete"))
    }

    @Test("Few answers widen the limits: the same share is noise with ten and a signal with a thousand")
    func widths() throws {
        let base = Array(repeating: (count: 800, n: 1_000), count: 12)
        let few = try ControlChart.proportion(base + [(count: 6, n: 10)], baseline: 0..<12, widening: .none)
        let many = try ControlChart.proportion(base + [(count: 600, n: 1_000)], baseline: 0..<12, widening: .none)
        #expect(few.signals.isEmpty && many.signals.count == 1)
    }

    @Test("Runs and trends hold at every index from their length on; a point on the centre breaks a run")
    func runs() throws {
        var values = Array(repeating: 10.0, count: 12) + Array(repeating: 11.0, count: 9)
        let chart = try IndividualsChart(values, baseline: 0..<12)
        #expect(chart.signals.filter { $0.rule == .run }.map(\.index) == [19, 20])
        values[16] = 10
        #expect(try IndividualsChart(values, baseline: 0..<12).signals.allSatisfy { $0.rule != .run })
        let rising = try IndividualsChart([1, 2, 3, 4, 5, 6, 7, 6, 5])
        #expect(rising.signals.filter { $0.rule == .trend }.map(\.index) == [5, 6])
        let flat = try IndividualsChart(Array(repeating: 5, count: 20))
        #expect(flat.signals.isEmpty)
    }

    @Test("Counts over exposure: the centre is the pooled rate, limits are those of a Poisson count", arguments: 0..<3)
    func rates(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let counts = (0..<20).map { _ -> (events: Int, exposure: Int) in
            (random.integer(in: 20...60), random.integer(in: 5...9))
        }
        let chart = try ControlChart.rate(counts, widening: .none)
        let rate = Double(counts.reduce(0) { $0 + $1.events }) / Double(counts.reduce(0) { $0 + $1.exposure })
        #expect(abs(chart.center - rate) < 1e-12)
        for (point, period) in zip(chart.points, counts) {
            let half = 3 * (rate / Double(period.exposure)).squareRoot()
            #expect(abs((point.high ?? 0) - rate - half) < 1e-12, "seed \(seed)")
            let out = (point.value ?? 0) > rate + half || (point.value ?? 0) < rate - half
            let index = chart.points.firstIndex(of: point)
            #expect(chart.signals.contains { $0.rule == .limit && $0.index == index } == out, "seed \(seed)")
        }
    }

    @Test("Bad series are refused")
    func refusals() {
        let twelve = Array(repeating: (count: 1, n: 2), count: 12)
        #expect(Samples.refusal { _ = try ControlChart.proportion([(3, 2)]) }?.place.description == "counts[0]")
        #expect(Samples.refusal { _ = try ControlChart.proportion([(0, 0)]) }?.code == .malformed)
        let short = Samples.refusal { _ = try ControlChart.proportion(twelve, baseline: 0..<11) }
        #expect(short?.place == .field("baseline"))
        #expect(Samples.refusal { _ = try ControlChart.proportion(twelve, baseline: 1..<13) }?.code == .outOfRange)
        #expect(Samples.refusal { _ = try ControlChart.proportion(twelve, mature: [true]) }?.place == .field("mature"))
        #expect(Samples.refusal { _ = try ControlChart.rate([(events: -1, exposure: 1)]) }?.code == .outOfRange)
        #expect(Samples.refusal { _ = try IndividualsChart([1]) }?.code == .malformed)
        #expect(Samples.refusal { _ = try IndividualsChart([1, .infinity]) }?.place.description == "values[1]")
        #expect(Samples.refusal { _ = try RiskAdjustedSum(oddsRatio: 1, threshold: 3) }?.place == .field("oddsRatio"))
        let average = Samples.refusal { _ = try MovingAverage([1], mean: 0, deviation: 1, weight: 0) }
        #expect(average?.place == .field("weight"))
        let sum = Samples.refusal { _ = try CumulativeSum([1], mean: 0, slack: -1, threshold: 1) }
        #expect(sum?.place == .field("slack"))
        #expect(Samples.refusal { _ = try ChangePoint([(1, 1)]) }?.code == .malformed)
        #expect(Samples.refusal { _ = try ConfidenceSequence.rho(planned: 0, alpha: 0.1) }?.code == .outOfRange)
    }

    @Test("A confidence sequence holds the true share at every look in nearly all runs, and contains the point")
    func sequence() throws {
        var random = SeededGenerator(seed: 5)
        var lost = 0
        for _ in 0..<60 {
            var (k, isLost) = (0, false)
            for n in 1...150 {
                if random.chance(7, in: 10) { k += 1 }
                guard n % 5 == 0 else { continue }
                let interval = try ConfidenceSequence.share(k, of: n, alpha: 0.05)
                #expect(interval.contains(Double(k) / Double(n)))
                if !interval.contains(0.7) { isLost = true }
            }
            if isLost { lost += 1 }
        }
        // 5 % of 60 are 3; with a probability below 10⁻⁴ more than 10.
        #expect(lost <= 10)
    }

    @Test("The logarithm is the one of the platform to the last digits")
    func logarithm() throws {
        var random = SeededGenerator(seed: 6)
        for _ in 0..<2_000 {
            let x = Double(random.integer(in: 1...1_000_000) as Int) / Double(random.integer(in: 1...1_000_000) as Int)
            // e to the power of it, by the series of the exponential, is the number again.
            let y = naturalLogarithm(x)
            var (term, sum, power) = (1.0, 1.0, 1.0)
            let part = y / 64
            for step in 1...30 {
                term *= part / Double(step)
                sum += term
            }
            for _ in 0..<64 { power *= sum }
            #expect(abs(power - x) <= 4e-14 * x, "\(x)")
        }
        #expect(naturalLogarithm(1) == 0 && naturalLogarithm(0) == -.infinity)
        #expect(naturalLogarithm(.infinity) == .infinity)
        var sum = 0.0
        for n in 2...400 {
            sum += naturalLogarithm(Double(n))
            #expect(abs(logFactorial(n) - sum) < 1e-12 * sum, "\(n)")
        }
    }
}

extension ChartSignal {
    /// A signal as it would be written down.
    fileprivate static func of(_ rule: Rule, _ index: Int, isUp: Bool) -> ChartSignal? {
        try? Samples.decode(ChartSignal.self, #"{"rule": "\#(rule.rawValue)", "index": \#(index), "isUp": \#(isUp)}"#)
    }
}
