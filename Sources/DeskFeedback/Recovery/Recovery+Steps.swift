public import DeskPrimitives

extension Recovery {
    /// The recovery with scores of the first round that came later, as when questions are asked one by one.
    ///
    /// What is there already stays as it is, whatever the person answers afterwards.
    public func completing(first scores: ScoreSet, plan: RecoveryPlan) -> Recovery {
        var copy = self
        copy.first = first.filled(from: scores)
        copy.triggers = Set(triggers + plan.triggers(in: copy.first)).sorted()
        return copy
    }

    /// The recovery after somebody spoke with the person.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it is not open any more, `outOfOrder` before it opened.
    public func contacting(at instant: Instant) throws(Refusal) -> Recovery {
        try check(instant, state == .open, "the person was contacted already")
        var copy = self
        copy.state = .contacted
        copy.contactedAt = instant
        return copy.scheduled()
    }

    /// The recovery after it was put right; that somebody spoke with the person goes with it.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it was put right already or is over, `outOfOrder` before it opened
    ///   or the person was contacted.
    public func mending(_ plan: RecoveryPlan, at instant: Instant) throws(Refusal) -> Recovery {
        try check(instant, state == .open || state == .contacted, "it was put right already")
        var copy = self
        copy.state = .mended
        copy.contactedAt = contactedAt ?? instant
        copy.mendedAt = instant
        copy.checkBackDue = instant.adding(plan.checkBackAfter) ?? .latest
        return copy.scheduled()
    }

    /// The recovery after the person was asked whether it is in order.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it was not put right, `outOfOrder` before the check-back is due.
    public func asking(_ plan: RecoveryPlan, at instant: Instant) throws(Refusal) -> Recovery {
        try check(instant, state == .mended, "nothing was put right that one could ask about")
        guard let checkBackDue, instant >= checkBackDue else {
            throw Refusal(.outOfOrder, "the check-back is not due yet", at: .field("at"))
        }
        var copy = self
        copy.state = .asked
        copy.askedAt = instant
        copy.answerDue = instant.adding(plan.answerWithin) ?? .latest
        return copy.scheduled()
    }

    /// The recovery with the answer to the check-back.
    ///
    /// The first scores stay as they are. Who answers again is heard again: the last answer counts until the time is over.
    ///
    /// - Throws: `Refusal` with code `wrongState` when the person was not asked, or it ended without an answer;
    ///   `malformed` when nothing is answered; `outOfRange` for a score outside its scale.
    public func answering(_ second: ScoreSet, plan: RecoveryPlan, at instant: Instant) throws(Refusal) -> Recovery {
        let canAnswer =
            switch state {
            case .asked, .closed(.recovered), .closed(.stillBad): true
            default: false
            }
        try check(instant, canAnswer, "the person was not asked again")
        try second.validate()
        guard !second.isEmpty else { throw Refusal(.malformed, "nothing is answered", at: .field("scores")) }
        var copy = self
        copy.second = second
        copy.closedAt = instant
        copy.state = .closed(plan.triggers(in: second).isEmpty ? .recovered : .stillBad)
        return copy.scheduled()
    }

    /// The recovery after the time for the second answer has passed, or after it was found that nothing can be done.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it is over already, or for an outcome that only an answer gives.
    public func closing(_ outcome: Outcome, at instant: Instant) throws(Refusal) -> Recovery {
        let fits =
            switch outcome {
            case .recovered, .stillBad: false
            case .noAnswer: state == .asked
            case .takenBack, .notPossible: isOpen
            }
        try check(instant, fits, "it cannot end so now")
        var copy = self
        copy.state = .closed(outcome)
        copy.closedAt = instant
        return copy.scheduled()
    }

    /// The recovery in other hands; its deadline stays.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it is over.
    public func handingOver(to owner: AgentID, at instant: Instant) throws(Refusal) -> Recovery {
        try check(instant, isOpen, "the recovery is over")
        guard owner != self.owner else { return self }
        var copy = self
        copy.owner = owner
        copy.handOvers += 1
        return copy.scheduled()
    }

    /// The recovery after it was said that its deadline has passed; it is said once.
    ///
    /// - Throws: `Refusal` with code `wrongState` when there is nothing to say.
    public func sayingOverdue(at instant: Instant) throws(Refusal) -> Recovery {
        try check(instant, state == .open && !overdueSaid && instant > contactDue, "the deadline has not passed")
        var copy = self
        copy.overdueSaid = true
        return copy.scheduled()
    }

    private var lastStep: Instant {
        [contactedAt, mendedAt, askedAt, closedAt].reduce(openedAt) { max($0, $1 ?? $0) }
    }

    private func check(_ instant: Instant, _ isPossible: Bool, _ detail: String) throws(Refusal) {
        try Limits.check(instant, at: .field("at"))
        guard isPossible else { throw Refusal(.wrongState, detail, at: .field("state")) }
        guard instant >= lastStep else {
            throw Refusal(.outOfOrder, "before the recovery's last step", at: .field("at"))
        }
    }
}

extension Recovery: Explained {
    public func sentence(in language: LanguageTag) -> String {
        let cause = triggers.map { $0.sentence(in: language) }.joined(separator: " ")
        let standing: String
        switch state {
        case .open:
            standing = language.pick(
                en: "\(owner) contacts the person by \(contactDue).",
                fi: "\(owner) ottaa henkilöön yhteyttä viimeistään \(contactDue).")
        case .contacted:
            standing = language.pick(
                en: "\(owner) has contacted the person and puts it right.",
                fi: "\(owner) on ottanut yhteyttä ja korjaa asian.")
        case .mended:
            standing = language.pick(
                en: "It was put right; the person is asked at \(checkBackDue ?? openedAt).",
                fi: "Asia on korjattu; henkilöltä kysytään \(checkBackDue ?? openedAt).")
        case .asked:
            standing = language.pick(
                en: "The person was asked whether it is in order.", fi: "Henkilöltä on kysytty, onko asia kunnossa.")
        case .closed(let outcome): standing = outcome.sentence(in: language)
        }
        return cause + " " + standing
    }
}

extension Recovery.Outcome: Explained {
    public func sentence(in language: LanguageTag) -> String {
        switch self {
        case .recovered: language.pick(en: "The second rating is good.", fi: "Toinen arvosana on hyvä.")
        case .stillBad: language.pick(en: "The second rating is still bad.", fi: "Toinenkin arvosana on huono.")
        case .noAnswer:
            language.pick(en: "The person did not answer again.", fi: "Henkilö ei vastannut uudelleen.")
        case .takenBack:
            language.pick(en: "The person took the bad rating back.", fi: "Henkilö perui huonon arvosanan.")
        case .notPossible: language.pick(en: "It could not be put right.", fi: "Asiaa ei voitu korjata.")
        }
    }
}
