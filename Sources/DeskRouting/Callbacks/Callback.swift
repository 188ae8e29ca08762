public import DeskPrimitives

/// A caller who does not wait on the line and is called back, with the place kept.
///
/// Values change by making a new one; whatever does not fit the state is refused and changes nothing.
public struct Callback: Hashable, Sendable, Codable {
    /// How far it is.
    public enum State: Hashable, Sendable, Codable {
        /// Nobody is calling.
        case waiting
        /// An agent is calling.
        case calling(AgentID, since: Instant)
        /// The person was reached.
        case reached(AgentID, at: Instant)
        /// It need not be made any more.
        case withdrawn(Withdrawal, at: Instant)
        /// The person was never reached.
        case unreached(at: Instant)
    }

    /// Why a callback need not be made.
    public enum Withdrawal: String, Hashable, Sendable, Codable, CaseIterable {
        /// The person got through in another way.
        case gotThrough
        /// The person does not want it any more.
        case askedFor
        /// The matter is settled.
        case settled
        /// Its case was merged, or stands for itself again; a callback that is still wanted is promised for the other one.
        case merged
    }

    /// How a try ended.
    public enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
        /// The person answered.
        case answered
        /// Nobody answered.
        case noAnswer
        /// The line was busy.
        case busy
        /// The number is not the person's; there is no use in trying again.
        case wrongNumber
    }

    /// A try that has ended.
    public struct Attempt: Hashable, Sendable, Codable {
        /// Who called.
        public let agent: AgentID
        /// When.
        public let at: Instant
        /// How it ended.
        public let outcome: Outcome
    }

    /// The case it belongs to.
    public let caseID: CaseID
    /// When the person began to wait; the place in line counts from here, whatever happens.
    public let waitingSince: Instant
    /// The window that was promised; nil for as soon as it is their turn.
    public let window: ClosedSpan?
    /// The agent who knows the matter.
    public let owner: AgentID?
    /// Until when only the owner calls.
    public let ownedUntil: Instant?
    /// The tries so far.
    public private(set) var attempts: [Attempt] = []
    /// Before when it is not to be tried.
    public private(set) var notBefore: Instant
    /// How far it is.
    public private(set) var state = State.waiting

    /// Two instants, the second not before the first.
    public struct ClosedSpan: Hashable, Sendable, Codable {
        /// From when.
        public let start: Instant
        /// Until when.
        public let end: Instant
    }

    /// Promises a callback.
    ///
    /// - Throws: `Refusal` with code `outOfOrder` when it is promised before the person began to wait, `wrongState` when the
    ///   window is over.
    public init(
        _ caseID: CaseID, waitingSince: Instant, window: CallbackWindow? = nil, owner: AgentID? = nil,
        rule: CallbackRule, at now: Instant
    ) throws(Refusal) {
        guard now >= waitingSince else {
            throw Refusal(.outOfOrder, "promised before the person began to wait", at: .field("at"))
        }
        if let window, window.end <= now { throw Refusal(.wrongState, "the window is over", at: .field("window")) }
        self.caseID = caseID
        self.waitingSince = waitingSince
        self.window = window.map { ClosedSpan(start: $0.start, end: $0.end) }
        let hasOwner = owner != nil && rule.ownerFor > .zero
        self.owner = hasOwner ? owner : nil
        notBefore = max(now, window?.start ?? now)
        ownedUntil = hasOwner ? notBefore.adding(rule.ownerFor) ?? .latest : nil
    }

    /// Whether it is over in one way or another.
    public var isOver: Bool {
        switch state {
        case .waiting, .calling: false
        case .reached, .withdrawn, .unreached: true
        }
    }

    /// Whether an agent may make it now.
    public func mayBeMade(by agent: AgentID, at now: Instant) -> Bool {
        guard case .waiting = state, now >= notBefore else { return false }
        guard let owner, let ownedUntil, now < ownedUntil else { return true }
        return owner == agent
    }

    /// When it is due next, or when it will be everybody's; nil when it is over or being made.
    public func nextDue(at now: Instant) -> Instant? {
        guard case .waiting = state else { return nil }
        if now < notBefore { return notBefore }
        return ownedUntil.flatMap { now < $0 ? $0 : nil }
    }

    /// Whether the promised window has passed without a try in it.
    public func isLate(at now: Instant) -> Bool {
        guard let window, !isOver, now > window.end else { return false }
        return !attempts.contains { $0.at >= window.start && $0.at <= window.end }
    }

    // MARK: What happens to it

    /// An agent calls.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it is over or being made, `outOfOrder` when it is too early,
    ///   `notAllowed` when it still belongs to somebody else.
    public func calling(by agent: AgentID, at now: Instant) throws(Refusal) -> Callback {
        guard case .waiting = state else { throw wrongState }
        guard now >= notBefore else { throw Refusal(.outOfOrder, "not before \(notBefore)", at: .field("at")) }
        guard mayBeMade(by: agent, at: now) else {
            throw Refusal(.notAllowed, "it belongs to its owner until \(ownedUntil ?? now)", at: .field("agent"))
        }
        var next = self
        next.state = .calling(agent, since: now)
        return next
    }

    /// The try has ended; when nobody was reached, the rule says when to try again.
    ///
    /// - Throws: `Refusal` with code `wrongState` when nobody is calling, `outOfOrder` when it lies before the call.
    public func ending(_ outcome: Outcome, rule: CallbackRule, at now: Instant) throws(Refusal) -> Callback {
        guard case .calling(let agent, let since) = state else { throw wrongState }
        guard now >= since else { throw Refusal(.outOfOrder, "before the call began", at: .field("at")) }
        var next = self
        next.attempts.append(Attempt(agent: agent, at: since, outcome: outcome))
        switch outcome {
        case .answered: next.state = .reached(agent, at: now)
        case .wrongNumber: next.state = .unreached(at: now)
        case .noAnswer, .busy:
            let tried = next.attempts.count
            if tried < rule.attempts {
                next.notBefore = now.adding(rule.retryAfter[tried - 1]) ?? .latest
                next.state = .waiting
            } else {
                next.state = .unreached(at: now)
            }
        }
        return next
    }

    /// It need not be made any more; a call that is being made is ended.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it is over.
    public func withdrawing(_ reason: Withdrawal, at now: Instant) throws(Refusal) -> Callback {
        guard !isOver else { throw wrongState }
        var next = self
        next.state = .withdrawn(reason, at: now)
        return next
    }

    private var wrongState: Refusal {
        let name =
            switch state {
            case .waiting: "nobody is calling"
            case .calling: "somebody is calling already"
            case .reached: "the person was reached"
            case .withdrawn: "it was withdrawn"
            case .unreached: "the person was not reached"
            }
        return Refusal(.wrongState, name, at: .field("callback"))
    }
}

extension Callback: Explained {
    /// How far it is.
    public func sentence(in language: LanguageTag) -> String {
        switch state {
        case .waiting:
            attempts.isEmpty
                ? language.pick(en: "A callback is promised.", fi: "Takaisinsoitto on luvattu.")
                : language.pick(
                    en: "Nobody was reached in \(attempts.count) tries; the next one is at \(notBefore).",
                    fi: "Ei tavoitettu \(attempts.count) yrityksellä; seuraava yritys on \(notBefore).")
        case .calling(let agent, _): language.pick(en: "\(agent) is calling.", fi: "\(agent) soittaa.")
        case .reached(let agent, _):
            language.pick(en: "\(agent) reached the person.", fi: "\(agent) tavoitti asiakkaan.")
        case .withdrawn(.gotThrough, _):
            language.pick(en: "Withdrawn: the person got through.", fi: "Peruttu: asiakas pääsi läpi muuta kautta.")
        case .withdrawn(.askedFor, _):
            language.pick(en: "Withdrawn at the person's wish.", fi: "Peruttu asiakkaan toiveesta.")
        case .withdrawn(.merged, _):
            language.pick(
                en: "Withdrawn: it belongs to another case now.", fi: "Peruttu: se kuuluu nyt toiseen asiaan.")
        case .withdrawn(.settled, _): language.pick(en: "Withdrawn: settled.", fi: "Peruttu: asia on hoidettu.")
        case .unreached:
            language.pick(
                en: "The person was not reached in \(attempts.count) tries.",
                fi: "Asiakasta ei tavoitettu \(attempts.count) yrityksellä.")
        }
    }
}
