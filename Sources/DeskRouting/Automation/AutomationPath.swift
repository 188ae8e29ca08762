public import DeskPrimitives

/// How a simple recurring matter is handled without a person, and how a person takes over.
///
/// A path that exists has a human exit: ``exit`` is where a contact goes when it asks for a person, when a step fails, takes too
/// long or has run too often. The queue and the channel of the exit are checked against the desk's by the policy check.
public struct AutomationPath: Hashable, Sendable {
    /// The most steps of a path.
    public static let stepLimit = 100
    /// The most steps one contact can be led through, loops counted.
    public static let runLimits = 1...1_000

    /// The name for records.
    public let id: String
    /// The topics that take the path; none by default.
    public let topics: [TopicID]
    /// The steps, the first one first.
    public let steps: [AutomationStep]
    /// Where a person takes over.
    public let exit: QueueID
    /// The channel on which a person takes over; nil for the contact's own.
    public let exitChannel: ChannelID?
    /// How long a step may take.
    public let stepTimeout: TimeSpan
    /// After how many steps a person takes over in any case.
    public let runLimit: Int

    /// Creates a path.
    ///
    /// - Throws: `Refusal` with code `malformed`, `tooLong`, `duplicateName`, `unknownName` or `outOfRange` at the member.
    public init(
        id: String, topics: [TopicID] = [], steps: [AutomationStep], exit: QueueID, exitChannel: ChannelID? = nil,
        stepTimeout: TimeSpan = .minutes(2), runLimit: Int = 20
    ) throws(Refusal) {
        guard (1...Limits.identifierBytes).contains(id.utf8.count) else {
            throw Refusal(.malformed, "a name has 1 to \(Limits.identifierBytes) bytes", at: .field("id"))
        }
        guard !steps.isEmpty else { throw Refusal(.malformed, "a path has a step", at: .field("steps")) }
        guard steps.count <= Self.stepLimit else {
            throw Refusal(.tooLong, "more than \(Self.stepLimit) steps", at: .field("steps"))
        }
        guard stepTimeout > .zero, stepTimeout <= .days(7) else {
            throw Refusal(.outOfRange, "longer than nothing, at most seven days", at: .field("stepTimeout"))
        }
        guard Self.runLimits.contains(runLimit) else {
            throw Refusal(.outOfRange, "1 to 1000 steps", at: .field("runLimit"))
        }
        let names = steps.map(\.id)
        for (number, step) in steps.enumerated() {
            let place = Place.field("steps").index(number)
            guard (1...Limits.identifierBytes).contains(step.id.utf8.count) else {
                throw Refusal(.malformed, "a name has 1 to \(Limits.identifierBytes) bytes", at: place.field("id"))
            }
            guard !names[..<number].contains(step.id) else {
                throw Refusal(.duplicateName, "two steps are called “\(step.id)”", at: place.field("id"))
            }
            for (member, target) in [("next", step.next), ("otherwise", step.otherwise)] {
                guard let target, !names.contains(target) else { continue }
                throw Refusal(
                    .unknownName, "no step is called “\(target)”\(NearestName.hint(target, among: names))",
                    at: place.field(member))
            }
        }
        self.id = id
        self.topics = topics
        self.steps = steps
        self.exit = exit
        self.exitChannel = exitChannel
        self.stepTimeout = stepTimeout
        self.runLimit = runLimit
    }

    /// The step of a name.
    public func step(_ id: String) -> AutomationStep? { steps.first { $0.id == id } }

    /// Steps that no contact can ever come to, in their order.
    public var unreachableSteps: [String] {
        var reached: Set<String> = []
        var open = [steps[0].id]
        while let id = open.popLast() {
            guard reached.insert(id).inserted, let step = step(id) else { continue }
            open += [step.next, step.otherwise].compactMap { $0 }
        }
        return steps.map(\.id).filter { !reached.contains($0) }
    }
}

extension AutomationPath: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case id
        case topics
        case steps
        case exit
        case exitChannel
        case stepTimeout
        case runLimit
    }

    /// Reads the object, refusing what the initializer refuses at its member.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let id = try container.decode(String.self, forKey: .id)
        let topics = try container.decodeIfPresent([TopicID].self, forKey: .topics) ?? []
        let steps = try container.decode([AutomationStep].self, forKey: .steps)
        let exit = try container.decode(QueueID.self, forKey: .exit)
        let exitChannel = try container.decodeIfPresent(ChannelID.self, forKey: .exitChannel)
        let stepTimeout = try container.decodeIfPresent(TimeSpan.self, forKey: .stepTimeout) ?? .minutes(2)
        let runLimit = try container.decodeIfPresent(Int.self, forKey: .runLimit) ?? 20
        self = try decoder.checked { () throws(Refusal) in
            try AutomationPath(
                id: id, topics: topics, steps: steps, exit: exit, exitChannel: exitChannel,
                stepTimeout: stepTimeout, runLimit: runLimit)
        }
    }
}
