import DeskFeedback
import DeskImport
import DeskOperations
import DeskPrimitives

/// The report of a replay as lines of text.
struct ReplayText {
    let outcome: ReplayOutcome
    let name: String
    let language: TextLanguage
    let withTimings: Bool

    private typealias Row = (label: String, count: String, remark: String)

    /// The lines.
    ///
    /// - Parameter count: How many reasons for what was kept out are listed at most.
    func lines(listing count: Int) -> [String] {
        var lines = [pick("Replay of \(name)", "Historian \(name) uudelleenajo"), ""]
        lines += table(reading) + [""] + table(cases)
        lines += ["", pick("By priority", "Kiireellisyyden mukaan")]
        lines += table(report.byPriority.map { share($0.priority.name(in: language), $0.cases, $0.targetsKept) })
        lines += ["", pick("By contact type", "Yhteydenottotavan mukaan")]
        lines += table(report.byChannel.map { share($0.channel.rawValue, $0.cases, $0.targetsKept) })
        if outcome.keptOut > 0 { lines += [""] + keptOut(listing: count) }
        if withTimings { lines += [""] + table(timings) }
        return lines
    }

    private var report: CaseReport { outcome.report }

    private func pick(_ en: String, _ fi: String) -> String { language.pick(en: en, fi: fi) }
    private func number(_ count: Int) -> String { language.number(count) }

    private var reading: [Row] {
        [
            (pick("Events read", "Tapahtumia luettu"), number(outcome.counts.rows), ""),
            (pick("  new to the desk", "  uusia"), number(outcome.new), ""),
            (pick("  known already", "  ennestään tunnettuja"), number(outcome.known), ""),
            (pick("  kept out", "  hylättyjä"), number(outcome.keptOut), ""),
            (
                pick("Taken without a known state", "Ilman tunnettua tilaa otettuja"),
                number(outcome.counts.withoutStatus), ""
            ),
        ]
    }

    private var cases: [Row] {
        let inCases = { (count: Int) in
            pick(count == 1 ? "in 1 case" : "in \(number(count)) cases", "\(number(count)) asiassa")
        }
        return [
            (pick("Events the desk has", "Tapahtumia palvelupisteellä"), number(report.observations), ""),
            (pick("Cases", "Asioita"), number(report.cases), ""),
            (pick("  closed", "  suljettuja"), number(report.closed), ""),
            share(pick("SLA made", "Palvelutaso piti"), report.targetsKept, of: report.cases),
            (
                pick("Reassignments", "Siirtoja"), number(report.handOvers),
                "\(inCases(report.handedOver)), \(percent(report.handedOver, of: report.cases))"
            ),
            (
                pick("Reopens", "Uudelleenavauksia"), number(report.reopens),
                "\(inCases(report.reopened)), \(percent(report.reopened, of: report.cases))"
            ),
        ]
    }

    private var timings: [Row] {
        let all = outcome.parsing + outcome.deciding + outcome.reporting
        return [
            (pick("Reading", "Lukeminen"), language.seconds(outcome.parsing), ""),
            (pick("Deciding", "Päättäminen"), language.seconds(outcome.deciding), ""),
            (pick("Reporting", "Raportointi"), language.seconds(outcome.reporting), ""),
            (pick("Altogether", "Yhteensä"), language.seconds(all), ""),
        ]
    }

    private func keptOut(listing count: Int) -> [String] {
        var lines = [pick("Kept out", "Hylätyt")]
        lines += outcome.reasons.prefix(count).map { "  \(place($0.place)): \($0.detail)" }
        let rest = outcome.keptOut - min(count, outcome.reasons.count)
        if rest > 0 { lines.append(pick("  … and \(number(rest)) more", "  … ja \(number(rest)) muuta")) }
        return lines
    }

    private func place(_ place: Place) -> String {
        place.steps.map { step in
            switch step {
            case .line(let number): pick("line \(number)", "rivi \(number)")
            case .column(let number): pick("column \(number)", "sarake \(number)")
            case .field(let name): name
            case .index(let number): "[\(number)]"
            }
        }.joined(separator: ", ")
    }

    // MARK: Shares

    /// A count with its share and the interval of the share.
    private func share(_ label: String, _ kept: Int, of all: Int) -> Row {
        (label, number(kept), interval(kept, of: all))
    }

    /// All of a kind, and the share of them that was kept.
    private func share(_ label: String, _ all: Int, _ kept: Int) -> Row {
        ("  " + label, number(all), pick("SLA made ", "palvelutaso piti ") + interval(kept, of: all))
    }

    private func interval(_ count: Int, of all: Int) -> String {
        let estimate = Estimate.share(count, of: all, gate: .open)
        guard let value = estimate.value else { return "–" }
        let (low, high) = (language.percent(estimate.low), language.percent(estimate.high))
        return "\(language.percent(value)) (\(low) … \(high))"
    }

    private func percent(_ count: Int, of all: Int) -> String {
        all > 0 ? language.percent(Double(count) / Double(all)) : "–"
    }

    // MARK: Columns

    private func table(_ rows: [Row]) -> [String] {
        let left = rows.map(\.label.count).max() ?? 0
        let right = rows.map(\.count.count).max() ?? 0
        return rows.map { row in
            let gap = String(repeating: " ", count: left - row.label.count + right - row.count.count + 2)
            return row.label + gap + row.count + (row.remark.isEmpty ? "" : "  " + row.remark)
        }
    }
}

extension CasePriority {
    /// The name people read.
    func name(in language: TextLanguage) -> String {
        let finnish = [CasePriority.critical: "kriittinen", .high: "korkea", .normal: "tavallinen", .low: "matala"]
        return language.pick(en: name, fi: finnish[self] ?? name)
    }
}
