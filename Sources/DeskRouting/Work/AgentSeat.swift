public import DeskPrimitives

/// Where an agent stands right now: presence, the work held, since when idle.
///
/// There is one record for each agent. State changes are methods that give the new value or refuse; they never
/// half-happen. Every offer, acceptance and return of work changes the seat of the agent in the same batch as the
/// ``WorkItem``, so two of them at once meet in a conflict of revisions and one is done again.
public struct AgentSeat: Hashable, Sendable, Codable {
    /// The most pieces of work one agent can hold.
    public static let holdCount = 1_000

    /// The agent.
    public let agent: AgentID
    /// Whether the agent can be offered work.
    public private(set) var presence: AgentPresence
    /// Since when.
    public private(set) var presenceSince: Instant
    /// What takes up capacity, in the order in which it came.
    public private(set) var holds: [SeatHold]
    /// When the agent last became available, took up work or put some down: who idles longest is offered work first.
    public private(set) var idleSince: Instant
    /// How many pieces of work were finished.
    public private(set) var handledCount: Int
    /// The units of all finished work: how heavy it was together.
    public private(set) var effort: Int
    /// How many of the finished pieces of work were hard ones.
    public private(set) var hardCount: Int = 0
    /// When the agent was last offered something while working, at most as many as a budget can count.
    public internal(set) var interruptions: [Instant] = []
    /// Times in which the agent is not interrupted, in order.
    public private(set) var blocks: [ProtectedBlock] = []
    /// When the agent was last available before going; while available, before that absence.
    private(set) var awaySince: Instant
    /// How long the last absence was that ended with the agent becoming available.
    public private(set) var absentFor: TimeSpan = .zero

    /// Creates the seat of an agent who has just come, or is not there yet.
    public init(agent: AgentID, presence: AgentPresence = .offline, at instant: Instant) {
        self.agent = agent
        self.presence = presence
        presenceSince = instant
        holds = []
        idleSince = instant
        handledCount = 0
        effort = 0
        awaySince = instant
    }

    /// A seat as it was read.
    init(
        agent: AgentID, presence: AgentPresence, presenceSince: Instant, holds: [SeatHold], idleSince: Instant,
        handledCount: Int, effort: Int, hardCount: Int = 0, interruptions: [Instant] = [],
        blocks: [ProtectedBlock] = [], awaySince: Instant? = nil, absentFor: TimeSpan = .zero
    ) {
        self.agent = agent
        self.presence = presence
        self.presenceSince = presenceSince
        self.holds = holds
        self.idleSince = idleSince
        self.handledCount = handledCount
        self.effort = effort
        self.hardCount = hardCount
        self.interruptions = interruptions
        self.blocks = blocks
        self.awaySince = awaySince ?? presenceSince
        self.absentFor = absentFor
    }

    /// The capacity taken up, what is being wrapped up included.
    public var usedUnits: Int { holds.reduce(0) { $0 + $1.units } }

    /// The capacity taken up at an instant: what was wrapped up by then is free again.
    public func usedUnits(at instant: Instant) -> Int {
        holds.reduce(0) { $1.isHeld(at: instant) ? $0 + $1.units : $0 }
    }

    /// Whether the agent works on something, offers not counted.
    public var isWorking: Bool { holds.contains { $0.state == .active } }

    /// The seat with a case in it.
    ///
    /// - Parameters:
    ///   - caseID: The case, offered or taken.
    ///   - units: What it takes of the capacity, 1 … 100.
    ///   - capacity: The agent's ``Agent/capacityUnits``; nil to go beyond it on purpose.
    ///   - state: Offered, or active at once for work that an agent takes.
    ///   - channel: The channel the work came over, for the rules of focus.
    ///   - instant: Now.
    /// - Throws: `Refusal` with code `wrongState` when the case is held already or there is not so much capacity
    ///   left, `outOfRange` for units outside 1 … 100, `tooLong` beyond ``holdCount``.
    public func holding(
        _ caseID: CaseID, units: Int, capacity: Int?, as state: SeatHold.State = .offered, channel: ChannelID? = nil,
        at instant: Instant
    ) throws(Refusal) -> AgentSeat {
        try WorkItem.check(units: units)
        var seat = self
        seat.holds.removeAll { !$0.isHeld(at: instant) || ($0.state == .wrapping && $0.caseID == caseID) }
        let (holds, usedUnits) = (seat.holds, seat.usedUnits)
        guard !holds.contains(where: { $0.caseID == caseID }) else {
            throw Refusal(.wrongState, "agent \(agent) holds case \(caseID) already")
        }
        guard holds.count < Self.holdCount else {
            throw Refusal(.tooLong, "agent \(agent) holds \(Self.holdCount) pieces of work already")
        }
        if let capacity, usedUnits + units > capacity {
            throw Refusal(
                .wrongState,
                "agent \(agent) has \(max(0, max(0, capacity) - usedUnits)) units left, \(units) are needed")
        }
        if state == .offered, seat.isWorking {
            seat.interruptions.append(instant)
            let spare = seat.interruptions.count - InterruptionBudget.counts.upperBound
            if spare > 0 { seat.interruptions.removeFirst(spare) }
        }
        seat.holds.append(SeatHold(caseID: caseID, units: units, since: instant, state: state, channel: channel))
        if state == .active { seat.idleSince = instant }
        return seat
    }

    /// The seat when the agent has accepted an offer.
    ///
    /// - Throws: `Refusal` with code `wrongState` when the case is not offered here.
    public func activating(_ caseID: CaseID, at instant: Instant) throws(Refusal) -> AgentSeat {
        guard let index = holds.firstIndex(where: { $0.caseID == caseID }), holds[index].state == .offered else {
            throw Refusal(.wrongState, "case \(caseID) is not offered to agent \(agent)")
        }
        var seat = self
        seat.holds[index] = SeatHold(
            caseID: caseID, units: holds[index].units, since: instant, state: .active, channel: holds[index].channel)
        seat.idleSince = instant
        return seat
    }

    /// The seat without a case: finished, given back, declined, run out or withdrawn.
    ///
    /// An offer that came to nothing leaves the agent's place in line as it was.
    /// - Parameters:
    ///   - caseID: The case.
    ///   - finished: Whether active work was brought to its end and counts as handled.
    ///   - effort: How heavy finished work was; nil for as heavy as its units.
    ///   - isHard: Whether finished work was of the hard kind.
    ///   - wrapUp: How long the capacity of finished work stays taken.
    ///   - instant: Now.
    /// - Throws: `Refusal` with code `wrongState` when the case is not held, or an offer is said to be finished.
    public func releasing(
        _ caseID: CaseID, finished: Bool = false, effort: Int? = nil, isHard: Bool = false, wrapUp: TimeSpan = .zero,
        at instant: Instant
    ) throws(Refusal) -> AgentSeat {
        guard let index = holds.firstIndex(where: { $0.caseID == caseID && $0.state != .wrapping }) else {
            throw Refusal(.wrongState, "agent \(agent) does not hold case \(caseID)")
        }
        let hold = holds[index]
        guard hold.state == .active || !finished else {
            throw Refusal(.wrongState, "case \(caseID) is only offered to agent \(agent)")
        }
        var seat = self
        seat.holds.remove(at: index)
        if hold.state == .active { seat.idleSince = instant }
        if finished {
            seat.handledCount = Self.sum(handledCount, 1)
            seat.effort = Self.sum(self.effort, max(0, effort ?? hold.units))
            if isHard { seat.hardCount = Self.sum(hardCount, 1) }
            if wrapUp > .zero {
                seat.holds.append(
                    SeatHold(
                        caseID: caseID, units: hold.units, since: instant, state: .wrapping, channel: hold.channel,
                        until: instant.adding(wrapUp) ?? .latest))
            }
        }
        return seat
    }

    /// The seat with another presence; the same one changes nothing.
    ///
    /// What is held stays held: work that must not wait for an absent agent is given back on its own.
    public func changing(to presence: AgentPresence, at instant: Instant) -> AgentSeat {
        guard presence != self.presence else { return self }
        var seat = self
        seat.presence = presence
        seat.presenceSince = instant
        if presence == .available {
            seat.idleSince = instant
            seat.absentFor = max(.zero, instant - awaySince)
        } else if self.presence == .available {
            seat.awaySince = instant
        }
        return seat
    }

    /// The seat with other protected times; those that are over are left out.
    ///
    /// - Throws: `Refusal` with code `tooLong` for more than ``ProtectedBlock/blockCount``.
    public func protecting(_ blocks: [ProtectedBlock], at instant: Instant) throws(Refusal) -> AgentSeat {
        let coming = blocks.filter { $0.until > instant }
        guard coming.count <= ProtectedBlock.blockCount else {
            throw Refusal(.tooLong, "more than \(ProtectedBlock.blockCount) protected blocks", at: .field("blocks"))
        }
        var seat = self
        seat.blocks = coming.sorted { ($0.from, $0.until) < ($1.from, $1.until) }
        return seat
    }

    private static func sum(_ a: Int, _ b: Int) -> Int {
        let (sum, overflow) = a.addingReportingOverflow(b)
        return overflow ? .max : sum
    }
}
