import ServiceDesk

/// Charts of what came of the day: targets, promises, scores, time.
struct ResultCharts {
    let board: Board
    let words: Words

    // MARK: Targets

    /// Kept and missed targets by what they measure.
    var targets: Figure {
        Figure(
            id: "targets", title: words("Targets kept", "Pidetyt tavoitteet"),
            description: words(
                "For each target a bar of those kept and those missed.",
                "Jokaiselle tavoitteelle palkki pidetyistä ja ylitetyistä."),
            isHalf: true
        ) { width in
            let row = 50.0
            var drawing = Drawing(width: width, height: Double(board.targets.count) * row)
            for (number, target) in board.targets.enumerated() {
                let y = Double(number) * row
                let all = target.met + target.missed
                let name = target.metric.name(in: words.language)
                drawing.text(name.prefix(1).uppercased() + name.dropFirst(), 0, y + 16, "name")
                let counts =
                    words("\(target.met) of \(all)", "\(target.met)/\(all)") + " · "
                    + words.percent(target.met, of: all)
                drawing.text(counts, width, y + 16, "value", .end)
                let kept = all == 0 ? 0 : width * Double(target.met) / Double(all)
                drawing.box(0, y + 25, width, 12, all == 0 ? "free" : "bad", radius: 6)
                drawing.box(0, y + 25, kept, 12, "good", radius: 6)
            }
            return drawing
        }
    }

    // MARK: Shares of a whole

    /// One bar in parts.
    private func bar(
        id: String, title: String, description: String, _ parts: [(style: String, amount: Double, text: String)]
    ) -> Figure {
        let whole = parts.reduce(0) { $0 + $1.amount }
        return Figure(id: id, title: title, description: description, isHalf: true) { width in
            var drawing = Drawing(width: width, height: 34)
            guard whole > 0 else { return drawing }
            var x = 0.0
            for part in parts where part.amount > 0 {
                let span = width * part.amount / whole
                drawing.box(x, 2, max(span - 2, 1), 30, part.style, radius: 3, hint: part.text)
                if span > 34 { drawing.text(part.text, x + span / 2 - 1, 22, "inside on-\(part.style)", .middle) }
                x += span
            }
            return drawing
        }
    }

    private var promiseParts: [(style: String, name: String, count: Int)] {
        let tally = board.promises
        return [
            ("good", words("kept in time", "pidetty ajoissa"), tally.kept),
            ("warn", words("kept late", "pidetty myöhässä"), tally.late),
            ("bad", words("overdue", "rästissä"), tally.broken),
            ("open", words("not yet due", "vielä avoin"), tally.open),
        ]
    }

    /// What became of promises.
    var promises: Figure {
        bar(
            id: "promises", title: words("Promises", "Lupaukset"),
            description: promiseParts.map { "\($0.name) \($0.count)" }.joined(separator: ", "),
            promiseParts.map { ($0.style, Double($0.count), "\($0.count)") })
    }

    var promiseLegend: String { Legend.html(promiseParts.map { ($0.style, "\($0.name) (\($0.count))") }) }

    /// Where the time of the settled cases went, the largest last named first.
    private var timeParts: [(style: String, name: String, span: TimeSpan)] {
        let ledger = board.ledger
        return [
            ("queue", words("waiting in a queue", "jonossa"), ledger.queued),
            ("with", words("with our people", "käsittelijöillämme"), ledger.ours),
            ("other", words("with another unit", "toisessa yksikössä"), ledger.span(in: .internal)),
            ("supplier", words("with a supplier", "urakoitsijalla"), ledger.span(in: .supplier)),
            ("customer", words("with the customer", "asiakkaalla"), ledger.span(in: .customer)),
            ("away", words("outside open hours", "aukioloajan ulkopuolella"), ledger.span(in: .closed)),
        ]
    }

    /// Where the time of the settled cases went.
    var time: Figure {
        bar(
            id: "time", title: words("Where the time went", "Mihin aika kului"),
            description: timeParts.map { "\($0.name) \($0.span.shortText())" }.joined(separator: ", "),
            timeParts.map { part in
                let hours = Int((Double(part.span.microseconds) / 3_600_000_000).rounded())
                return (part.style, Double(part.span.microseconds), "\(hours) h")
            })
    }

    var timeLegend: String {
        Legend.html(timeParts.filter { $0.span > .zero }.map { ($0.style, "\($0.name) (\($0.span.shortText()))") })
    }

    // MARK: Scores

    /// The satisfied of the desk, its units, teams and agents, each with the interval.
    var scores: Figure {
        Figure(
            id: "scores", title: words("Satisfied with the service", "Palveluun tyytyväisiä"),
            description: board.scores.map { "\(words($0.name)): \(text($0.service))" }.joined(separator: ". ")
        ) { width in
            let isNarrow = width < 400
            let (left, right) = (isNarrow ? 0.0 : 190.0, isNarrow ? width : width - 220)
            // On a telephone the line stands below the name, where there is one to draw.
            let rows = board.scores.map { isNarrow ? ($0.service.value == nil ? 24.0 : 44.0) : 28.0 }
            let bottom = rows.reduce(4, +)
            var drawing = Drawing(width: width, height: bottom + 18)
            let scale = right - left - 12
            func x(_ share: Double) -> Double { left + 6 + scale * share }
            for tenth in [0, 25, 50, 75, 100] {
                let place = x(Double(tenth) / 100)
                drawing.line(place, 0, place, bottom, "grid")
                let anchor: Drawing.Anchor = !isNarrow ? .middle : tenth == 0 ? .start : tenth == 100 ? .end : .middle
                drawing.text(words.percent(Double(tenth) / 100), place, bottom + 14, "tick", anchor)
            }
            var top = 0.0
            for (scores, row) in zip(board.scores, rows) {
                let y = top + (isNarrow ? 30 : 16)
                top += row
                let indent = isNarrow ? 0 : scores.level.indent
                let (nameY, textX) = isNarrow ? (y - 14, width) : (y + 4, width)
                drawing.text(words(scores.name), indent, nameY, scores.level == .desk ? "name strong" : "name")
                let isShown = scores.service.value != nil
                drawing.text(text(scores.service), textX, nameY, isShown ? "value" : "value soft", .end)
                guard let value = scores.service.value else { continue }
                drawing.line(x(scores.service.low), y, x(scores.service.high), y, "whisker")
                for end in [scores.service.low, scores.service.high] {
                    drawing.line(x(end), y - 5, x(end), y + 5, "whisker")
                }
                drawing.dot(x(value), y, scores.level == .desk ? 6 : 5, "point")
            }
            return drawing
        }
    }

    /// A score in a few words.
    func text(_ estimate: Estimate) -> String {
        guard let value = estimate.value else {
            switch estimate.withheld {
            case .belowPrivacy(let n, let needed), .belowCoach(let n, let needed), .tooFew(let n, let needed):
                let answers = words.count(n, ("answer", "answers"), ("vastaus", "vastausta"))
                return words("\(answers) so far, \(needed) needed", "vasta \(answers), tarvitaan \(needed)")
            case .protectsOthers: return words("kept back to protect others", "salattu muiden suojaksi")
            case .immature, .unreliable, .noMeasurableDifference, .influenced, .notAllowed:
                return estimate.withheld?.sentence(in: words.language) ?? ""
            case .noAnswers, nil: return words("no answers yet", "ei vielä vastauksia")
            }
        }
        return "\(words.value(value, of: estimate.measure)) (\(words.interval(of: estimate))), n = \(estimate.n)"
    }
}

extension Board.Scores.Level {
    /// How far in its name stands.
    fileprivate var indent: Double {
        switch self {
        case .desk: 0
        case .unit: 14
        case .team: 28
        case .agent: 42
        }
    }
}
