import ServiceDesk

/// Charts of the day itself: when contacts came, how long they waited, what agents were at.
struct DayCharts {
    let board: Board
    let words: Words

    // MARK: Arrivals

    /// Contacts by the hour, stacked by channel.
    var arrivals: Figure {
        let channels = board.channels
        let counts = (0..<24).map { hour in
            channels.map { board.journal.contacts(on: $0.id, hour: hour, board.time) }
        }
        let most = max(counts.map { $0.reduce(0, +) }.max() ?? 1, 1)
        let busiest = counts.firstIndex { $0.reduce(0, +) == most } ?? 0
        return Figure(
            id: "arrivals", title: words("Contacts by the hour", "Yhteydenotot tunneittain"),
            description: words(
                "Stacked bars for the 24 hours of the day; the busiest hour begins at \(busiest):00 with \(most) contacts.",
                "Pinotut pylväät vuorokauden tunneille; vilkkain tunti alkaa kello \(busiest) ja siinä on \(most) "
                    + "yhteydenottoa.")
        ) { width in
            let isNarrow = width < 400
            let (left, right, top, bottom) = (24.0, width - 4, 18.0, isNarrow ? 190.0 : 230.0)
            var drawing = Drawing(width: width, height: bottom + 22)
            let slot = (right - left) / 24
            let scale = (bottom - top) / Double(most)
            drawing.box(left + 8 * slot, top - 10, 8 * slot, bottom - top + 10, "band")
            for tick in stride(from: 0, through: most, by: most > 24 ? 10 : 5) {
                let y = bottom - Double(tick) * scale
                drawing.line(left, y, right, y, tick == 0 ? "axis" : "grid")
                drawing.text("\(tick)", left - 5, y + 4, "tick", .end)
            }
            for (hour, row) in counts.enumerated() {
                let x = left + (Double(hour) + 0.1) * slot
                var y = bottom
                for (number, count) in row.enumerated() where count > 0 {
                    y -= Double(count) * scale
                    drawing.box(
                        x, y, slot * 0.8, Double(count) * scale, channels[number].id.rawValue,
                        hint: "\(hour):00 \(words(channels[number].name)): \(count)")
                }
                let sum = row.reduce(0, +)
                if !isNarrow, sum > 0 { drawing.text("\(sum)", x + slot * 0.4, y - 4, "value", .middle) }
                if hour % (isNarrow ? 4 : 2) == 0 {
                    drawing.text("\(hour)", left + (Double(hour) + 0.5) * slot, bottom + 16, "tick", .middle)
                }
            }
            return drawing
        }
    }

    /// The channels and their colours.
    var channelLegend: String {
        Legend.html(
            board.channels.map { (style: $0.id.rawValue, name: words($0.name)) }
                + [(style: "band", name: words("office hours", "virka-aika"))])
    }

    // MARK: Waits

    /// Steps of one width each; between two of them time runs evenly.
    private static let steps: [(seconds: Int64, text: String)] = [
        (0, "0"), (10, "10 s"), (60, "1 min"), (300, "5 min"), (1_200, "20 min"), (3_600, "1 h"), (14_400, "4 h"),
    ]

    private static func share(_ span: TimeSpan) -> Double {
        let seconds = Double(max(span.microseconds, 0)) / 1_000_000
        for index in 1..<steps.count where seconds <= Double(steps[index].seconds) {
            let (from, to) = (Double(steps[index - 1].seconds), Double(steps[index].seconds))
            return (Double(index - 1) + (seconds - from) / (to - from)) / Double(steps.count - 1)
        }
        return 1
    }

    /// Half and nine tenths of the waits of each channel.
    var waits: Figure {
        let waits = board.waits.filter { $0.median.value != nil }
        return Figure(
            id: "waits", title: words("Waits by channel", "Odotusajat kanavittain"),
            description: words(
                "For each channel a bar from the wait that half stayed within to the one nine of ten stayed within.",
                "Jokaiselle kanavalle palkki siitä odotusajasta, johon puolet mahtui, siihen, johon yhdeksän kymmenestä "
                    + "mahtui."),
            isHalf: true
        ) { width in
            let (left, right) = (6.0, width - 14)
            let row = 50.0
            let bottom = Double(waits.count) * row + 6
            var drawing = Drawing(width: width, height: bottom + 20)
            for (index, step) in Self.steps.enumerated() {
                let x = left + (right - left) * Double(index) / Double(Self.steps.count - 1)
                drawing.line(x, 8, x, bottom, "grid")
                let anchor: Drawing.Anchor = index == 0 ? .start : index == Self.steps.count - 1 ? .end : .middle
                drawing.text(step.text, anchor == .end ? x + 10 : x, bottom + 15, "tick", anchor)
            }
            for (number, wait) in waits.enumerated() {
                guard let half = wait.median.value, let most = wait.p90.value else { continue }
                let y = Double(number) * row
                let (from, to) = (left + (right - left) * Self.share(half), left + (right - left) * Self.share(most))
                drawing.text(words(board.name(wait.channel)), left, y + 16, "name")
                drawing.text("\(words.span(half)) … \(words.span(most))", right + 8, y + 16, "value", .end)
                drawing.box(from, y + 25, max(to - from, 3), 12, wait.channel.rawValue, radius: 6)
                if let goal = goal(of: wait) {
                    let place = left + (right - left) * Self.share(goal)
                    drawing.line(place, y + 20, place, y + 42, "goal")
                }
                drawing.dot(from, y + 31, 7, "rim")
                drawing.dot(from, y + 31, 5, wait.channel.rawValue)
            }
            return drawing
        }
    }

    /// What is promised to people whose matter is of the usual urgency.
    private func goal(of wait: Board.Wait) -> TimeSpan? {
        let metric: ClockMetric = wait.isForReply ? .firstReply : .answer
        return board.policy.document.targets.first {
            $0.metric == metric && $0.matches(topic: nil, channel: wait.channel, priority: .normal)
        }?.span(for: .normal)
    }

    // MARK: Agents

    /// What every agent was at through the day.
    var strips: Figure {
        let (from, until) = (board.time.at(7, 30), board.time.at(17))
        return Figure(
            id: "agents", title: words("The agents’ day", "Käsittelijöiden päivä"),
            description: words(
                "A strip for each agent from half past seven to five: with somebody, writing, free, away; marks where an "
                    + "offer was not seen in time.",
                "Jokaisen käsittelijän päivä puoli kahdeksasta viiteen: asiakkaan kanssa, kirjallista työtä, vapaana, "
                    + "poissa; merkit kohdissa, joissa tarjottuun asiaan ei ehditty vastata.")
        ) { width in
            let isNarrow = width < 400
            let (left, right) = (isNarrow ? 0.0 : 70.0, width - (isNarrow ? 0 : 2))
            let row = isNarrow ? 42.0 : 30.0
            let bottom = Double(board.agents.count) * row + 4
            var drawing = Drawing(width: width, height: bottom + 18)
            let scale = (right - left) / Double((until - from).microseconds)
            func x(_ instant: Instant) -> Double {
                left + Double((min(max(instant, from), until) - from).microseconds) * scale
            }
            for hour in 8...16 {
                drawing.line(x(board.time.at(hour)), 0, x(board.time.at(hour)), bottom, "grid")
                drawing.text("\(hour)", x(board.time.at(hour)), bottom + 14, "tick", .middle)
            }
            for (number, agent) in board.agents.enumerated() {
                let y = Double(number) * row + (isNarrow ? 20 : 6)
                if isNarrow {
                    drawing.text(agent.agent.name, 0, y - 5, "name")
                } else {
                    drawing.text(agent.agent.name, 0, y + 13, "name")
                }
                for stretch in agent.strip.stretches {
                    let hint =
                        "\(board.time.clock(stretch.from))–\(board.time.clock(stretch.until)) "
                        + stretch.activity.name(words)
                    drawing.box(
                        x(stretch.from), y, x(stretch.until) - x(stretch.from), 18, stretch.activity.style, hint: hint)
                }
                for miss in agent.strip.misses { drawing.pointer(x(miss), y + 14, "miss") }
            }
            return drawing
        }
    }

    /// What the colours of the strips mean.
    var stripLegend: String {
        let order: [AgentStrip.Activity] = [.withSomebody, .writing, .free, .away]
        return Legend.html(
            order.map { (style: $0.style, name: $0.name(words)) }
                + [(style: "miss", name: words("offer not seen in time", "tarjoukseen ei ehditty vastata"))])
    }
}

extension AgentStrip.Activity {
    /// The class of its colour.
    var style: String {
        switch self {
        case .away: "away"
        case .free: "free"
        case .writing: "writing"
        case .withSomebody: "with"
        }
    }

    /// What it is called.
    func name(_ words: Words) -> String {
        switch self {
        case .away: words("away: lunch, coffee, meeting", "poissa: lounas, kahvi, kokous")
        case .free: words("free", "vapaana")
        case .writing: words("on mails", "sähköpostien parissa")
        case .withSomebody: words("with somebody: call, counter, chat", "asiakkaan kanssa: puhelu, tiski, chat")
        }
    }
}
