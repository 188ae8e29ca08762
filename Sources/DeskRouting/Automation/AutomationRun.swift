public import DeskPrimitives

/// One contact on an automated path.
///
/// From the moment a person takes over, the automation may do nothing more for the contact; what it tries is refused.
public struct AutomationRun: Hashable, Sendable, Codable {
    /// Where the contact is.
    public enum State: Hashable, Sendable, Codable {
        /// At a step since a time.
        case at(step: String, since: Instant)
        /// The matter is said to be settled; the person is asked whether it is.
        case confirming(step: String, since: Instant)
        /// A person takes over.
        case handedOver(HandOver)
        /// The path has ended: the person was told, or agreed that the matter is settled.
        case finished(at: Instant, isResolved: Bool)
    }

    /// What happens to a run.
    public enum Event: Hashable, Sendable, Codable {
        /// The step has done what it does.
        case worked
        /// The step could not do it.
        case failed
        /// The person wants something else than the step gave.
        case otherwise
        /// The person asks for a person.
        case asksForPerson
        /// The person agrees that the matter is settled.
        case confirmed
        /// The person says that it is not.
        case denied
        /// Nothing happened; the time tells whether too long.
        case tick
    }

    /// A person takes over.
    public struct HandOver: Hashable, Sendable, Codable {
        /// Why a person takes over.
        public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
            /// The person asked for it.
            case asked
            /// A step failed.
            case failed
            /// A step took too long.
            case timedOut
            /// Nothing else was left to offer.
            case nothingLeft
            /// The person did not agree that the matter is settled.
            case denied
            /// The contact was led through too many steps.
            case tooManySteps
        }

        /// Why.
        public let reason: Reason
        /// When.
        public let at: Instant
        /// At which step.
        public let step: String
        /// To which queue.
        public let queue: QueueID
        /// On which channel, when not the contact's own.
        public let channel: ChannelID?
        /// When the contact began to wait; the queue counts its age from here.
        public let waitingSince: Instant
    }

    /// The path.
    public let path: String
    /// When it began.
    public let startedAt: Instant
    /// Where the contact is.
    public private(set) var state: State
    /// The steps it was led through, in their order.
    public private(set) var trail: [String]

    /// Begins a run at the first step.
    public init(_ path: AutomationPath, at now: Instant) {
        self.path = path.id
        startedAt = now
        state = .at(step: path.steps[0].id, since: now)
        trail = [path.steps[0].id]
    }

    /// When the step at hand has taken too long; nil when nothing is running.
    public func timesOut(on path: AutomationPath) -> Instant? {
        switch state {
        case .at(_, let since), .confirming(_, let since): since.adding(path.stepTimeout) ?? .latest
        case .handedOver, .finished: nil
        }
    }

    /// The run after an event.
    ///
    /// - Throws: `Refusal` with code `wrongState` when a person has taken over, the run is over or the event does not fit;
    ///   `unknownName` when the run is of another path; `outOfOrder` when the event lies before the step.
    public func applying(_ event: Event, on path: AutomationPath, at now: Instant) throws(Refusal) -> AutomationRun {
        guard path.id == self.path else {
            throw Refusal(.unknownName, "the run is on path “\(self.path)”", at: .field("path"))
        }
        var next = self
        switch state {
        case .handedOver:
            throw Refusal(.wrongState, "a person has taken over", at: .field("run"))
        case .finished:
            throw Refusal(.wrongState, "the run is over", at: .field("run"))
        case .at(let id, let since):
            try Self.checkOrder(since, now)
            guard let step = path.step(id) else {
                next.handOver(.failed, at: now, step: id, path)
                return next
            }
            if let deadline = timesOut(on: path), now >= deadline {
                next.handOver(.timedOut, at: now, step: id, path)
                return next
            }
            switch event {
            case .tick: break
            case .asksForPerson: next.handOver(.asked, at: now, step: id, path)
            case .failed: next.handOver(.failed, at: now, step: id, path)
            case .otherwise: next.move(to: step.otherwise, from: id, path, at: now)
            case .worked:
                if step.kind == .resolve {
                    next.state = .confirming(step: id, since: now)
                } else if let target = step.next {
                    next.move(to: target, from: id, path, at: now)
                } else {
                    next.state = .finished(at: now, isResolved: false)
                }
            case .confirmed, .denied:
                throw Refusal(.wrongState, "nothing was said to be settled", at: .field("event"))
            }
        case .confirming(let id, let since):
            try Self.checkOrder(since, now)
            switch event {
            case .confirmed: next.state = .finished(at: now, isResolved: true)
            case .denied, .otherwise: next.handOver(.denied, at: now, step: id, path)
            case .asksForPerson: next.handOver(.asked, at: now, step: id, path)
            case .failed: next.handOver(.failed, at: now, step: id, path)
            case .tick:
                // Who says nothing has not agreed: the matter stays open for a person to look at.
                if let deadline = timesOut(on: path), now >= deadline {
                    next.handOver(.timedOut, at: now, step: id, path)
                }
            case .worked: throw Refusal(.wrongState, "the step has worked already", at: .field("event"))
            }
        }
        return next
    }

    private static func checkOrder(_ since: Instant, _ now: Instant) throws(Refusal) {
        guard now >= since else {
            throw Refusal(.outOfOrder, "\(now) lies before the step at \(since)", at: .field("at"))
        }
    }

    private mutating func move(to target: String?, from id: String, _ path: AutomationPath, at now: Instant) {
        guard let target else { return handOver(.nothingLeft, at: now, step: id, path) }
        guard trail.count < path.runLimit else { return handOver(.tooManySteps, at: now, step: id, path) }
        trail.append(target)
        state = .at(step: target, since: now)
    }

    private mutating func handOver(_ reason: HandOver.Reason, at now: Instant, step: String, _ path: AutomationPath) {
        state = .handedOver(
            HandOver(
                reason: reason, at: now, step: step, queue: path.exit, channel: path.exitChannel,
                waitingSince: startedAt))
    }
}

extension AutomationRun.HandOver: Explained {
    /// Why a person takes over.
    public func sentence(in language: LanguageTag) -> String {
        let why =
            switch reason {
            case .asked: language.pick(en: "the person asked for it", fi: "asiakas pyysi sitä")
            case .failed: language.pick(en: "step \(step) failed", fi: "vaihe \(step) epäonnistui")
            case .timedOut: language.pick(en: "step \(step) took too long", fi: "vaihe \(step) kesti liian kauan")
            case .nothingLeft:
                language.pick(
                    en: "step \(step) had nothing else to offer", fi: "vaiheella \(step) ei ollut muuta tarjottavaa")
            case .denied: language.pick(en: "the matter is not settled", fi: "asia ei ole ratkennut")
            case .tooManySteps:
                language.pick(en: "there were too many steps", fi: "vaiheita oli liian monta")
            }
        return language.pick(
            en: "A person takes over in queue \(queue), because \(why).",
            fi: "Ihminen jatkaa jonossa \(queue), koska \(why).")
    }
}
