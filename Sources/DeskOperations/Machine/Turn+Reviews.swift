import DeskChannels
import DeskContacts
import DeskFeedback
import DeskPrimitives

/// Feedback is read by somebody, something is decided, and something comes of it; and which command does what.
extension Turn {
    mutating func feedback(_ command: FeedbackCommand) throws(DeskHalt) -> DeskResult {
        switch command {
        case .changeAnswers(let reply, let revision): try changeAnswers(reply, revision: revision)
        case .withdrawAnswers(let token): try withdrawAnswers(token: token)
        case .expireInvitation(let id): try expireInvitation(id)
        case .contactRecovery(let id, let agent): try contactRecovery(id, by: agent)
        case .mendRecovery(let id, let agent): try mendRecovery(id, by: agent)
        case .giveUpRecovery(let id, let agent): try giveUpRecovery(id, by: agent)
        case .assignRecovery(let id, let agent): try assignRecovery(id, to: agent)
        case .recoveryDue(let id): try recoveryDue(id)
        case .askReference(let contact, let agent): try askReference(contact, by: agent)
        case .grantReference(let id, let scope, let wording): try grantReference(id, scope, wording: wording)
        case .refuseReference(let id): try refuseReference(id)
        case .withdrawReference(let id): try withdrawReference(id)
        case .setConsent(let person, let purpose, let channel, let isGiven, let proof):
            try setConsent(of: person, purpose, on: channel, isGiven: isGiven, proof: proof)
        case .publishReference(let id, let place): try publishReference(id, place: place)
        case .takeDownReference(let id, let place): try takeDownReference(id, place: place)
        case .recognise(let agents, let giver, let caseID, let text):
            try recognise(agents, by: giver, case: caseID, text: text)
        case .withdrawRecognition(let id, let agent): try withdrawRecognition(id, by: agent)
        case .decideReview(let id, let decision, let note, let owner, let agent):
            try decideReview(id, decision, note: note, owner: owner, by: agent)
        case .endReview(let id, let outcome, let agent): try endReview(id, outcome: outcome, by: agent)
        case .assignReview(let id, let agent): try assignReview(id, to: agent)
        case .reviewDue(let id): try reviewDue(id)
        case .closePeriod(let day, let organizations): try closePeriod(day, organizations)
        }
    }

    /// Gives a piece of feedback to its reader, once.
    mutating func assignReview(
        of item: FeedbackReview.Item, channel: ChannelID, topic: TopicID?, arrivedAt: Instant
    ) throws(DeskHalt) {
        guard let plan = policy.document.feedback.reviews else { return }
        let id = FeedbackReview.id(of: item)
        guard try workspace.load(FeedbackReview.self, id) == nil else { return }
        let (reader, due) = plan.assignment(
            of: item.kind, channel: channel, topic: topic, arrivedAt: arrivedAt, zone: policy.zone)
        workspace.save(
            try checked { () throws(Refusal) in
                try FeedbackReview(
                    item: item, channel: channel, topic: topic, arrivedAt: arrivedAt, reader: reader, due: due)
            })
        emit(.feedback(.reviewAssigned(id, reader: reader, due: due)))
    }

    private mutating func require(_ id: ReviewID) throws(DeskHalt) -> FeedbackReview {
        try workspace.require(FeedbackReview.self, id, "review")
    }

    private mutating func decideReview(
        _ id: ReviewID, _ decision: FeedbackReview.Decision, note: String?, owner: AgentID?, by agent: AgentID
    ) throws(DeskHalt) -> DeskResult {
        _ = try requireAgent(agent)
        if let owner { _ = try requireAgent(owner) }
        let review = try require(id)
        let span = policy.document.feedback.reviews?.outcomeAfter ?? .days(30)
        let followUp = now.adding(span) ?? .latest
        workspace.save(
            try checked { () throws(Refusal) in
                try review.deciding(decision, note: note, owner: owner, followUp: followUp, at: now)
            })
        emit(.feedback(.reviewDecided(id, decision)))
        return .done
    }

    private mutating func endReview(
        _ id: ReviewID, outcome: String, by agent: AgentID
    ) throws(DeskHalt) -> DeskResult {
        _ = try requireAgent(agent)
        let review = try require(id)
        workspace.save(try checked { () throws(Refusal) in try review.ending(outcome, at: now) })
        emit(.feedback(.reviewEnded(id)))
        return .done
    }

    private mutating func assignReview(_ id: ReviewID, to agent: AgentID) throws(DeskHalt) -> DeskResult {
        _ = try requireAgent(agent)
        let review = try require(id)
        workspace.save(try checked { () throws(Refusal) in try review.handingOver(to: agent) })
        emit(.feedback(.reviewAssigned(id, reader: agent, due: review.due)))
        return .done
    }

    private mutating func reviewDue(_ id: ReviewID) throws(DeskHalt) -> DeskResult {
        let review = try require(id)
        guard let due = review.wakeAt, due <= now, let owner = review.owner, let missed = review.nextDue else {
            return .done
        }
        workspace.save(try checked { () throws(Refusal) in try review.sayingOverdue(at: now) })
        emit(.feedback(.reviewOverdue(id, owner: owner)), at: missed)
        return .done
    }
}
