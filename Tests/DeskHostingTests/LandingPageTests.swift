import DeskChannels
import DeskContacts
import DeskHosting
import DeskOperations
import DeskPrimitives
import DeskRouting
import DeskTestKit
import Testing

@Suite("The landing page")
struct LandingPageTests {
    private struct Screens: OfferTransport {
        func show(_ offer: Offer) async {}
        func withdraw(_ offer: Offer) async {}
    }

    @Test("Its lines compile and say what the page says")
    func overview() async throws {
        let (policy, store, secret) = (try TownDesk.compiled(), InMemoryRecordStore(), TownDesk.secret)
        let clock = ManualClock(try #require(Instant("2026-03-02T07:00:00Z")))
        let identifiers = try SequentialIdentifiers(prefix: "d")
        let screens = Screens()

        let desk = Desk(policy: policy, store: store, clock: clock, identifiers: identifiers, secret: secret)
        let mail = Arrival(
            channel: "mail", externalID: "<1@example.com>",
            claims: try IdentityClaims(points: [.mail("maija@example.com")]), text: "Hei!", topic: "streets",
            occurredAt: clock.now())
        // A name of your own makes a command safe to repeat: the second answer is the first one's.
        let first = try await desk.perform(.receive(mail), as: "mail-1")
        let again = try await desk.perform(.receive(mail), as: "mail-1")

        try await desk.perform(.setPresence("siiri", .available))
        // Offers what waits; run() does so until it is cancelled.
        try await Dispatcher(desk, transport: screens).sweep()
        let offered = try await desk.records(WorkItem.self, WorkItem.offered())

        #expect(first == again)
        #expect(offered.count == 1)
    }
}
