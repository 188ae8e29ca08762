import ArgumentParser
import DeskFoundation
import DeskHosting
import DeskOperations
import DeskPrimitives
import DeskStoreGRDB
import Foundation

/// `desk replay FILE`.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Feeds a ServiceNow incident event log to a desk and prints the desk's report.",
        discussion: """
            Rows that cannot be read are reported by line and column and kept out. With --store everything is kept in an \
            SQLite file; fed again, or after it was interrupted, the desk takes in only what it does not know.
            """)

    @Argument(help: "The log: a .csv file, or a .zip archive with one .csv file.")
    var file: String

    @Option(help: ArgumentHelp("Keep the desk in an SQLite file.", valueName: "file.sqlite"))
    var store: String?

    @Option(help: ArgumentHelp("The desk's policy; without it one for incident logs.", valueName: "file.json"))
    var policy: String?

    @Option(help: "The language of the report.")
    var language = TextLanguage.en

    @Option(help: ArgumentHelp("Write the report to a file too, with more of the rows kept out.", valueName: "out.txt"))
    var report: String?

    @Option(help: "Events that the desk takes, and stores, in one step: 1 to \(DeskMachine.requestLimit).")
    var step: Int?

    @Flag(help: "Say how long reading and deciding took.")
    var timings = false

    func validate() throws {
        guard step.map((1...DeskMachine.requestLimit).contains) ?? true else {
            throw ValidationError("--step takes 1 to \(DeskMachine.requestLimit).")
        }
    }

    mutating func run() async throws {
        let console = Console.current
        let compiled = try compiledPolicy()
        let source = try LogSource(file)
        var progress = ReplayProgress(console: console, language: language, byteCount: source.byteCount)
        var run = ReplayRun(step: step ?? (store == nil ? 200 : 1_000))
        do {
            defer { progress.end() }
            if let store {
                let desk = Desk(
                    policy: compiled, store: try GRDBRecordStore(path: store), clock: SystemClock(),
                    identifiers: UUIDIdentifiers(), secret: Self.secret)
                var stored = StoredDesk(desk)
                try await run.run(source, into: &stored) { progress.show($0, $1) }
            } else {
                var memory = MemoryDesk(policy: compiled)
                try await run.run(source, into: &memory) { progress.show($0, $1) }
            }
        } catch let refusal as Refusal {
            throw Complaint("\(file): \(refusal)")
        }
        let name = URL(fileURLWithPath: file).lastPathComponent
        let text = ReplayText(outcome: run.outcome, name: name, language: language, withTimings: timings)
        for line in text.lines(listing: 20) { console.print(line) }
        if let report {
            let whole = text.lines(listing: ReplayRun.listed).joined(separator: "\n") + "\n"
            do {
                try Data(whole.utf8).write(to: URL(fileURLWithPath: report))
            } catch {
                throw Complaint("\(report): cannot be written")
            }
        }
    }

    /// The keys in the file are made of the other system's numbers of persons and of nothing else, and must be the same each
    /// time the log is fed; a desk with people's data in it takes its secret from where the host keeps secrets.
    private static let secret = Array("desk replay".utf8)

    private func compiledPolicy() throws -> CompiledPolicy {
        let document = try policy.map { try PolicyFile.read($0) } ?? PolicyFile.incidentLog()
        do throws(PolicyErrors) {
            return try CompiledPolicy(document)
        } catch {
            throw Complaint("\(policy ?? ""): the policy cannot be used\n\(error)")
        }
    }
}
