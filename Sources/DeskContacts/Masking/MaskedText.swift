public import DeskPrimitives

/// A text without the personal data that was found in it.
public struct MaskedText: Hashable, Sendable, Codable {
    /// The text with placeholders.
    public let text: String
    /// How much was found, by kind, in the order of ``PersonalDataKind``; what was not found is not listed.
    public let findings: [Finding]

    /// How often something was found.
    public struct Finding: Hashable, Sendable, Codable {
        /// What was found.
        public let kind: PersonalDataKind
        /// How often, at least once.
        public let count: Int
    }

    /// Whether nothing was found.
    public var isClean: Bool { findings.isEmpty }

    /// How often a kind was found.
    public func count(of kind: PersonalDataKind) -> Int { findings.first { $0.kind == kind }?.count ?? 0 }
}

extension MaskedText: Explained {
    /// What was masked and how often; holds nothing of the data itself.
    public func sentence(in language: LanguageTag) -> String {
        guard !isClean else { return language.pick(en: "No personal data found.", fi: "Henkilötietoja ei löytynyt.") }
        let list = findings.map { "\($0.kind.placeholder(in: language)) × \($0.count)" }.joined(separator: ", ")
        return language.pick(en: "Masked: \(list).", fi: "Peitetty: \(list).")
    }
}
