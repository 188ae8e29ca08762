public import DeskPrimitives

/// Why an offer goes to just this agent.
public struct OfferReason: Hashable, Sendable, Codable {
    /// What told the chosen agent from the next best.
    public enum Basis: Hashable, Sendable {
        /// Nobody else could take it.
        case onlyOne
        /// It waited for this agent.
        case preferred
        /// The chosen agent comes first in this order.
        case order(AgentOrder)
        /// Both are equal in every order of the policy; the smaller id comes first.
        case name
    }

    /// What decided.
    public let basis: Basis
    /// How many agents could take it, the chosen one included.
    public let eligibleCount: Int
    /// The rule of focus that was broken for an emergency; nil when none was.
    public let brokenFocus: FocusLimit?

    /// Creates a reason.
    public init(_ basis: Basis, eligibleCount: Int, brokenFocus: FocusLimit? = nil) {
        self.basis = basis
        self.eligibleCount = eligibleCount
        self.brokenFocus = brokenFocus
    }
}

extension OfferReason: Explained {
    /// What decided, and which rule of focus was broken for it.
    public func sentence(in language: LanguageTag) -> String {
        guard let brokenFocus else { return decision(in: language) }
        return decision(in: language)
            + language.pick(
                en: " It is an emergency: the agent \(brokenFocus.sentence(in: language)), and is asked all the same.",
                fi:
                    " Kyseessä on hätätapaus: asiakaspalvelija \(brokenFocus.sentence(in: language)), mutta häneltä kysytään silti."
            )
    }

    private func decision(in language: LanguageTag) -> String {
        let others = max(0, eligibleCount - 1)
        switch basis {
        case .onlyOne:
            return language.pick(
                en: "Nobody else could take it now.", fi: "Kukaan muu ei voinut ottaa sitä juuri nyt.")
        case .preferred:
            return language.pick(
                en: "The customer's own agent comes first.", fi: "Asiakkaan oma asiakaspalvelija on etusijalla.")
        case .name:
            return language.pick(
                en: "Of \(eligibleCount) equal agents the first by id was chosen.",
                fi:
                    "Tasavertaisia asiakaspalvelijoita oli \(eligibleCount), joten valittiin tunnuksen mukaan ensimmäinen."
            )
        case .order(let order):
            let why: String
            switch order {
            case .longestIdle: why = language.pick(en: "has been free longest", fi: "on ollut vapaana pisimpään")
            case .leastUtilised:
                why = language.pick(
                    en: "has the smallest share of capacity in use", fi: "on vähiten kuormitettu")
            case .bestProficiency:
                why = language.pick(en: "has the best skills for it", fi: "hallitsee tarvittavat taidot parhaiten")
            case .leastFlexible:
                why = language.pick(
                    en: "has the fewest other skills", fi: "hallitsee vähiten muita taitoja")
            case .leastEffort:
                why = language.pick(
                    en: "has done the least work so far", fi: "on tehnyt tähän mennessä vähiten työtä")
            }
            return language.pick(
                en: "Among \(eligibleCount) who could take it (\(others) others), the chosen agent \(why).",
                fi: "Mahdollisia asiakaspalvelijoita oli \(eligibleCount); heistä valittu \(why).")
        }
    }
}

extension OfferReason.Basis: Codable {
    private static let names: [(String, Self)] = [("only", .onlyOne), ("preferred", .preferred), ("name", .name)]

    /// Reads the name.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let name = try container.decode(String.self)
        if let basis = Self.names.first(where: { $0.0 == name })?.1 {
            self = basis
        } else if let order = AgentOrder(rawValue: name) {
            self = .order(order)
        } else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "“\(name)” is no reason for an offer")
        }
    }

    /// Writes a name: `only`, `preferred`, `name` or that of the order.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if case .order(let order) = self {
            try container.encode(order.rawValue)
        } else {
            try container.encode(Self.names.first { $0.1 == self }?.0 ?? "name")
        }
    }
}
