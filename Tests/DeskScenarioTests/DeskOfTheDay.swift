import DeskTestKit
import ServiceDesk
import Testing

/// A desk with a clock in the test's hand.
struct DeskOfTheDay {
    /// What is stored in the end.
    let store: InMemoryRecordStore
    let clock: ManualClock
    let desk: Desk

    /// Monday 2 March 2026, 09:00 in Helsinki, unless another instant is given.
    ///
    /// - Parameter front: What the desk works on instead of the store itself.
    init(
        at start: Instant = Instant("2026-03-02T07:00:00Z") ?? .epoch, policy: DeskPolicy? = nil,
        timeline: PolicyTimeline? = nil,
        front: (InMemoryRecordStore) -> any RecordStore = { $0 }
    ) throws {
        store = InMemoryRecordStore()
        clock = ManualClock(start)
        desk = Desk(
            timeline: try timeline ?? PolicyTimeline(CompiledPolicy(policy ?? TownDesk.policy())), store: front(store),
            clock: clock,
            identifiers: try SequentialIdentifiers(prefix: "t"), secret: TownDesk.secret)
    }

    func mail(
        from address: String, topic: TopicID? = "streets", subject: String? = nil, text: String = "Hei!",
        id: String? = nil, references: [String] = [], demand: DemandFlag? = nil,
        language: LanguageTag? = .finnish
    ) throws -> Arrival {
        Arrival(
            channel: "mail", receivingEnd: "palvelu@lehtola.example", externalID: id,
            claims: try IdentityClaims(points: [try .mail(address)]), subject: subject, text: text, topic: topic,
            demand: demand, language: language, occurredAt: clock.now(), references: references)
    }

    @discardableResult
    func receive(_ arrival: Arrival) async throws -> ReceivedResult {
        guard case .received(let result) = try await desk.perform(.receive(arrival)) else {
            throw Refusal(.corrupt, "not a received result")
        }
        return result
    }

    /// Takes in a mail and gives its case to an agent who has come for it.
    func taken(
        by agent: AgentID = "veikko", from address: String = "maija@example.com", topic: TopicID = "streets",
        queue: QueueID = "technical"
    ) async throws -> CaseID {
        try await desk.perform(.setPresence(agent, .available))
        let id = try #require(try await receive(try mail(from: address, topic: topic)).caseID)
        let offer = try #require(try await acceptNext(in: queue))
        try #require(offer.caseID == id && offer.agent == agent)
        return id
    }

    /// Gives the next offer of a queue to the agent it was made to.
    @discardableResult
    func acceptNext(in queue: QueueID) async throws -> OfferedWork? {
        guard case .offered(let work) = try await desk.perform(.dispatch(queue)), let first = work.first else {
            return nil
        }
        try await desk.perform(.accept(first.caseID, by: first.agent))
        return first
    }

    func item(_ id: CaseID) async throws -> ServiceCase {
        try #require(try await desk.record(ServiceCase.self, id))
    }

    /// The only clock of a metric.
    func clock(_ metric: ClockMetric, of id: CaseID) async throws -> ServiceClock {
        let clocks = try await item(id).clocks.map(\.clock).filter { $0.metric == metric }
        try #require(clocks.count == 1)
        return clocks[0]
    }

    /// What a clock shows now.
    func status(_ metric: ClockMetric, of id: CaseID) async throws -> ClockStatus {
        let clock = try await clock(metric, of: id)
        return clock.status(at: self.clock.now(), in: desk.machine.policy.openTime(of: clock))
    }

    func facts() async throws -> [DeskFact] { try await desk.events().map(\.event.fact) }

    /// The messages in the outbox, in the order of their keys.
    func outbox() async throws -> [OutboxDelivery] {
        try await store.snapshot().records.filter { $0.key.collection == OutboxDelivery.collection }
            .map { (record) throws in try record.body.value(as: OutboxDelivery.self) }
    }

    /// Expects that a command is refused at a place and leaves the store as it was, to the byte.
    @discardableResult
    func expectRefusal(
        of command: DeskCommand, as id: CommandID? = nil, _ code: Refusal.Code, at place: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Refusal? {
        let before = try await store.dump()
        do {
            let result = try await desk.perform(command, as: id)
            Issue.record("it was done: \(result)", sourceLocation: sourceLocation)
            return nil
        } catch let refusal as Refusal {
            #expect(refusal.code == code, "\(refusal)", sourceLocation: sourceLocation)
            #expect(refusal.place.description == place, "\(refusal)", sourceLocation: sourceLocation)
            #expect(try await store.dump() == before, "something was stored", sourceLocation: sourceLocation)
            return refusal
        }
    }
}

/// An instant of a test, written in full.
func utc(_ text: String) throws -> Instant { try #require(Instant(text)) }
