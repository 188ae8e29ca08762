import DeskFeedback
public import DeskPrimitives

extension Baseline: Explained {
    /// The state in a few sentences: volume, waits, targets and experience; what is withheld is said with its reason.
    public func sentence(in language: LanguageTag) -> String {
        guard overall.n > 0 else {
            return language.pick(
                en: "\(period): no encounters.", fi: "\(period): ei asiointeja.")
        }
        let parts = [
            volume(language), waits(language),
            overall.targetsMet.sentence(
                in: language, named: language.pick(en: "Targets met", fi: "Tavoitteet täyttyivät")),
            overall.netPromoterScore.sentence(in: language),
            overall.resolved.sentence(in: language),
        ]
        return parts.joined(separator: " ")
    }

    private var period: String { "\(window.lowerBound) – \(window.upperBound)" }

    private func volume(_ language: LanguageTag) -> String {
        let n = overall.n
        guard let value = overall.perDay.value, let low = overall.perDay.low, let high = overall.perDay.high else {
            return language.pick(en: "\(period): \(n) encounters.", fi: "\(period): \(n) asiointia.")
        }
        let (day, from, to) = (tenths(value, language), tenths(low, language), tenths(high, language))
        return language.pick(
            en: "\(period): \(n) encounters, \(day) a day (\(from) to \(to)).",
            fi: "\(period): \(n) asiointia, \(day) päivässä (\(from) – \(to)).")
    }

    private func waits(_ language: LanguageTag) -> String {
        guard let median = overall.waitMedian.value, let most = overall.waitP90.value else {
            return language.pick(en: "Nobody's wait is known.", fi: "Odotusaikoja ei tunneta.")
        }
        let (half, nine) = (median.shortText(), most.shortText())
        return language.pick(
            en: "Half waited at most \(half) and nine of ten at most \(nine) (n = \(overall.waitMedian.n)).",
            fi: "Puolet odotti enintään \(half) ja yhdeksän kymmenestä enintään \(nine) (n = \(overall.waitMedian.n)).")
    }

    private func tenths(_ value: Double, _ language: LanguageTag) -> String {
        let number = nearestInteger(value * 10)
        return "\(number / 10)" + language.pick(en: ".", fi: ",") + "\(number % 10)"
    }
}
