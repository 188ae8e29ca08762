import ArgumentParser
import DeskFoundation
import DeskOperations
import DeskPrimitives
import DeskSchedules
import DeskServiceLevels

/// `desk policy …`.
struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "Checks and describes policies.",
        subcommands: [PolicyCheckCommand.self, PolicyDescribeCommand.self])
}

/// `desk policy check FILE`.
struct PolicyCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Says what keeps a policy from being used, and what will disappoint somebody.",
        discussion: """
            Every finding stands on a line of its own, as file:line:column: message; columns count Unicode scalars. The exit \
            code is 0 when the policy can be used.
            """)

    @Argument(help: "The policy, a .json file.")
    var file: String

    @Option(help: "The language of the findings.")
    var language = TextLanguage.en

    mutating func run() throws {
        let document: PolicyDocument
        do {
            document = try PolicyFile.document(file)
        } catch let errors as DocumentErrors {
            for line in PolicyFile.lines(of: errors, in: file) { Console.current.print(line) }
            fail(errors.errors.count, andMore: errors.isTruncated)
            throw ExitCode.failure
        }
        do throws(PolicyErrors) {
            let policy = try CompiledPolicy(document.policy, checkedFrom: CompiledPolicy.defaultCheckStart)
            for finding in policy.warnings + policy.notices { say(finding, in: document) }
            for bound in policy.waitingBounds {
                Console.current.print(
                    "\(language.pick(en: "waiting", fi: "odotus")): \(bound.sentence(in: language.tag))")
            }
            let (warnings, notices) = (policy.warnings.count, policy.notices.count)
            let notes =
                notices == 0 ? "" : language.pick(en: ", notes: \(notices)", fi: ", huomioita: \(notices)")
            Console.current.print(
                warnings + notices == 0
                    ? language.pick(en: "\(file): no findings", fi: "\(file): ei huomautettavaa")
                    : language.pick(
                        en: "\(file): can be used, warnings: \(warnings)\(notes)",
                        fi: "\(file): käyttökelpoinen, varoituksia: \(warnings)\(notes)")
            )
        } catch {
            for finding in error.findings { say(finding, in: document) }
            fail(error.findings.count)
            throw ExitCode.failure
        }
    }

    private func fail(_ count: Int, andMore: Bool = false) {
        let more = andMore ? language.pick(en: " or more", fi: " tai enemmän") : ""
        Console.current.print(
            language.pick(
                en: "\(file): cannot be used, errors: \(count)\(more)",
                fi: "\(file): ei käyttökelpoinen, virheitä: \(count)\(more)"))
    }

    /// `file:line:column: severity: place: what was found`.
    private func say(_ finding: PolicyFinding, in document: PolicyDocument) {
        let severity =
            switch finding.severity {
            case .error: language.pick(en: "error", fi: "virhe")
            case .warning: language.pick(en: "warning", fi: "varoitus")
            case .notice: language.pick(en: "note", fi: "huomio")
            }
        let position = document.position(of: finding)
        Console.current.print("\(file):\(position): \(severity): \(finding.sentence(in: language.tag))")
    }
}

/// `desk policy describe FILE`.
struct PolicyDescribeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe",
        abstract: "Writes the service description that follows from a policy, for the customer.")

    @Argument(help: "The policy, a .json file.")
    var file: String

    @Option(help: "The language of the description.")
    var language = TextLanguage.en

    @Option(help: "The form of the description.")
    var format = SheetFormat.text

    @Option(help: "The date from which holidays and exceptional hours are listed, for a year, such as 2026-03-02.")
    var from: String?

    mutating func run() throws {
        let document = try PolicyFile.read(file)
        let date = try from.map { text in
            guard let date = LocalDate(text) else { throw ValidationError("“\(text)” is no date such as 2026-03-02.") }
            return date
        }
        let text = document.serviceSheet(in: language.tag, from: date).rendered(as: format.rendering)
        Console.current.print(String(text.dropLast()))
    }
}

/// The forms of a service description, as options.
enum SheetFormat: String, ExpressibleByArgument, CaseIterable {
    case text, markdown, html

    /// The library's form.
    var rendering: ServiceSheet.Format {
        switch self {
        case .text: .text
        case .markdown: .markdown
        case .html: .html
        }
    }
}
