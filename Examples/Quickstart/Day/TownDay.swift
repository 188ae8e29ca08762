import DeskTestKit
import ServiceDesk

/// One day at the town's service desk.
///
/// It plays the citizens, the agents and the networks around a ``Desk`` and does nothing to the desk that a real host could
/// not do: it hands in contacts, answers offers, and lets the workers sweep.
struct TownDay {
    let desk: Desk
    let time: TownTime
    let clock: ManualClock
    let screens = Screens()
    let postbox: Postbox
    /// What was handed in, to compare with what the desk says it got.
    var handedIn = HandedIn()

    var queue = EventQueue<Happening>()
    var agents: [AgentID: AgentAtWork] = [:]
    var citizens = Citizens()
    var handling: Handling
    /// Draws for what citizens do of their own, apart from those of agents so that one does not change the other.
    var whims: SeededGenerator
    var reflexes: SeededGenerator

    /// The survey that one citizen answers question by question with text messages.
    var survey = SurveyTalk()

    private let dispatcher: Dispatcher
    private let courier: Courier
    private let timekeeper: Timekeeper

    init(seed: UInt64) throws {
        let policy = try TownPolicy.compiled()
        var seeds = SeededGenerator(seed: seed)
        time = TownTime(zone: policy.zone)
        clock = ManualClock(time.midnight)
        desk = Desk(
            policy: policy, store: InMemoryRecordStore(), clock: clock,
            identifiers: try SequentialIdentifiers(prefix: "L"), secret: TownDesk.secret)
        postbox = Postbox(clock: clock, busy: time.at(10, 10)..<time.at(10, 15))
        dispatcher = Dispatcher(desk, transport: screens)
        courier = Courier(
            desk, transports: ["mail": postbox, "chat": postbox, "social": postbox, "text": postbox])
        timekeeper = Timekeeper(desk)

        let plan = DayPlan(time: time, seed: seeds.next())
        let shifts = Shift.all(on: time, seed: seeds.next())
        handling = Handling(seed: seeds.next())
        whims = SeededGenerator(seed: seeds.next())
        reflexes = SeededGenerator(seed: seeds.next())
        for contact in plan.contacts { queue.schedule(.contact(contact), at: contact.at) }
        for shift in shifts {
            agents[shift.agent] = AgentAtWork(shift)
            for change in shift.changes { queue.schedule(.shift(shift.agent, change.presence), at: change.at) }
        }
        for hour in 7...18 { queue.schedule(.hour(hour), at: time.at(hour)) }
        for minute in 0..<24 * 60 { queue.schedule(.look, at: time.at(0, minute)) }
    }

    // MARK: The day

    /// Lets the day happen.
    ///
    /// - Parameter progress: Is told every hour how it stands.
    mutating func run(progress: @Sendable (HourNote) -> Void) async throws {
        while let (at, event) = queue.next(), at < time.window.upperBound {
            clock.set(to: at)
            switch event {
            case .hour(let hour): progress(try await note(hour))
            default:
                try await handle(event)
                try await sweep()
            }
        }
        clock.set(to: time.window.upperBound)
        try await timekeeper.sweep()
    }

    private mutating func handle(_ event: Happening) async throws {
        switch event {
        case .contact(let planned): try await contact(planned)
        case .followUp(let followUp): try await contact(followUp)
        case .resend(let arrival, let matter): try await receive(arrival, of: matter)
        case .shift(let agent, let presence): try await shift(agent, presence)
        case .answerOffer(let offer, let accepts): try await answer(offer, accepts: accepts)
        case .stepDone(let agent, let attention): try await stepDone(agent, attention)
        case .supplierDone(let caseID): try await supplierDone(caseID)
        case .promiseRemembered(let caseID, let promise, let course):
            try await promiseRemembered(caseID, promise, course)
        case .survey(let reply):
            try await desk.perform(.answerSurvey(reply))
        case .surveyMessage(let matter, let caseID): try await answerByMessage(matter, caseID)
        case .look: try await timekeeper.sweep()
        case .hour: break
        }
    }

    /// Lets the workers do what there is to do now, and people see what came of it.
    private mutating func sweep() async throws {
        try await dispatcher.sweep()
        for offer in await screens.takeFresh() { consider(offer) }
        try await courier.sweep()
        for message in await postbox.takeFresh() { try await react(to: message) }
    }

    private func note(_ hour: Int) async throws -> HourNote {
        var waiting = 0
        for queue in desk.machine.policy.queues.keys.sorted() {
            waiting += try await desk.records(WorkItem.self, WorkItem.waiting(in: queue)).count
        }
        let seats = try await desk.records(AgentSeat.self, AgentSeat.seats(.available))
        return HourNote(hour: hour, contacts: handedIn.contacts, waiting: waiting, agents: seats.count)
    }
}

/// How it stands at a full hour.
struct HourNote: Sendable {
    let hour: Int
    /// Contacts so far.
    let contacts: Int
    /// Cases that nobody has taken yet.
    let waiting: Int
    /// Agents at their desks.
    let agents: Int
}

/// What the host has handed in.
struct HandedIn: Sendable {
    /// Contacts that the desk had not seen before, by channel.
    private(set) var byChannel: [ChannelID: Int] = [:]
    /// Hand-ins that the desk recognised as ones it had seen.
    private(set) var repeats = 0
    /// Offers that were accepted when they were over.
    var acceptedTooLate = 0

    /// All contacts.
    var contacts: Int { byChannel.values.reduce(0, +) }

    mutating func add(_ channel: ChannelID, isRepeat: Bool) {
        if isRepeat {
            repeats += 1
        } else {
            byChannel[channel, default: 0] += 1
        }
    }
}
