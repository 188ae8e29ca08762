public import DeskPrimitives
import DeskSchedules

extension DueExplanation: Explained {
    /// A few sentences: what is counted from when, what was left out, what was used, and what follows.
    public func sentence(in language: LanguageTag) -> String {
        let parts = [basis(in: language), leftOut(in: language), used(in: language), outcome(in: language)]
        let zoneName = language.pick(
            en: "Times are in \(zone.name).", fi: "Ajat ovat aikavyöhykkeellä \(zone.name).")
        return (parts.compactMap { $0 } + [zoneName, rules(in: language)].compactMap { $0 }).joined(separator: " ")
    }

    private func rules(in language: LanguageTag) -> String? {
        version.map { language.pick(en: "Rules: version “\($0)”.", fi: "Säännöt: versio ”\($0)”.") }
    }

    private func basis(in language: LanguageTag) -> String {
        let start = time(countedFrom, in: language)
        let name = capitalized(metric.name(in: language))
        guard let target = status.target?.shortText() else {
            return language.pick(
                en: "\(name): no target, counted from \(start).",
                fi: "\(name): ei tavoitetta, laskettu \(start) alkaen.")
        }
        guard let calendarName else {
            return language.pick(
                en: "\(name): \(target) around the clock, counted from \(start).",
                fi: "\(name): tavoite \(target) kellon ympäri, laskettu \(start) alkaen.")
        }
        return language.pick(
            en: "\(name): \(target) in the hours of “\(calendarName)”, counted from \(start).",
            fi: "\(name): tavoite \(target) kalenterin ”\(calendarName)” mukaan, laskettu \(start) alkaen.")
    }

    /// What was left out, summed by reason in the order of the reasons.
    private func leftOut(in language: LanguageTag) -> String? {
        var items: [String] = []
        for reason in PauseReason.allCases.sorted() {
            guard let sum = sum(of: reason) else { continue }
            let what = reason.name(in: language)
            items.append(
                language.pick(en: "\(sum) waiting for \(what)", fi: "\(sum) \(what) odotettaessa"))
        }
        if let sum = sum(of: nil) {
            items.append(
                language.pick(en: "\(sum) while it was closed", fi: "\(sum) tapauksen ollessa suljettuna"))
        }
        guard !items.isEmpty else { return nil }
        let list = items.joined(separator: ", ")
        return language.pick(en: "Left out: \(list).", fi: "Laskusta jätetty pois: \(list).")
    }

    private func sum(of reason: PauseReason?) -> String? {
        let spans = pauses.filter { $0.reason == reason }
        return spans.isEmpty ? nil : spans.reduce(TimeSpan.zero) { $0.adding($1.leftOut) ?? $0 }.shortText()
    }

    private func used(in language: LanguageTag) -> String {
        let used = status.consumed.shortText()
        guard let remaining = status.remaining, remaining > .zero, status.phase.isOpen else {
            return language.pick(en: "Used: \(used).", fi: "Käytetty: \(used).")
        }
        let left = remaining.shortText()
        return language.pick(en: "Used: \(used), left: \(left).", fi: "Käytetty: \(used), jäljellä: \(left).")
    }

    private func outcome(in language: LanguageTag) -> String? {
        switch status.phase {
        case .running: return running(in: language)
        case .paused(let reason):
            let what = reason.name(in: language)
            if let agreed = agreedDue(in: language) {
                return language.pick(
                    en: "Paused, waiting for \(what).", fi: "Laskenta on tauolla \(what) odotettaessa.")
                    + " " + agreed
            }
            return language.pick(
                en: "Paused, waiting for \(what); there is no due time until the clock goes on.",
                fi: "Laskenta on tauolla \(what) odotettaessa; määräaika selviää, kun laskenta jatkuu.")
        case .met(let instant):
            let time = time(instant, in: language)
            guard status.target != nil else {
                return language.pick(en: "Completed \(time).", fi: "Valmistui \(time).")
            }
            return language.pick(en: "Completed in time, \(time).", fi: "Valmistui ajoissa, \(time).")
        case .late(let instant):
            let time = time(instant, in: language)
            return language.pick(en: "Completed late, \(time);", fi: "Valmistui myöhässä, \(time);")
                + " " + missed(in: language)
        case .breached: return capitalized(missed(in: language))
        case .cancelled(let instant):
            let time = time(instant, in: language)
            return language.pick(en: "Cancelled \(time).", fi: "Peruttu \(time).")
        }
    }

    private func agreedDue(in language: LanguageTag) -> String? {
        guard status.isAgreed, let due = status.due else { return nil }
        let time = time(due, in: language)
        return language.pick(
            en: "Due \(time), as agreed by hand.", fi: "Määräajaksi on erikseen sovittu \(time).")
    }

    private func running(in language: LanguageTag) -> String? {
        if let agreed = agreedDue(in: language) { return agreed }
        guard status.target != nil else { return nil }
        guard let due = status.due else {
            return language.pick(
                en: "The calendar never gives that much time.", fi: "Kalenterin aika ei koskaan riitä tavoitteeseen.")
        }
        let time = time(due, in: language)
        return language.pick(en: "Due \(time).", fi: "Määräaika on \(time).")
    }

    private func missed(in language: LanguageTag) -> String {
        let time = status.breachedAt.map { self.time($0, in: language) } ?? ""
        guard status.overdueBy > .zero else {
            return language.pick(en: "the target was missed \(time).", fi: "tavoite ylittyi \(time).")
        }
        let over = status.overdueBy.shortText()
        return language.pick(
            en: "the target was missed \(time), now by \(over).", fi: "tavoite ylittyi \(time), nyt jo \(over).")
    }

    /// A time as people write it: `2026-03-02 15:00`, in Finnish `2.3.2026 klo 15.00`; seconds only when there are any.
    private func time(_ instant: Instant, in language: LanguageTag) -> String {
        let reading = zone.wallClock(at: instant)
        let second = reading.time.secondOfDay
        let parts = [second / 3_600, second / 60 % 60] + (second % 60 == 0 ? [] : [second % 60])
        let digits = parts.map { $0 < 10 ? "0\($0)" : "\($0)" }
        let date = reading.date
        return language.pick(
            en: "\(date) \(digits.joined(separator: ":"))",
            fi: "\(date.day).\(date.month).\(date.year) klo \(digits.joined(separator: "."))")
    }

    private func capitalized(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }
}
