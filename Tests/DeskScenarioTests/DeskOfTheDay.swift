import DeskTestKit
import ServiceDesk

/// A desk with a clock in the test's hand.
struct DeskOfTheDay {
    let store = InMemoryRecordStore()
    let clock: ManualClock
    let desk: Desk

    /// Monday 2 March 2026, 09:00 in Helsinki, unless another instant is given.
    init(at start: Instant = Instant("2026-03-02T07:00:00Z") ?? .epoch) throws {
        clock = ManualClock(start)
        desk = Desk(
            policy: try TownDesk.compiled(), store: store, clock: clock,
            identifiers: try SequentialIdentifiers(prefix: "t"), secret: TownDesk.secret)
    }

    func mail(
        from address: String, topic: TopicID? = "streets", subject: String? = nil, text: String = "Hei!",
        id: String? = nil, references: [String] = []
    ) throws -> Arrival {
        Arrival(
            channel: "mail", receivingEnd: "palvelu@lehtola.example", externalID: id,
            claims: try IdentityClaims(points: [try .mail(address)]), subject: subject, text: text, topic: topic,
            language: .finnish, occurredAt: clock.now(), references: references)
    }

    func receive(_ arrival: Arrival) async throws -> ReceivedResult {
        guard case .received(let result) = try await desk.perform(.receive(arrival)) else {
            throw Refusal(.corrupt, "not a received result")
        }
        return result
    }

    /// Gives the next offer of a queue to the agent it was made to.
    func acceptNext(in queue: QueueID) async throws -> OfferedWork? {
        guard case .offered(let work) = try await desk.perform(.dispatch(queue)), let first = work.first else {
            return nil
        }
        try await desk.perform(.accept(first.caseID, by: first.agent))
        return first
    }

    func facts() async throws -> [DeskFact] { try await desk.events().map(\.event.fact) }
}
