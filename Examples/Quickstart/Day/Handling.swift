import DeskTestKit
import ServiceDesk

/// A stretch of an agent's effort, and what they do at its end.
struct Step: Sendable {
    /// What an agent does with a case.
    enum Action: Sendable {
        case reply(Wording.AgentLine)
        /// Asks the citizen something and waits.
        case ask
        /// Asks somebody outside and waits.
        case askSupplier(TimeSpan)
        /// Promises to come back to it.
        case promise(Matter.PromiseCourse)
        case keepPromise(PromiseID)
        /// Agrees on a new time for a promise.
        case renegotiate(PromiseID)
        case transfer(QueueID)
        case resolve
    }

    var effort: TimeSpan
    let action: Action
}

/// A case on an agent's desk.
struct Job: Sendable {
    let caseID: CaseID
    let channel: ChannelID
    /// What is left to do; nothing while the case waits for others.
    var steps: [Step]
    /// Whether the case was put aside for hours rather than moments.
    var isParked = false

    /// Somebody stands there or is on the line.
    var isLive: Bool { channel == "phone" || channel == "counter" }
    /// What comes first when an agent has several things to do.
    var rank: Int { isLive ? 0 : channel == "chat" ? 1 : 2 }
}

/// How long agents take for what.
struct Handling {
    private var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// What an agent does with a case that was taken just now.
    ///
    /// - Parameters:
    ///   - rightQueue: Where the case belongs, when that is not where it is.
    ///   - isSecondRound: Whether the case was settled before and has come back.
    mutating func steps(
        for matter: Matter?, on channel: ChannelID, rightQueue: QueueID?, isSecondRound: Bool
    ) -> [Step] {
        if let rightQueue { return [Step(effort: seconds(60...240), action: .transfer(rightQueue))] }
        if isSecondRound { return closing(on: channel) }
        switch channel {
        case "phone", "counter": return live(matter?.course ?? .simple)
        case "chat": return [Step(effort: seconds(20...55), action: .reply(.greeting))]
        default: return written(matter?.course ?? .simple)
        }
    }

    /// What is left when everything is known.
    mutating func closing(on channel: ChannelID) -> [Step] {
        let effort = channel == "mail" ? seconds(240...780) : seconds(150...480)
        return [
            Step(effort: effort, action: .reply(.answer)),
            Step(effort: seconds(15...60), action: .resolve),
        ]
    }

    /// What an agent does to keep a promise.
    mutating func keeping(_ promise: PromiseID) -> [Step] {
        [
            Step(effort: seconds(120...400), action: .reply(.answer)),
            Step(effort: seconds(5...15), action: .keepPromise(promise)),
            Step(effort: seconds(20...70), action: .resolve),
        ]
    }

    /// What an agent does who sees that a promise cannot be kept in time.
    mutating func renegotiating(_ promise: PromiseID) -> [Step] {
        [Step(effort: seconds(60...150), action: .renegotiate(promise))]
    }

    /// A word to somebody who asks how it stands.
    mutating func reassuring() -> Step { Step(effort: seconds(60...180), action: .reply(.inHand)) }

    private mutating func live(_ course: Matter.Course) -> [Step] {
        let greeting = Step(effort: seconds(10...40), action: .reply(.greeting))
        switch course {
        case .promise(let promise):
            return [greeting, Step(effort: seconds(240...600), action: .promise(promise))]
        case .simple, .question, .supplier:
            return [greeting, Step(effort: seconds(260...1_080), action: .resolve)]
        }
    }

    private mutating func written(_ course: Matter.Course) -> [Step] {
        switch course {
        case .simple: closing(on: "mail")
        case .question: [Step(effort: seconds(120...300), action: .ask)]
        case .supplier(let span): [Step(effort: seconds(150...300), action: .askSupplier(span))]
        case .promise(let promise): [Step(effort: seconds(120...300), action: .promise(promise))]
        }
    }

    private mutating func seconds(_ range: ClosedRange<Int64>) -> TimeSpan { .seconds(random.integer(in: range)) }
}
