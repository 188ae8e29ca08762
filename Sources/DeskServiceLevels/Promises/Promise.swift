public import DeskPrimitives

/// What somebody at the desk told a person they would do, and by when.
///
/// A promise lives on its own beside its case: no reply, thank-you or closing ends it. It is kept, agreed anew, taken back
/// in time, or broken. The text is personal data and stands in this record alone.
public struct Promise: Hashable, Sendable {
    /// The identifier.
    public let id: PromiseID
    /// The case it was made in.
    public let caseID: CaseID
    /// Whom it was made to.
    public let person: PersonID
    /// Who has to see to it.
    public internal(set) var agent: AgentID
    /// The team of whoever made it; nil when no team is named.
    public let team: TeamID?
    /// What it is about.
    public let topic: TopicID?
    /// What was promised.
    public internal(set) var text: String
    /// When it was made.
    public let madeAt: Instant
    /// By when it is to be kept, as last agreed.
    public internal(set) var due: Instant
    /// How it came about.
    public let source: PromiseSource
    /// How long before the due time the owner is reminded, the longest first.
    public let remindBefore: [TimeSpan]
    /// What has become of it.
    public internal(set) var state: PromiseState
    /// The times agreed anew, oldest first.
    public internal(set) var renegotiations: [Renegotiation]
    /// How many of the reminders of the present due time have been given.
    public internal(set) var remindersGiven = 0
    /// When the next reminder is to be given; nil when none is.
    public internal(set) var remindAt: Instant?

    /// The most times a promise may be agreed anew.
    public static let renegotiationLimit = 100
    /// The most reminders of a promise.
    public static let reminderLimit = 16

    /// Makes a promise.
    ///
    /// - Parameter remindBefore: how long before the due time the owner is reminded; spans above zero.
    /// - Throws: `Refusal` with code `malformed` for an empty text, `tooLong` beyond `Limits.lineBytes` or
    ///   ``reminderLimit``, `outOfRange` for times outside the accepted years, a due time that is not after the making, or
    ///   a reminder that is not before the due time.
    public init(
        id: PromiseID,
        caseID: CaseID,
        person: PersonID,
        agent: AgentID,
        text: String,
        madeAt: Instant,
        due: Instant,
        source: PromiseSource = .agent,
        remindBefore: [TimeSpan] = [],
        team: TeamID? = nil,
        topic: TopicID? = nil
    ) throws(Refusal) {
        guard !text.isEmpty else { throw Refusal(.malformed, "a promise says what", at: .field("text")) }
        try Limits.check(text, atMost: Limits.lineBytes, at: .field("text"))
        try Limits.check(madeAt, at: .field("madeAt"))
        try Limits.check(due, at: .field("due"))
        guard due > madeAt else {
            throw Refusal(.outOfRange, "a promise is due after it was made", at: .field("due"))
        }
        guard remindBefore.count <= Self.reminderLimit else {
            throw Refusal(
                .tooLong, "at most \(Self.reminderLimit) reminders are taken", at: .field("remindBefore"))
        }
        for (index, span) in remindBefore.enumerated() where span <= .zero {
            throw Refusal(
                .outOfRange, "a reminder comes before the due time", at: .field("remindBefore").index(index))
        }
        self.id = id
        self.caseID = caseID
        self.person = person
        self.agent = agent
        self.team = team
        self.topic = topic
        self.text = text
        self.madeAt = madeAt
        self.due = due
        self.source = source
        self.remindBefore = remindBefore.sorted { $0 > $1 }.removingRepetitions()
        state = .open
        renegotiations = []
    }

    /// Whether something is still owed to the person: it is open, or broken and not made good.
    public var isOwed: Bool {
        switch state {
        case .open, .broken: true
        case .kept, .late, .withdrawn: false
        }
    }

    /// Whether a time that had been agreed passed before a new one was.
    public var missedAnEarlierTime: Bool { renegotiations.contains { !$0.wasInTime } }

    /// The promise as kept: in time up to and including the due time, else late.
    ///
    /// A broken promise can be made good.
    ///
    /// - Throws: `Refusal` with code `wrongState` when nothing is owed, `outOfOrder` before it was made or last agreed.
    public func keep(at instant: Instant) throws(Refusal) -> Promise {
        try check(instant, isOwed, "the promise is settled already")
        return with(state: instant <= due ? .kept(at: instant) : .late(at: instant))
    }

    /// The promise with a new time agreed with the person; afterwards it is open, also when it was broken.
    ///
    /// Whether that was before or after the old due time is on record (``Renegotiation/wasInTime``).
    ///
    /// - Throws: `Refusal` with code `wrongState` when nothing is owed, `outOfRange` when the new time is not after now,
    ///   `outOfOrder` before it was made or last agreed, `tooLong` beyond ``renegotiationLimit``.
    public func renegotiate(to newDue: Instant, at instant: Instant) throws(Refusal) -> Promise {
        try check(instant, isOwed, "the promise is settled already")
        try Limits.check(newDue, at: .field("due"))
        guard newDue > instant else {
            throw Refusal(.outOfRange, "the new time lies ahead", at: .field("due"))
        }
        guard renegotiations.count < Self.renegotiationLimit else {
            throw Refusal(
                .tooLong, "agreed anew \(Self.renegotiationLimit) times already", at: .field("renegotiations"))
        }
        var promise = with(state: .open)
        promise.renegotiations.append(Renegotiation(at: instant, from: due, to: newDue))
        promise.due = newDue
        promise.remindersGiven = 0
        promise.remindAt = nil
        return promise
    }

    /// The promise as broken, once its due time has passed.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it is not open or not yet past its due time.
    public func markBroken(at instant: Instant) throws(Refusal) -> Promise {
        try check(instant, state == .open, "only an open promise can be broken")
        guard instant > due else {
            throw Refusal(.wrongState, "the promise can still be kept at its due time", at: .field("state"))
        }
        return with(state: .broken(at: instant))
    }

    /// The promise as taken back, which can be done up to its due time; after that it is broken.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it is not open or past its due time, `outOfOrder` before it was
    ///   made or last agreed.
    public func withdraw(at instant: Instant) throws(Refusal) -> Promise {
        try check(instant, state == .open, "only an open promise can be withdrawn")
        guard instant <= due else {
            throw Refusal(.wrongState, "a promise past its due time is broken, not withdrawn", at: .field("state"))
        }
        return with(state: .withdrawn(at: instant))
    }

    /// The promise with another owner, as when an agent is away.
    ///
    /// - Throws: `Refusal` with code `wrongState` when nothing is owed.
    public func handOver(to agent: AgentID) throws(Refusal) -> Promise {
        guard isOwed else { throw Refusal(.wrongState, "the promise is settled already", at: .field("state")) }
        var promise = self
        promise.agent = agent
        return promise
    }

    /// The promise without its text, for when personal data is erased; times and outcome stay countable.
    public func scrubbed() -> Promise {
        var promise = self
        promise.text = ""
        return promise
    }

    private func check(_ instant: Instant, _ isAllowed: Bool, _ why: String) throws(Refusal) {
        guard isAllowed else { throw Refusal(.wrongState, why, at: .field("state")) }
        try Limits.check(instant, at: .field("at"))
        guard instant >= renegotiations.last?.at ?? madeAt else {
            throw Refusal(.outOfOrder, "before the promise was made or last agreed", at: .field("at"))
        }
    }

    private func with(state: PromiseState) -> Promise {
        var promise = self
        promise.state = state
        promise.remindAt = nil
        return promise
    }

    /// What the promise counts as at an instant; an open one past its due time is broken, marked or not.
    public func outcome(at now: Instant) -> PromiseOutcome {
        switch state {
        case .open: now > due ? .broken : .open
        case .kept: missedAnEarlierTime ? .late : .kept
        case .late: .late
        case .broken: .broken
        case .withdrawn: missedAnEarlierTime ? .broken : .withdrawn
        }
    }
}
