import DeskPrimitives

extension ContactChannel {
    /// Decides what becomes of a contact that arrives on this channel.
    ///
    /// The right place comes before the right time:
    /// 1. A contact the channel's ``role`` does not take, or whose content needs more care than the channel ``allows``,
    ///    is invited to ``inviteTo``. Without one it is declined where everybody can read, since it must never be
    ///    answered there, and kept where only the desk can, since nobody is left without an answer.
    /// 2. While the channel is closed, what has arrived in writing waits for the opening, whatever the ``outOfHours``
    ///    plan tells the person; somebody who is present (a caller, a visitor) gets what the plan says.
    ///
    /// Content that needs more care than the channel allows is masked in every case.
    public func receive(_ question: ReceiveQuestion) -> ReceiveDecision {
        let masks = question.sensitivity > allows
        func decision(
            _ outcome: ReceiveDecision.Outcome, _ reason: ReceiveDecision.Reason, invitation: ChannelID? = nil
        ) -> ReceiveDecision {
            ReceiveDecision(
                outcome, on: id, masksContent: masks, reason: reason, invitation: invitation,
                nextOpening: question.isOpen ? nil : question.nextOpening)
        }

        guard question.channel == id else { return decision(.decline, .otherChannel) }
        let takesPurpose = role.takes(question.purpose)
        if masks || !takesPurpose {
            let reason: ReceiveDecision.Reason = masks ? .tooSensitive : .wrongRole
            if let inviteTo { return decision(.inviteElsewhere(inviteTo), reason) }
            if capabilities.isPublic { return decision(.decline, reason) }
            guard !question.isOpen else { return decision(.accept, reason) }
        }
        guard !question.isOpen else { return decision(.accept, .open) }

        let later = ReceiveDecision.Outcome.acceptForLater(nextOpening: question.nextOpening)
        switch outOfHours {
        case .queue:
            return decision(later, .closed)
        case .callback:
            return decision(later, .closedCallback)
        case .otherChannel(let other):
            return capabilities.isSynchronous
                ? decision(.inviteElsewhere(other), .closedOtherChannel)
                : decision(later, .closedOtherChannel, invitation: other)
        case .announceOnly:
            return decision(capabilities.isSynchronous ? .decline : later, .closed)
        }
    }
}
