import DeskChannels
import DeskOperations
import DeskPrimitives
import DeskSchedules
import DeskServiceLevels

/// The service description that a customer reads, made of a policy.
struct PolicyDescription {
    let policy: DeskPolicy
    let language: TextLanguage

    private enum Piece {
        case title(String)
        case heading(String)
        case paragraph(String)
        case item(String)
    }

    /// The lines of the description.
    func lines(asMarkdown: Bool) -> [String] {
        var lines: [String] = []
        var wasItem = false
        for piece in pieces {
            let isItem = if case .item = piece { true } else { false }
            if !lines.isEmpty, !(isItem && wasItem) { lines.append("") }
            wasItem = isItem
            switch piece {
            case .title(let text): lines += asMarkdown ? ["# " + escaped(text)] : [text, underline(text, "=")]
            case .heading(let text): lines += asMarkdown ? ["## " + escaped(text)] : [text, underline(text, "-")]
            case .paragraph(let text): lines.append(asMarkdown ? escaped(text) : text)
            case .item(let text): lines.append("- " + (asMarkdown ? escaped(text) : text))
            }
        }
        return lines
    }

    private var pieces: [Piece] {
        let description = policy.description
        var pieces: [Piece] = [.title(text(description.name)), .paragraph(text(description.purpose))]
        pieces += section(pick("How to reach us", "Näin tavoitat meidät"), policy.channels.map(channel))
        pieces += section(
            pick("What we help with", "Tässä autamme"),
            description.items.filter(\.included).map { item in
                item.limits.map { "\(text(item.title)). \(text($0))" } ?? text(item.title)
            })
        pieces += section(
            pick("What we do not help with", "Tämä ei kuulu palveluun"),
            description.items.filter { !$0.included }.map { item in
                item.help.map { "\(text(item.title)). \(text($0))" } ?? text(item.title)
            })
        pieces += section(pick("How soon", "Näin nopeasti"), policy.targets.flatMap(target))
        pieces += section(pick("Good to know", "Hyvä tietää"), description.notes.map(text))
        return pieces
    }

    private func section(_ heading: String, _ items: [String]) -> [Piece] {
        items.isEmpty ? [] : [.heading(heading)] + items.map { .item($0) }
    }

    // MARK: Channels and hours

    private func channel(_ channel: ContactChannel) -> String {
        var parts = [text(channel.name)]
        if !channel.receivingEnds.isEmpty { parts[0] += " " + channel.receivingEnds.joined(separator: ", ") }
        parts[0] +=
            ": " + (channel.hours.flatMap { policy.calendars[$0] }.map(hours) ?? pick("always open", "aina auki"))
        if channel.allows == .open {
            parts.append(pick("Not for personal matters.", "Ei henkilökohtaisiin asioihin."))
        }
        return parts.joined(separator: ". ")
    }

    private func hours(_ calendar: BusinessCalendar) -> String {
        var spans: [String] = []
        var days = Weekday.allCases[...]
        while let first = days.first {
            let hours = calendar.week[first]
            let same = days.prefix { calendar.week[$0] == hours }
            days = days.dropFirst(same.count)
            guard !hours.isClosed else { continue }
            let names = [first, same.last ?? first].map(name)
            let span = same.count == 1 ? names[0] : names.joined(separator: same.count == 2 ? ", " : "–")
            spans.append("\(span) \(clock(hours))")
        }
        guard !spans.isEmpty else { return pick("by appointment", "sopimuksen mukaan") }
        let holidays = calendar.holidays.elements.isEmpty ? "" : pick(", not on holidays", ", ei pyhäpäivinä")
        return spans.joined(separator: ", ") + holidays
    }

    private func clock(_ hours: DayHours) -> String {
        guard language == .fi else { return hours.description.replacing("-", with: "–") }
        return hours.description.replacing("-", with: "–").replacing(":", with: ".")
    }

    private func name(_ day: Weekday) -> String {
        let finnish = ["ma", "ti", "ke", "to", "pe", "la", "su"]
        let english = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        return pick(english[day.isoNumber - 1], finnish[day.isoNumber - 1])
    }

    // MARK: Targets

    private func target(_ target: ServiceTarget) -> [String] {
        let conditions = [
            target.channels.map { names in policy.channels.filter { names.contains($0.id) }.map { text($0.name) } },
            target.topics.map { names in policy.topics.filter { names.contains($0.id) }.map { text($0.name) } },
        ].compactMap { $0?.joined(separator: ", ") }
        let scope = conditions.isEmpty ? "" : " (\(conditions.joined(separator: "; ")))"
        return target.within.sorted { $0.key < $1.key }.map { priority, span in
            let metric = target.metric.name(in: language.tag)
            let kind = pick(
                "\(metric), \(priority.name(in: language)) priority",
                "\(metric), kiireellisyys \(priority.name(in: language))")
            return kind + scope + ": " + within(span, isOpenTime: target.calendar != nil)
        }
    }

    /// “within 4 opening hours”.
    private func within(_ span: TimeSpan, isOpenTime: Bool) -> String {
        let seconds = span.wholeSeconds
        let (count, en, fi) =
            if seconds % 3_600 == 0 {
                (seconds / 3_600, "hour", "tunnin")
            } else if seconds % 60 == 0 {
                (seconds / 60, "minute", "minuutin")
            } else {
                (seconds, "second", "sekunnin")
            }
        let plural = count == 1 ? "" : "s"
        return pick(
            "within \(count) \(isOpenTime ? "opening " : "")\(en)\(plural)",
            "\(count) \(isOpenTime ? "aukiolo" : "")\(fi) kuluessa")
    }

    // MARK: Text

    private func pick(_ en: String, _ fi: String) -> String { language.pick(en: en, fi: fi) }
    private func text(_ text: LocalizedText) -> String { text.text(in: language.tag) }
    private func underline(_ text: String, _ mark: String) -> String { String(repeating: mark, count: text.count) }

    /// Text in which Markdown sees no marks.
    private func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            if "\\`*_{}[]<>#|".contains(character) { result.append("\\") }
            result.append(character)
        }
        return result
    }
}
