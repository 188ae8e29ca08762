import ServiceDesk

/// One day at the service desk of a Finnish town, from the first mail in the night to the last answer in the evening.
@main
struct Quickstart {
    static func main() async {
        do throws(Arguments.Mistake) {
            let arguments = try Arguments(Array(CommandLine.arguments.dropFirst()))
            guard !arguments.wantsHelp else { return print(Arguments.help) }
            await run(arguments)
        } catch {
            Terminal.complain("quickstart: \(error.text)\n\n\(Arguments.help)")
            Terminal.end(2)
        }
    }

    private static func run(_ arguments: Arguments) async {
        let words = arguments.words
        do {
            var day = try TownDay(seed: arguments.seed)
            let name = words(day.desk.machine.policy.document.name)
            print("\(name) · " + words("Tuesday 3 March 2026", "tiistai 3. maaliskuuta 2026"))
            try await day.run { print(line($0, words)) }
            let board = try await Board.read(day)
            for line in BoardText(board, words).lines { print(line) }

            let check = try await Reconciliation.of(day, board)
            print("")
            guard check.differences.isEmpty else {
                for difference in check.differences { Terminal.complain(difference) }
                Terminal.end(1)
            }
            print(
                words(
                    "Checked: \(check.checks) figures counted again from the \(board.journal.events) events of the journal, "
                        + "all the same.",
                    "Tarkistettu: \(check.checks) lukua laskettiin uudelleen lokin \(board.journal.events) tapahtumasta, "
                        + "kaikki täsmäävät."))
            let page = ReportPage(board: board, words: words, seed: arguments.seed, checks: check.checks)
            guard Terminal.save(page.html, to: arguments.report) else {
                Terminal.complain("quickstart: the report cannot be written to “\(arguments.report)”")
                Terminal.end(2)
            }
            print(words("Report: \(arguments.report)", "Raportti: \(arguments.report)"))
            guard let farewell = try await Farewell.of(day) else { return }
            print(line(farewell, words))
            if !farewell.keepsStatistics { Terminal.end(1) }
        } catch {
            Terminal.complain("quickstart: \(error)")
            Terminal.end(1)
        }
    }

    private static func line(_ farewell: Farewell, _ words: Words) -> String {
        words(
            "In the evening a citizen asks what is held about them, gets \(farewell.records) records of "
                + "\(farewell.kinds) kinds, and asks to be erased: \(farewell.erased) records are gone, "
                + "\(farewell.scrubbed) lost their words; the scores of the day are "
                + (farewell.keepsStatistics ? "the same." : "NOT the same."),
            "Illalla kuntalainen kysyy, mitä hänestä on tallessa, saa \(farewell.records) tietuetta "
                + "\(farewell.kinds) lajia ja pyytää poistamaan tietonsa: \(farewell.erased) tietuetta poistettiin ja "
                + "\(farewell.scrubbed) tietueesta poistettiin sanat; päivän arviot ovat "
                + (farewell.keepsStatistics ? "ennallaan." : "MUUTTUNEET."))
    }

    private static func line(_ note: HourNote, _ words: Words) -> String {
        let hour = note.hour < 10 ? "0\(note.hour):00" : "\(note.hour):00"
        let parts = [
            words.count(note.contacts, ("contact", "contacts"), ("yhteydenotto", "yhteydenottoa")),
            words("\(note.waiting) waiting", "\(note.waiting) odottaa"),
            words.count(
                note.agents, ("agent at work", "agents at work"), ("käsittelijä töissä", "käsittelijää töissä")),
        ]
        return "  \(hour)  " + parts.joined(separator: ", ")
    }
}
