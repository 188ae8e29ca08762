public import DeskPrimitives

/// The subject of ``RecoveryID``.
public enum RecoverySubject {}
/// Names a recovery.
public typealias RecoveryID = Identifier<RecoverySubject>

/// Putting right what a bad rating told of: somebody owns it, has a deadline, asks, mends, and asks again.
///
/// It keeps the scores of the first answer as they were when it opened. The answer to the check-back is kept beside them
/// and in no tally, so nobody can improve a score by working on the person instead of the cause. It holds no text.
public struct Recovery: Hashable, Sendable, Codable {
    /// How far it is.
    public enum State: Hashable, Sendable, Codable {
        /// Nobody has spoken with the person yet.
        case open
        /// Somebody has spoken with the person, and something is being done.
        case contacted
        /// It was put right; the person is asked at ``Recovery/checkBackDue``.
        case mended
        /// The person was asked whether it is in order.
        case asked
        /// It is over.
        case closed(Outcome)
    }

    /// How it ended.
    public enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
        /// The second rating opens no recovery any more.
        case recovered
        /// The second rating is still bad.
        case stillBad
        /// The person did not answer the check-back.
        case noAnswer
        /// The person changed or withdrew the first answer, and it is no longer bad.
        case takenBack
        /// It could not be put right; the reason is with the case.
        case notPossible
    }

    /// The name.
    public let id: RecoveryID
    /// The invitation whose answer opened it.
    public let invitation: InvitationID
    /// The case.
    public let `case`: CaseID
    /// Whose experience it was.
    public let person: PersonID
    /// Who handled the contact, as it was then.
    public let node: NodePath
    /// The local day of the contact, counted from 1970-01-01.
    public let day: Int
    /// What opened it.
    public internal(set) var triggers: [RecoveryTrigger]
    /// The scores of the first round; a score that is there never changes.
    public internal(set) var first: ScoreSet
    /// When it opened: when the answer was given.
    public let openedAt: Instant
    /// Who has to see to it.
    public internal(set) var owner: AgentID
    /// By when the person is to be contacted.
    public let contactDue: Instant
    /// How far it is.
    public internal(set) var state: State
    /// When somebody first spoke with the person.
    public internal(set) var contactedAt: Instant?
    /// When it was put right.
    public internal(set) var mendedAt: Instant?
    /// When the person is asked whether it is in order; nil before it was put right.
    public internal(set) var checkBackDue: Instant?
    /// When the person was asked.
    public internal(set) var askedAt: Instant?
    /// By when the person may answer the check-back.
    public internal(set) var answerDue: Instant?
    /// The second rating.
    public internal(set) var second: ScoreSet?
    /// When it was over.
    public internal(set) var closedAt: Instant?
    /// Whether it was said that the deadline has passed.
    public internal(set) var overdueSaid: Bool
    /// How often the owner changed.
    public internal(set) var handOvers: Int
    /// When something falls due next; nil when nothing will by itself.
    public internal(set) var wakeAt: Instant?

    /// Opens a recovery.
    ///
    /// - Throws: `Refusal` with code `wrongState` at `scores` when they open none under the plan, `outOfRange` for
    ///   instants that are not accepted or a deadline that is not after the opening.
    public init(
        id: RecoveryID, response: SurveyResponse, plan: RecoveryPlan, owner: AgentID, openedAt: Instant,
        contactDue: Instant
    ) throws(Refusal) {
        let scores = ScoreSet(response)
        let triggers = plan.triggers(in: scores)
        guard !triggers.isEmpty else {
            throw Refusal(.wrongState, "the answers open no recovery", at: .field("scores"))
        }
        try Limits.check(openedAt, at: .field("openedAt"))
        try Limits.check(contactDue, at: .field("contactDue"))
        guard contactDue > openedAt else {
            throw Refusal(.outOfRange, "the deadline lies after the opening", at: .field("contactDue"))
        }
        self.id = id
        invitation = response.invitation
        self.case = response.case
        person = response.person
        node = response.node
        day = response.day
        self.triggers = triggers
        first = scores
        self.openedAt = openedAt
        self.owner = owner
        self.contactDue = contactDue
        state = .open
        overdueSaid = false
        handOvers = 0
        wakeAt = contactDue.adding(TimeSpan(microseconds: 1))
    }

    /// The name of the recovery after an invitation's answer; there is at most one.
    public static func id(of invitation: InvitationID) -> RecoveryID { invitation.as() }

    /// Whether somebody still has to do something.
    public var isOpen: Bool {
        if case .closed = state { false } else { true }
    }

    /// Whether the person was not contacted by the deadline, as seen at an instant.
    public func isLate(at instant: Instant) -> Bool {
        (contactedAt ?? (isOpen ? instant : closedAt ?? instant)) > contactDue
    }

    /// How long it took until somebody spoke with the person; nil when nobody did.
    public var timeToContact: TimeSpan? { contactedAt.map { $0 - openedAt } }

    /// The recovery with the time at which something falls due next: just after the deadline, the check-back, or the end
    /// of the wait for its answer.
    func scheduled() -> Recovery {
        var copy = self
        switch state {
        case .open: copy.wakeAt = overdueSaid ? nil : contactDue.adding(TimeSpan(microseconds: 1))
        case .mended: copy.wakeAt = checkBackDue
        case .asked: copy.wakeAt = answerDue
        case .contacted, .closed: copy.wakeAt = nil
        }
        return copy
    }
}
