import DeskPrimitives

/// Words for why work does not go to somebody.
enum PoolSentences {
    /// How many are named; the rest is counted.
    private static let named = 5

    /// “a2 is away; a3 does not have skill fraud.”, or nothing.
    static func exclusions(_ candidates: [OfferCandidate], in language: LanguageTag) -> String {
        let excluded = candidates.compactMap { candidate in
            candidate.exclusion.map { "\(candidate.agent) \($0.sentence(in: language))" }
        }
        guard !excluded.isEmpty else { return "" }
        let more = excluded.count - named
        let rest =
            more > 0 ? language.pick(en: "; and \(more) more", fi: "; sekä \(more) muuta") : ""
        return excluded.prefix(named).joined(separator: "; ") + rest + "."
    }
}
