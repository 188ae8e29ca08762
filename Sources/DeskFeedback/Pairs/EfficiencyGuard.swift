public import DeskPrimitives

/// Whether a change that saves time may go on: only while experience is not worse by more than a margin agreed before.
public struct EfficiencyGuard: Hashable, Sendable, Codable {
    /// What may be lost, as a share: 0.02 are two points.
    public let margin: Double
    /// How many answers were planned.
    public let planned: Int

    /// What to do.
    public enum Action: String, Hashable, Sendable, Codable {
        /// The planned answers are in and experience has held.
        case keep
        /// Not enough answers yet.
        case wait
        /// Experience is worse, or has not been shown to hold with the planned answers, or other people answer.
        case stop
    }

    /// The decision with what it is made of.
    public struct Decision: Hashable, Sendable {
        /// What to do.
        public let action: Action
        /// The test.
        public let test: NonInferiority
        /// The change of the response rate.
        public let responseRate: EstimateDifference
        /// The change of the share that is satisfied, by an interval that holds at every look at once; nil from the planned
        /// number of answers on, where the test decides.
        public let sequence: ClosedRange<Double>?
    }

    /// Creates a guard before the change starts.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for a margin that is not above 0 and at most 0.2, or fewer than 10 answers.
    public init(margin: Double, planned: Int) throws(Refusal) {
        guard margin > 0, margin <= 0.2 else {
            throw Refusal(.outOfRange, "a margin is above 0 and at most 0.2", at: .field("margin"))
        }
        guard planned >= 10, planned <= Tally.largestCount else {
            throw Refusal(.outOfRange, "at least 10 answers", at: .field("planned"))
        }
        self.margin = margin
        self.planned = planned
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case margin, planned
    }

    /// Reads and checks a guard.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let margin = try object.decode(Double.self, forKey: .margin)
        let planned = try object.decode(Int.self, forKey: .planned)
        self = try decoder.checked { () throws(Refusal) in try EfficiencyGuard(margin: margin, planned: planned) }
    }

    /// Decides by the service answers before and after.
    ///
    /// Before the planned number of answers only a loss beyond doubt stops the change, told by a confidence sequence, because
    /// somebody who looks every day at a test made for one look stops one harmless change in three. From then on everything
    /// but proof that experience has held stops it.
    ///
    /// - Throws: `Refusal` with code `wrongState` when nobody answered on one side.
    public func decide(before: Tally, after: Tally) throws(Refusal) -> Decision {
        let (old, new) = (before.topBoxShare(gate: .open), after.topBoxShare(gate: .open))
        guard old.n > 0, new.n > 0 else {
            throw Refusal(.wrongState, "nobody answered on one side", at: .field(old.n > 0 ? "after" : "before"))
        }
        let satisfied = { (tally: Tally) in tally.service.suffix(2).reduce(0, &+) }
        let test = try NonInferiority(
            new: (satisfied(after), new.n), reference: (satisfied(before), old.n), margin: margin)
        let (was, now) = (before.responseRate, after.responseRate)
        let rate = EstimateDifference.share(
            from: (was.complete &+ was.partial, was.eligible), to: (now.complete &+ now.partial, now.eligible),
            gate: .open)
        let sequence =
            new.n < planned
            ? try ConfidenceSequence.difference(
                new: (satisfied(after), new.n), reference: (satisfied(before), old.n), alpha: Self.alpha) : nil
        let action: Action =
            if let sequence {
                sequence.upperBound < -margin ? .stop : .wait
            } else {
                test.verdict == .nonInferior && !rate.isClear ? .keep : .stop
            }
        return Decision(action: action, test: test, responseRate: rate, sequence: sequence)
    }

    /// How often a harmless change may be stopped before its planned answers, over all looks together.
    public static let alpha = 0.05
}

extension EfficiencyGuard.Decision: Explained {
    public func sentence(in language: LanguageTag) -> String {
        let verdict = test.sentence(in: language)
        switch action {
        case .keep: return language.pick(en: "The change may stay. \(verdict)", fi: "Muutos voi jäädä. \(verdict)")
        case .wait:
            return language.pick(en: "Wait for more answers. \(verdict)", fi: "Odota lisää vastauksia. \(verdict)")
        case .stop:
            guard test.verdict == .nonInferior else {
                return language.pick(en: "Stop the change. \(verdict)", fi: "Keskeytä muutos. \(verdict)")
            }
            return language.pick(
                en: "Stop the change: other people answer than before, so nothing is shown. \(verdict)",
                fi: "Keskeytä muutos: vastaajat ovat eri ihmisiä kuin ennen, joten näyttöä ei ole. \(verdict)")
        }
    }
}
