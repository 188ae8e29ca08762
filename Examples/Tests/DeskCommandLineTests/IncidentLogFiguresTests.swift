import DeskCommandLine
import DeskHosting
import DeskOperations
import DeskPrimitives
import ExampleTestSupport
import Foundation
import Testing

/// The figures of the real incident log (UCI data set 498), read from the folder that `SERVICE_DESK_DATA` names.
///
/// The folder holds `uci_incident_event_log.zip` and `expected.json`; neither is part of this package.
@Suite(.enabled(if: RealData.folder != nil, RealData.whyNot), .serialized) struct IncidentLogFiguresTests {
    /// What every way to feed the log must come to.
    private func expectFigures(_ report: CaseReport, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let expected = try RealData.expected()
        #expect(report.observations == expected.events, sourceLocation: sourceLocation)
        #expect(report.cases == expected.incidents, sourceLocation: sourceLocation)
        #expect(report.closed == expected.incidents, sourceLocation: sourceLocation)
        #expect(report.targetsKept == expected.madeSlaTrueFinal, sourceLocation: sourceLocation)
        #expect(report.handOvers == expected.reassignmentSum, sourceLocation: sourceLocation)
        #expect(report.reopens == expected.reopenSum, sourceLocation: sourceLocation)
        #expect(
            rounded(report.handedOver, of: report.cases) == expected.reassignedShare, sourceLocation: sourceLocation)
        #expect(rounded(report.reopened, of: report.cases) == expected.reopenedShare, sourceLocation: sourceLocation)
        let priorities = ["1 - Critical", "2 - High", "3 - Moderate", "4 - Low"]
        for (priority, cases, kept) in report.byPriority {
            let name = priorities[priority.rank - 1]
            #expect(cases == expected.priorityFinal[name], sourceLocation: sourceLocation)
            #expect(rounded(kept, of: cases) == expected.slaShareByPriority[name], sourceLocation: sourceLocation)
        }
        let channels = [
            "phone": "Phone", "self-service": "Self service", "mail": "Email", "ivr": "IVR", "direct": "Direct opening",
        ]
        #expect(report.byChannel.count == expected.contactTypeFinal.count, sourceLocation: sourceLocation)
        for (channel, cases, _) in report.byChannel {
            let name = channels[channel.rawValue] ?? ""
            #expect(cases == expected.contactTypeFinal[name], sourceLocation: sourceLocation)
        }
    }

    private func rounded(_ count: Int, of all: Int) -> Double {
        (Double(count) / Double(all) * 1_000_000).rounded() / 1_000_000
    }

    @Test func theExpectedFiguresAreTheKnownOnes() throws {
        let expected = try RealData.expected()
        #expect(expected.events == 141_712 && expected.incidents == 24_918)
        #expect(expected.madeSlaTrueFinal == 15_803)
        #expect(expected.reassignmentSum == 23_414 && expected.reopenSum == 331)
    }

    @Test func theProgramPrintsThem() async throws {
        let said = await desk("replay", try RealData.log())
        #expect(said.code == 0)
        let output = said.output.replacing("\u{A0}", with: " ")
        for line in [
            "Events read                  141,712\n", "  new to the desk            141,712\n",
            "  kept out                         0\n", "Taken without a known state        5\n",
            "Events the desk has  141,712\n", "Cases                 24,918\n",
            "SLA made              15,803  63.42 % (",
            "Reassignments         23,414  in ", "Reopens                  331  in 275 cases",
        ] {
            #expect(output.contains(line))
        }
    }

    @Test func inMemoryInTheOrderOfTheLog() async throws {
        let all = try RealData.observations()
        try expectFigures(try await reportInMemory(all, new: all.count))
    }

    @Test(arguments: UInt64(1)...2) func inMemoryThreeTimesOverAndShuffledWithinAnHour(_ seed: UInt64) async throws {
        let all = try RealData.observations()
        try expectFigures(try await reportInMemory(delivered(all, times: 3, seed: seed), new: all.count))
    }

    private func reportInMemory(_ observations: [CaseObservation], new: Int) async throws -> CaseReport {
        var desk = MemoryDesk(policy: try incidentPolicy())
        let taken = try await feed(observations, into: &desk, step: 200)
        #expect(taken == new)
        return try await desk.report()
    }

    @Test func onSQLiteThreeTimesOverAndShuffledWithinAnHour() async throws {
        let folder = try TemporaryFolder()
        let all = try RealData.observations()
        var desk = StoredDesk(try storedDesk(folder.path("desk.sqlite")))
        let new = try await feed(delivered(all, times: 3, seed: 3), into: &desk, step: 1_000)
        #expect(new == all.count)
        try expectFigures(try await desk.report())
    }

    @Test func killedHalfWayAndStartedAgain() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("desk.sqlite")
        let first = try RunningReplay(of: try RealData.log(), store: path, step: 1_000)
        #expect(first.reaches(percent: 50))
        #expect(try first.kill() == .killed)
        let half = try await storedDesk(path).report().observations
        #expect(half > 0 && half < 141_712)
        let second = try RunningReplay(of: try RealData.log(), store: path, step: 1_000)
        #expect(try second.wait() == .exited(0))
        try expectFigures(try await storedDesk(path).report())
    }
}

/// The folder with the real log.
enum RealData {
    /// The members of `expected.json` that are compared.
    struct Expected: Decodable {
        var events: Int
        var incidents: Int
        var madeSlaTrueFinal: Int
        var slaShareByPriority: [String: Double]
        var priorityFinal: [String: Int]
        var reassignmentSum: Int
        var reassignedShare: Double
        var reopenSum: Int
        var reopenedShare: Double
        var contactTypeFinal: [String: Int]
    }

    static var folder: URL? {
        guard let path = ProcessInfo.processInfo.environment["SERVICE_DESK_DATA"], !path.isEmpty else { return nil }
        let folder = URL(fileURLWithPath: path)
        let isThere = ["uci_incident_event_log.zip", "expected.json"].allSatisfy {
            FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path)
        }
        return isThere ? folder : nil
    }

    static let whyNot: Comment = "SERVICE_DESK_DATA names no folder with uci_incident_event_log.zip and expected.json"

    static func log() throws -> String {
        try #require(folder).appendingPathComponent("uci_incident_event_log.zip").path
    }

    static func observations() throws -> [CaseObservation] {
        let source = try LogSource(try log())
        var bytes: [UInt8] = []
        while let chunk = try source.next() { bytes += chunk }
        return try DeskCommandLineTests.observations(bytes)
    }

    static func expected() throws -> Expected {
        struct Document: Decodable {
            var uciIncidentEventLog: Expected
        }
        let data = try Data(contentsOf: try #require(folder).appendingPathComponent("expected.json"))
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Document.self, from: data).uciIncidentEventLog
    }
}
