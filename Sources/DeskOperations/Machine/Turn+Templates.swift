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
        _ channel: ContactChannel, of id: CaseID, template: AnswerTemplate?
    ) throws(DeskHalt) {
        guard channel.capabilities.replyWindow != nil else { return }
        let contacts = try workspace.find(
            Contact.self, Contact.ofCase(id, order: .descending, limit: Self.windowContacts))
        let last = contacts.filter { $0.direction == .inbound && $0.channel == channel.id }.map(\.occurredAt).max()
        let decision = channel.mayWrite(lastArrival: last, at: now)
        let isApproved = template?.approvedOn.contains(channel.id) ?? false
        guard decision.outcome == .free || decision.outcome == .templateOnly && isApproved else {
            throw .refused(Refusal(.notAllowed, decision.sentence(in: .english), at: .field("channel")))
        }
    }

    /// How many of the last contacts are looked at for the person's last message.
    private static let windowContacts = 200
}
