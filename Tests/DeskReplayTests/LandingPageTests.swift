import DeskOperations
import DeskPrimitives
import DeskReplay
import DeskTestKit
import Testing

@Suite("The landing page")
struct LandingPageTests {
    @Test("Its lines compile and say what the page says")
    func overview() throws {
        let policy = try TownDesk.compiled()
        let start = try #require(Instant("2026-03-02T07:00:00Z"))

        var replay = Replay(policy: policy)
        for version in 0..<3 {
            let seen = CaseObservation(
                source: "old-system", caseID: "INC-1", version: Int64(version), at: start + .hours(Int64(version)),
                openedAt: start, status: version < 2 ? .open : .closed, channel: "mail", handOvers: version,
                targetsKept: version < 2)
            // Every request twice: the second one changes nothing.
            try replay.run([
                DeskRequest("log-1", .observe(seen), at: start), DeskRequest("log-2", .observe(seen), at: start),
            ])
        }
        print(replay.report.cases, replay.report.handOvers, replay.report.targetsKept)
        // 1 2 0

        #expect((replay.report.cases, replay.report.handOvers, replay.report.targetsKept) == (1, 2, 0))
        #expect(replay.refused == 0)
    }
}
