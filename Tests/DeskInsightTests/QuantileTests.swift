import DeskFeedback
import DeskPrimitives
import Testing

@testable import DeskInsight

@Suite("Quantiles and means")
struct QuantileTests {
    @Test("The interval of a quantile holds it as often as it says, whatever the distribution", arguments: [50, 90])
    func coverage(percent: Int) throws {
        let share = Double(percent) / 100
        for n in [6, 10, 11, 25, 60, 137, 250] {
            let values = (1...n).map { Int64($0) }
            let quantile = SpanQuantile(percent, ofSorted: values, confidence: .p95)
            let low = Int(quantile.low?.microseconds ?? 0)
            let high = Int(quantile.high?.microseconds ?? Int64(n) + 1)
            // The true quantile lies between the ranks when the number of values below it is low … high − 1.
            var probability = 1.0
            for _ in 0..<n { probability *= 1 - share }
            var covered = 0.0
            for below in 0...n {
                if below >= low, below < high { covered += probability }
                probability *= Double(n - below) / Double(below + 1) * share / (1 - share)
            }
            #expect(covered >= 0.95, "n \(n)")
            #expect(covered < 0.995 || n < 12, "n \(n)")
        }
    }

    @Test(
        "The nearest rank",
        arguments: [
            (1, 50, 1), (2, 50, 1), (3, 50, 2), (10, 90, 9), (11, 90, 10), (100, 90, 90), (101, 90, 91),
            (1_000, 50, 500),
        ])
    func rank(n: Int, percent: Int, rank: Int64) {
        let values = (1...n).map { Int64($0) }
        #expect(SpanQuantile(percent, ofSorted: values, confidence: .p95).value == TimeSpan(microseconds: rank))
    }

    @Test(
        "Student's quantiles as they are tabled",
        arguments: [
            (4.0, Confidence.p95, 2.7764), (9, .p95, 2.2622), (30, .p95, 2.0423), (4, .p80, 1.5332), (9, .p99, 3.2498),
            (1e9, .p90, 1.6449),
        ])
    func student(degrees: Double, confidence: Confidence, t: Double) {
        #expect(abs(MeanEstimate.student(confidence.z, degrees: degrees) - t) < 0.001 * t)
    }

    @Test("A mean needs five values, and its interval holds it")
    func means() throws {
        let mean = MeanEstimate(sorted: [1, 2, 3, 4, 5], scale: 2, confidence: .p95)
        #expect(mean.value == 6 && mean.n == 5)
        // 2.7764 · √(10/5)
        #expect(abs(try #require(mean.high) - (6 + 2.7764 * (2.0).squareRoot())) < 0.005)
        #expect(MeanEstimate(sorted: [1, 2, 3, 4], scale: 1, confidence: .p95).withheld == .tooFew(n: 4, needed: 5))
        let huge = MeanEstimate(sorted: Array(repeating: .max, count: 9), scale: 1, confidence: .p99)
        #expect(huge.value == Double(Int64.max))
        let spread = MeanEstimate(sorted: [0, 0, 0, 0, 100], scale: 1, confidence: .p95)
        #expect(spread.low == 0)
    }
}
