import DeskTestKit
import ServiceDesk

/// The citizens' side of the day: contacts on their way in, and what people make of what they hear.
extension TownDay {
    // MARK: Of their own accord

    mutating func contact(_ planned: PlannedContact) async throws {
        let matter = planned.matter
        let isPublic = planned.channel == "social"
        var arrival = try arrival(
            of: matter, on: planned.channel, alsoGiving: planned.alsoGiving, name: "\(matter.number)")
        arrival.topic = isPublic ? nil : matter.statedTopic
        switch planned.purpose {
        case .praise, .criticism: arrival.purpose = .feedback
        case .indiscreetRequest: arrival.sensitivity = .personal
        case .again:
            arrival.externalID = arrival.externalID.map { $0 + "-again" }
            arrival.text = Wording.reminder(in: matter.citizen.language)
        case .request, .outside: break
        }
        if isPublic {
            arrival.text = Wording.publicPost(planned.purpose, using: &whims)
        } else if planned.purpose.isRequest {
            arrival.text = Wording.request(matter.topic, in: matter.citizen.language, using: &whims)
            arrival.impact = matter.urgency?.impact
            arrival.urgency = matter.urgency?.urgency
        }
        if let span = planned.resentAfter { queue.schedule(.resend(arrival, matter), at: clock.now() + span) }
        try await receive(arrival, of: matter)
        if matter.isImpatient, planned.purpose.isRequest, let caseID = citizens.caseID(of: matter) {
            let span = TimeSpan.minutes(whims.integer(in: 70...140))
            queue.schedule(.followUp(FollowUp(kind: .reminder, matter: matter, caseID: caseID)), at: clock.now() + span)
        }
    }

    // MARK: Because of what was said

    mutating func contact(_ followUp: FollowUp) async throws {
        let matter = followUp.matter
        let language = matter.citizen.language
        var channel: ChannelID = followUp.message?.channel ?? "mail"
        switch followUp.kind {
        case .reminder:
            guard let caseID = followUp.caseID,
                let item = try await desk.record(ServiceCase.self, caseID), item.firstReplyAt == nil,
                !item.status.isSettled, (time.at(8)..<time.at(15, 45)).contains(clock.now())
            else { return }
            // Who knows that somebody has it rings, who does not writes once more.
            channel = item.agent == nil ? "mail" : "phone"
        case .otherWay: channel = "mail"
        case .answer, .chatLine, .thanks, .stillOpen: break
        }
        var arrival = try arrival(of: matter, on: channel, name: "\(matter.number)-\(handedIn.contacts)")
        arrival.topic = followUp.kind == .otherWay ? matter.statedTopic : nil
        if let message = followUp.message { arrival.references = [Postbox.messageID(of: message)] }
        if let caseID = followUp.caseID {
            arrival.subject = CaseTag.subject("Vs: " + Wording.subject(matter.topic, in: language), for: caseID)
        }
        switch followUp.kind {
        case .answer, .chatLine: arrival.text = Wording.answer(in: language)
        case .thanks:
            arrival.text = Wording.thanks(in: language)
            arrival.demand = .courtesy
        case .stillOpen: arrival.text = Wording.stillOpen(in: language)
        case .reminder: arrival.text = Wording.reminder(in: language)
        case .otherWay: arrival.text = Wording.request(matter.topic, in: language, using: &whims)
        }
        try await receive(arrival, of: matter)
    }

    /// What citizens do when a message reaches them.
    mutating func react(to message: OutboundMessage) async throws {
        guard let matter = citizens.matter(at: message.address) else { return }
        if message.kind == .surveyInvitation { return try await considerSurvey(message, matter) }
        if message.kind == .notice, message.channel == "text" { return try await considerMessage(message, matter) }
        if message.kind == .notice { return considerOtherWay(message, matter) }
        guard message.kind == .reply, let caseID = message.caseID,
            let item = try await desk.record(ServiceCase.self, caseID)
        else { return }
        let isChatting =
            item.channel == "chat" && message.channel == "chat" && item.agent.flatMap { agents[$0]?.job(caseID) } != nil
        if isChatting {
            guard item.contacts < 3 else { return }
            reply(.chatLine, to: message, of: matter, caseID, after: .seconds(whims.integer(in: 15...70)))
        } else if case .question(let span?) = matter.course, item.contacts == 2 {
            reply(.answer, to: message, of: matter, caseID, after: span)
        } else if matter.comesBack, item.reopens == 0 {
            reply(.stillOpen, to: message, of: matter, caseID, after: .minutes(whims.integer(in: 20...90)))
        } else if matter.thanks {
            reply(.thanks, to: message, of: matter, caseID, after: .minutes(whims.integer(in: 4...60)))
        }
    }

    private mutating func reply(
        _ kind: FollowUp.Kind, to message: OutboundMessage, of matter: Matter, _ caseID: CaseID, after span: TimeSpan
    ) {
        let followUp = FollowUp(kind: kind, matter: matter, caseID: caseID, message: message)
        queue.schedule(.followUp(followUp), at: clock.now() + span)
    }

    /// Some of those who were shown another way take it.
    private mutating func considerOtherWay(_ message: OutboundMessage, _ matter: Matter) {
        guard message.channel == "social" || message.channel == "chat", matter.statedTopic != "passports",
            whims.chance(1, in: 2)
        else { return }
        let at = clock.now() + .minutes(whims.integer(in: 3...40))
        queue.schedule(.followUp(FollowUp(kind: .otherWay, matter: matter)), at: at)
    }

    // MARK: The host's channel adapters

    mutating func arrival(
        of matter: Matter, on channel: ChannelID, alsoGiving: [ChannelID] = [], name: String
    ) throws -> Arrival {
        let ends = desk.machine.policy.channels[channel]?.receivingEnds ?? []
        // Nothing at a counter or on a telephone line has a name of its own.
        let hasName = channel != "counter" && channel != "phone"
        return Arrival(
            channel: channel, receivingEnd: ends.first ?? "", externalID: hasName ? "\(channel)-\(name)" : nil,
            claims: try matter.citizen.claims(on: channel, ticket: citizens.nextTicket(), alsoGiving: alsoGiving),
            subject: channel == "mail" ? Wording.subject(matter.topic, in: matter.citizen.language) : nil, text: "",
            language: matter.citizen.language, occurredAt: clock.now())
    }

    /// Hands a contact in, and shows it to the agent whose case it belongs to.
    mutating func receive(_ arrival: Arrival, of matter: Matter) async throws {
        // Named by the host, so that cases have numbers that people can say.
        let name = try CommandID("LH-\(handedIn.contacts + handedIn.repeats + 1)")
        guard case .received(let result) = try await desk.perform(.receive(arrival), as: name) else { return }
        handedIn.add(arrival.channel, isRepeat: result.isRepeat)
        guard !result.isRepeat else { return }
        citizens.remember(matter, result.caseID)
        guard let caseID = result.caseID, !result.opensCase, arrival.demand == nil else { return }
        try await joined(caseID, matter)
    }
}

extension PlannedContact.Purpose {
    /// Whether somebody wants something settled for the first time.
    var isRequest: Bool {
        switch self {
        case .request, .indiscreetRequest, .outside: true
        case .praise, .criticism, .again: false
        }
    }
}
