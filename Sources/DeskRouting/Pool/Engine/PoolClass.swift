import DeskPrimitives

/// What work must have in common to wait in one line: whoever can take one of it can take any of it.
struct PoolClassKey: Hashable, Sendable {
    let queue: QueueID
    /// What was asked for at first; the ring says what is asked for now.
    let requirement: [SkillRequirement]
    let ring: Int
    let units: Int
    let channelBit: Int
    let isEmergency: Bool
    let isHard: Bool
    /// Only where the order of contacts looks at it.
    let target: TimeSpan?
}

/// A line of work of one kind.
struct PoolClass: Sendable {
    let key: PoolClassKey
    let queueIndex: Int
    let channelBit: Int
    /// What an agent must be able to do in this ring.
    var requirement: [SkillRequirement]
    /// The agents with the team and the skills.
    var able = MemberBits()
    /// How many of them are available, busy or not.
    var presentCount = 0
    var line = PoolLine()
    /// Work from which some agents are excluded, in the order of the line.
    var apart: [PoolNode] = []
    /// How many entries of the pool are of this class, waiting or not.
    var references = 0

    var hasWaiting: Bool { line.count > 0 || !apart.isEmpty }
}
