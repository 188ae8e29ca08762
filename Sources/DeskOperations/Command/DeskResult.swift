public import DeskChannels
public import DeskPrimitives
public import DeskRouting

/// What a command answers; kept under the command's name, so a repeated command answers the same.
public enum DeskResult: Hashable, Sendable, Codable {
    /// The contact was taken in.
    case received(ReceivedResult)
    /// An observation was taken in; false when it was known already.
    case observed(isNew: Bool)
    /// Work was offered to agents.
    case offered([OfferedWork])
    /// The promise is written down.
    case promised(PromiseName)
    /// It is done.
    case done
    /// What somebody who waits is told and offered.
    case waiting(WaitTold)
    /// The number at the counter.
    case ticket(CounterTicket)
    /// How a surge stands.
    case surge(SurgeState)
    /// What became of moving a case to another channel.
    case channelMoved(ChannelMoveDecision)
    /// What arrived was erased before, and is not taken in again.
    case erasedBefore(at: Instant)
    /// A case was opened.
    case caseOpened(CaseID)
    /// An agent was shown all that was gathered.
    indirect case alerts(AlertBundle)

    /// A message that was to be sent is not sent any more.
    case notSent(MessageKey, UndeliverableReason)

    /// An erasure goes on, with about so many records left: the same command under another name takes the next step.
    ///
    /// Nothing finds the person any more. A `Desk` takes all steps by itself.
    case erasing(left: Int)

    /// The promise of a case, by name; the type of its identifier belongs to another room.
    public typealias PromiseName = String
}

/// What became of an arrival.
public struct ReceivedResult: Hashable, Sendable, Codable {
    /// The contact.
    public let contact: ContactID
    /// Who it is from.
    public let person: PersonID
    /// The case it belongs to; nil when it opened none.
    public let caseID: CaseID?
    /// Whether it opened the case.
    public let opensCase: Bool
    /// Whether the very same arrival had been taken in before.
    public let isRepeat: Bool
    /// What its channel made of it and why, with the next opening outside hours; nil for a repeat.
    ///
    /// What a host says to a caller.
    public var decision: ReceiveDecision?
    /// The files that came with it and were not taken, for the host to tell whoever sent them where the desk cannot; nil when
    /// all were, and for a repeat.
    public var leftFiles: [AttachmentLeft]?
}

/// Work that was offered to an agent.
public struct OfferedWork: Hashable, Sendable, Codable {
    /// The case.
    public let caseID: CaseID
    /// The agent.
    public let agent: AgentID
    /// Until when the agent may accept.
    public let expires: Instant
}
