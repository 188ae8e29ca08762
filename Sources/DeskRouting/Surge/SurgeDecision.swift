public import DeskPrimitives

/// What becomes of a surge at a reading, and why.
public struct SurgeDecision: Hashable, Sendable {
    /// The state from now on.
    public let state: SurgeState
    /// What has changed.
    public let change: Change

    /// What can change.
    public enum Change: Hashable, Sendable {
        /// Nothing: the measure's value, if it is known.
        case none(value: Int?)
        /// A surge has begun, at this value.
        case entered(value: Int)
        /// A person declared it.
        case declared
        /// It is over, at this value.
        case left(value: Int, SurgeCost)
        /// It has lasted as long as it may.
        case expired(SurgeCost)
        /// A person ended it.
        case ended(SurgeCost)
    }
}

extension SurgePolicy {
    /// What becomes of a surge when the lines are like this.
    public func decide(_ state: SurgeState, _ reading: SurgeReading, at now: Instant) -> SurgeDecision {
        let value = reading.value(of: measure)
        guard var active = state.active else {
            guard let value, value >= enterAt else { return SurgeDecision(state: state, change: .none(value: value)) }
            var next = state
            next.active = SurgeState.Active(since: now, cause: nil, isDeclared: false)
            next.active?.excessContacts = reading.excess
            return SurgeDecision(state: next, change: .entered(value: value))
        }
        active.excessContacts += reading.excess
        if now - active.since >= expiresAfter {
            return SurgeDecision(state: SurgeState(), change: .expired(active.cost(until: now)))
        }
        if !active.isDeclared, let value, value <= leaveAt, now - active.since >= minimumStay {
            return SurgeDecision(state: SurgeState(), change: .left(value: value, active.cost(until: now)))
        }
        var next = state
        next.active = active
        return SurgeDecision(state: next, change: .none(value: value))
    }

    /// A person says that there is a surge, or names the cause of the one there is.
    public func declare(_ state: SurgeState, cause: SurgeCause?, at now: Instant) -> SurgeDecision {
        var next = state
        if next.active == nil {
            next.active = SurgeState.Active(since: now, cause: cause, isDeclared: true)
            return SurgeDecision(state: next, change: .declared)
        }
        if let cause { next.active?.cause = cause }
        return SurgeDecision(state: next, change: .none(value: nil))
    }

    /// A person says that it is over.
    ///
    /// - Throws: `Refusal` with code `wrongState` when there is no surge.
    public func end(_ state: SurgeState, at now: Instant) throws(Refusal) -> SurgeDecision {
        guard let active = state.active else { throw Refusal(.wrongState, "there is no surge", at: .field("surge")) }
        return SurgeDecision(state: SurgeState(), change: .ended(active.cost(until: now)))
    }
}

extension SurgeState {
    /// The state after agents have spent time on a contact that belongs to the surge; nothing when there is none.
    public func adding(effort: TimeSpan) -> SurgeState {
        var next = self
        guard let sum = next.active?.effort.adding(max(.zero, effort)) else { return self }
        next.active?.effort = sum
        return next
    }
}

extension SurgeState.Active {
    fileprivate func cost(until now: Instant) -> SurgeCost {
        SurgeCost(cause: cause, from: since, until: now, excessContacts: excessContacts, effort: effort)
    }
}

extension SurgeDecision: Explained {
    /// What has changed and by which number.
    public func sentence(in language: LanguageTag) -> String {
        switch change {
        case .none(let value):
            let known = value.map { "\($0)" } ?? language.pick(en: "unknown", fi: "ei tiedossa")
            return state.active == nil
                ? language.pick(en: "No surge (measure: \(known)).", fi: "Ei ruuhkaa (mittari: \(known)).")
                : language.pick(en: "The surge goes on (measure: \(known)).", fi: "Ruuhka jatkuu (mittari: \(known)).")
        case .entered(let value):
            return language.pick(en: "A surge has begun at \(value).", fi: "Ruuhka alkoi arvolla \(value).")
        case .declared: return language.pick(en: "A surge was declared.", fi: "Ruuhka julistettiin alkaneeksi.")
        case .left(let value, let cost):
            return language.pick(en: "The surge is over at \(value). ", fi: "Ruuhka päättyi arvolla \(value). ")
                + cost.sentence(in: language)
        case .expired(let cost):
            return language.pick(
                en: "The surge has lasted as long as it may. ", fi: "Ruuhkatilan enimmäiskesto täyttyi. ")
                + cost.sentence(in: language)
        case .ended(let cost):
            return language.pick(en: "The surge was ended by a person. ", fi: "Ruuhkatila päätettiin. ")
                + cost.sentence(in: language)
        }
    }
}
