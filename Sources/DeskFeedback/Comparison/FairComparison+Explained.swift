public import DeskPrimitives

extension FairComparison: Explained {
    public func sentence(in language: LanguageTag) -> String {
        let told = rows.filter { if case .withheld = $0.standing { false } else { true } }.count
        guard hasMeasurableDifference else {
            return language.pick(
                en: "No measurable difference between the \(rows.count) agents.",
                fi: "Asiakaspalvelijoiden välillä ei ole mitattavaa eroa (\(rows.count) vertailtavaa).")
        }
        return language.pick(
            en: "The agents differ by more than noise; \(told) of \(rows.count) can be compared.",
            fi: "Asiakaspalvelijoiden välillä on muutakin kuin satunnaisvaihtelua; verrata voi \(told)/\(rows.count).")
    }
}

extension FairComparison.Row: Explained {
    public func sentence(in language: LanguageTag) -> String {
        let interval = "\(Estimate.signedHundredths(low)) – \(Estimate.signedHundredths(high))"
        let basis = language.pick(
            en: "(\(n) answers, \(leftOut) left out; difference \(interval))",
            fi: "(vastauksia \(n), pois jätetty \(leftOut); ero \(interval))")
        switch standing {
        case .betterThanExpected:
            return language.pick(
                en: "\(agent): better than these contacts let expect \(basis).",
                fi: "\(agent): parempi kuin näiden yhteydenottojen perusteella voi odottaa \(basis).")
        case .worseThanExpected:
            return language.pick(
                en: "\(agent): worse than these contacts let expect \(basis).",
                fi: "\(agent): heikompi kuin näiden yhteydenottojen perusteella voi odottaa \(basis).")
        case .asExpected:
            return language.pick(
                en: "\(agent): as these contacts let expect \(basis).",
                fi: "\(agent): sellainen kuin näiden yhteydenottojen perusteella voi odottaa \(basis).")
        case .withheld(let reason):
            return "\(agent): \(reason.sentence(in: language))"
        }
    }
}
