import ServiceDesk

/// The board as text for a terminal.
struct BoardText {
    let board: Board
    let words: Words
    private(set) var lines: [String] = []

    init(_ board: Board, _ words: Words) {
        self.board = board
        self.words = words
        contacts()
        waits()
        targets()
        agents()
        promises()
        scores()
        decisions()
    }

    private mutating func title(_ english: String, _ finnish: String) {
        let title = words(english, finnish)
        lines += ["", title, String(repeating: "─", count: title.count)]
    }

    private mutating func table(_ rows: [[String]], right: Set<Int>) {
        lines += TextTable.lines(rows, right: right)
    }

    // MARK: Sections

    private mutating func contacts() {
        title("Contacts by channel", "Yhteydenotot kanavittain")
        table(ReportTables(board: board, words: words).fates, right: [1, 2, 3, 4, 5, 6])
        lines.append(
            words(
                "From \(board.journal.persons.count) people. Mails the provider sent again and the desk recognised: "
                    + "\(board.handedIn.repeats).",
                "Yhteydenottajia oli \(board.journal.persons.count). Postipalvelun uudelleen lähettämiä ja tunnistettuja "
                    + "viestejä: \(board.handedIn.repeats)."))
        lines.append(Sentences(board, words).morning)
    }

    private mutating func waits() {
        title("Waits", "Odotusajat")
        var rows = [
            [words("Channel", "Kanava"), words("half within", "puolet"), words("nine of ten", "9/10"), "n", ""]
        ]
        for wait in board.waits {
            rows.append([
                words(board.name(wait.channel)), words.span(wait.median.value), words.span(wait.p90.value),
                "\(wait.median.n)",
                wait.isForReply
                    ? words("until the first reply, in open hours", "ensimmäiseen vastaukseen, aukioloaikaa")
                    : words("until somebody was there", "kunnes joku palveli"),
            ])
        }
        table(rows, right: [1, 2, 3])
        lines += Sentences(board, words).callbacks
    }

    private mutating func targets() {
        title("Targets kept", "Pidetyt tavoitteet")
        var rows = [
            [
                words("Target", "Tavoite"), words("kept", "pidetty"), words("missed", "ylitetty"),
                words("still open", "kesken"), words("share kept", "osuus"),
            ]
        ]
        for target in board.targets {
            rows.append([
                target.metric.name(in: words.language), "\(target.met)", "\(target.missed)", "\(target.undecided)",
                words.percent(target.met, of: target.met + target.missed),
            ])
        }
        table(rows, right: [1, 2, 3, 4])
    }

    private mutating func agents() {
        title("Who did what", "Kuka teki mitä")
        table(ReportTables(board: board, words: words).agents, right: [2, 3, 4, 5, 6, 7, 8, 9])
        lines.append(Sentences(board, words).freeTime)
        lines.append(
            words(
                "Handed over \(board.journal.handOvers) times, opened again \(board.journal.reopens) times.",
                "Siirtoja \(board.journal.handOvers), uudelleen avattuja \(board.journal.reopens)."))
    }

    private mutating func promises() {
        title("Promises", "Lupaukset")
        lines += Sentences(board, words).promises
    }

    private mutating func scores() {
        title("How it felt", "Miltä asiointi tuntui")
        lines.append(board.responses.sentence(in: words.language))
        for scores in board.scores {
            let indent = String(repeating: "  ", count: scores.level.depth)
            lines.append(indent + words(scores.name) + ":")
            let estimates =
                scores.level == .agent ? [scores.service] : [scores.service, scores.resolved, scores.recommend]
            for estimate in estimates { lines.append(indent + "  " + estimate.sentence(in: words.language)) }
        }
        lines += Sentences(board, words).contrasts
        guard !board.survey.lines.isEmpty else { return }
        lines.append("")
        lines.append(
            words(
                "One citizen was asked by text message, question by question:",
                "Yhdeltä asukkaalta kysyttiin tekstiviestillä, kysymys kerrallaan:"))
        for line in board.survey.lines {
            lines.append(
                "  " + (line.isCitizen ? words("citizen: ", "asukas: ") : words("desk: ", "palvelu: ")) + line.text)
        }
        lines.append(
            words("The month so far, for whoever leads the desk: ", "Kuukausi tähän asti, palvelun johtajalle: ")
                + board.director.sentence(in: words.language))
    }

    private mutating func decisions() {
        title("Why three contacts went where they went", "Miksi kolme yhteydenottoa päätyi sinne minne päätyi")
        for (number, decision) in board.decisions.enumerated() {
            let sentences = Sentences(board, words)
            lines.append("\(number + 1). " + sentences.arrival(of: decision))
            for line in sentences.reasons(of: decision) { lines.append("   " + line) }
        }
    }
}

extension Board.Scores.Level {
    /// How far in it stands.
    fileprivate var depth: Int {
        switch self {
        case .desk: 0
        case .unit: 1
        case .team: 2
        case .agent: 3
        }
    }
}

/// Rows of words in columns.
enum TextTable {
    /// The lines of a table whose first row is its head.
    ///
    /// - Parameter right: The columns whose cells stand at the right edge.
    static func lines(_ rows: [[String]], right: Set<Int>) -> [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0 }
        return rows.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                let space = String(repeating: " ", count: widths[column] - cell.count)
                line += (column == 0 ? "  " : "   ") + (right.contains(column) ? space + cell : cell + space)
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }
}
