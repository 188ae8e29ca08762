public import DeskPrimitives

/// Whose contact it is, and why.
public enum IdentityDecision: Hashable, Sendable {
    /// A person who is known, with blanks filled from what was claimed.
    case known(Person, because: IdentityReason)
    /// A person met for the first time.
    case new(Person, because: IdentityReason)
    /// A new person, because what was claimed contradicts what is known; a human should look at the candidates.
    case conflict(Person, because: IdentityReason)

    /// The person to go on with, to be stored when it differs from what the store holds.
    public var person: Person {
        switch self {
        case .known(let person, _), .new(let person, _), .conflict(let person, _): person
        }
    }

    /// Why.
    public var because: IdentityReason {
        switch self {
        case .known(_, let reason), .new(_, let reason), .conflict(_, let reason): reason
        }
    }

    /// Others who hold something that was claimed, in order of their ids.
    public var candidates: [PersonID] { because.candidates }

    /// Whether the person is not in the store yet.
    public var isNew: Bool {
        if case .known = self { false } else { true }
    }
}

extension IdentityDecision: Explained {
    /// Whose contact it is and why, in a sentence or two, without personal data.
    public func sentence(in language: LanguageTag) -> String {
        IdentityReason.sentence(because.code, of: person.id, candidates: candidates, in: language)
    }
}

extension IdentityReason {
    /// Why a contact was taken to be from a person, and who else it might be from, in a sentence or two.
    public static func sentence(
        _ code: Code, of person: PersonID, candidates: [PersonID], in language: LanguageTag
    ) -> String {
        var text = code.sentence(for: person, in: language)
        if !candidates.isEmpty {
            let list = candidates.map(\.rawValue).joined(separator: ", ")
            text += language.pick(en: " Possibly the same: \(list).", fi: " Mahdollisesti sama henkilö: \(list).")
        }
        return text
    }
}

extension IdentityReason.Code {
    fileprivate func sentence(for person: PersonID, in language: LanguageTag) -> String {
        switch self {
        case .strongIdentifier:
            language.pick(
                en: "The contact is from person \(person), found by a unique identifier.",
                fi: "Yhteydenotto on henkilöltä \(person), joka löytyi yksilöivällä tunnisteella.")
        case .mail:
            language.pick(
                en: "The contact is from person \(person), found by the mail address.",
                fi: "Yhteydenotto on henkilöltä \(person), joka löytyi sähköpostiosoitteella.")
        case .phone:
            language.pick(
                en: "The contact is from person \(person), found by the telephone number.",
                fi: "Yhteydenotto on henkilöltä \(person), joka löytyi puhelinnumerolla.")
        case .handle:
            language.pick(
                en: "The contact is from person \(person), found by the user name.",
                fi: "Yhteydenotto on henkilöltä \(person), joka löytyi käyttäjänimellä.")
        case .sameDoubtAsBefore:
            language.pick(
                en: "The contact could be from several people, as before, and was put under person \(person).",
                fi: "Yhteydenotto voi olla useammalta henkilöltä, kuten aiemmin, ja se kirjattiin henkilölle \(person)."
            )
        case .nothingClaimed:
            language.pick(
                en: "The contact does not tell who it is from; person \(person) is new.",
                fi: "Yhteydenotto ei kerro, keneltä se on; henkilö \(person) on uusi.")
        case .nobodyKnown:
            language.pick(
                en: "Nobody is known by these addresses; person \(person) is new.",
                fi: "Näillä yhteystiedoilla ei tunneta ketään; henkilö \(person) on uusi.")
        case .sharedByMany:
            language.pick(
                en: "Several people share the address, so person \(person) is new until somebody tells them apart.",
                fi: "Usealla henkilöllä on sama yhteystieto, joten \(person) on uusi, kunnes joku erottaa heidät.")
        case .otherMailAtPhone:
            language.pick(
                en: "The telephone number is known with another mail address, so person \(person) is new.",
                fi: "Puhelinnumero tunnetaan toisella sähköpostiosoitteella, joten henkilö \(person) on uusi.")
        case .strongIdentifiersOfMany:
            language.pick(
                en: "The unique identifiers belong to several people, so person \(person) is new.",
                fi: "Yksilöivät tunnisteet kuuluvat eri henkilöille, joten henkilö \(person) on uusi.")
        case .otherStrongIdentifier:
            language.pick(
                en: "The person found has another unique identifier, so person \(person) is new.",
                fi: "Löydetyllä henkilöllä on toinen yksilöivä tunniste, joten henkilö \(person) on uusi.")
        }
    }
}
