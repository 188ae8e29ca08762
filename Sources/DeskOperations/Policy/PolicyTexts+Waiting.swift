import DeskChannels
import DeskPrimitives
import DeskRouting

// What the desk says to people for whom nobody able was found in time, in Finnish and English.
extension CompiledPolicy {
    /// That the matter went to another queue and kept its age.
    func overflowed(to queue: QueueID) -> LocalizedText {
        let name = queues[queue]?.name ?? LocalizedText(stringLiteral: queue.rawValue)
        return LocalizedText(
            en: "So that you are served sooner, your matter was given to another line: \(name.text(in: .english)). "
                + "You keep the time you have waited.",
            fi: "Jotta saat palvelua nopeammin, asiasi siirrettiin toiseen jonoon: \(name.text(in: .finnish)). "
                + "Tähänastinen odotusaikasi säilyy.")
    }

    /// That the person is called back.
    func callingBack(in window: Callback.ClosedSpan?) -> LocalizedText {
        guard let window else {
            return LocalizedText(
                en: "You need not wait on the line: we call you back when it is your turn. You keep your place.",
                fi: "Sinun ei tarvitse jonottaa linjalla: soitamme sinulle, kun on vuorosi. Paikkasi jonossa säilyy.")
        }
        let (from, until) = (localText(window.start), localText(window.end))
        return LocalizedText(
            en: "You need not wait on the line: we call you back between \(from) and \(until). You keep your place.",
            fi: "Sinun ei tarvitse jonottaa linjalla: soitamme sinulle \(from) – \(until). Paikkasi jonossa säilyy.")
    }

    /// That a person takes over from an automated path.
    func personTakesOver(of item: ServiceCase) -> LocalizedText {
        LocalizedText(
            en: "A person now takes care of your matter \(item.id). You need not explain it again.",
            fi: "Asiaasi \(item.id) hoitaa nyt ihminen. Sinun ei tarvitse selittää sitä uudelleen.")
    }

    /// On which channel the person will be reached.
    func personReaches(on channel: ContactChannel) -> LocalizedText {
        LocalizedText(
            en: "They reach you here: \(channel.name.text(in: .english)).",
            fi: "Sinuun ollaan yhteydessä täällä: \(channel.name.text(in: .finnish)).")
    }

    /// That the matter waits on where it is.
    func stillWaiting(_ end: RelaxationEnd) -> LocalizedText {
        end == .anyone
            ? LocalizedText(
                en: "It takes longer than we meant it to. Whoever is free first now takes your matter; "
                    + "you keep your place.",
                fi: "Palvelu kestää pidempään kuin oli tarkoitus. Asiasi ottaa nyt se, joka ensimmäisenä vapautuu; "
                    + "paikkasi jonossa säilyy.")
            : LocalizedText(
                en: "It takes longer than we meant it to. Your matter keeps its place in line.",
                fi: "Palvelu kestää pidempään kuin oli tarkoitus. Asiasi säilyttää paikkansa jonossa.")
    }
}
