import DeskContacts
import DeskOperations
import DeskPrimitives
import DeskReplay
import DeskServiceLevels
import DeskTestKit
import Testing

/// A replay goes by the edition of the policy that was in force.
struct EditionReplayTests {
    @Test func eachCaseGoesByTheRulesOfItsTime() throws {
        let start = Instant("2026-03-02T07:00:00Z") ?? .epoch
        var (first, second) = (try TownDesk.policy(), try TownDesk.policy())
        first.edition = PolicyEdition(version: "1", effectiveFrom: .epoch)
        second.edition = PolicyEdition(version: "2", effectiveFrom: start + .hours(1), runningCases: .follow(.carry))
        var replay = Replay(timeline: try PolicyTimeline([first, second]))
        var names: [CaseID] = []
        for (number, hours) in [Int64(0), 2].enumerated() {
            let at = start + .hours(hours)
            let arrival = Arrival(
                channel: "mail", externalID: "m\(number)",
                claims: try IdentityClaims(points: [.mail("a\(number)@example.com")]), text: "Hei", topic: "streets",
                occurredAt: at)
            let results = try replay.run([DeskRequest(CommandID("r\(number)"), .receive(arrival), at: at)])
            guard case .received(let received) = try results[0].get() else { return }
            names.append(try #require(received.caseID))
        }
        func versions(_ id: CaseID) throws -> Set<String?> {
            let record = try #require(replay.memory[RecordKey(ServiceCase.collection, id)])
            return Set(try record.body.value(as: ServiceCase.self).clocks.map(\.clock.version))
        }
        #expect(try versions(names[0]) == ["1"])
        #expect(try versions(names[1]) == ["2"])
        let adopted = try replay.run([DeskRequest("adopt", .adoptEdition(names[0]), at: start + .hours(3))])
        #expect(try adopted[0].get() == .done)
        #expect(try versions(names[0]) == ["2"])
    }
}
