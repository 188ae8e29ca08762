public import DeskPrimitives

extension Scale {
    /// What an answer looks like, as a sentence for somebody who answers with a message.
    public func instruction(in language: LanguageTag) -> String {
        let (low, high) = (range.lowerBound, range.upperBound)
        switch kind {
        case .yesNo:
            return language.pick(en: "Answer YES or NO.", fi: "Vastaa KYLLÄ tai EI.")
        case .recommend0to10:
            return language.pick(
                en: "Answer with a number from 0 (not at all likely) to 10 (very likely).",
                fi: "Vastaa numerolla 0 (en lainkaan) – 10 (erittäin todennäköisesti).")
        case .topBox:
            return language.pick(
                en: "Answer with a number from \(low) to \(high), where \(best) is best.",
                fi: "Vastaa numerolla \(low)–\(high), paras on \(best).")
        case .effort1to7 where higherIsBetter:
            return language.pick(
                en: "Answer with a number from 1 (I disagree) to 7 (I agree).",
                fi: "Vastaa numerolla 1 (eri mieltä) – 7 (samaa mieltä).")
        case .effort1to7:
            return language.pick(
                en: "Answer with a number from 1 (very little) to 7 (very much).",
                fi: "Vastaa numerolla 1 (hyvin vähän) – 7 (hyvin paljon).")
        }
    }

    /// The best answer there is.
    public var best: UInt8 { higherIsBetter ? range.upperBound : range.lowerBound }
}
