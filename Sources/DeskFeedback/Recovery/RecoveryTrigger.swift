public import DeskPrimitives

/// What in an answer opened a recovery.
public enum RecoveryTrigger: String, Hashable, Comparable, Sendable, Codable, CaseIterable {
    /// The matter is not resolved.
    case notResolved
    /// The service was rated badly.
    case service
    /// The person would not recommend us.
    case recommend
    /// It was hard to get help.
    case effort

    /// In the order in which they are listed above.
    public static func < (a: Self, b: Self) -> Bool {
        (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
    }
}

extension RecoveryTrigger: Explained {
    public func sentence(in language: LanguageTag) -> String {
        switch self {
        case .notResolved: language.pick(en: "The matter is not resolved.", fi: "Asia ei ole ratkennut.")
        case .service: language.pick(en: "The service was rated badly.", fi: "Palvelu sai huonon arvosanan.")
        case .recommend:
            language.pick(en: "The person would not recommend us.", fi: "Henkilö ei suosittelisi meitä.")
        case .effort: language.pick(en: "It was hard to get help.", fi: "Apua oli vaikea saada.")
        }
    }
}
