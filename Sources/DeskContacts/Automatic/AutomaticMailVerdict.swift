public import DeskPrimitives

/// What a mail's headers say about being automatic, with two separate outcomes: whether the desk may answer it by itself,
/// and whether it may reopen a case.
public struct AutomaticMailVerdict: Hashable, Sendable {
    /// The signs found, in the order of ``AutomaticMailClass``.
    public let classes: [AutomaticMailClass]

    init(_ classes: Set<AutomaticMailClass>) {
        self.classes = classes.isEmpty ? [] : AutomaticMailClass.allCases.filter(classes.contains)
    }

    /// Whether the desk may answer it without a person having read it.
    public var mayAnswer: Bool { classes.isEmpty }

    /// Whether it may reopen a settled case.
    public var mayReopen: Bool { classes.allSatisfy(\.mayBeFromPerson) }

    /// ``DemandFlag/automatic`` for what a machine wrote; of anything else the headers do not tell.
    public var demand: DemandFlag { mayReopen ? .needsAnswer : .automatic }
}

extension AutomaticMailVerdict: Explained {
    /// What follows from the headers, in a sentence or two.
    public func sentence(in language: LanguageTag) -> String {
        guard !classes.isEmpty else {
            return language.pick(
                en: "Nothing in the headers says that the mail is automatic.",
                fi: "Otsakkeista ei ilmene, että viesti olisi automaattinen.")
        }
        let signs = classes.map { $0.name(in: language) }.joined(separator: ", ")
        return mayReopen
            ? language.pick(
                en: "The mail gets no automatic answer (\(signs)) but may reopen a case.",
                fi: "Viestiin ei vastata automaattisesti (\(signs)), mutta se voi avata tapauksen uudelleen.")
            : language.pick(
                en: "The mail gets no automatic answer and reopens no case (\(signs)).",
                fi: "Viestiin ei vastata automaattisesti eikä se avaa tapausta uudelleen (\(signs)).")
    }
}

extension AutomaticMailClass {
    fileprivate func name(in language: LanguageTag) -> String {
        switch self {
        case .ownLoop: language.pick(en: "our own mail", fi: "oma viestimme")
        case .bounce: language.pick(en: "delivery report", fi: "toimitusraportti")
        case .autoReply: language.pick(en: "automatic reply", fi: "automaattivastaus")
        case .bulk: language.pick(en: "bulk mail", fi: "joukkoviesti")
        case .list: language.pick(en: "mailing list", fi: "postituslista")
        case .suppressed: language.pick(en: "answers not wanted", fi: "vastauksia ei haluta")
        }
    }
}
