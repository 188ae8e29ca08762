import DeskChannels
import DeskContacts
import DeskPrimitives
import DeskRouting

/// Answers made with templates, and what may be written outside a channel's reply window.
extension Turn {
    /// Answers with a template, as it is or adapted.
    mutating func replyFromTemplate(
        _ id: CaseID, by agentID: AgentID, _ answer: TemplateAnswer
    ) throws(DeskHalt) -> DeskResult {
        let template = try policy.template(answer.template)
        let item: ServiceCase = try workspace.require(ServiceCase.self, id, "case")
        let person: Person = try workspace.require(Person.self, item.person, "person")
        let language = item.language ?? person.language ?? policy.language
        let zone = policy.zone
        let rendered = try checked { () throws(Refusal) in
            try template.render(answer.values, in: language, zone: zone)
        }
        let contact: ContactID = try derived("r")
        let use = TemplateUse(
            contact: contact, template: template, rendered: rendered, sent: answer.text ?? rendered, caseID: id,
            agent: agentID, language: language, at: max(now, item.lastActivityAt))
        guard template.freedom != .wordForWord || use.manner == .verbatim else {
            throw .refused(
                Refusal(
                    .notAllowed,
                    "template \(template.id) is used word for word; send other words as a reply of your own",
                    at: .field("text")))
        }
        let result = try reply(
            id, by: agentID, text: answer.text ?? rendered, template: use.manner == .verbatim ? template : nil)
        workspace.save(use)
        emit(.templateUsed(template.id, agentID, use.manner, keptPercent: use.keptPercent), id, at: use.at)
        return result
    }

    /// Refuses what may not be written on a channel now: a message that the network would drop is a visible no.
    mutating func requireWindow(
        _ channel: ContactChannel, to person: Person, at point: ContactPoint, template: AnswerTemplate?
    ) throws(DeskHalt) {
        let decision = try replyWindow(of: channel, person: person, at: point.address)
        let isApproved = template?.approvedOn.contains(channel.id) ?? false
        guard decision.outcome == .free || decision.outcome == .templateOnly && isApproved else {
            throw .refused(Refusal(.notAllowed, decision.sentence(in: .english), at: .field("channel")))
        }
    }

    /// What may be written to an address of a person on a channel now, by what the person, under any of the names merged
    /// into one, wrote there last about any case.
    mutating func replyWindow(
        of channel: ContactChannel, person: Person, at address: String
    ) throws(DeskHalt) -> ReplyWindowDecision {
        guard channel.capabilities.replyWindow != nil else { return channel.mayWrite(lastArrival: nil, at: now) }
        return channel.mayWrite(lastArrival: try lastArrival(on: channel, of: person, at: address), at: now)
    }

    /// When something last came in on a channel from an address of a person.
    ///
    /// The network opened its window for that address only. What came without telling its address counts for every one, as
    /// do records of an earlier library.
    mutating func lastArrival(
        on channel: ContactChannel, of person: Person, at address: String
    ) throws(DeskHalt) -> Instant? {
        let queries = try family(of: person).map { Contact.ofPerson($0, limit: Self.windowContacts) }
        try workspace.prefetch([], queries)
        var last: Instant?
        for query in queries {
            for contact in try workspace.find(Contact.self, query)
            where contact.direction == .inbound && contact.channel == channel.id
                && contact.point?.address.hasSameBytes(as: address) ?? true
            {
                last = max(last ?? contact.occurredAt, contact.occurredAt)
            }
        }
        return last
    }

    /// How many of the last contacts of a person are looked at for the last message on a channel.
    private static let windowContacts = 200
}
