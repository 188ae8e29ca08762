import DeskPrimitives

/// How the outcomes of all rules that match become one under ``HitPolicy/collect``.
///
/// In documents the member `merge`: `{"queue": "first", "urgency": "highest", "skills": "all"}`, of which every member may be
/// left out.
public struct CollectMerge: Hashable, Sendable {
    /// Whose queue it is.
    public enum Queue: String, Hashable, Sendable, Codable, CaseIterable {
        /// That of the first rule in the order of the table.
        case first
        /// That of the last one.
        case last
        /// That of the most urgent one, the first of equals.
        case mostUrgent
    }

    /// Which urgency it is.
    public enum Urgency: String, Hashable, Sendable, Codable, CaseIterable {
        /// The highest.
        case highest
        /// The lowest.
        case lowest
        /// That of the rule whose queue it is.
        case ofQueue
    }

    /// Which skills are asked for.
    public enum Skills: String, Hashable, Sendable, Codable, CaseIterable {
        /// Those of all rules, each at its highest level.
        case all
        /// Those that every rule asks for, each at its lowest level.
        case common
        /// Those of the rule whose queue it is.
        case ofQueue
    }

    /// Whose queue it is.
    public var queue: Queue
    /// Which urgency it is.
    public var urgency: Urgency
    /// Which skills are asked for.
    public var skills: Skills

    /// Creates a merge; what is left out is as usual: the first queue, the highest urgency, all skills.
    public init(queue: Queue = .first, urgency: Urgency = .highest, skills: Skills = .all) {
        self.queue = queue
        self.urgency = urgency
        self.skills = skills
    }

    /// The outcomes of all rules that match, in order, as one; nil for none.
    func merged(_ outcomes: [RoutingOutcome]) -> RoutingOutcome? {
        guard let first = outcomes.first, let last = outcomes.last else { return nil }
        let owner =
            switch queue {
            case .first: first
            case .last: last
            case .mostUrgent: outcomes.reduce(first) { $1.urgency > $0.urgency ? $1 : $0 }
            }
        var result = owner
        switch urgency {
        case .highest: result.urgency = outcomes.reduce(first.urgency) { max($0, $1.urgency) }
        case .lowest: result.urgency = outcomes.reduce(first.urgency) { min($0, $1.urgency) }
        case .ofQueue: break
        }
        guard skills != .ofQueue else { return result }
        var levels: [SkillID: [Int]] = [:]
        for outcome in outcomes {
            for skill in outcome.skills { levels[skill.skill, default: []].append(skill.atLeast) }
        }
        result.skills =
            levels.compactMap { skill, levels -> SkillRequirement? in
                if skills == .common {
                    guard levels.count == outcomes.count, let lowest = levels.min() else { return nil }
                    return SkillRequirement(skill, atLeast: lowest)
                }
                return SkillRequirement(skill, atLeast: levels.max() ?? 1)
            }.sorted { $0.skill < $1.skill }
        return result
    }
}

extension CollectMerge: Encodable {
    enum Member: String, CodingKey, CaseIterable {
        case queue
        case urgency
        case skills
    }

    /// Writes the object.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Member.self)
        try container.encode(queue, forKey: .queue)
        try container.encode(urgency, forKey: .urgency)
        try container.encode(skills, forKey: .skills)
    }
}
