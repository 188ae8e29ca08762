import DeskTestKit
import ServiceDesk

/// An agent on this day: what lies on the desk, what they are at, where they want to be.
struct AgentAtWork {
    let shift: Shift
    private(set) var presence = AgentPresence.offline
    /// Where the agent wants to be as soon as nobody is kept waiting for it.
    private(set) var wanted: AgentPresence?
    private(set) var jobs: [Job] = []

    private var current: CaseID?
    private var since = Instant.epoch
    /// Counts what the agent turned to, so that the end of something they were torn from is not taken for its end.
    private(set) var attention = 0

    init(_ shift: Shift) { self.shift = shift }

    var id: AgentID { shift.agent }

    // MARK: Work

    /// Puts a case on the desk.
    mutating func take(_ job: Job) { jobs.append(job) }

    /// Takes a case off the desk.
    mutating func drop(_ caseID: CaseID) {
        jobs.removeAll { $0.caseID == caseID }
        if current == caseID { current = nil }
    }

    /// Adds to what is left to do with a case on the desk.
    ///
    /// - Parameter first: Whether it comes before what was left, and the case stays put aside if it was.
    mutating func extend(_ caseID: CaseID, with steps: [Step], first: Bool = false, at now: Instant) {
        guard let index = jobs.firstIndex(where: { $0.caseID == caseID }) else { return }
        if first {
            if current == caseID { layDown(at: now) }
            jobs[index].steps.insert(contentsOf: steps, at: 0)
        } else {
            jobs[index].steps += steps
            jobs[index].isParked = false
        }
    }

    /// Puts a case on the desk aside until it is extended.
    mutating func park(_ caseID: CaseID) {
        guard let index = jobs.firstIndex(where: { $0.caseID == caseID }) else { return }
        jobs[index].isParked = true
    }

    /// The case on the desk.
    func job(_ caseID: CaseID) -> Job? { jobs.first { $0.caseID == caseID } }

    /// Whether somebody is with the agent now.
    var isWithSomebody: Bool { current.flatMap(job)?.isLive == true }

    // MARK: Attention

    /// Turns to what comes first: somebody present, then chats, then mails, each the oldest first.
    ///
    /// - Returns: When the step is done that was begun now; nil when nothing was begun.
    mutating func attend(at now: Instant) -> (at: Instant, attention: Int)? {
        guard presence == .available else { return nil }
        let ready = jobs.filter { !$0.steps.isEmpty }
        guard let best = ready.enumerated().min(by: { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) })
        else { return nil }
        let job = best.element
        if let current, let present = self.job(current), !present.steps.isEmpty, present.rank <= job.rank { return nil }
        layDown(at: now)
        current = job.caseID
        since = now
        attention += 1
        return (now + job.steps[0].effort, attention)
    }

    /// Ends the step the agent is at.
    ///
    /// - Returns: The case and what is to be done with it; nil when the agent has turned to something else meanwhile.
    mutating func finishStep(_ attention: Int) -> (Job, Step.Action)? {
        guard attention == self.attention, let current,
            let index = jobs.firstIndex(where: { $0.caseID == current }), !jobs[index].steps.isEmpty
        else { return nil }
        let step = jobs[index].steps.removeFirst()
        self.current = nil
        return (jobs[index], step.action)
    }

    /// Keeps what was done of the present step.
    private mutating func layDown(at now: Instant) {
        guard let current, let index = jobs.firstIndex(where: { $0.caseID == current }), !jobs[index].steps.isEmpty
        else { return }
        let left = jobs[index].steps[0].effort - (now - since)
        jobs[index].steps[0].effort = max(left, .seconds(1))
        self.current = nil
        attention += 1
    }

    // MARK: Coming and going

    /// Makes up their mind to be somewhere else.
    mutating func want(_ presence: AgentPresence) { wanted = presence }

    /// Whether the agent can go now: nobody present, no chat open, and before going home the short things done.
    func canGo(at now: Instant) -> Bool {
        guard let wanted else { return false }
        if wanted == .available { return true }
        let open = jobs.filter { !$0.steps.isEmpty }
        let keepsHere = jobs.contains { $0.isLive && !$0.steps.isEmpty || $0.channel == "chat" && !$0.isParked }
        if keepsHere { return false }
        return wanted == .away || open.isEmpty || shift.handsOver
    }

    /// Goes where they wanted to be.
    mutating func go(at now: Instant) -> AgentPresence? {
        guard let wanted else { return nil }
        layDown(at: now)
        presence = wanted
        self.wanted = nil
        return wanted
    }
}
