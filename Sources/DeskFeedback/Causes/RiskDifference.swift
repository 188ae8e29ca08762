public import DeskPrimitives

/// How much more often those to whom something happened are detractors, within the same kinds of contacts.
///
/// The Mantel–Haenszel risk difference over strata with Sato's standard error (Sato, 1989). It says "associated with", never
/// "because of", and excess counts of several causes overlap, so they do not add up.
public struct RiskDifference: Hashable, Sendable {
    /// The counts of one kind of contact.
    public struct Stratum: Hashable, Sendable {
        /// Detractors among the exposed.
        public let exposedEvents: Int
        /// The exposed.
        public let exposed: Int
        /// Detractors among the others.
        public let unexposedEvents: Int
        /// The others.
        public let unexposed: Int

        /// Creates a stratum: so many of the exposed, so many of the others.
        public init(_ exposedEvents: Int, of exposed: Int, unexposed unexposedEvents: Int, of unexposed: Int) {
            self.exposedEvents = exposedEvents
            self.exposed = exposed
            self.unexposedEvents = unexposedEvents
            self.unexposed = unexposed
        }
    }

    /// The difference, −1 … 1.
    public let value: Double
    /// Its standard error.
    public let standardError: Double
    /// The lower end of the interval.
    public let low: Double
    /// The upper end of the interval.
    public let high: Double
    /// How many of the exposed detractors would not be any if the difference were all there is.
    public let excess: Double
    /// How many were exposed.
    public let exposed: Int
    /// How many were not.
    public let unexposed: Int
    /// How sure the interval is.
    public let confidence: Confidence

    /// The fewest exposed and the fewest others for a cause to be named.
    public static let fewest = 30

    /// Computes over strata.
    ///
    /// - Parameter fewest: The fewest on either side; ``fewest`` unless another computation asks.
    /// - Throws: `Refusal` with code `outOfRange` at counts that make no sense, `wrongState` when either side is too small.
    public init(
        _ strata: [Stratum], confidence: Confidence = .p95, fewest: Int = RiskDifference.fewest
    ) throws(Refusal) {
        for (number, stratum) in strata.enumerated() {
            let counts = [(stratum.exposedEvents, stratum.exposed), (stratum.unexposedEvents, stratum.unexposed)]
            guard counts.allSatisfy({ (0...Tally.largestCount).contains($0.1) && $0.0 >= 0 && $0.0 <= $0.1 }) else {
                throw Refusal(.outOfRange, "counts lie in 0 … n", at: .field("strata").index(number))
            }
        }
        exposed = strata.reduce(0) { $0 &+ $1.exposed }
        unexposed = strata.reduce(0) { $0 &+ $1.unexposed }
        guard min(exposed, unexposed) >= max(fewest, 1) else {
            throw Refusal(.wrongState, "fewer than \(max(fewest, 1)) with or without it", at: .field("strata"))
        }
        var (top, weight, spread, rest) = (0.0, 0.0, 0.0, 0.0)
        for stratum in strata {
            let (a, n1) = (Double(stratum.exposedEvents), Double(stratum.exposed))
            let (b, n0) = (Double(stratum.unexposedEvents), Double(stratum.unexposed))
            let n = n1 + n0
            guard n > 0 else { continue }
            top += (a * n0 - b * n1) / n
            weight += n1 * n0 / n
            spread += (n1 * n1 * b - n0 * n0 * a + n1 * n0 * (n0 - n1) / 2) / (n * n)
            rest += (a * (n0 - b) + b * (n1 - a)) / (2 * n)
        }
        guard weight > 0 else {
            throw Refusal(.wrongState, "no stratum has both sides", at: .field("strata"))
        }
        value = top / weight
        standardError = squareRoot(max(value * spread + rest, 0)) / weight
        low = value - confidence.z * standardError
        high = value + confidence.z * standardError
        excess = value * Double(exposed)
        self.confidence = confidence
    }

    /// Computes for one exposure over the tallies of strata.
    ///
    /// - Throws: As ``init(_:confidence:fewest:)``.
    public init(
        of exposure: ExposureSet, in strata: [ExposureTally], confidence: Confidence = .p95
    ) throws(Refusal) {
        try self.init(strata.map { $0.groups(exposure) }, confidence: confidence)
    }
}

extension RiskDifference: Explained {
    public func sentence(in language: LanguageTag) -> String {
        let points = { (number: Double) in Estimate.signedHundredths(number) }
        let interval = language.pick(
            en: "\(confidence.percentText)% interval \(points(low)) to \(points(high)); "
                + "\(exposed) with, \(unexposed) without",
            fi: "\(confidence.percentText) %:n luottamusväli \(points(low)) – \(points(high)); "
                + "\(exposed) altistunutta, \(unexposed) muuta")
        guard low > 0 || high < 0 else {
            return language.pick(
                en: "No evidence of an association with detractors (\(interval)).",
                fi: "Ei näyttöä yhteydestä arvostelijoihin (\(interval)).")
        }
        return language.pick(
            en: "Associated with \(points(value)) points of detractors (\(interval)).",
            fi: "Yhteydessä arvostelijoiden osuuteen: \(points(value)) prosenttiyksikköä (\(interval)).")
    }
}
