import DeskChannels
import DeskPrimitives
import DeskRouting
import DeskSchedules
import DeskServiceLevels

// What the desk itself says to people, in Finnish and English.
extension CompiledPolicy {
    /// An invitation to another channel.
    func invitation(to channel: ChannelID?, help: LocalizedText? = nil) -> LocalizedText {
        guard let other = channel.flatMap({ channels[$0] }) else {
            return LocalizedText(
                en: "Thank you for your message. We cannot handle this matter here.",
                fi: "Kiitos viestistä. Emme voi hoitaa asiaa tässä kanavassa."
            ).followed(by: help.map { [$0] } ?? [])
        }
        let ends = other.receivingEnds.first.map { " (\($0))" } ?? ""
        return LocalizedText(
            en: "Thank you for your message. So that your data stays safe, please contact us here: "
                + other.name.text(in: .english) + ends + ".",
            fi: "Kiitos viestistä. Tietosi pysyvät turvassa, kun otat meihin yhteyttä täällä: "
                + other.name.text(in: .finnish) + ends + ".")
    }

    /// What somebody who came to a closed channel is told: when it opens, and which channel helps until then.
    func closed(until opening: Instant?, meanwhile channel: ChannelID?) -> LocalizedText {
        var parts = [LocalizedText(en: "We are closed now.", fi: "Olemme nyt kiinni.")]
        if let opening {
            let when = localText(opening)
            parts.append(LocalizedText(en: "We open again on \(when).", fi: "Avaamme jälleen \(when)."))
        }
        if let other = channel.flatMap({ channels[$0] }) {
            let ends = other.receivingEnds.first.map { " (\($0))" } ?? ""
            parts.append(
                LocalizedText(
                    en: "Until then you reach us here: \(other.name.text(in: .english))\(ends).",
                    fi: "Siihen asti tavoitat meidät täällä: \(other.name.text(in: .finnish))\(ends)."))
        }
        return parts[0].followed(by: Array(parts.dropFirst()))
    }

    /// A kind answer to what the service does not cover.
    func outside(_ topic: TopicID, help: LocalizedText?) -> LocalizedText {
        let name = topics[topic]?.name ?? LocalizedText(en: topic.rawValue, fi: topic.rawValue)
        return LocalizedText(
            en: "Thank you for your message. \(name.text(in: .english)) is not part of our service. "
                + (help?.text(in: .english) ?? ""),
            fi: "Kiitos viestistä. \(name.text(in: .finnish)) ei kuulu palveluumme. "
                + (help?.text(in: .finnish) ?? ""))
    }

    /// The acknowledgement of a new case, with the promised time of the first reply.
    func acknowledgement(of item: ServiceCase, at now: Instant) -> LocalizedText {
        let due = item.clocks.first { $0.clock.metric == .firstReply }
            .flatMap { $0.clock.status(at: now, in: openTime(of: $0.clock)).due }
        guard let due else {
            return LocalizedText(
                en: "We have received your message. Its number is \(item.id).",
                fi: "Olemme vastaanottaneet viestisi. Asian numero on \(item.id).")
        }
        let when = localText(due)
        return LocalizedText(
            en: "We have received your message and reply by \(when). Its number is \(item.id).",
            fi: "Olemme vastaanottaneet viestisi ja vastaamme viimeistään \(when). Asian numero on \(item.id).")
    }

    /// What the person is told who has the matter and when they hear of it again.
    func assurance(of item: ServiceCase, owner: Agent, nextUpdate: Instant) -> LocalizedText {
        let when = localText(nextUpdate)
        return LocalizedText(
            en: "Your matter \(item.id) is in the hands of \(owner.name). You hear from us by \(when) at the latest.",
            fi: "Asiaasi \(item.id) hoitaa \(owner.name). Kuulet meistä viimeistään \(when).")
    }

    /// Local date and time as `2026-03-02 09:30`.
    func localText(_ instant: Instant) -> String {
        let local = instant + .seconds(Int64(zone.offset(at: instant)))
        let text = local.description
        return text.prefix(10) + " " + text.dropFirst(11).prefix(5)
    }
}

extension LocalizedText {
    /// The text with others behind it, in Finnish and English.
    func followed(by others: [LocalizedText]) -> LocalizedText {
        guard !others.isEmpty else { return self }
        func joined(_ language: LanguageTag) -> String {
            ([self] + others).map { $0.text(in: language) }.joined(separator: " ")
        }
        return LocalizedText(en: joined(.english), fi: joined(.finnish))
    }
}
