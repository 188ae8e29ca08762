import DeskContacts
import DeskFeedback
public import DeskPrimitives
import DeskServiceLevels

extension PersonSheet: Explained {
    /// The overview in a few lines for whoever takes the contact; holds the person's name.
    public func sentence(in language: LanguageTag) -> String {
        var parts: [String] = []
        if let name = person.name { parts.append(name + ".") }
        if let tongue = self.language {
            parts.append(language.pick(en: "Language: \(tongue.rawValue).", fi: "Kieli: \(tongue.rawValue)."))
        }
        let uses = contacts.channels.map { "\($0.channel) \($0.inbound + $0.outbound)" }.joined(separator: ", ")
        if !uses.isEmpty { parts.append(language.pick(en: "Contacts: \(uses).", fi: "Yhteydenotot: \(uses).")) }
        parts.append(
            language.pick(
                en: "Cases: open \(openCases.count), past \(pastCases.count).",
                fi: "Asiat: avoinna \(openCases.count), hoidettu \(pastCases.count)."))
        parts.append(
            language.pick(
                en: "Promises: open \(promises.open), kept \(promises.kept), late \(promises.late), broken "
                    + "\(promises.broken).",
                fi: "Lupaukset: avoinna \(promises.open), pidetty \(promises.kept), myöhässä \(promises.late), rikottu "
                    + "\(promises.broken)."))
        if let last = ratings.first?.scores {
            let text = last.text(in: language)
            parts.append(language.pick(en: "Last rating: \(text).", fi: "Viimeisin arvio: \(text)."))
        }
        for item in owned {
            parts.append("\(item.entitlement.name): \(item.standing.sentence(in: language))")
        }
        let words = consents.map { word in
            word.isGiven
                ? language.pick(en: "\(word.purpose) yes", fi: "\(word.purpose) kyllä")
                : language.pick(en: "\(word.purpose) no", fi: "\(word.purpose) ei")
        }
        if !words.isEmpty {
            let text = words.joined(separator: ", ")
            parts.append(language.pick(en: "Consent: \(text).", fi: "Suostumukset: \(text)."))
        }
        parts += hints.map { $0.text.text(in: language) }
        if !cut.isEmpty {
            parts.append(
                language.pick(en: "Older entries are not shown.", fi: "Vanhimpia tietoja ei näytetä."))
        }
        return parts.joined(separator: " ")
    }
}

extension ScoreSet {
    /// The scores that are there, each with the best there is.
    fileprivate func text(in language: LanguageTag) -> String {
        var parts: [String] = []
        if let resolved {
            parts.append(
                resolved == 1
                    ? language.pick(en: "resolved", fi: "asia hoitui")
                    : language.pick(en: "not resolved", fi: "asia ei hoitunut"))
        }
        if let service { parts.append(language.pick(en: "service \(service)/5", fi: "palvelu \(service)/5")) }
        if let recommend {
            parts.append(language.pick(en: "recommends \(recommend)/10", fi: "suosittelu \(recommend)/10"))
        }
        if let effort { parts.append(language.pick(en: "ease \(effort)/7", fi: "helppous \(effort)/7")) }
        return parts.isEmpty ? language.pick(en: "no score", fi: "ei pisteitä") : parts.joined(separator: ", ")
    }
}
