import ServiceDesk

/// The board's figures in rows, for the terminal and the page alike.
struct ReportTables {
    let board: Board
    let words: Words

    /// What the columns of ``fates`` mean.
    var fatesCaption: String {
        words(
            "Contacts by channel: those that opened a case, were added to one, were shown elsewhere, asked for what is not "
                + "part of the service, or told what was good or bad.",
            "Yhteydenotot kanavittain: avasi uuden asian, lisäsi tietoa asiaan, ohjattiin muualle, ei kuulu palveluun, "
                + "antoi palautetta.")
    }

    /// Contacts by channel and by what became of them.
    var fates: [[String]] {
        let head =
            [words("Channel", "Kanava"), words("all", "kaikki")] + JournalCount.Fate.allCases.map { $0.name(words) }
        func row(_ name: String, _ channel: ChannelID?) -> [String] {
            let counts =
                [board.journal.contacts(on: channel)]
                + JournalCount.Fate.allCases.map { board.journal.contacts(on: channel, $0) }
            return [name] + counts.map { $0 == 0 ? "–" : "\($0)" }
        }
        return [head] + board.channels.map { row(words($0.name), $0.id) } + [row(words("Together", "Yhteensä"), nil)]
    }

    /// What every agent did.
    var agents: [[String]] {
        let head = [
            words("Agent", "Käsittelijä"), words("Team", "Tiimi"), words("taken", "otti"), words("settled", "ratkaisi"),
            words("replies", "vastasi"), words("promised", "lupasi"), words("declined", "kieltäytyi"),
            words("not seen", "ei ehtinyt"), words("busy", "työssä"), words("free", "vapaana"),
        ]
        return [head]
            + board.agents.map { row in
                let team = board.policy.teams[row.agent.team].map { words($0.name) } ?? ""
                let counts = [
                    row.count.accepted, row.count.settled, row.count.replies, row.count.promises, row.count.declined,
                    row.count.missed,
                ]
                let busy = row.strip.span(.withSomebody) + row.strip.span(.writing)
                return [row.agent.name, team] + counts.map { "\($0)" }
                    + [words.span(busy), words.span(row.strip.span(.free))]
            }
    }

    /// All scores of all parts of the desk.
    func scores(_ charts: ResultCharts) -> [[String]] {
        let head = [
            words("Who", "Kuka"), words("Satisfied", "Tyytyväisiä"), words("Resolved", "Ratkaistu"),
            words("Net promoter score", "Nettosuositteluindeksi"), words("Easy", "Helppoa"),
        ]
        return [head]
            + board.scores.map { scores in
                [words(scores.name)]
                    + [scores.service, scores.resolved, scores.recommend, scores.easy].map { charts.text($0) }
            }
    }
}

extension JournalCount.Fate {
    /// What it is called in a table.
    func name(_ words: Words) -> String {
        switch self {
        case .openedCase: words("new case", "uusi asia")
        case .joinedCase: words("added", "lisäys")
        case .invitedElsewhere: words("elsewhere", "muualle")
        case .outsideService: words("not ours", "ei meille")
        case .heardAsFeedback: words("feedback", "palaute")
        case .answeredSurvey: words("survey answer", "kyselyvastaus")
        }
    }
}
