public import DeskPrimitives

/// Green outside, red inside: targets are met and the people are not content.
public struct WatermelonFinding: Hashable, Sendable {
    /// What can be said.
    public enum Verdict: String, Hashable, Sendable, Codable {
        /// Targets are met and experience is poor, both beyond doubt.
        case watermelon
        /// Both look so, but the answers are too few to say.
        case suspected
        /// Experience keeps up with the targets, or the targets are missed.
        case none
        /// There is not enough of either to look at.
        case tooLittle
    }

    /// When targets count as met and experience as poor.
    public struct Thresholds: Hashable, Sendable, Codable {
        /// From this share of targets met on the outside is green.
        public let targets: Double
        /// Below this share of satisfied answers the inside is red.
        public let satisfied: Double
        /// Below this net promoter score the inside is red.
        public let netPromoterScore: Double

        /// Creates thresholds.
        ///
        /// - Throws: `Refusal` with code `outOfRange` for a share outside 0 … 1 or a score outside −1 … 1.
        public init(targets: Double = 0.9, satisfied: Double = 0.7, netPromoterScore: Double = 0) throws(Refusal) {
            guard targets >= 0, targets <= 1 else { throw Refusal(.outOfRange, "0 … 1", at: .field("targets")) }
            guard satisfied >= 0, satisfied <= 1 else { throw Refusal(.outOfRange, "0 … 1", at: .field("satisfied")) }
            guard netPromoterScore >= -1, netPromoterScore <= 1 else {
                throw Refusal(.outOfRange, "−1 … 1", at: .field("netPromoterScore"))
            }
            self.init(checked: targets, satisfied, netPromoterScore)
        }

        private init(checked targets: Double, _ satisfied: Double, _ netPromoterScore: Double) {
            self.targets = targets
            self.satisfied = satisfied
            self.netPromoterScore = netPromoterScore
        }

        private enum CodingKeys: String, CodingKey, CaseIterable {
            case targets, satisfied, netPromoterScore
        }

        /// Reads and checks thresholds; what is left out is as in ``usual``.
        public init(from decoder: any Decoder) throws {
            try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
            let object = try decoder.container(keyedBy: CodingKeys.self)
            let targets = try object.decodeIfPresent(Double.self, forKey: .targets) ?? Self.usual.targets
            let satisfied = try object.decodeIfPresent(Double.self, forKey: .satisfied) ?? Self.usual.satisfied
            let score =
                try object.decodeIfPresent(Double.self, forKey: .netPromoterScore) ?? Self.usual.netPromoterScore
            self = try decoder.checked { () throws(Refusal) in
                try Thresholds(targets: targets, satisfied: satisfied, netPromoterScore: score)
            }
        }

        /// 90 % of targets, 70 % satisfied, a net promoter score of 0.
        public static let usual = Thresholds(checked: 0.9, 0.7, 0)
    }

    /// The share of targets that were met.
    public let targets: Estimate
    /// What experience was like.
    public let experience: Estimate
    /// What can be said.
    public let verdict: Verdict

    /// Looks for one.
    ///
    /// - Parameters:
    ///   - targets: The share of targets met.
    ///   - experience: A share of satisfied answers or a net promoter score.
    ///   - thresholds: When which side is green and red.
    public init(targets: Estimate, experience: Estimate, thresholds: Thresholds = .usual) {
        self.targets = targets
        self.experience = experience
        guard let met = targets.value, let felt = experience.value else {
            verdict = .tooLittle
            return
        }
        let floor = experience.measure == .netPromoterScore ? thresholds.netPromoterScore : thresholds.satisfied
        let isGreen = met >= thresholds.targets
        if isGreen, experience.high < floor {
            verdict = .watermelon
        } else if isGreen, felt < floor {
            verdict = .suspected
        } else {
            verdict = .none
        }
    }
}

extension WatermelonFinding: Explained {
    public func sentence(in language: LanguageTag) -> String {
        let name = language.pick(en: "Targets met", fi: "Tavoitteista täyttyi")
        let numbers = "\(targets.sentence(in: language, named: name)) \(experience.sentence(in: language))"
        switch verdict {
        case .watermelon:
            return language.pick(
                en: "Targets are met and people are not content. \(numbers)",
                fi: "Tavoitteet täyttyvät, mutta asiakkaat eivät ole tyytyväisiä. \(numbers)")
        case .suspected:
            return language.pick(
                en: "Targets are met and people may not be content; the answers are too few to say. \(numbers)",
                fi:
                    "Tavoitteet täyttyvät, mutta asiakkaat eivät ehkä ole tyytyväisiä; vastauksia on vielä vähän. \(numbers)"
            )
        case .none, .tooLittle: return numbers
        }
    }
}
