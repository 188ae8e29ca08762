import ServiceDesk

/// What the board says in sentences, in the terminal and on the page alike.
struct Sentences {
    let board: Board
    let words: Words

    init(_ board: Board, _ words: Words) {
        self.board = board
        self.words = words
    }

    // MARK: The day in short

    /// The day in a few sentences.
    var summary: [String] {
        let (journal, baseline) = (board.journal, board.baseline.overall)
        var sentences = [
            words(
                "\(journal.contacts.count) contacts from \(journal.persons.count) people became \(journal.cases.count) "
                    + "cases; \(baseline.n) of them were settled the same day.",
                "\(journal.contacts.count) yhteydenottoa \(journal.persons.count) henkilöltä synnytti "
                    + "\(journal.cases.count) asiaa, joista \(baseline.n) ratkaistiin saman päivän aikana.")
        ]
        if let phone = board.waits.first(where: { $0.channel == "phone" }), let half = phone.median.value,
            let most = phone.p90.value
        {
            sentences.append(
                words(
                    "Half of the callers waited at most \(words.span(half)), nine of ten at most \(words.span(most)).",
                    "Puolet soittajista odotti enintään \(words.span(half)), yhdeksän kymmenestä enintään "
                        + "\(words.span(most))."))
        }
        let (met, all) = (board.targetsMet, board.targetsMet + board.targetsMissed)
        sentences.append(
            words(
                "The desk kept \(met) of its \(all) targets (\(words.percent(met, of: all))).",
                "Tavoitteista täyttyi \(met)/\(all) (\(words.percent(met, of: all)))."))
        if let service = board.deskScores?.service, let value = service.value {
            sentences.append(
                words(
                    "Of the \(service.n) people who told how it was, \(words.percent(value)) were satisfied; among all "
                        + "who were served it is likely \(words.interval(of: service)).",
                    "Palautetta antoi \(service.n) asiakasta, ja heistä \(words.percent(value)) oli tyytyväisiä; kaikkien "
                        + "asiakkaiden joukossa osuus on todennäköisesti \(words.interval(of: service))."))
        }
        return sentences
    }

    /// What people asked about most in the morning.
    var morning: String {
        let topics = board.journal.contacts.filter { $0.at < board.time.at(11) }.compactMap(\.topic)
        let counts = board.policy.document.topics.map { topic in topics.count { $0 == topic.id } }
        guard let most = counts.max(), most > 0, let place = counts.firstIndex(of: most) else { return "" }
        let name = words(board.policy.document.topics[place].name)
        return words(
            "Before eleven most asked about: \(name) (\(most) of the \(topics.count) whose topic was known).",
            "Ennen kello yhtätoista kysytyin aihe oli \(name) (\(most)/\(topics.count), joiden aihe tiedettiin).")
    }

    /// Who is left out of the waits.
    var callbacks: [String] {
        guard board.callbacks > 0 else { return [] }
        return [
            board.callbacks == 1
                ? words(
                    "Not counted here: one person who rang before eight and was called back.",
                    "Luvuissa ei ole yhtä soittajaa, joka soitti ennen kahdeksaa ja jolle soitettiin takaisin.")
                : words(
                    "Not counted here: \(board.callbacks) people who rang before eight and were called back.",
                    "Luvuissa eivät ole mukana ne, jotka soittivat ennen kahdeksaa ja joille soitettiin takaisin "
                        + "(\(board.callbacks)).")
        ]
    }

    /// How much of the time at their desks the people of each team had nothing in hand.
    var freeTime: String {
        let teams = board.policy.document.teams.map { team in
            let strips = board.agents.filter { $0.agent.team == team.id }.map(\.strip)
            let free = strips.reduce(Int64(0)) { $0 + $1.span(.free).microseconds }
            let busy = strips.reduce(Int64(0)) { $0 + ($1.span(.withSomebody) + $1.span(.writing)).microseconds }
            return "\(words(team.name)) " + words.percent(Int(free), of: Int(free + busy))
        }
        return words("Free of the time at the desk: ", "Vapaana työpisteellä olosta: ") + words.list(teams) + "."
    }

    /// What became of promises.
    var promises: [String] {
        let tally = board.promises
        let made = tally.open + tally.kept + tally.late + tally.broken + tally.withdrawn
        var sentences = [
            words(
                "\(made) made: \(tally.kept) kept in time, \(tally.late) kept late, \(tally.broken) overdue, "
                    + "\(tally.open) not yet due.",
                "Annettuja \(made): ajoissa pidettyjä \(tally.kept), myöhässä pidettyjä \(tally.late), rästissä "
                    + "\(tally.broken), vielä avoimia \(tally.open).")
        ]
        if tally.renegotiatedInTime + tally.renegotiatedLate > 0 {
            sentences.append(
                words(
                    "Agreed anew in good time: \(tally.renegotiatedInTime); only after the time had passed: "
                        + "\(tally.renegotiatedLate).",
                    "Uusi aika sovittu ajoissa: \(tally.renegotiatedInTime); vasta määräajan jälkeen: "
                        + "\(tally.renegotiatedLate)."))
        }
        if tally.keptRate.of > 0 {
            let share = Estimate.share(tally.keptRate.kept, of: tally.keptRate.of, gate: .privacy)
            sentences.append(share.sentence(in: words.language, named: words("Kept in time", "Pidetty ajoissa")))
        }
        return sentences
    }

    /// What went with good and with bad answers.
    var contrasts: [String] {
        [
            contrast(
                board.handOvers, words("who were handed over", "joiden asia siirrettiin toiselle"),
                words("those who were not", "muista")),
            contrast(
                board.missedTargets, words("to whom a target was missed", "joiden asiassa tavoite ylittyi"),
                words("the others", "muista")),
        ]
    }

    private func contrast(_ contrast: Board.Contrast, _ who: String, _ others: String) -> String {
        guard let with = contrast.with.value, let without = contrast.without.value else {
            let (few, needed) = (min(contrast.with.n, contrast.without.n), DisplayGate.privacy.needed)
            return words(
                "About people \(who): only \(few) answered, and \(needed) are needed before anything is said.",
                "Asiakkaat, \(who): vastauksia on vain \(few), ja niitä tarvitaan \(needed) ennen kuin mitään sanotaan."
            )
        }
        let verdict =
            contrast.difference.isClear
            ? words("The difference is more than chance.", "Ero ei selity sattumalla.")
            : words("That may still be chance.", "Ero voi vielä olla sattumaa.")
        return words(
            "Of the people \(who), \(words.percent(with)) were satisfied (n = \(contrast.with.n)), of \(others) "
                + "\(words.percent(without)) (n = \(contrast.without.n)). \(verdict)",
            "Asiakkaista, \(who), tyytyväisiä oli \(words.percent(with)) (n = \(contrast.with.n)), \(others) "
                + "\(words.percent(without)) (n = \(contrast.without.n)). \(verdict)")
    }

    // MARK: Decisions

    /// Which contact it is.
    func arrival(of decision: ExplainedCase) -> String {
        let item = decision.item
        let topic = item.topic.flatMap { board.policy.topics[$0] }.map { words($0.name) }
        return [
            board.time.clock(item.openedAt), words(board.name(item.channel)),
            topic ?? words("topic not known", "aihe ei tiedossa"), "\(item.id)",
        ].joined(separator: " · ")
    }

    /// Why it went where it went, step by step.
    func reasons(of decision: ExplainedCase) -> [String] {
        var lines = [decision.routing.sentence(in: words.language)]
        if let (rule, test) = decision.notTaken {
            lines.append(
                words("Not by rule “\(rule)”: ", "Ei säännöllä ”\(rule)”: ") + test.sentence(in: words.language))
        }
        for step in decision.offers {
            let (at, name) = (board.time.clock(step.at), board.policy.agents[step.agent]?.name ?? step.agent.rawValue)
            switch step.outcome {
            case .declined: lines.append(words("\(at) \(name) declined.", "\(at) \(name) kieltäytyi."))
            case .missed:
                lines.append(words("\(at) \(name) did not see the offer in time.", "\(at) \(name) ei ehtinyt vastata."))
            case .accepted(let waited):
                let span = words.span(waited)
                lines.append(
                    words(
                        "\(at) \(name) took it, \(span) after it came.",
                        "\(at) \(name) otti sen, kun saapumisesta oli \(span)."
                    ))
            }
        }
        let (agent, reason) = (decision.lastOffer.agent, decision.lastOffer.reason.sentence(in: words.language))
        lines.append(words("Why \(name(agent)): ", "Miksi \(name(agent)): ") + reason)
        return lines
    }

    private func name(_ agent: AgentID) -> String { board.policy.agents[agent]?.name ?? agent.rawValue }
}
