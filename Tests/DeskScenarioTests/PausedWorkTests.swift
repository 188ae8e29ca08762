import DeskTestKit
import ServiceDesk
import Testing

/// What waits for somebody else must not keep its agent from other work, or a handful of unanswered questions strands
/// everybody who comes after.
@Suite struct PausedWorkTests {
    @Test(
        "a paused case takes none of its agent's capacity, a resumed one takes it again, a settled one counts as handled"
    )
    func capacity() async throws {
        let day = try DeskOfTheDay()
        try await day.desk.perform(.setPresence("siiri", .available))
        let id = try await accepted(day, from: "maija@example.com")
        #expect(try await seat(day).holds.map(\.caseID) == [id])

        try await day.desk.perform(.pause(id, .customer))
        #expect(try await seat(day).holds.isEmpty)
        try await day.desk.perform(.pause(id, .supplier))
        #expect(try await seat(day).holds.isEmpty)

        try await day.desk.perform(.resume(id))
        #expect(try await seat(day).holds.map(\.caseID) == [id])
        #expect(try await seat(day).isWorking)

        try await day.desk.perform(.pause(id, .customer))
        day.clock.advance(by: .minutes(5))
        try await day.desk.perform(.resolve(id, by: "siiri"))
        #expect(try await seat(day).holds.isEmpty)
        #expect(try await seat(day).handledCount == 1)
    }

    @Test("an agent whose cases all wait for the customer is offered the next one")
    func nextOne() async throws {
        let day = try DeskOfTheDay()
        try await day.desk.perform(.setPresence("siiri", .available))
        for number in 1...8 {
            let id = try await accepted(day, from: "p\(number)@example.com")
            try await day.desk.perform(.pause(id, .customer))
        }
        #expect(try await seat(day).holds.isEmpty)
    }

    @Test("work that comes back while the agent is full is taken up beyond the capacity")
    func beyondCapacity() async throws {
        let day = try DeskOfTheDay()
        try await day.desk.perform(.setPresence("siiri", .available))
        let first = try await accepted(day, from: "p0@example.com")
        try await day.desk.perform(.pause(first, .customer))
        var number = 1
        while try await seat(day).usedUnits + 25 <= 100 {
            _ = try await accepted(day, from: "p\(number)@example.com")
            number += 1
        }
        let full = try await seat(day).usedUnits
        try await day.desk.perform(.resume(first))
        #expect(try await seat(day).usedUnits > full)
        #expect(try await day.desk.record(ServiceCase.self, first)?.agent == "siiri")
    }

    @Test("a paused case that goes to another queue leaves its agent's seat as it is")
    func transfer() async throws {
        let day = try DeskOfTheDay()
        try await day.desk.perform(.setPresence("siiri", .available))
        let id = try await accepted(day, from: "maija@example.com")
        try await day.desk.perform(.pause(id, .internal))
        try await day.desk.perform(.transfer(id, to: "general"))
        #expect(try await seat(day).holds.isEmpty)
        #expect(try await seat(day).handledCount == 0)
        #expect(try await day.desk.records(WorkItem.self, WorkItem.waiting(in: "general")).map(\.id) == [id])
    }

    private func accepted(_ day: DeskOfTheDay, from address: String) async throws -> CaseID {
        let received = try await day.receive(try day.mail(from: address, topic: "permits", id: "<\(address)>"))
        let id = try #require(received.caseID)
        let offer = try #require(try await day.acceptNext(in: "technical"))
        #expect(offer.caseID == id)
        return id
    }

    private func seat(_ day: DeskOfTheDay) async throws -> AgentSeat {
        try #require(try await day.desk.record(AgentSeat.self, "siiri" as AgentID))
    }
}
