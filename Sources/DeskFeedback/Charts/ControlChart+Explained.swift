public import DeskPrimitives

extension ControlChart: Explained {
    /// What the latest period says: a signal, nothing but noise, or too early to tell.
    public func sentence(in language: LanguageTag) -> String {
        guard let latest = points.indices.last else {
            return language.pick(en: "No periods.", fi: "Ei jaksoja.")
        }
        let center = text(center)
        guard points[latest].isMature else {
            return language.pick(
                en: "The latest period is not complete: no signal is read from it. The centre is \(center).",
                fi: "Viimeisin jakso on kesken: siitä ei päätellä mitään. Keskiviiva on \(center).")
        }
        let now = signals.filter { $0.index == latest }
        guard !now.isEmpty else {
            return language.pick(
                en: "Within the noise around \(center): no signal in the latest period.",
                fi: "Satunnaisvaihtelun rajoissa, keskiviiva \(center): viimeisin jakso ei ole signaali.")
        }
        return now.map { $0.sentence(in: language) }.joined(separator: " ")
    }

    private func text(_ value: Double) -> String {
        switch kind {
        case .netPromoterScore: Estimate.signedHundredths(value)
        case .proportion: "\(nearestInteger(value * 100)) %"
        case .rate: Self.twoDecimals(value)
        }
    }

    private static func twoDecimals(_ value: Double) -> String {
        let hundredths = nearestInteger(value * 100)
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    }
}

extension ChartSignal: Explained {
    public func sentence(in language: LanguageTag) -> String {
        switch (rule, isUp) {
        case (.limit, true):
            language.pick(en: "Above the upper limit.", fi: "Ylärajan yläpuolella.")
        case (.limit, false):
            language.pick(en: "Below the lower limit.", fi: "Alarajan alapuolella.")
        case (.run, true):
            language.pick(en: "A long run above the centre.", fi: "Pitkään keskiviivan yläpuolella.")
        case (.run, false):
            language.pick(en: "A long run below the centre.", fi: "Pitkään keskiviivan alapuolella.")
        case (.trend, true):
            language.pick(en: "Rising period after period.", fi: "Nousua jakso jaksolta.")
        case (.trend, false):
            language.pick(en: "Falling period after period.", fi: "Laskua jakso jaksolta.")
        }
    }
}
