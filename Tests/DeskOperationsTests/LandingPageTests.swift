import DeskChannels
import DeskContacts
import DeskOperations
import DeskPrimitives
import DeskRouting
import DeskServiceLevels
import Testing

@Suite("The landing page")
struct LandingPageTests {
    @Test("Its lines compile and say what the page says")
    func overview() throws {
        let now = try #require(Instant("2026-03-02T07:00:00Z"))

        let policy = try DeskPolicy(
            name: "Help desk", zone: "Europe/Helsinki",
            channels: [ContactChannel(id: "mail", kind: .mail, name: "E-mail")],
            teams: [DeskTeam("desk", "The desk")], agents: [Agent(id: "anna", name: "Anna", team: "desk")],
            queues: [WorkQueue(id: "all", teams: ["desk"])],
            routing: RoutingTable(attributes: [], rules: [], otherwise: RoutingOutcome(queue: "all")),
            description: ServiceDescription(name: "Help desk", purpose: "Help with anything.", items: []))
        let machine = DeskMachine(policy: try CompiledPolicy(policy), secret: Array("32 random bytes".utf8))
        let memory = RecordMemory()
        let mail = Arrival(
            channel: "mail", claims: try IdentityClaims(points: [.mail("maija@example.com")]), text: "Hei!",
            occurredAt: now)
        let decision = try machine.decide(DeskRequest("first", .receive(mail), at: now), reading: memory)
        _ = try memory.commit(decision.batch)  // the person, the contact, the case, its work and an acknowledgement

        #expect(
            memory.snapshot().counts.map { "\($0.collection) \($0.count)" }.sorted()
                == ["automatic-message-log 3", "case 1", "contact 1", "delivery 1", "person 1", "work 1"])
        #expect(decision.events.count == 4)
    }
}
