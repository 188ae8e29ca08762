public import DeskPrimitives

/// A cumulative sum of detractors in which every contact has its own expected share, so that a hard mix makes no alarm.
///
/// Steiner et al. (2000): S = max(0, S + y · ln OR − ln(1 − p + OR · p)), an alarm when S is beyond the threshold, and then
/// from 0 again.
public struct RiskAdjustedSum: Hashable, Sendable {
    /// How many times the usual odds are looked for.
    public let oddsRatio: Double
    /// An alarm is beyond it.
    public let threshold: Double
    /// Where the sum stands; what it was at an alarm is ``RiskAdjustedSum/take(_:expected:)``'s answer.
    public private(set) var sum = 0.0

    private let gain: Double

    /// Creates a sum at 0.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for an odds ratio that is not positive or is 1, or a threshold that is not
    ///   positive.
    public init(oddsRatio: Double = 2, threshold: Double) throws(Refusal) {
        guard oddsRatio > 0, oddsRatio < .infinity, oddsRatio != 1 else {
            throw Refusal(.outOfRange, "an odds ratio is positive and not 1", at: .field("oddsRatio"))
        }
        guard threshold > 0, threshold < .infinity else {
            throw Refusal(.outOfRange, "a threshold is positive", at: .field("threshold"))
        }
        self.oddsRatio = oddsRatio
        self.threshold = threshold
        gain = naturalLogarithm(oddsRatio)
    }

    /// Takes in one answer.
    ///
    /// - Parameters:
    ///   - isDetractor: Whether it is one.
    ///   - expected: How likely that was, given the kind of contact: 0 … 1.
    /// - Returns: The sum before it starts anew, and whether it is an alarm.
    /// - Throws: `Refusal` with code `outOfRange` for an expectation outside 0 … 1.
    public mutating func take(_ isDetractor: Bool, expected: Double) throws(Refusal) -> (sum: Double, isAlarm: Bool) {
        guard expected >= 0, expected <= 1 else {
            throw Refusal(.outOfRange, "an expected share lies in 0 … 1", at: .field("expected"))
        }
        let weight = (isDetractor ? gain : 0) - naturalLogarithm(1 - expected + oddsRatio * expected)
        let reached = max(0, sum + weight)
        let isAlarm = reached > threshold
        sum = isAlarm ? 0 : reached
        return (reached, isAlarm)
    }
}
