import DeskContacts
import DeskOperations
import DeskPrimitives
import DeskRouting
import DeskTestKit
import Foundation

/// Cases that go all the way over the pure machine: arrival by mail, routed, offered, accepted, answered, resolved.
///
/// Every second case is of a person who had one before, on another topic; the others are of new persons. Each of the five
/// commands is decided on its own and its batch committed, as a desk would do it.
public final class DeskWorkload {
    private let machine: DeskMachine
    private let memory = RecordMemory()
    private var random = SeededGenerator(seed: 31)
    /// Monday 2 March 2026, 09:00 in Helsinki.
    private var now = Instant(seconds: 1_772_434_800)
    private var commands = 0
    private var persons = 0
    private var last: CaseID?

    private static let queues: [(topic: TopicID, queue: QueueID)] = [
        ("streets", "technical"), ("waste", "technical"), ("daycare", "families"), ("permits", "technical"),
        ("billing", "general"),
    ]

    /// Opens a desk with all its agents there and handles so many cases.
    public init(history: Int) throws {
        machine = DeskMachine(policy: try TownDesk.compiled(), secret: TownDesk.secret)
        for agent in machine.policy.agents.keys.sorted() { _ = try perform(.setPresence(agent, .available)) }
        try handle(history)
    }

    /// Handles so many more cases.
    public func handle(_ cases: Int) throws {
        for number in 0..<cases {
            now = now + .seconds(40)
            let (topic, queue) = Self.queues[number % Self.queues.count]
            var person = persons
            if number % 2 == 1, persons > 0 {
                person = random.integer(in: 0...(persons - 1))
            } else {
                persons += 1
            }
            try handle(of: person, topic: topic, queue: queue)
        }
    }

    private func handle(of person: Int, topic: TopicID, queue: QueueID) throws {
        let arrival = Arrival(
            channel: "mail", receivingEnd: "palvelu@lehtola.example", externalID: "<\(commands)@town.example>",
            claims: try IdentityClaims(points: [try .mail("resident\(person)@town.example")]),
            subject: "A question about \(topic)", text: "Good morning, who can tell me more about this?", topic: topic,
            language: .finnish, occurredAt: now)
        guard case .received(let received) = try perform(.receive(arrival)), let id = received.caseID else {
            throw WorkloadError("no case was opened")
        }
        guard received.opensCase else { return }
        guard case .offered(let work) = try perform(.dispatch(queue)),
            let offer = work.first(where: { $0.caseID == id })
        else { throw WorkloadError("the case was not offered") }
        _ = try perform(.accept(id, by: offer.agent))
        _ = try perform(.reply(id, by: offer.agent, text: "Good morning! You find everything about it on our pages."))
        _ = try perform(.resolve(id, by: offer.agent))
        last = id
    }

    private func perform(_ command: DeskCommand) throws -> DeskResult {
        commands += 1
        now = now + .seconds(1)
        let request = DeskRequest(try CommandID("command-\(commands)"), command, at: now)
        let decision = try machine.decide(request, reading: memory)
        guard case .committed = try memory.commit(decision.batch), case .success(let result)? = decision.results.first
        else { throw WorkloadError("a batch was not stored") }
        return result
    }

    /// How many cases are stored.
    public var cases: Int { memory.count(of: ServiceCase.collection) }

    /// The case that was resolved last.
    public func lastCase() throws -> CaseRecord {
        guard let last, let record = memory[RecordKey(ServiceCase.collection, last)] else {
            throw WorkloadError("no case was resolved")
        }
        return CaseRecord(try record.body.value())
    }
}

/// A resolved case as a record: written to CBOR and read back, and the same by Foundation's JSON coders.
public struct CaseRecord: Sendable {
    private let value: ServiceCase
    private let bytes: [UInt8]
    private let json: Data

    init(_ value: ServiceCase) {
        self.value = value
        bytes = (try? RecordEncoder().encode(value)) ?? []
        json = (try? JSONEncoder().encode(value)) ?? Data()
    }

    /// The bytes of the record and of the document.
    public var sizes: (record: Int, json: Int) { (bytes.count, json.count) }

    /// Writes the record so many times; the bytes written.
    public func encode(times: Int) throws -> Int64 {
        let encoder = RecordEncoder()
        var sum: Int64 = 0
        for _ in 0..<times { sum &+= Int64(try encoder.encode(value).count) }
        return sum
    }

    /// Reads the record so many times; the contacts read.
    public func decode(times: Int) throws -> Int64 {
        let decoder = RecordDecoder()
        var sum: Int64 = 0
        for _ in 0..<times { sum &+= Int64(try decoder.decode(ServiceCase.self, from: bytes).contacts) }
        return sum
    }

    /// As ``encode(times:)``, by `JSONEncoder`.
    public func encodeJSON(times: Int) throws -> Int64 {
        let encoder = JSONEncoder()
        var sum: Int64 = 0
        for _ in 0..<times { sum &+= Int64(try encoder.encode(value).count) }
        return sum
    }

    /// As ``decode(times:)``, by `JSONDecoder`.
    public func decodeJSON(times: Int) throws -> Int64 {
        let decoder = JSONDecoder()
        var sum: Int64 = 0
        for _ in 0..<times { sum &+= Int64(try decoder.decode(ServiceCase.self, from: json).contacts) }
        return sum
    }
}
