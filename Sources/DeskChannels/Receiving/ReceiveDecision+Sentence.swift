public import DeskPrimitives

extension ReceiveDecision: Explained {
    /// What becomes of the contact and why, in a sentence or two.
    public func sentence(in language: LanguageTag) -> String {
        var parts = [because(in: language), result(in: language)]
        if masksContent {
            parts.append(
                language.pick(
                    en: "Personal data is masked in what is kept.",
                    fi: "Henkilötiedot peitetään tallennettavasta sisällöstä."))
        }
        return parts.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private func because(in language: LanguageTag) -> String {
        switch reason {
        case .open:
            language.pick(en: "Channel \(channel) is open.", fi: "Kanava \(channel) on avoinna.")
        case .closed, .closedCallback, .closedOtherChannel:
            language.pick(en: "Channel \(channel) is closed.", fi: "Kanava \(channel) on suljettu.")
        case .wrongRole:
            language.pick(
                en: "Channel \(channel) is not meant for matters of this kind.",
                fi: "Kanavaa \(channel) ei ole tarkoitettu tällaisille asioille.")
        case .tooSensitive:
            language.pick(
                en: "The content needs more protection than channel \(channel) gives.",
                fi: "Sisältö vaatii parempaa suojaa kuin kanava \(channel) antaa.")
        default:
            language.pick(
                en: "The contact belongs to a channel other than \(channel).",
                fi: "Yhteydenotto kuuluu muulle kanavalle kuin \(channel).")
        }
    }

    private func result(in language: LanguageTag) -> String {
        switch outcome {
        case .accept where reason == .wrongRole || reason == .tooSensitive:
            return language.pick(
                en: "There is no other channel to name, so it is handled here, and its clocks start now.",
                fi: "Muuta kanavaa ei ole nimetty, joten se käsitellään täällä ja sen määräajat alkavat nyt.")
        case .accept:
            return language.pick(
                en: "The contact is handled here, and its clocks start now.",
                fi: "Yhteydenotto käsitellään täällä, ja sen määräajat alkavat nyt.")
        case .acceptForLater(let opening):
            var text: String
            if let opening {
                text = language.pick(
                    en: "The contact waits for the opening at \(opening), when its clocks start.",
                    fi: "Yhteydenotto odottaa aukeamista \(opening), jolloin sen määräajat alkavat.")
            } else {
                text = language.pick(
                    en: "The contact waits until the channel opens, when its clocks start.",
                    fi: "Yhteydenotto odottaa kanavan aukeamista, jolloin sen määräajat alkavat.")
            }
            if reason == .closedCallback {
                text += language.pick(en: " A call back is offered.", fi: " Asiakkaalle tarjotaan takaisinsoittoa.")
            }
            if let invitation {
                text += language.pick(
                    en: " The person is told of channel \(invitation).",
                    fi: " Asiakkaalle kerrotaan kanavasta \(invitation).")
            }
            return text
        case .inviteElsewhere(let other):
            return language.pick(
                en: "It is not answered here: the person is invited to channel \(other), and no clock starts.",
                fi: "Siihen ei vastata täällä: asiakas kutsutaan kanavalle \(other), eivätkä määräajat ala.")
        case .decline:
            return language.pick(
                en: "It is not answered here, and no clock starts.",
                fi: "Siihen ei vastata täällä, eivätkä määräajat ala.")
        }
    }
}
