public import DeskPrimitives

/// To which case a contact belongs, and why.
public enum ThreadDecision: Hashable, Sendable, Codable {
    /// It belongs to a case, and may reopen it.
    case join(CaseID, reopens: Bool, because: ThreadReason)
    /// It begins a new case, linked to an earlier one it follows up.
    case new(linkedTo: CaseID?, because: ThreadReason)

    /// Why.
    public var because: ThreadReason {
        switch self {
        case .join(_, _, let reason), .new(_, let reason): reason
        }
    }
}

extension ThreadDecision: Explained {
    /// To which case the contact belongs and why, in a sentence or two.
    public func sentence(in language: LanguageTag) -> String {
        let reason = because.sentence(in: language)
        switch self {
        case .join(let caseID, let reopens, _):
            return reopens
                ? language.pick(
                    en: "\(reason) The contact joins case \(caseID) and reopens it.",
                    fi: "\(reason) Yhteydenotto liitetään tapaukseen \(caseID), joka avataan uudelleen.")
                : language.pick(
                    en: "\(reason) The contact joins case \(caseID).",
                    fi: "\(reason) Yhteydenotto liitetään tapaukseen \(caseID).")
        case .new(let caseID?, _):
            return language.pick(
                en: "\(reason) A new case is opened and linked to case \(caseID).",
                fi: "\(reason) Avataan uusi tapaus, joka linkitetään tapaukseen \(caseID).")
        case .new(nil, _):
            return language.pick(en: "\(reason) A new case is opened.", fi: "\(reason) Avataan uusi tapaus.")
        }
    }
}

extension ThreadReason: Explained {
    /// The reason in a sentence.
    public func sentence(in language: LanguageTag) -> String {
        switch self {
        case .tag:
            language.pick(en: "The subject names the case.", fi: "Tapaus mainitaan aiherivillä.")
        case .reference:
            language.pick(
                en: "The contact answers a message of the case.",
                fi: "Yhteydenotto on vastaus tapauksen viestiin.")
        case .sameTopic:
            language.pick(
                en: "The person has an open case on the same topic.",
                fi: "Henkilöllä on avoin tapaus samasta aiheesta.")
        case .latestOfPerson:
            language.pick(
                en: "The contact asks for nothing, and this is the person's latest case.",
                fi: "Yhteydenotto ei vaadi vastausta, ja tämä on henkilön viimeisin tapaus.")
        case .noFit:
            language.pick(en: "No earlier case fits.", fi: "Mikään aiempi tapaus ei sovi.")
        case .otherMatter:
            language.pick(
                en: "The contact answers an earlier message but is about another matter.",
                fi: "Yhteydenotto on vastaus aiempaan viestiin, mutta se koskee toista asiaa.")
        case .reopenWindowOver:
            language.pick(
                en: "The earlier case was resolved too long ago to be reopened.",
                fi: "Aiempi tapaus on ratkaistu liian kauan sitten uudelleen avattavaksi.")
        case .caseClosed:
            language.pick(en: "The earlier case is closed.", fi: "Aiempi tapaus on suljettu.")
        case .repeatsSettled:
            language.pick(
                en: "The person had a case on the same topic that was settled a short while ago.",
                fi: "Henkilöllä oli samasta aiheesta tapaus, joka päättyi vähän aikaa sitten.")
        }
    }
}
