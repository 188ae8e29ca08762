import DeskTestKit
import ServiceDesk
import Testing

@Suite("The landing page")
struct LandingPageTests {
    @Test("Its lines compile and say what the page says")
    func overview() async throws {
        let (policy, store, secret) = (try TownDesk.compiled(), InMemoryRecordStore(), TownDesk.secret)
        let clock = ManualClock(try #require(Instant("2026-03-02T07:00:00Z")))
        let identifiers = try SequentialIdentifiers(prefix: "d")

        let desk = Desk(policy: policy, store: store, clock: clock, identifiers: identifiers, secret: secret)
        let call = Arrival(
            channel: "phone", claims: try IdentityClaims(points: [.phone("+358401234567")]), text: "Katuvalo on rikki",
            topic: "streets", occurredAt: clock.now())
        guard case .received(let received) = try await desk.perform(.receive(call)), let id = received.caseID else {
            Issue.record("no case")
            return
        }

        try await desk.perform(.setPresence("veikko", .available))
        try await desk.perform(.dispatch("technical"))
        try await desk.perform(.accept(id, by: "veikko"))
        try await desk.perform(.resolve(id, by: "veikko"))
        let item = try await desk.record(ServiceCase.self, id)
        print(try item?.route?.explanation(by: policy.document.routing).sentence(in: .english) ?? "")

        #expect(item?.route?.rule == "technical")
        #expect(item?.status == .resolved)
    }
}
