import ServiceDesk

/// The day as one page that stands for itself: no script, nothing loaded from anywhere.
struct ReportPage {
    let board: Board
    let words: Words
    let seed: UInt64
    /// How many figures were counted again at the end of the day.
    let checks: Int

    private var day: DayCharts { DayCharts(board: board, words: words) }
    private var results: ResultCharts { ResultCharts(board: board, words: words) }
    private var sentences: Sentences { Sentences(board, words) }

    var html: String {
        let name = words(board.policy.document.name)
        let title = words("A day at the service desk", "Päivä palvelupisteessä")
        return """
            <!DOCTYPE html>
            <html lang="\(words.language)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(Markup.escape(title)) · \(Markup.escape(name))</title>
            <style>
            \(Style.css)
            </style>
            </head>
            <body>
            <header>
            <p class="where">\(Markup.escape(name)) · \(words("Tuesday 3 March 2026", "tiistai 3. maaliskuuta 2026"))</p>
            <h1>\(Markup.escape(title))</h1>
            \(Markup.paragraph(sentences.summary.joined(separator: " "), class: "summary"))
            \(tiles)
            </header>
            <main>
            \([arrivals, waits, targets, contacts, agents, scores, promises, time, decisions].joined(separator: "\n"))
            </main>
            <footer>
            \(Markup.paragraph(footer))
            </footer>
            </body>
            </html>

            """
    }

    private var footer: String {
        words(
            "A simulated day with seed \(seed). Every contact has exactly one fate; \(checks) figures of this page were "
                + "counted again from the \(board.journal.events) events of the desk’s journal and are the same.",
            "Simuloitu päivä, siemenluku \(seed). Jokaisella yhteydenotolla on täsmälleen yksi lopputulos; \(checks) sivun "
                + "lukua laskettiin uudelleen lokin \(board.journal.events) tapahtumasta, ja ne täsmäävät.")
    }

    // MARK: Above all

    private var tiles: String {
        var tiles: [(String, String)] = [
            (
                "\(board.journal.contacts.count)",
                words("contacts on \(board.channels.count) channels", "yhteydenottoa \(board.channels.count) kanavassa")
            )
        ]
        if let phone = board.waits.first(where: { $0.channel == "phone" }) {
            tiles.append(
                (
                    words.span(phone.median.value),
                    words(
                        "was the most that half of the callers waited; nine of ten: \(words.span(phone.p90.value))",
                        "enintään näin kauan odotti puolet soittajista; yhdeksän kymmenestä \(words.span(phone.p90.value))"
                    )
                ))
        }
        let all = board.targetsMet + board.targetsMissed
        tiles.append(
            (
                words.percent(board.targetsMet, of: all),
                words("of \(all) targets were kept", "\(all) tavoitteesta täyttyi")
            ))
        let promised = board.promises.keptRate
        tiles.append(
            (
                "\(promised.kept)/\(promised.of)",
                words("promises that were due were kept in time", "erääntyneestä lupauksesta pidettiin ajoissa")
            ))
        if let service = board.deskScores?.service {
            let interval = words.interval(of: service)
            tiles.append(
                (
                    service.value.map { words.percent($0) } ?? "–",
                    words(
                        "of \(service.n) who answered were satisfied; likely \(interval) of all",
                        "\(service.n) vastaajasta oli tyytyväisiä; kaikista todennäköisesti \(interval)")
                ))
        }
        let items = tiles.map { "<li><strong>\(Markup.escape($0.0))</strong><span>\(Markup.escape($0.1))</span></li>" }
        return Markup.element("ul", "class=\"tiles\"", items.joined(separator: "\n"))
    }

    // MARK: Sections

    private func section(_ title: String, _ note: String, isHalf: Bool = false, _ content: [String]) -> String {
        let head =
            Markup.element("h2", "", Markup.escape(title)) + (note.isEmpty ? "" : Markup.paragraph(note, class: "note"))
        return Markup.element("section", isHalf ? "class=\"half\"" : "", ([head] + content).joined(separator: "\n"))
    }

    private var arrivals: String {
        section(
            words("When people got in touch", "Milloin yhteyttä otettiin"),
            words("Contacts by the hour. ", "Yhteydenotot tunneittain. ") + sentences.morning,
            [day.channelLegend, day.arrivals.html])
    }

    private var waits: String {
        section(
            words("How long they waited", "Kuinka kauan odotettiin"),
            words(
                "The dot: half waited no longer. The end of the bar: nine of ten did not. Dashed: the target. E-mail: until "
                    + "the first reply, in open hours; elsewhere until somebody was there.",
                "Piste: puolet odotti enintään näin kauan. Palkin pää: yhdeksän kymmenestä. Katkoviiva: tavoite. "
                    + "Sähköposti: ensimmäiseen vastaukseen aukioloaikana; muut: kunnes joku palveli."),
            isHalf: true,
            [day.waits.html] + sentences.callbacks.map { Markup.paragraph($0, class: "note after") })
    }

    private var targets: String {
        section(
            words("Targets", "Tavoitteet"),
            words(
                "What the service description promises, counted in office hours; green was kept.",
                "Mitä palvelukuvaus lupaa, virka-aikana laskettuna; vihreä pidettiin."),
            isHalf: true, [results.targets.html])
    }

    private var contacts: String {
        let tables = ReportTables(board: board, words: words)
        return section(
            words("What became of them", "Mitä niistä tuli"),
            words(
                "Every contact has exactly one fate. Besides, \(board.handedIn.repeats) mails came a second time from the "
                    + "provider and were recognised.",
                "Jokaisella yhteydenotolla on täsmälleen yksi lopputulos. Lisäksi \(board.handedIn.repeats) viestiä saapui "
                    + "postipalvelusta toiseen kertaan ja tunnistettiin."),
            [
                Markup.table(
                    caption: tables.fatesCaption, tables.fates)
            ])
    }

    private var agents: String {
        let tables = ReportTables(board: board, words: words)
        return section(
            words("Who was at what", "Kuka teki mitä"),
            words("From when an agent came until they went home. ", "Käsittelijän tulosta kotiinlähtöön. ")
                + sentences.freeTime,
            [
                day.stripLegend, day.strips.html,
                Markup.folded(
                    words("As a table", "Taulukkona"),
                    Markup.table(
                        caption: words(
                            "What every agent did, in the order of the roster.", "Käsittelijöiden päivä lukuina."),
                        tables.agents, words: 2)),
            ])
    }

    private var scores: String {
        section(
            words("How it felt", "Miltä asiointi tuntui"),
            words(
                "The share satisfied with the service. The line is where the share of everybody served lies with 95% "
                    + "certainty. Where too few answered, nothing is shown, so that nobody can be recognised or judged by chance.",
                "Palveluun tyytyväisten osuus. Viiva kertoo, missä kaikkien asiakkaiden osuus on 95 prosentin varmuudella. "
                    + "Jos vastauksia on liian vähän, lukua ei näytetä, jottei ketään tunnisteta eikä arvioida sattuman "
                    + "perusteella."),
            [
                results.scores.html,
                Markup.paragraph(board.responses.sentence(in: words.language), class: "note after"),
                sentences.contrasts.map { Markup.paragraph($0) }.joined(),
                Markup.folded(
                    words("All four scores as a table", "Kaikki neljä mittaria taulukkona"),
                    Markup.table(
                        caption: words(
                            "Each with its 95% interval and the number of answers.",
                            "Jokaisella 95 %:n luottamusväli ja vastausten määrä."),
                        ReportTables(board: board, words: words).scores(results))),
            ])
    }

    private var promises: String {
        section(
            words("Promises", "Lupaukset"),
            words(
                "What agents said they would do, and by when.", "Mitä käsittelijät lupasivat tehdä ja mihin mennessä."),
            isHalf: true,
            [
                results.promises.html, results.promiseLegend,
                sentences.promises.dropFirst().map { Markup.paragraph($0, class: "note after") }.joined(),
            ])
    }

    private var time: String {
        section(
            words("Where the time went", "Mihin aika kului"),
            words(
                "Of all cases that were settled, from the first contact to the solution; every second once.",
                "Ratkaistujen asioiden aika yhteydenotosta ratkaisuun; jokainen sekunti kerran."),
            isHalf: true, [results.time.html, results.timeLegend])
    }

    private var decisions: String {
        let cards = board.decisions.map { decision in
            let item = decision.item
            let topic = item.topic.flatMap { board.policy.topics[$0] }.map { words($0.name) }
            let reasons = sentences.reasons(of: decision).map { "<li>\(Markup.escape($0))</li>" }.joined(
                separator: "\n")
            return """
                <article>
                <h3>\(Markup.escape(topic ?? words("Topic not known", "Aihe ei tiedossa")))</h3>
                \(Markup.paragraph(
                    "\(board.time.clock(item.openedAt)) · \(words(board.name(item.channel))) · \(item.id)", class: "note"))
                <ol>
                \(reasons)
                </ol>
                </article>
                """
        }
        return section(
            words("Why three contacts went where they went", "Miksi kolme yhteydenottoa päätyi sinne minne päätyi"),
            words("In the desk’s own words.", "Palvelun omin sanoin."),
            [Markup.element("div", "class=\"cards\"", cards.joined(separator: "\n"))])
    }
}
