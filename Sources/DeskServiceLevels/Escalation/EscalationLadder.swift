public import DeskPrimitives
public import DeskSchedules

/// The steps by which a clock that nears its due time, or has passed it, is brought up the line.
///
/// In a policy document it is the bare list of steps. Each step is taken once in the life of a clock, also when the due time
/// moves; when the clock is completed or cancelled no further one is.
public struct EscalationLadder: Hashable, Sendable {
    /// The steps as they were written.
    public let steps: [EscalationStep]

    /// A ladder without steps.
    public static let none = EscalationLadder(checked: [])
    /// The most steps of a ladder.
    public static let stepLimit = 32

    private init(checked steps: [EscalationStep]) { self.steps = steps }

    /// Creates a ladder.
    ///
    /// - Throws: `Refusal` with code `tooLong` beyond ``stepLimit``, `duplicateName` at the second step of a name.
    public init(_ steps: [EscalationStep]) throws(Refusal) {
        guard steps.count <= Self.stepLimit else {
            throw Refusal(.tooLong, "at most \(Self.stepLimit) steps are taken")
        }
        for (index, step) in steps.enumerated()
        where steps[..<index].contains(where: { $0.name.utf8.elementsEqual(step.name.utf8) }) {
            throw Refusal(.duplicateName, "another step has the same name", at: Place([.index(index)]).field("name"))
        }
        self.steps = steps
    }

    /// Whether there are no steps.
    public var isEmpty: Bool { steps.isEmpty }
}

/// A step of an escalation ladder and when it is reached.
public struct ReachedStep: Hashable, Sendable {
    /// The step.
    public let step: EscalationStep
    /// When the clock reaches it.
    public let at: Instant

    /// Creates a reached step.
    public init(step: EscalationStep, at: Instant) {
        self.step = step
        self.at = at
    }
}

extension ServiceClock {
    /// The steps of a ladder that are still ahead or due, with the time of each as far as it can be foreseen from the
    /// events up to an instant, the earliest first; none when the clock is completed or cancelled.
    ///
    /// Steps of one instant keep the order of the ladder.
    ///
    /// - Parameters:
    ///   - taken: the names of steps taken before.
    ///   - open: the open hours of ``calendar``.
    /// - Complexity: O(events + steps · log events).
    public func steps(
        of ladder: EscalationLadder, besides taken: [String], at instant: Instant, in open: OpenTime
    ) -> [ReachedStep] {
        let left = ladder.steps.filter { step in !taken.contains { $0.utf8.elementsEqual(step.name.utf8) } }
        guard !left.isEmpty else { return [] }
        let now = moment(instant)
        var fold = ClockFold(self, in: open)
        for entry in events {
            guard entry.at <= now else { break }
            fold.apply(entry)
        }
        fold.passAgreed(by: now)
        switch fold.mode {
        case .stopped, .cancelled: return []
        case .running, .paused: break
        }
        let reached = left.compactMap { step in
            fold.instant(of: step.moment).map { ReachedStep(step: step, at: $0) }
        }
        return reached.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }
}

extension EscalationLadder: Codable {
    /// Reads and checks a bare list of steps.
    public init(from decoder: any Decoder) throws {
        let steps = try decoder.singleValueContainer().decode([EscalationStep].self)
        do throws(Refusal) {
            try self.init(steps)
        } catch {
            throw decoder.failure(error)
        }
    }

    /// Writes a bare list of steps.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(steps)
    }
}
