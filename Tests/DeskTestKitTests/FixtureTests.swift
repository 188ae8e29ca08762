import DeskChannels
import DeskContacts
import DeskHosting
import DeskOperations
import DeskPrimitives
import DeskRouting
import DeskTestKit
import Testing

@Suite("Fixtures and recording transports") struct FixtureTests {
    private func desk(_ store: InMemoryRecordStore) throws -> Desk {
        Desk(
            policy: try TownDesk.compiled(), store: store, clock: ManualClock(.fixture),
            identifiers: SequentialIdentifiers(), secret: TownDesk.secret)
    }

    @Test("the moment of the fixtures is Monday 2 March 2026, 07:00 UTC")
    func moment() { #expect(Instant.fixture.description == "2026-03-02T07:00:00Z") }

    @Test("fixtures fit the town desk; what is sent and offered is kept")
    func kept() async throws {
        let desk = try desk(InMemoryRecordStore())
        try await desk.perform(.setPresence("veikko", .available))
        try await desk.perform(.receive(try .fixture()))
        #expect(try await desk.perform(.observe(.fixture())) == .observed(isNew: true))
        #expect(try await desk.perform(.observe(.fixture())) == .observed(isNew: false))

        let screens = RecordingOfferTransport()
        try await Dispatcher(desk, transport: screens).sweep()
        #expect(await screens.shown.map(\.agent) == ["veikko"])
        #expect(await screens.withdrawn.isEmpty)

        let mail = RecordingMessageTransport([.maybeSent])
        try await Courier(desk, transports: ["mail": mail]).sweep()
        #expect(await mail.sent.map(\.kind) == [.acknowledgement])
        let delivery = try #require(
            try await desk.records(OutboxDelivery.self, OutboxDelivery.toPerson(await mail.sent[0].person)).first)
        #expect(delivery.state == .maybeSent(at: .fixture), "the outcome it was told to give")
    }
}
