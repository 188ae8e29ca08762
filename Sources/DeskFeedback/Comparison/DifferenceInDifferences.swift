public import DeskPrimitives

/// What a change did, beyond what happened to those who were not changed.
///
/// (T₁ − T₀) − (C₁ − C₀) with the standard error √Σ s² ÷ n. This is the only value that may say "because of".
public struct DifferenceInDifferences: Hashable, Sendable {
    /// The mean of one group in one period.
    public struct Cell: Hashable, Sendable {
        /// The mean.
        public let mean: Double
        /// The variance of one answer, with n − 1 below.
        public let variance: Double
        /// How many answers.
        public let n: Int

        /// Creates a cell.
        public init(mean: Double, variance: Double, n: Int) {
            self.mean = mean
            self.variance = variance
            self.n = n
        }

        /// Creates a cell from answers; nil from fewer than two.
        public init?(_ sum: ScoreSum) {
            guard sum.n > 1, let mean = sum.mean, let variance = sum.variance else { return nil }
            self.init(mean: mean, variance: variance * Double(sum.n) / Double(sum.n - 1), n: sum.n)
        }
    }

    /// The change of the treated less that of the others.
    public let value: Double
    /// Its standard error.
    public let standardError: Double
    /// The lower end of the interval.
    public let low: Double
    /// The upper end of the interval.
    public let high: Double
    /// How sure the interval is.
    public let confidence: Confidence
    /// How many answers the smallest cell has.
    public let least: Int

    /// Value ÷ standard error; 0 when nothing varies.
    public var z: Double { standardError > 0 ? value / standardError : 0 }
    /// Whether the interval leaves out 0.
    public var isClear: Bool { low > 0 || high < 0 }

    /// Compares the treated with the control, before and after.
    ///
    /// - Throws: `Refusal` with code `outOfRange` at a cell without answers, with a negative variance or with a number that is
    ///   not finite.
    public init(
        controlBefore: Cell, controlAfter: Cell, treatedBefore: Cell, treatedAfter: Cell, confidence: Confidence = .p95
    ) throws(Refusal) {
        let cells = [
            ("controlBefore", controlBefore), ("controlAfter", controlAfter), ("treatedBefore", treatedBefore),
            ("treatedAfter", treatedAfter),
        ]
        for (name, cell) in cells {
            guard cell.n > 0, cell.variance >= 0, cell.variance < .infinity, abs(cell.mean) < .infinity else {
                throw Refusal(.outOfRange, "a cell has answers, a mean and a variance", at: .field(name))
            }
        }
        value = (treatedAfter.mean - treatedBefore.mean) - (controlAfter.mean - controlBefore.mean)
        standardError = squareRoot(cells.reduce(0) { $0 + $1.1.variance / Double($1.1.n) })
        low = value - confidence.z * standardError
        high = value + confidence.z * standardError
        self.confidence = confidence
        least = cells.reduce(Int.max) { min($0, $1.1.n) }
    }
}

extension DifferenceInDifferences: Explained {
    public func sentence(in language: LanguageTag) -> String {
        let points = { (number: Double) in Estimate.signedHundredths(number) }
        let interval = language.pick(
            en: "\(confidence.percentText)% interval \(points(low)) to \(points(high))",
            fi: "\(confidence.percentText) %:n luottamusväli \(points(low)) – \(points(high))")
        guard isClear else {
            return language.pick(
                en: "No evidence that the change did anything beyond what happened elsewhere (\(interval)).",
                fi: "Ei näyttöä siitä, että muutos olisi vaikuttanut enempää kuin muualla tapahtui (\(interval)).")
        }
        return language.pick(
            en: "Because of the change: \(points(value)) points beyond what happened elsewhere (\(interval)).",
            fi: "Muutoksen vaikutus: \(points(value)) pistettä yli sen, mitä muualla tapahtui (\(interval)).")
    }
}
