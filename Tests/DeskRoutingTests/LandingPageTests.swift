import DeskPrimitives
import DeskRouting
import Testing

/// The lines of the landing page, compiled and run.
@Suite struct LandingPageTests {
    @Test func aChatAppUsesRoutingAlone() throws {
        let now = Samples.monday
        let table = try RoutingTable(
            attributes: [.init("topic", .enumeration(["order", "refund"])), .init("vip", .boolean, isOptional: true)],
            rules: [
                .init("vip", when: [.init("vip", .is(true))], then: .init(queue: "chat", urgency: 90)),
                .init(
                    "refund", when: [.init("topic", .isIn(["refund"]))],
                    then: .init(queue: "chat", skills: [.init("refund", atLeast: 2)])),
            ], otherwise: .init(queue: "chat"))
        let decision = try table.decide(["topic": .symbol("refund")])
        print(try table.explain(decision).sentence(in: .english))  // Rule “refund” matched because topic is refund …
        guard let outcome = decision.outcome else { return }
        let chat = try WorkItem(id: "chat-1", outcome: outcome, enqueuedAt: now)
        let aino = Agent(id: "aino", name: "Aino", team: "web", skills: [.init("refund", 4)])
        let offers = WorkPlanner.match(
            waiting: [chat], seats: [AgentSeat(agent: "aino", presence: .available, at: now)], agents: ["aino": aino],
            queue: WorkQueue(id: "chat", teams: ["web"]), policy: DistributionPolicy(), at: now)

        #expect(offers.map(\.agent) == ["aino"])
        #expect(offers.map(\.expires) == [now + .seconds(30)])
        #expect(
            try table.explain(decision).sentence(in: .english)
                == "Rule “refund” matched because topic is refund (it is refund). "
                + "The work goes to queue chat with urgency 50 and needs refund at level 2 or higher.")
    }
}
