public import DeskOperations
public import DeskPrimitives

/// Runs requests through a policy on a desk of their own in memory, one after another, without waiting for anything.
///
/// The same machine as that of a running desk decides, so what comes out is what the desk would have done.
public struct Replay {
    private let machines: DeskMachines
    /// Everything the replayed desk knows.
    public let memory = RecordMemory()
    /// The counts of its events so far.
    public private(set) var report = CaseReport()
    /// Requests that were refused so far.
    public private(set) var refused = 0

    /// Creates an empty desk.
    ///
    /// - Parameter secret: The secret behind keys made of personal data; any bytes will do, since the desk is thrown away.
    public init(policy: CompiledPolicy, secret: [UInt8] = Array("replay".utf8)) {
        self.init(timeline: PolicyTimeline(policy), secret: secret)
    }

    /// Creates an empty desk whose policy changes in the course of time.
    public init(timeline: PolicyTimeline, secret: [UInt8] = Array("replay".utf8)) {
        machines = DeskMachines(timeline: timeline, secret: secret)
    }

    /// Does what requests ask, in their order.
    ///
    /// All of them are decided by the edition of the policy in force at the first one.
    ///
    /// - Parameter requests: At most `DeskMachine.requestLimit`.
    /// - Returns: For each request its result, or why it was refused.
    /// - Throws: `Refusal` when the batch as a whole is refused.
    @discardableResult
    public mutating func run(_ requests: [DeskRequest]) throws(Refusal) -> [Result<DeskResult, Refusal>] {
        let decision: DeskDecision
        let machine = machines.machine(at: requests.first?.at ?? .earliest)
        do throws(DeskHalt) {
            decision = try machine.decide(requests, reading: memory)
        } catch {
            switch error {
            case .refused(let refusal): throw refusal
            case .needs: throw Refusal(.corrupt, "a memory lacked a record")
            }
        }
        guard case .committed = try memory.commit(decision.batch) else {
            throw Refusal(.corrupt, "a memory that nobody else writes to had a conflict")
        }
        for event in decision.events { report.add(event) }
        refused += decision.results.count { if case .failure = $0 { true } else { false } }
        return decision.results
    }
}
