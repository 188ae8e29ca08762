import DeskTestKit
import ServiceDesk
import Testing

/// Lines too long to be read whole: nobody is stranded behind others.
@Suite("D. Long lines") struct StrandingScenarios {
    private func desk(_ change: (inout DeskPolicy) throws -> Void = { _ in }) throws -> DeskOfTheDay {
        var policy = try TownDesk.policy()
        try change(&policy)
        return try DeskOfTheDay(policy: policy)
    }

    private func distribute(_ day: DeskOfTheDay) async throws -> [OfferedWork] {
        guard case .offered(let work) = try await day.desk.perform(.distribute) else { return [] }
        return work
    }

    @Test("D1 of a thousand who wait only the last fits the agent who is free, and is offered", .timeLimit(.minutes(5)))
    func lastOfMany() async throws {
        let day = try desk()
        // Permits need a skill that Veikko does not have, and are more urgent.
        for number in 0..<999 {
            _ = try await day.receive(try day.mail(from: "p\(number)@example.com", topic: "permits"))
        }
        day.clock.advance(by: .minutes(1))
        let last = try #require(try await day.receive(try day.mail(from: "s@example.com", topic: "streets")).caseID)
        try await day.desk.perform(.setPresence("veikko", .available))
        #expect(try await distribute(day).map(\.caseID) == [last])
        // The same when only the one queue is looked at.
        try await day.desk.perform(.decline(last, by: "veikko"))
        try await day.desk.perform(.setPresence("veikko", .offline))
        day.clock.advance(by: .hours(1))
        try await day.desk.perform(.setPresence("veikko", .available))
        guard case .offered(let work) = try await day.desk.perform(.dispatch("technical")) else { return }
        #expect(work.map(\.caseID) == [last])
        // Whoever can take permits gets the oldest of them.
        try await day.desk.perform(.setPresence("onni", .available))
        let permits = try await distribute(day)
        #expect(permits.allSatisfy { $0.agent == "onni" })
        let oldest = try #require(
            try await day.desk.records(WorkItem.self, WorkItem.waiting(in: "technical", limit: 1)).first)
        let first = try #require(permits.first?.caseID)
        let offered = try #require(try await day.desk.record(WorkItem.self, first))
        #expect(offered.enqueuedAt <= oldest.enqueuedAt)
    }
}
