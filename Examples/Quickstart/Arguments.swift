import ServiceDesk

/// What the program was asked on the command line.
struct Arguments: Sendable {
    /// A reason why the command line cannot be understood.
    struct Mistake: Error {
        let text: String
    }

    /// What all chance of the day comes from.
    var seed: UInt64 = 28
    var words = Words(language: .english)
    /// Where the report goes.
    var report = "report.html"
    var wantsHelp = false

    /// Reads a command line without the name of the program.
    init(_ arguments: [String]) throws(Mistake) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let (name, attached) = (String(parts[0]), parts.count > 1 ? String(parts[1]) : nil)
            switch name {
            case "--help", "-h":
                guard attached == nil else { throw Mistake(text: "\(name) takes no value") }
                wantsHelp = true
            case "--seed":
                let value = try Self.value(of: name, attached, &rest)
                guard let number = UInt64(value), value.utf8.allSatisfy({ (48...57).contains($0) }) else {
                    throw Mistake(text: "--seed takes a whole number from 0 to \(UInt64.max), not “\(value)”")
                }
                seed = number
            case "--language":
                let value = try Self.value(of: name, attached, &rest)
                switch value {
                case "en": words = Words(language: .english)
                case "fi": words = Words(language: .finnish)
                default: throw Mistake(text: "--language takes en or fi, not “\(value)”")
                }
            case "--report":
                let value = try Self.value(of: name, attached, &rest)
                guard !value.isEmpty else { throw Mistake(text: "--report takes the name of a file") }
                report = value
            default: throw Mistake(text: "there is no “\(argument)” here")
            }
        }
    }

    private static func value(
        of name: String, _ attached: String?, _ rest: inout ArraySlice<String>
    ) throws(Mistake) -> String {
        if let attached { return attached }
        // What looks like the next option is no value that somebody meant.
        guard let next = rest.first, !next.hasPrefix("--") else { throw Mistake(text: "\(name) takes a value") }
        rest.removeFirst()
        return next
    }

    /// What the program can be asked.
    static let help = """
        One day at the service desk of a Finnish town.

        usage: quickstart [--seed N] [--language en|fi] [--report FILE]

          --seed N         another day of the same kind; the same seed gives the same day (default: 28)
          --language en|fi the language of the board and the report (default: en)
          --report FILE    where the report is written (default: report.html in the current folder)
          --help           this text
        """
}
