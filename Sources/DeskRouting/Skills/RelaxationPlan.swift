public import DeskPrimitives

/// How work that nobody takes is opened to more and more people while it keeps its place in line.
///
/// Ring 0 is what the routing outcome asked for; each step makes the next ring. Times count from when the contact came
/// into line. A step is taken early when nobody in the ring is there, so that nobody waits for a time that cannot help.
/// In documents: `{"steps": [{"after": "PT20S", "drop": ["fraud"]}], "endAfter": "PT5M", "end": {"overflow": "general"}}`.
public struct RelaxationPlan: Hashable, Sendable {
    /// The most steps of a plan.
    public static let stepCount = 16

    /// The steps in order; their times never go back.
    public let steps: [RelaxationStep]
    /// When the plan is over, counted as the steps are; not before the last step.
    public let endAfter: TimeSpan
    /// What happens then.
    public let end: RelaxationEnd

    /// Nothing is ever relaxed.
    public static let none = RelaxationPlan(unchecked: [], endAfter: .zero, end: .stay)

    private init(unchecked steps: [RelaxationStep], endAfter: TimeSpan, end: RelaxationEnd) {
        self.steps = steps
        self.endAfter = endAfter
        self.end = end
    }

    /// Creates a plan.
    ///
    /// - Throws: `Refusal` with code `outOfOrder` when a time lies before the one before it, `outOfRange` for a negative
    ///   time, `malformed` for a step that widens nothing, `tooLong` for more than ``stepCount`` steps.
    public init(
        steps: [RelaxationStep], endAfter: TimeSpan? = nil, end: RelaxationEnd = .stay
    ) throws(Refusal) {
        guard steps.count <= Self.stepCount else {
            throw Refusal(.tooLong, "more than \(Self.stepCount) steps", at: .field("steps"))
        }
        var last = TimeSpan.zero
        for (number, step) in steps.enumerated() {
            let place = Place.field("steps").index(number)
            guard step.after >= .zero else {
                throw Refusal(.outOfRange, "a time is not negative", at: place.field("after"))
            }
            guard step.after >= last else {
                throw Refusal(.outOfOrder, "the step lies before the one before it", at: place.field("after"))
            }
            guard !step.drop.isEmpty || !step.lower.isEmpty || !step.teams.isEmpty else {
                throw Refusal(.malformed, "the step widens nothing", at: place)
            }
            if let mistake = SkillRequirement.mistakes(step.lower, at: place.field("lower")).first { throw mistake }
            last = step.after
        }
        let over = endAfter ?? last
        guard over >= last else {
            throw Refusal(.outOfOrder, "the plan ends before its last step", at: .field("endAfter"))
        }
        self.init(unchecked: steps, endAfter: over, end: end)
    }

    /// The last ring there is: one for each step, and one more when anyone may take it in the end.
    public var lastRing: Int { steps.count + (end == .anyone ? 1 : 0) }

    /// The ring that time alone has reached.
    ///
    /// - Complexity: O(steps)
    public func ring(after waited: TimeSpan) -> Int {
        var ring = 0
        while ring < lastRing, waited >= time(of: ring + 1) { ring += 1 }
        return ring
    }

    /// When a ring from 1 on is reached.
    func time(of ring: Int) -> TimeSpan { ring <= steps.count ? steps[ring - 1].after : endAfter }

    /// What is asked for in a ring, of what was asked for at first; never more than in the ring before.
    public func requirement(_ first: [SkillRequirement], ring: Int) -> [SkillRequirement] {
        if ring > steps.count, end == .anyone { return [] }
        return steps.prefix(max(0, ring)).reduce(first) { $1.applied(to: $0) }
    }

    /// The teams that serve in a ring besides those of the queue.
    public func teams(ring: Int) -> [TeamID] {
        var teams: [TeamID] = []
        for step in steps.prefix(max(0, ring)) {
            for team in step.teams where !teams.contains(team) { teams.append(team) }
        }
        return teams
    }
}

extension RelaxationPlan: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case steps, endAfter, end
    }

    /// Reads the object and checks it.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let steps = try object.decodeIfPresent([RelaxationStep].self, forKey: .steps) ?? []
        let endAfter = try object.decodeIfPresent(TimeSpan.self, forKey: .endAfter)
        let end = try object.decodeIfPresent(RelaxationEnd.self, forKey: .end) ?? .stay
        self = try decoder.checked { () throws(Refusal) in
            try RelaxationPlan(steps: steps, endAfter: endAfter, end: end)
        }
    }

    /// Writes the object.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: CodingKeys.self)
        try object.encode(steps, forKey: .steps)
        try object.encode(endAfter, forKey: .endAfter)
        try object.encode(end, forKey: .end)
    }
}
