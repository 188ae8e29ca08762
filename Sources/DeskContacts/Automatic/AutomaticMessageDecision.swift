public import DeskPrimitives

/// Whether an automatic message is sent, and if not, why.
public enum AutomaticMessageDecision: Hashable, Sendable {
    /// Why a message is held back.
    public enum Reason: String, Hashable, Sendable, Codable {
        /// There were as many as allowed within the window.
        case tooMany
        /// There were as many as allowed under this subject.
        case sameSubject
        /// It would go to an address of the desk's own.
        case ownAddress
    }

    /// It may be sent.
    case send
    /// It is not sent.
    case hold(AutomaticMessageLog.Scope, because: Reason)
}

extension AutomaticMessageDecision: Explained {
    /// What is done and why, in a sentence.
    public func sentence(in language: LanguageTag) -> String {
        switch self {
        case .send:
            language.pick(en: "The automatic message is sent.", fi: "Automaattinen viesti lähetetään.")
        case .hold(let scope, .tooMany):
            language.pick(
                en: "The automatic message is not sent: too many went \(scope.name(in: language)) lately.",
                fi: "Automaattista viestiä ei lähetetä: \(scope.name(in: language)) on lähtenyt niitä jo liikaa.")
        case .hold(_, .ownAddress):
            language.pick(
                en: "The automatic message is not sent: the address is our own.",
                fi: "Automaattista viestiä ei lähetetä: osoite on omamme.")
        case .hold(let scope, .sameSubject):
            language.pick(
                en: "The automatic message is not sent: the same subject went \(scope.name(in: language)) already.",
                fi: "Automaattista viestiä ei lähetetä: sama aihe on jo lähetetty \(scope.name(in: language)).")
        }
    }
}

extension AutomaticMessageLog.Scope {
    fileprivate func name(in language: LanguageTag) -> String {
        switch self {
        case .person: language.pick(en: "to this person", fi: "tälle henkilölle")
        case .address: language.pick(en: "to this address", fi: "tähän osoitteeseen")
        case .caseFile: language.pick(en: "about this case", fi: "tästä tapauksesta")
        }
    }
}
