import DeskTestKit
import ServiceDesk

/// The agents' side of the day: offers on screens, work on desks, coming and going.
extension TownDay {
    // MARK: Offers

    /// Decides what an agent does about an offer on the screen.
    mutating func consider(_ offer: Offer) {
        queue.schedule(.look, at: offer.expires)
        guard let agent = agents[offer.agent] else { return }
        if agent.presence != .available { return }
        if agent.wanted != nil {
            return queue.schedule(
                .answerOffer(offer, accepts: false), at: clock.now() + .seconds(reflexes.integer(in: 2...9)))
        }
        // Who is with somebody may not see in time that another mail has come.
        let misses = agent.shift.missesPercent + (agent.isWithSomebody ? 6 : 0)
        guard !reflexes.chance(misses, in: 100) else { return }
        let accepts = !reflexes.chance(2, in: 100)
        let span = TimeSpan.seconds(reflexes.integer(in: 2...14))
        queue.schedule(.answerOffer(offer, accepts: accepts), at: clock.now() + span)
    }

    mutating func answer(_ offer: Offer, accepts: Bool) async throws {
        guard var agent = agents[offer.agent], agent.presence == .available else { return }
        guard accepts else {
            _ = try await ifStillOffered { try await desk.perform(.decline(offer.caseID, by: offer.agent)) }
            return
        }
        let isTaken = try await ifStillOffered { try await desk.perform(.accept(offer.caseID, by: offer.agent)) }
        guard isTaken, let item = try await desk.record(ServiceCase.self, offer.caseID) else {
            handedIn.acceptedTooLate += 1
            return
        }
        let matter = citizens.matter(of: item.id)
        let steps = handling.steps(
            for: matter, on: item.lastChannel, rightQueue: rightQueue(for: item, matter),
            isSecondRound: item.reopens > 0 || item.firstReplyAt != nil)
        agent.take(Job(caseID: item.id, channel: item.lastChannel, steps: steps))
        agents[offer.agent] = agent
        attend(offer.agent)
    }

    /// Does something with an offer that may be over by now.
    private func ifStillOffered(_ body: () async throws -> Void) async throws -> Bool {
        do {
            try await body()
            return true
        } catch let refusal as Refusal where refusal.code == .wrongState || refusal.code == .notAllowed {
            return false
        }
    }

    /// Where a case belongs, when whoever took it sees that it is in the wrong place.
    private mutating func rightQueue(for item: ServiceCase, _ matter: Matter?) -> QueueID? {
        guard let matter, item.queue != "languages", item.handOvers == 0, item.priority != .critical else { return nil }
        let right: QueueID =
            switch matter.topic {
            case "daycare": "families"
            case "streets", "waste", "permits": "technical"
            default: "general"
            }
        // The front desk knows enough to settle some of what belongs elsewhere.
        guard right != item.queue, item.queue != "general" || reflexes.chance(8, in: 10) else { return nil }
        return right
    }

    // MARK: Work

    /// Lets an agent turn to what comes first, or go if there is nothing to stay for.
    mutating func attend(_ id: AgentID) {
        let now = clock.now()
        guard let done = agents[id]?.attend(at: now) else { return }
        queue.schedule(.stepDone(id, attention: done.attention), at: done.at)
    }

    mutating func stepDone(_ id: AgentID, _ attention: Int) async throws {
        guard let (job, action) = agents[id]?.finishStep(attention) else { return }
        try await perform(action, on: job, by: id)
        try await leaveIfPossible(id)
        attend(id)
    }

    private mutating func perform(_ action: Step.Action, on job: Job, by id: AgentID) async throws {
        let caseID = job.caseID
        switch action {
        case .reply(let line): try await reply(line, on: caseID, by: id)
        case .ask:
            try await reply(.question, on: caseID, by: id)
            try await desk.perform(.pause(caseID, .customer))
            agents[id]?.park(caseID)
        case .askSupplier(let span):
            try await reply(.inHand, on: caseID, by: id)
            try await desk.perform(.note(caseID, by: id, text: "Kysytty urakoitsijalta."))
            try await desk.perform(.pause(caseID, .supplier))
            agents[id]?.park(caseID)
            queue.schedule(.supplierDone(caseID), at: clock.now() + span)
        case .promise(let course): try await promise(course, on: caseID, by: id)
        case .keepPromise(let promise): try await desk.perform(.keepPromise(promise))
        case .renegotiate(let promise):
            let due = clock.now() + .minutes(reflexes.integer(in: 40...80))
            try await desk.perform(.renegotiatePromise(promise, to: due))
            try await desk.perform(.pause(caseID, .internal))
            agents[id]?.park(caseID)
            queue.schedule(.promiseRemembered(caseID, promise, .kept), at: due - .minutes(15))
        case .transfer(let queue):
            try await desk.perform(.transfer(caseID, to: queue))
            agents[id]?.drop(caseID)
        case .resolve:
            try await desk.perform(.resolve(caseID, by: id))
            agents[id]?.drop(caseID)
        }
    }

    private func reply(_ line: Wording.AgentLine, on caseID: CaseID, by id: AgentID) async throws {
        let language = citizens.matter(of: caseID)?.citizen.language ?? .finnish
        try await desk.perform(.reply(caseID, by: id, text: Wording.agent(line, in: language)))
    }

    /// Adds to what is left to do with a case on an agent's desk.
    private mutating func extend(_ caseID: CaseID, of id: AgentID, with steps: [Step], first: Bool = false) {
        let now = clock.now()
        agents[id]?.extend(caseID, with: steps, first: first, at: now)
        attend(id)
    }

    // MARK: Waiting for others

    /// A citizen has said something about a case that somebody may have on the desk.
    mutating func joined(_ caseID: CaseID, _ matter: Matter) async throws {
        guard let item = try await desk.record(ServiceCase.self, caseID), let id = item.agent,
            let job = agents[id]?.job(caseID)
        else { return }
        if item.status == .open, job.steps.isEmpty {
            var steps = handling.closing(on: item.lastChannel)
            if case .promise(let course) = matter.course, item.channel == "chat" {
                steps = [Step(effort: steps[0].effort, action: .promise(course))]
            }
            extend(caseID, of: id, with: steps)
        } else {
            extend(caseID, of: id, with: [handling.reassuring()], first: true)
        }
    }

    mutating func supplierDone(_ caseID: CaseID) async throws {
        guard let item = try await desk.record(ServiceCase.self, caseID), case .pending(.supplier) = item.status,
            let id = item.agent
        else { return }
        try await desk.perform(.resume(caseID))
        extend(caseID, of: id, with: handling.closing(on: "mail"))
    }

    private mutating func promise(_ course: Matter.PromiseCourse, on caseID: CaseID, by id: AgentID) async throws {
        let now = clock.now()
        let due =
            course == .tomorrow || now > time.at(14, 40)
            ? time.at(36) : now + .minutes(reflexes.integer(in: 50...110))
        try await reply(.promise, on: caseID, by: id)
        let result = try await desk.perform(
            .promise(caseID, by: id, text: "Soitan takaisin.", due: due, source: .willFindOut))
        try await desk.perform(.pause(caseID, .internal))
        agents[id]?.park(caseID)
        guard case .promised(let name) = result, due < time.at(24) else { return }
        let promise = try PromiseID(name)
        let remembered: Instant? =
            switch course {
            case .kept: due - .minutes(reflexes.integer(in: 12...40))
            case .renegotiated: due - .minutes(12)
            case .late: due + .minutes(reflexes.integer(in: 10...45))
            case .forgotten, .tomorrow: nil
            }
        if let remembered { queue.schedule(.promiseRemembered(caseID, promise, course), at: remembered) }
    }

    mutating func promiseRemembered(
        _ caseID: CaseID, _ promise: PromiseID, _ course: Matter.PromiseCourse
    ) async throws {
        guard let item = try await desk.record(ServiceCase.self, caseID), !item.status.isSettled, let id = item.agent,
            let agent = agents[id], agent.presence != .offline, agent.job(caseID) != nil
        else { return }
        if case .pending = item.status { try await desk.perform(.resume(caseID)) }
        let steps = course == .renegotiated ? handling.renegotiating(promise) : handling.keeping(promise)
        extend(caseID, of: id, with: steps)
    }

    // MARK: Coming and going

    mutating func shift(_ id: AgentID, _ presence: AgentPresence) async throws {
        agents[id]?.want(presence)
        try await leaveIfPossible(id)
        attend(id)
    }

    private mutating func leaveIfPossible(_ id: AgentID) async throws {
        let now = clock.now()
        guard let agent = agents[id], agent.canGo(at: now), let presence = agents[id]?.go(at: now) else { return }
        try await desk.perform(.setPresence(id, presence))
        guard presence == .offline, agent.shift.handsOver else { return }
        for job in agent.jobs where !job.steps.isEmpty {
            guard let queue = try await desk.record(ServiceCase.self, job.caseID)?.queue else { continue }
            try await desk.perform(.transfer(job.caseID, to: queue))
            agents[id]?.drop(job.caseID)
        }
    }
}
