import DeskCommandLine
import DeskHosting
import DeskOperations
import ExampleTestSupport
import Foundation
import Testing

@Suite struct ReplayCommandTests {
    private static let sample = PackageFile.path("Samples/incidents.csv")
    private static let hasUnzip = FileManager.default.isExecutableFile(atPath: "/usr/bin/unzip")

    private static let figures = """
        Events the desk has  14
        Cases                 5
          closed              4
        SLA made              3  60.00 % (23.07 % … 88.24 %)
        Reassignments         6  in 4 cases, 80.00 %
        Reopens               1  in 1 case, 20.00 %

        By priority
          critical  1  SLA made 0.00 % (0.00 % … 79.35 %)
          high      1  SLA made 0.00 % (0.00 % … 79.35 %)
          normal    2  SLA made 100.00 % (34.24 % … 100.00 %)
          low       1  SLA made 100.00 % (20.65 % … 100.00 %)

        By contact type
          direct        1  SLA made 0.00 % (0.00 % … 79.35 %)
          ivr           1  SLA made 100.00 % (20.65 % … 100.00 %)
          mail          1  SLA made 100.00 % (20.65 % … 100.00 %)
          phone         1  SLA made 100.00 % (20.65 % … 100.00 %)
          self-service  1  SLA made 0.00 % (0.00 % … 79.35 %)

        Kept out
          line 12, column 16: a row of 15 fields under a header of 17
          line 13, column 8: opened_at: not a time of the form D/M/YYYY HH:MM
          line 14, column 4: sys_mod_count: not a count
          line 15, column 5: reassignment_count: not a count
          line 16, column 12: contact_type: an unknown contact type
          line 17, column 2: number: missing
          line 18, column 15: a quote that is never closed
          line 19, column 1: priority: an unknown priority
          line 20, column 3: incident_state: an unknown state
          line 21, column 7: made_sla: neither true nor false

        """

    private static func reading(new: Int, known: Int) -> String {
        """
        Replay of incidents.csv

        Events read                  24
          new to the desk            \(new < 10 ? " " : "")\(new)
          known already              \(known < 10 ? " " : "")\(known)
          kept out                   10
        Taken without a known state   1


        """
    }

    /// The report with plain spaces, as the tests write it.
    private func plain(_ text: String) -> String { text.replacing("\u{A0}", with: " ") }

    @Test func theReportIsPrinted() async {
        let said = await desk("replay", Self.sample)
        #expect(said.code == 0)
        #expect(plain(said.output) == Self.reading(new: 14, known: 0) + Self.figures)
        #expect(plain(said.errors) == "100 %  24 events\n")
    }

    @Test func aStoreKeepsEverythingAndTakesNothingTwice() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("desk.sqlite")
        let first = await desk("replay", Self.sample, "--store", path)
        #expect(plain(first.output) == Self.reading(new: 14, known: 0) + Self.figures)
        let second = await desk("replay", Self.sample, "--store", path)
        #expect(plain(second.output) == Self.reading(new: 0, known: 14) + Self.figures)
        #expect(try await storedDesk(path).report().cases == 5)
    }

    @Test(arguments: ["1", "7", "1024"]) func theSizeOfTheStepsChangesNothing(_ step: String) async {
        let said = await desk("replay", Self.sample, "--step", step)
        #expect(plain(said.output) == Self.reading(new: 14, known: 0) + Self.figures)
    }

    @Test func theReportSpeaksFinnish() async {
        let said = await desk("replay", Self.sample, "--language", "fi")
        let output = plain(said.output)
        #expect(output.contains("Historian incidents.csv uudelleenajo\n"))
        #expect(output.contains("Tapahtumia luettu               24\n"))
        #expect(output.contains("Palvelutaso piti              3  60,00 % (23,07 % … 88,24 %)\n"))
        #expect(output.contains("  kriittinen  1  palvelutaso piti 0,00 %"))
        #expect(output.contains("  rivi 18, sarake 15: a quote that is never closed\n"))
        #expect(plain(said.errors) == "100 %  24 tapahtumaa\n")
    }

    @Test func theReportGoesToAFileToo() async throws {
        let folder = try TemporaryFolder()
        let said = await desk("replay", Self.sample, "--report", folder.path("out.txt"))
        #expect(try String(contentsOfFile: folder.path("out.txt"), encoding: .utf8) == said.output)
        let nowhere = await desk("replay", Self.sample, "--report", folder.path("no/such/folder.txt"))
        #expect(nowhere.code == 1)
        #expect(nowhere.errors.hasSuffix("Error: \(folder.path("no/such/folder.txt")): cannot be written\n"))
    }

    @Test func timingsAreToldApart() async {
        let said = await desk("replay", Self.sample, "--timings")
        let labels = said.output.split(separator: "\n").suffix(4).map { $0.prefix { $0 != " " } }
        #expect(labels == ["Reading", "Deciding", "Reporting", "Altogether"])
    }

    @Test func aBarIsDrawnWhereSomebodyWatches() async throws {
        let folder = try TemporaryFolder()
        try Data(InventedLog(cases: 2_000, seed: 1).bytes).write(to: URL(fileURLWithPath: folder.path("log.csv")))
        let watched = await desk("replay", folder.path("log.csv"), isWatched: true)
        #expect(watched.errors.hasPrefix("\r"))
        #expect(plain(watched.errors).contains("\r██████████████████████████████ 100 %  "))
        #expect(watched.errors.hasSuffix(" events\n"))
        let plainLines = await desk("replay", folder.path("log.csv"))
        #expect(!plainLines.errors.contains("\r"))
    }

    @Test func onlySomeOfTheRowsKeptOutAreListed() async throws {
        let folder = try TemporaryFolder()
        let header = InventedLog(cases: 0, seed: 1).lines[0]
        let rows = Array(repeating: "too,short", count: 1_500)
        try Data(([header] + rows).joined(separator: "\n").utf8)
            .write(to: URL(fileURLWithPath: folder.path("log.csv")))
        let said = await desk("replay", folder.path("log.csv"), "--report", folder.path("out.txt"))
        let output = plain(said.output)
        #expect(output.contains("  line 21, column 3: a row of 2 fields under a header of 14\n  … and 1,480 more\n"))
        #expect(output.contains("SLA made             0  –\n"))
        let report = try String(contentsOfFile: folder.path("out.txt"), encoding: .utf8)
        #expect(report.contains("\n  line 1001, column 3: a row of 2 fields under a header of 14\n  … and 500 more\n"))
    }

    // MARK: Bad input

    @Test func whatTheDeskRefusesIsKeptOutWithItsLine() async throws {
        let folder = try TemporaryFolder()
        let whole = try String(contentsOfFile: PackageFile.path("Policies/incident-log.json"), encoding: .utf8)
        let lines = whole.split(separator: "\n", omittingEmptySubsequences: false)
        let withoutIVR = lines.filter { !$0.contains("\"ivr\"") }.joined(separator: "\n")
        try Data(withoutIVR.utf8).write(to: URL(fileURLWithPath: folder.path("policy.json")))
        let said = await desk("replay", Self.sample, "--policy", folder.path("policy.json"))
        #expect(said.code == 0)
        #expect(said.output.contains("  line 22, channel: the policy has no channel “ivr”"))
        #expect(plain(said.output).contains("  new to the desk            13\n"))
        #expect(plain(said.output).contains("  kept out                   11\n"))
    }

    @Test(arguments: [
        ("", "malformed at line 1: the log has no header"),
        ("number,x\n1,2\n", "malformed at line 1: the header has no column incident_state"),
        ("\"number", "malformed at line 1, column 1: a quote that is never closed"),
    ])
    func aFileThatIsNoLogIsRefused(_ text: String, _ reason: String) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("log.csv")
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        let said = await desk("replay", path)
        #expect(said.code == 1 && said.output.isEmpty)
        #expect(said.errors.hasSuffix("Error: \(path): \(reason)\n"))
    }

    @Test func filesThatCannotBeReadAreNamed() async throws {
        let folder = try TemporaryFolder()
        let missing = await desk("replay", folder.path("missing.csv"))
        #expect(missing.code == 1 && missing.errors == "Error: \(folder.path("missing.csv")): there is no such file\n")
        let directory = await desk("replay", folder.url.path)
        #expect(directory.code == 1 && directory.errors == "Error: \(folder.url.path): this is a folder\n")
        let policy = await desk("replay", Self.sample, "--policy", folder.path("missing.json"))
        #expect(policy.code == 1 && policy.errors == "Error: \(folder.path("missing.json")): there is no such file\n")
    }

    @Test func aStoreThatIsNoDatabaseIsAnError() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("desk.sqlite")
        try Data(repeating: 0x41, count: 10_000).write(to: URL(fileURLWithPath: path))
        let said = await desk("replay", Self.sample, "--store", path)
        #expect(said.code == 1 && said.output.isEmpty)
        #expect(said.errors.contains("file is not a database"))
    }

    @Test func argumentsThatMakeNoSenseAreRefused() async {
        let language = await desk("replay", Self.sample, "--language", "klingon")
        #expect(language.code == 64 && language.errors.contains("--language"))
        let nothing = await desk("replay")
        #expect(nothing.code == 64 && nothing.errors.contains("<file>"))
        for step in ["0", "-1", "1025", "many"] {
            #expect(await desk("replay", Self.sample, "--step", step).code == 64)
        }
        let help = await desk("replay", "--help")
        #expect(help.code == 0 && help.output.contains("--store"))
    }

    // MARK: Archives

    @Test(.enabled(if: hasUnzip, "unzip is not installed")) func anArchiveIsUnpacked() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("incidents.zip")
        let sample = try Data(contentsOf: URL(fileURLWithPath: Self.sample))
        let archive = StoredArchive.bytes([("read.me", [0x0A]), ("folder/Log.CSV", Array(sample))])
        try Data(archive).write(to: URL(fileURLWithPath: path))
        let said = await desk("replay", path)
        #expect(said.code == 0)
        #expect(plain(said.output).hasSuffix(Self.figures))
        #expect(plain(said.errors) == "100 %  24 events\n")
    }

    @Test(
        .enabled(if: hasUnzip, "unzip is not installed"),
        arguments: [
            ([("a.txt", [UInt8(0x41)])], "an archive with one .csv file is needed, this one has 0"),
            ([("a.csv", [0x41]), ("b.csv", [0x41])], "an archive with one .csv file is needed, this one has 2"),
        ])
    func anArchiveNeedsOneTable(_ files: [(name: String, bytes: [UInt8])], _ reason: String) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("log.zip")
        try Data(StoredArchive.bytes(files)).write(to: URL(fileURLWithPath: path))
        let said = await desk("replay", path)
        #expect(said.code == 1 && said.errors == "Error: \(path): \(reason)\n")
    }

    @Test(.enabled(if: hasUnzip, "unzip is not installed")) func aDamagedArchiveIsAnError() async throws {
        let folder = try TemporaryFolder()
        let sample = Array(try Data(contentsOf: URL(fileURLWithPath: Self.sample)))
        var damaged = StoredArchive.bytes([("log.csv", sample)])
        damaged[1_000] ^= 0x20
        try Data(damaged).write(to: URL(fileURLWithPath: folder.path("damaged.zip")))
        let said = await desk("replay", folder.path("damaged.zip"))
        #expect(said.code == 1 && said.errors.contains("damaged.zip: unzip cannot unpack it (its code is"))
        try Data(damaged.prefix(500)).write(to: URL(fileURLWithPath: folder.path("short.zip")))
        let short = await desk("replay", folder.path("short.zip"))
        #expect(short.code == 1 && short.errors.contains("short.zip: unzip cannot unpack it (its code is"))
    }
}
