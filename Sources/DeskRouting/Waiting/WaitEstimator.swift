public import DeskPrimitives

/// Says how long somebody will wait.
///
/// The person moves forward by the places that ``QueuePace`` has seen lines move at, so the wait of the person at place *k* is
/// the sum of *k* exponential times: a gamma distribution, whose quantiles are taken from the Wilson–Hilferty approximation
/// (Wilson and Hilferty, PNAS 17, 1931), which needs no more than a square root and so gives the same bits everywhere.
/// ``WaitCalibration`` then corrects the range by how earlier ones turned out.
public enum WaitEstimator {
    /// Contacts that must have been handled lately before anything is said.
    public static let minimumHandled = 20
    /// The longest wait that is named.
    public static let longest = TimeSpan.hours(8)

    /// The standard normal quantile of 0.9.
    private static let z90 = 1.281_551_565_544_600_4

    /// The estimate for a question; takes constant time.
    public static func estimate(
        _ question: WaitQuestion, pace: QueuePace, calibration: WaitCalibration = WaitCalibration()
    ) -> WaitEstimate {
        guard question.agents > 0 else { return .withheld(.nobodyServing) }
        guard question.ahead >= question.freeAgents else { return .now }
        guard pace.handled >= minimumHandled, let rate = pace.placesPerSecond(agents: question.agents) else {
            return .withheld(.tooFewObservations(pace.handled, needed: minimumHandled))
        }
        guard !calibration.isUnreliable else { return .withheld(.unreliable) }
        guard rate > 0 else { return .withheld(.lineGrows) }
        // Those whom free agents take at once are no wait.
        let places = question.position - question.freeAgents
        guard let modelled = span(quantile(places, z: 0) / rate), let tail = span(quantile(places, z: z90) / rate)
        else {
            return .withheld(.tooLong)
        }
        var (likely, latest) = (modelled, tail)
        let waits = calibration.waits
        if waits >= WaitCalibration.minimumWaits {
            guard let half = calibration.ratio(tenths: 5), let most = calibration.ratio(tenths: 9) else {
                return .withheld(.unreliable)
            }
            let median = Double(modelled.microseconds) / 1_000_000
            guard let low = span(median * half), let high = span(median * most) else { return .withheld(.tooLong) }
            (likely, latest) = (low, high)
        }
        if let closesIn = question.closesIn, likely > closesIn { return .withheld(.closesFirst) }
        return .range(
            WaitRange(
                position: question.position, likely: likely, latest: max(likely, latest), modelled: modelled,
                scoredWaits: waits >= WaitCalibration.minimumWaits ? waits : 0))
    }

    /// The quantile of a sum of exponential times of mean 1.
    private static func quantile(_ places: Int, z: Double) -> Double {
        let k = Double(places)
        let root = 1 - 1 / (9 * k) + z * (1 / (9 * k)).squareRoot()
        return k * root * root * root
    }

    /// Seconds as a span of whole seconds, rounded up; nil beyond the longest wait.
    private static func span(_ seconds: Double) -> TimeSpan? {
        guard seconds >= 0, seconds <= Double(longest.wholeSeconds) else { return nil }
        return .seconds(Int64(seconds.rounded(.up)))
    }
}
