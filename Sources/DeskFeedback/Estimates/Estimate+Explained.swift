public import DeskPrimitives

extension Estimate: Explained {
    public func sentence(in language: LanguageTag) -> String {
        sentence(in: language, named: measure.name(in: language))
    }

    /// The sentence with another name for what is estimated, for a share that the caller knows more about.
    public func sentence(in language: LanguageTag, named name: String) -> String {
        guard let value else {
            if measure == .share, withheld == .noAnswers {
                return language.pick(en: "\(name): nothing to count.", fi: "\(name): ei laskettavaa.")
            }
            return "\(name): \(withheld?.sentence(in: language) ?? "")"
        }
        let (shown, from, to) = (measure.text(value), measure.text(low), measure.text(high))
        let basis =
            if measure == .share {
                language.pick(en: " of \(n)", fi: " (n = \(n))")
            } else {
                language.pick(
                    en: " from \(count(n, "answer", "answers"))", fi: ", \(count(n, "vastaus", "vastausta"))")
            }
        return language.pick(
            en: "\(name): \(shown)\(basis); \(confidence.percentText)% interval \(from) to \(to).",
            fi: "\(name): \(shown)\(basis); \(confidence.percentText) %:n luottamusväli \(from) – \(to).")
    }
}

extension EstimateDifference: Explained {
    public func sentence(in language: LanguageTag) -> String {
        let name = measure.name(in: language)
        guard let value else {
            return "\(name): \(withheld?.sentence(in: language) ?? "")"
        }
        let points = { (number: Double) in signed(hundredths(number)) }
        let interval = language.pick(
            en: "\(confidence.percentText)% interval \(points(low)) to \(points(high))",
            fi: "\(confidence.percentText) %:n luottamusväli \(points(low)) – \(points(high))")
        let answers = language.pick(
            en: "\(before) answers before, \(after) after", fi: "vastauksia ennen \(before), jälkeen \(after)")
        let change = language.pick(
            en: "changed by \(points(value)) points", fi: "muutos \(points(value)) pistettä")
        let verdict = language.pick(
            en: isClear ? "" : " No evidence of a change.", fi: isClear ? "" : " Muutoksesta ei ole näyttöä.")
        return "\(name): \(change) (\(interval); \(answers)).\(verdict)"
    }
}

extension Withheld: Explained {
    public func sentence(in language: LanguageTag) -> String {
        switch self {
        case .noAnswers:
            language.pick(en: "no answers.", fi: "ei vastauksia.")
        case .belowPrivacy(let n, let needed):
            language.pick(
                en: "not shown: \(n) of the \(needed) answers needed so that nobody can be recognised.",
                fi: "ei näytetä: vastauksia \(n), tarvitaan \(needed), jottei ketään voi tunnistaa.")
        case .belowCoach(let n, let needed):
            language.pick(
                en: "not shown: \(n) of the \(needed) answers needed to say enough.",
                fi: "ei näytetä: vastauksia \(n), tarvitaan \(needed), jotta luku kertoo tarpeeksi.")
        case .tooFew(let n, let needed):
            language.pick(
                en: "not shown: too few (\(n)), \(needed) are needed.",
                fi: "ei näytetä: liian vähän (\(n)), tarvitaan \(needed).")
        case .protectsOthers:
            language.pick(
                en: "not shown: with it a number that is not shown could be computed.",
                fi: "ei näytetä: sen avulla voisi laskea luvun, jota ei näytetä.")
        case .immature(let percent):
            language.pick(
                en: "not shown: about \(percent)% of the answers to expect have come.",
                fi: "ei näytetä: odotettavissa olevista vastauksista on tullut noin \(percent) %.")
        case .unreliable(let percent):
            language.pick(
                en: "not compared: \(percent)% of the difference is more than noise, 70% is needed.",
                fi: "ei verrata: erosta \(percent) % on muuta kuin satunnaisvaihtelua, tarvitaan 70 %.")
        case .noMeasurableDifference:
            language.pick(
                en: "not compared: no difference that could be measured.",
                fi: "ei verrata: mitattavaa eroa ei ole.")
        case .influenced:
            language.pick(
                en: "not compared: whom to ask was not up to the survey alone.",
                fi: "ei verrata: kyselyn kohteet eivät valikoituneet pelkästään kyselyn sääntöjen mukaan.")
        case .notAllowed:
            language.pick(
                en: "not shown: it is not for this viewer.",
                fi: "ei näytetä: tieto ei kuulu tälle katsojalle.")
        }
    }
}

extension ResponseRate: Explained {
    public func sentence(in language: LanguageTag) -> String {
        guard let rr2 else {
            return language.pick(en: "Nobody could answer.", fi: "Kukaan ei voinut vastata.")
        }
        let share = "\(hundredths(rr2))"
        let answered = complete + partial
        return language.pick(
            en: "\(answered) of \(eligible) answered (\(share)%).",
            fi: "\(answered)/\(eligible) vastasi (\(share) %).")
    }
}

extension Estimate.Measure {
    func name(in language: LanguageTag) -> String {
        switch self {
        case .netPromoterScore: language.pick(en: "Net promoter score", fi: "Nettosuositteluindeksi")
        case .serviceShare: language.pick(en: "Satisfied with the service", fi: "Palveluun tyytyväisiä")
        case .resolvedShare: language.pick(en: "Resolved", fi: "Ratkaistu")
        case .effortShare: language.pick(en: "Found it easy", fi: "Asiointi oli helppoa")
        case .share: language.pick(en: "Share", fi: "Osuus")
        }
    }

    /// A score with its sign, a share in percent.
    func text(_ value: Double) -> String {
        self == .netPromoterScore ? signed(hundredths(value)) : "\(hundredths(value)) %"
    }
}

extension Estimate {
    /// A value times 100 with its sign, rounded to the nearest whole number.
    static func signedHundredths(_ value: Double) -> String { signed(hundredths(value)) }
}

/// A value in −2 … 2 times 100, rounded to the nearest whole number.
private func hundredths(_ value: Double) -> Int { nearestInteger(value * 100) }

private func signed(_ number: Int) -> String { number > 0 ? "+\(number)" : number < 0 ? "−\(-number)" : "0" }

private func count(_ n: Int, _ one: String, _ many: String) -> String { "\(n) \(n == 1 ? one : many)" }
