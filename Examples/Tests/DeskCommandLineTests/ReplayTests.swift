import DeskCommandLine
import DeskHosting
import DeskOperations
import DeskPrimitives
import DeskTestKit
import ExampleTestSupport
import Foundation
import Testing

/// The same events give the same report: on any store, however often, in whatever order and whoever is killed.
@Suite struct ReplayTests {
    private static let log = InventedLog(cases: 300, seed: 20_240_101)

    private func expected() async throws -> CaseReport {
        var desk = MemoryDesk(policy: try incidentPolicy())
        let all = try observations(Self.log.bytes)
        #expect(try await feed(all, into: &desk, step: 100) == all.count)
        return try await desk.report()
    }

    /// The counts, made of the observations by the simplest means.
    @Test func theReportIsWhatTheLogSays() async throws {
        let all = try observations(Self.log.bytes)
        let report = try await expected()
        var last: [CaseID: CaseObservation] = [:]
        var isKept: [CaseID: Bool] = [:]
        for observation in all {
            last[observation.caseID] = observation
            isKept[observation.caseID] = (isKept[observation.caseID] ?? true) && observation.targetsKept != false
        }
        #expect(report.observations == all.count)
        #expect(report.cases == 300 && report.closed == 300)
        #expect(report.targetsKept == isKept.values.count { $0 })
        #expect(report.handOvers == last.values.map(\.handOvers).reduce(0, +))
        #expect(report.handedOver == last.values.count { $0.handOvers > 0 })
        #expect(report.reopens == last.values.map(\.reopens).reduce(0, +))
        #expect(report.byChannel.map(\.cases).reduce(0, +) == 300)
        #expect(report.byPriority.map(\.cases).reduce(0, +) == 300)
        for (priority, cases, _) in report.byPriority {
            #expect(cases == last.values.count { $0.priority == priority })
        }
    }

    @Test(arguments: UInt64(1)...5) func eventsThreeTimesOverAndLateGiveTheSameReport(_ seed: UInt64) async throws {
        let all = try observations(Self.log.bytes)
        var desk = MemoryDesk(policy: try incidentPolicy())
        let new = try await feed(delivered(all, times: 3, seed: seed), into: &desk, step: Int(seed) * 37)
        #expect(new == all.count, "seed \(seed)")
        #expect(try await desk.report() == expected(), "seed \(seed)")
    }

    @Test(arguments: UInt64(1)...2) func theyDoSoOnSQLite(_ seed: UInt64) async throws {
        let folder = try TemporaryFolder()
        let all = try observations(Self.log.bytes)
        var desk = StoredDesk(try storedDesk(folder.path("desk.sqlite")))
        let new = try await feed(delivered(all, times: 3, seed: seed), into: &desk, step: 500)
        #expect(new == all.count, "seed \(seed)")
        #expect(try await desk.report() == expected(), "seed \(seed)")
    }

    /// The program is killed at seeded moments and started again on the same file, until it comes to its end.
    @Test(arguments: [UInt64(1), 2]) func killedProgramsLoseAndDoubleNothing(_ seed: UInt64) async throws {
        let folder = try TemporaryFolder()
        let file = folder.path("log.csv")
        try Data(Self.log.bytes).write(to: URL(fileURLWithPath: file))
        let expected = try await expected()
        var random = SeededGenerator(seed: seed)
        let duration = try ContinuousClock().measure {
            let whole = try RunningReplay(of: file, store: folder.path("whole.sqlite"), step: 50)
            #expect(try whole.wait() == .exited(0))
        }
        #expect(try await storedDesk(folder.path("whole.sqlite")).report() == expected)

        let path = folder.path("desk.sqlite")
        var (kills, observed) = (0, 0)
        for _ in 0..<8 {
            let run = try RunningReplay(of: file, store: path, step: 50)
            try await Task.sleep(for: duration * random.integer(in: 10...90) / 100)
            if try run.kill() == .killed { kills += 1 }
            let now = try await storedDesk(path).report().observations
            #expect(now >= observed, "something is gone, seed \(seed)")
            observed = now
        }
        #expect(kills > 0, "no run was killed before its end, seed \(seed)")
        let said = await desk("replay", file, "--store", path)
        #expect(said.code == 0)
        #expect(try await storedDesk(path).report() == expected, "seed \(seed)")
    }
}
