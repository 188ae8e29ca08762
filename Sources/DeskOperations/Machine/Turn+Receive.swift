import DeskChannels
import DeskContacts
import DeskFeedback
import DeskPrimitives
import DeskRouting
import DeskServiceLevels

/// Taking in a contact: who it is from, whether its channel is the right place, which case it belongs to, where it goes.
extension Turn {
    mutating func receive(_ arrival: Arrival) throws(DeskHalt) -> DeskResult {
        try checked { () throws(Refusal) in try arrival.validate() }
        guard let channel = policy.channels[arrival.channel] else {
            throw .refused(
                policy.unknown("channel", arrival.channel.rawValue, among: policy.channels.keys.map(\.rawValue)))
        }
        if let topic = arrival.topic, policy.topics[topic] == nil {
            throw .refused(policy.unknown("topic", topic.rawValue, among: policy.topics.keys.map(\.rawValue)))
        }
        guard arrival.occurredAt <= now + .days(1) else {
            throw .refused(
                Refusal(.outOfRange, "more than a day after the desk's own time", at: .field("occurredAt")))
        }
        let intake = arrival.externalID.map {
            IntakeKey.make(
                channel: arrival.channel, receivingEnd: arrival.receivingEnd, externalID: $0, digest: digest)
        }
        if let intake {
            try workspace.prefetch(
                [RecordKey(IntakeTombstone.collection, intake)], [Contact.arrived(as: intake)])
            if let first = try workspace.find(Contact.self, Contact.arrived(as: intake)).first {
                return .received(
                    try ReceivedResult(
                        contact: first.id, person: standingPerson(first.person)?.id ?? first.person,
                        caseID: first.caseID, opensCase: false, isRepeat: true))
            }
            if let tombstone = try workspace.load(IntakeTombstone.self, intake) {
                return .erasedBefore(at: tombstone.erasedAt)
            }
        }

        let claims = try checked { () throws(Refusal) in try Self.kept(arrival.claims, on: channel) }
        let (person, isNew) = try identify(claims, as: derived("p"))
        if let organization = arrival.organization, !person.organizations.contains(organization) {
            throw .refused(
                Refusal(.notAllowed, "the person does not belong to this organisation", at: .field("organization")))
        }
        let owner = try owner(of: claims, standing: person)
        let masked = mask(arrival, on: channel)
        let findings = masked?.findings ?? 0
        let decision = channel.receive(
            ReceiveQuestion(
                channel: arrival.channel,
                sensitivity: findings > 0 ? max(arrival.sensitivity, .personal) : arrival.sensitivity,
                purpose: arrival.purpose,
                isOpen: policy.isOpen(channel, at: happened(arrival.occurredAt)),
                nextOpening: policy.nextOpening(of: channel, at: happened(arrival.occurredAt)),
                at: happened(arrival.occurredAt)))
        let (demand, signs) = read(arrival, of: person, on: channel)
        let (files, leftFiles) = try sortFiles(of: arrival, masked: masked, on: channel, masks: decision.masksContent)
        let id: ContactID = try derived("m")
        let contact = try checked { () throws(Refusal) in
            try Contact(
                id: id, person: owner, channel: arrival.channel, receivingEnd: arrival.receivingEnd,
                occurredAt: arrival.occurredAt, receivedAt: now,
                subject: decision.masksContent
                    ? Self.kept(masked?.subject, of: arrival.sensitivity) : arrival.subject,
                text: decision.masksContent
                    ? Self.kept(masked?.text, of: arrival.sensitivity) ?? Self.maskedText : arrival.text,
                demand: demand,
                language: arrival.language ?? person.language, topic: arrival.topic, intakeKey: intake,
                messageKeys: messageKeys(of: arrival), attachments: files,
                point: arrival.claims.points.first(where: channel.reaches), externalID: Self.named(arrival.externalID)
            ).leaving(leftFiles)
        }
        incoming = contact
        emit(
            .contactReceived(
                ContactReceived(
                    contact: contact.id, person: person.id, isNewPerson: isNew, channel: arrival.channel,
                    topic: arrival.topic)))
        if !leftFiles.isEmpty { emit(.filesLeft(contact: contact.id, taken: files.count, left: leftFiles.count)) }
        if !signs.isEmpty { emit(.automaticMailRead(contact: contact.id, signs)) }
        if decision.masksContent { emit(.contentMasked(contact: contact.id, findings: findings)) }
        try noteMention(contact, arrival.mention, on: channel)

        let result = try place(contact, arrival, of: person, isNew: isNew, on: channel, decision)
        guard case .received(var received) = result else { return result }
        received.decision = decision
        if !leftFiles.isEmpty { received.leftFiles = leftFiles }
        return .received(received)
    }

    /// Finds where a contact belongs: to a survey, to another channel, to nobody, or to a case.
    private mutating func place(
        _ contact: Contact, _ arrival: Arrival, of person: Person, isNew: Bool, on channel: ContactChannel,
        _ decision: ReceiveDecision
    ) throws(DeskHalt) -> DeskResult {
        if !decision.masksContent, !isNew, let taken = try takeSurveyMessage(contact, of: person, on: channel) {
            return taken
        }
        if !decision.masksContent, !isNew, let taken = try takeSurveyReply(contact, arrival, of: person, on: channel) {
            return taken
        }
        switch decision.outcome {
        case .inviteElsewhere(let other):
            let text =
                decision.isClosed
                ? policy.closed(until: decision.nextOpening, meanwhile: other) : policy.invitation(to: other)
            try answer(contact, to: person, on: channel, kind: .notice, text: text)
            emit(.invitedElsewhere(contact: contact.id, from: arrival.channel, to: other))
            return finish(contact, of: person.id, opensCase: false)
        case .decline:
            let text =
                decision.isClosed
                ? policy.closed(until: decision.nextOpening, meanwhile: nil)
                : policy.invitation(to: nil, help: channel.help)
            try answer(contact, to: person, on: channel, kind: .notice, text: text)
            emit(.invitedElsewhere(contact: contact.id, from: arrival.channel, to: nil))
            return finish(contact, of: person.id, opensCase: false)
        case .accept, .acceptForLater:
            break
        }
        if arrival.purpose != .support {
            emit(.feedbackHeard(contact: contact.id, channel: arrival.channel))
            try assignReview(
                of: .contact(contact.id), channel: arrival.channel, topic: arrival.topic, arrivedAt: now)
            return finish(contact, of: person.id, opensCase: false)
        }
        if let topic = arrival.topic, case .outside(let item) = policy.document.description.scope(of: topic) {
            try answer(contact, to: person, on: channel, kind: .notice, text: policy.outside(topic, help: item.help))
            emit(.outsideDescription(contact: contact.id, topic: topic, channel: arrival.channel))
            return finish(contact, of: person.id, opensCase: false)
        }
        return try thread(contact, of: person, arrival, on: channel)
    }

    /// What an arrival asks for, as its sender, its headers and its words say, and the signs of a machine in its headers.
    ///
    /// Whoever hands it in can know more than that, so a demand that is given stands. That nobody is answered without a person
    /// having read it stands too.
    private mutating func read(
        _ arrival: Arrival, of person: Person, on channel: ContactChannel
    ) -> (DemandFlag, [AutomaticMailClass]) {
        var signs: [AutomaticMailClass] = []
        // Nobody but the desk writes from its own addresses; a call inside the house is a call.
        let isOwn =
            channel.capabilities.canSendText && arrival.claims.points.contains(where: policy.ownAddresses.contains)
        if isOwn {
            mayAnswer = false
            signs = [.ownLoop]
        }
        if let headers = arrival.headers {
            let verdict = AutomaticMailReader.read(headers, ownAddresses: policy.ownAddresses)
            mayAnswer = mayAnswer && verdict.mayAnswer
            signs = AutomaticMailClass.allCases.filter { signs.contains($0) || verdict.classes.contains($0) }
            if arrival.demand == nil, !verdict.mayReopen { return (.automatic, signs) }
        }
        if arrival.demand == nil, isOwn { return (.automatic, signs) }
        if let demand = arrival.demand { return (demand, signs) }
        let asked = CourtesyReader.demand(
            of: arrival.text, names: [person.name].compactMap(\.self) + policy.document.agents.map(\.name),
            hasAttachments: !arrival.attachments.isEmpty)
        return (asked, signs)
    }

    /// When a contact happened as far as its case goes: a clock that is ahead must not keep the desk from its work.
    private func happened(_ instant: Instant) -> Instant { min(instant, now) }

    private mutating func finish(
        _ contact: Contact, of person: PersonID, opensCase: Bool
    ) -> DeskResult {
        workspace.save(withAnswers(contact))
        for owner in Set([person, contact.person]).sorted() { workspace.hold(Person.collection, owner) }
        return .received(
            ReceivedResult(
                contact: contact.id, person: person, caseID: contact.caseID, opensCase: opensCase, isRepeat: false))
    }

    private func messageKeys(of arrival: Arrival) -> [ByteKey] {
        arrival.externalID.map { [Contact.messageKey($0, digest: digest)] } ?? []
    }

    /// The channel's own name of a contact, where it can stand in a header of what goes back.
    private static func named(_ externalID: String?) -> String? {
        guard let externalID, (try? Limits.checkLine(externalID, at: .field("externalID"))) != nil else { return nil }
        return externalID
    }

    // MARK: Which case

    private mutating func thread(
        _ contact: Contact, of person: Person, _ arrival: Arrival, on channel: ContactChannel
    ) throws(DeskHalt) -> DeskResult {
        var cases: [CaseID: ServiceCase] = [:]
        var queries = [ServiceCase.of(person.id)]
        if let topic = arrival.topic { queries.append(ServiceCase.unsettled(of: person.id, about: topic)) }
        for found in try workspace.find(ServiceCase.self, all: queries) { for item in found { cases[item.id] = item } }
        var tagged = arrival.subject.flatMap { CaseTag.find(in: $0) }
        if let tagged, cases[tagged] == nil { cases[tagged] = try workspace.load(ServiceCase.self, tagged) }
        var referenced: [CaseID: Contact] = [:]
        let references = arrival.references.map {
            Contact.referred(by: Contact.messageKey($0, digest: digest), limit: Arrival.referenceLimit)
        }
        try workspace.prefetch([BriefingBoard.key], references)
        for reference in references {
            for earlier in try workspace.find(Contact.self, reference) {
                // The first counts, which is the nearest: hosts give the names as `MailHeaders.answeredNames` does.
                if let id = earlier.caseID, referenced[id] == nil { referenced[id] = earlier }
            }
        }
        let others = referenced.keys.filter { cases[$0] == nil }.sorted()
        try workspace.prefetch(others.map { RecordKey(ServiceCase.collection, $0) })
        for id in others { cases[id] = try workspace.load(ServiceCase.self, id) }
        let passed = try followMerges(of: &cases, &referenced, tagged: &tagged)
        // What is left of an erased person's cases is for the statistics.
        for item in Array(cases.values) where item.erasedAt != nil { cases[item.id] = nil }
        // Those of a person whose erasure goes on lead nowhere either.
        let strange = cases.values.filter { $0.person != person.id }.sorted { $0.id < $1.id }
        try workspace.prefetch(strange.map { RecordKey(Person.collection, $0.person) })
        for item in strange where try workspace.load(Person.self, item.person) == nil { cases[item.id] = nil }
        let candidates = cases.values.sorted { $0.id < $1.id }.map { item in
            ThreadCandidate(
                caseID: item.id, person: item.person, topic: item.topic, channel: item.lastChannel,
                subject: referenced[item.id]?.subject, lastContactAt: item.lastActivityAt,
                standing: item.threadStanding, isReferenced: referenced[item.id] != nil, isTagged: tagged == item.id)
        }
        let question = ThreadQuestion(
            person: person.id, channel: arrival.channel, topic: arrival.topic, subject: arrival.subject,
            demand: contact.demand, at: arrival.occurredAt)
        switch ThreadResolver.decide(for: question, among: candidates, policy: policy.document.threading) {
        case .join(let id, let reopens, _):
            guard let item = cases[id] else { throw .refused(Refusal(.corrupt, "a case is gone")) }
            if let merged = passed[id] { try noteLater(contact.id, through: merged) }
            return try join(item, contact, of: person.id, reopens: reopens)
        case .new(let earlier, _):
            return try open(contact, of: person, arrival, on: channel, follows: earlier, among: cases)
        }
    }

    private mutating func join(
        _ item: ServiceCase, _ contact: Contact, of person: PersonID, reopens: Bool
    ) throws(DeskHalt) -> DeskResult {
        var item = item
        try adoptEdition(&item)
        let contact = contact.filed(under: item.id)
        let at = max(happened(contact.occurredAt), item.lastActivityAt)
        let isHeld = try holdWaking(of: &item, by: contact, reopens: reopens, at: at)
        let reopens = reopens && !isHeld
        // Who wants nothing is not waited for on another channel either, nor is a machine that repeats itself.
        let wantsAnswer = contact.demand == .needsAnswer && !isHeld
        let moved = wantsAnswer && item.lastChannel != contact.channel
        if moved, !item.status.isSettled, let channel = policy.channels[contact.channel] {
            try moveClocks(of: &item, to: channel, channel.clockOnMove, at: at)
        }
        if moved, let channel = policy.channels[contact.channel] {
            try moveLoad(of: item.id, to: channel, mayExceed: true)
        }
        item.contacts += 1
        item.channelMoves += moved ? 1 : 0
        if moved { item.lastChannel = contact.channel }
        emit(.contactJoined(contact: contact.id, channel: contact.channel, movedChannel: moved), item.id, at: at)
        if policy.channels[contact.channel]?.kind.capabilities.isSynchronous == true { try gotThrough(item) }
        if reopens {
            try reopen(&item, at: at)
        } else if case .pending(.customer) = item.status, wantsAnswer {
            try restart(&item, at: at)
        }
        if wantsAnswer, item.isUnasked == true {
            try askFirst(&item, at: at)
            try renewTarget(of: item)
        }
        if wantsAnswer, !item.status.isSettled {
            try policy.startNextReply(on: &item, at: at)
        }
        try tellLeftFiles(of: contact)
        save(item, at: at)
        return finish(contact, of: person, opensCase: false)
    }

    private mutating func open(
        _ contact: Contact, of person: Person, _ arrival: Arrival, on channel: ContactChannel, follows: CaseID?,
        among others: [CaseID: ServiceCase]
    ) throws(DeskHalt) -> DeskResult {
        let priority = try checked { () throws(Refusal) -> CasePriority in
            guard let impact = arrival.impact, let urgency = arrival.urgency else { return CasePriority.normal }
            return try policy.document.priorities.priority(impact: impact, urgency: urgency)
        }
        var item = ServiceCase(
            id: try derived("c"), person: person.id, channel: arrival.channel, topic: arrival.topic,
            priority: priority, language: contact.language, openedAt: happened(arrival.occurredAt))
        if contact.person != person.id { item.openedFor = contact.person }
        item.follows = follows
        item.contacts = 1
        // Nothing else of a person is written when a case is opened: without it, two contacts at once would open two.
        workspace.save(person)
        let contact = contact.filed(under: item.id)
        emit(
            .caseOpened(
                CaseOpened(
                    person: person.id, channel: arrival.channel, topic: arrival.topic, priority: priority,
                    follows: follows)), item.id, at: item.openedAt)
        if !person.organizations.isEmpty || policy.document.edition != nil {
            var service = CaseService()
            service.organization = arrival.organization ?? person.soleOrganization
            service.edition = policy.document.edition?.version
            item.service = service
        }
        if contact.demand != .needsAnswer { item.isUnasked = true }
        try route(&item, arrival, person, on: channel, lastAgent: lastAgent(for: item, among: others))
        try attachEntitlement(to: &item, of: person)
        try automate(item)
        if contact.demand == .needsAnswer {
            item.clocks = try checked { () throws(Refusal) in try policy.clocks(for: item) }
        }
        if channel.kind.capabilities.canSendText, !channel.kind.capabilities.isSynchronous {
            let announcements = policy.announcements(
                topic: item.topic, channel: channel.id, at: now, board: try board())
            try answer(
                contact, to: person, on: channel, kind: .acknowledgement,
                text: policy.acknowledgement(of: item, at: now).followed(
                    by: leftFiles(of: contact) + surgeNotices(about: item.topic) + announcements.map(\.text)))
            if try self.route(to: person, on: channel, about: nil) != nil, contact.demand != .automatic {
                try apply(.stop, to: [.acknowledgement], of: &item, at: now)
                tellEnds(of: &item, at: now)
            }
        }
        save(item, at: item.openedAt)
        return finish(contact, of: person.id, opensCase: true)
    }

    // MARK: Where to

    private mutating func route(
        _ item: inout ServiceCase, _ arrival: Arrival, _ person: Person, on channel: ContactChannel,
        lastAgent: AgentID?
    ) throws(DeskHalt) {
        let facts = policy.facts(
            channel: arrival.channel, topic: arrival.topic, language: item.language, priority: item.priority,
            sensitivity: arrival.sensitivity, isReturning: item.follows != nil, at: item.openedAt)
        let table = policy.document.routing
        let decision = try checked { () throws(Refusal) -> RoutingDecision in try table.decide(table.key(for: facts)) }
        guard let outcome = decision.outcome else {
            throw .refused(Refusal(.wrongState, "the routing table has no answer", at: .field("routing")))
        }
        item.queue = outcome.queue
        item.timeline = [HolderChange(at: item.openedAt, holder: .queue(outcome.queue))]
        item.route = RouteTrace(
            rule: decision.rules.first, queue: outcome.queue, urgency: outcome.urgency, facts: decision.facts,
            table: table.fingerprint)
        let (id, openedAt) = (item.id, item.openedAt)
        let isComplaint = policy.isComplaint(item.topic)
        let target = policy.workTarget(of: item)
        var raised = outcome
        if isComplaint { raised.urgency = policy.complaintUrgency(outcome.urgency) }
        let sent = raised
        workspace.save(
            try checked { () throws(Refusal) in
                try WorkItem(
                    id: id, outcome: sent, units: channel.loadUnits, enqueuedAt: openedAt, preferredAgent: lastAgent,
                    channel: channel.id, isHard: isComplaint, target: target)
            })
        emit(
            .routed(rule: decision.rules.first, queue: outcome.queue, urgency: outcome.urgency), item.id,
            at: item.openedAt)
        if sent.urgency != outcome.urgency { emit(.complaintRaised(to: sent.urgency), item.id, at: item.openedAt) }
    }
}
