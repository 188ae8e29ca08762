import ServiceDesk

/// The day recounted from the journal alone: what any other system that follows the events would know.
struct JournalCount {
    /// What became of a contact.
    enum Fate: String, CaseIterable {
        case openedCase, joinedCase, invitedElsewhere, outsideService, heardAsFeedback, answeredSurvey
    }

    /// A contact that was received.
    struct Received {
        let contact: ContactID
        let channel: ChannelID
        let topic: TopicID?
        let at: Instant
        fileprivate(set) var fates: [Fate] = []
    }

    /// What an agent did.
    struct AgentCount: Equatable {
        var offered = 0
        var accepted = 0
        var declined = 0
        var missed = 0
        var replies = 0
        var settled = 0
        var promises = 0
    }

    /// What became of promises, by how the events tell it.
    struct PromiseCount: Equatable {
        var made: Set<PromiseID> = []
        var kept: Set<PromiseID> = []
        var keptLate: Set<PromiseID> = []
        var overdue: Set<PromiseID> = []
        var renegotiatedInTime: Set<PromiseID> = []
        var renegotiatedLate: Set<PromiseID> = []
    }

    /// The contacts in the order in which they came.
    private(set) var contacts: [Received] = []
    /// The cases in the order in which they were opened, with their channels.
    private(set) var cases: [(id: CaseID, channel: ChannelID, openedAt: Instant)] = []
    /// Where each case stands according to the events.
    private(set) var standing: [CaseID: String] = [:]
    /// How long each case waited until an agent first took it.
    private(set) var waits: [CaseID: TimeSpan] = [:]
    /// The offers of each case and what became of them, in order.
    private(set) var offers: [CaseID: [DeskEvent]] = [:]
    private(set) var agents: [AgentID: AgentCount] = [:]
    private(set) var promises = PromiseCount()
    /// Cases that missed a target, by what the target measures.
    private(set) var missed: [ClockMetric: Int] = [:]
    private(set) var missedCases: Set<CaseID> = []
    /// Targets met and missed as counted when each case was last settled.
    private(set) var settledTargets: [CaseID: (met: Int, missed: Int)] = [:]
    private(set) var handOvers = 0
    private(set) var reopens = 0
    private(set) var channelMoves = 0
    private(set) var surveysSent = 0
    private(set) var surveysNotSent = 0
    private(set) var surveysAnswered = 0
    private(set) var queued: [MessageKey: String] = [:]
    private(set) var ended: [MessageKey: String] = [:]
    private(set) var persons: Set<PersonID> = []
    private(set) var events = 0

    /// The commands that received a contact, to find the contact that opened a case.
    private var receivedBy: [CommandID: Int] = [:]
    private var byContact: [ContactID: Int] = [:]

    /// Counts an event.
    mutating func add(_ event: DeskEvent) {
        events += 1
        switch event.fact {
        case .contactReceived(let received):
            receivedBy[event.command] = contacts.count
            byContact[received.contact] = contacts.count
            contacts.append(
                Received(contact: received.contact, channel: received.channel, topic: received.topic, at: event.at))
            persons.insert(received.person)
        case .invitedElsewhere(let contact, _, _): settle(contact, .invitedElsewhere)
        case .outsideDescription(let contact, _, _): settle(contact, .outsideService)
        case .feedbackHeard(let contact, _): settle(contact, .heardAsFeedback)
        case .contactJoined(let contact, _, let moved):
            settle(contact, .joinedCase)
            channelMoves += moved ? 1 : 0
        case .surveyDecided(let invited, _): if invited { surveysSent += 1 } else { surveysNotSent += 1 }
        case .surveyAnswered:
            surveysAnswered += 1
            settle(by: event.command, .answeredSurvey)
        case .feedback(.answersChanged): settle(by: event.command, .answeredSurvey)
        case .messageQueued(let key, let kind): queued[key] = kind
        case .messageEnded(let key, let end): ended[key] = end
        case .promised(let id, let agent, _):
            promises.made.insert(id)
            agents[agent, default: AgentCount()].promises += 1
        case .promiseKept(let id, _, let late):
            if late { promises.keptLate.insert(id) } else { promises.kept.insert(id) }
        case .promiseRenegotiated(let id, _, _, let wasOverdue):
            if wasOverdue { promises.renegotiatedLate.insert(id) } else { promises.renegotiatedInTime.insert(id) }
        case .promiseOverdue(let id, _): promises.overdue.insert(id)
        default: if let caseID = event.caseID { add(event, to: caseID) }
        }
    }

    private mutating func add(_ event: DeskEvent, to caseID: CaseID) {
        switch event.fact {
        case .caseOpened(let opened):
            cases.append((caseID, opened.channel, event.at))
            standing[caseID] = "waiting"
            if let index = receivedBy[event.command] { contacts[index].fates.append(.openedCase) }
        case .offered(let agent, _):
            agents[agent, default: AgentCount()].offered += 1
            offers[caseID, default: []].append(event)
        case .offerDeclined(let agent):
            agents[agent, default: AgentCount()].declined += 1
            offers[caseID, default: []].append(event)
        case .offerExpired(let agent):
            agents[agent, default: AgentCount()].missed += 1
            offers[caseID, default: []].append(event)
        case .accepted(let agent, let waited):
            agents[agent, default: AgentCount()].accepted += 1
            offers[caseID, default: []].append(event)
            if waits[caseID] == nil { waits[caseID] = waited }
            standing[caseID] = "open"
        case .handedOver(let count, _, _):
            handOvers += count
            // A transfer leaves the case with nobody; taking one over from somebody is told before it is accepted.
            standing[caseID] = "waiting"
        case .replied(let agent, _, _): agents[agent, default: AgentCount()].replies += 1
        case .paused: standing[caseID] = "pending"
        case .resumed: standing[caseID] = "open"
        case .resolved(let agent, let met, let missed):
            standing[caseID] = "resolved"
            settledTargets[caseID] = (met, missed)
            if let agent { agents[agent, default: AgentCount()].settled += 1 }
        case .reopened(let count):
            reopens += count
            standing[caseID] = "waiting"
        case .closed: standing[caseID] = "closed"
        case .targetMissed(let metric):
            missed[metric, default: 0] += 1
            missedCases.insert(caseID)
        default: break
        }
    }

    private mutating func settle(_ contact: ContactID, _ fate: Fate) {
        guard let index = byContact[contact] else { return }
        contacts[index].fates.append(fate)
    }

    /// Answers that came as a message belong to the contact that the same command received.
    private mutating func settle(by command: CommandID, _ fate: Fate) {
        guard let index = receivedBy[command] else { return }
        contacts[index].fates.append(fate)
    }

    // MARK: Reading

    /// The contacts of a channel that had a fate; all fates for nil.
    func contacts(on channel: ChannelID? = nil, _ fate: Fate? = nil) -> Int {
        contacts.count { received in
            (channel.map { $0 == received.channel } ?? true) && (fate.map { received.fates.contains($0) } ?? true)
        }
    }

    /// The contacts of a channel in one hour of the day.
    func contacts(on channel: ChannelID, hour: Int, _ time: TownTime) -> Int {
        contacts.count { $0.channel == channel && time.hour($0.at) == hour }
    }
}
