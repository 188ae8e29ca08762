public import DeskPrimitives

/// All targets of a policy, in the order in which they are asked.
///
/// For each metric the first target whose conditions hold is the one that counts; there is no other order. In a policy
/// document it is the bare list of targets.
public struct TargetBook: Hashable, Sendable {
    /// The targets in order.
    public let targets: [ServiceTarget]

    /// A book without targets: nothing is promised.
    public static let empty = TargetBook(checked: [])

    /// The most targets a book may hold.
    public static let countLimit = 10_000

    private init(checked targets: [ServiceTarget]) { self.targets = targets }

    /// Creates a book of targets.
    ///
    /// - Throws: `Refusal` with code `duplicateName` at the second target of a name, `tooLong` beyond
    ///   ``countLimit``.
    public init(_ targets: [ServiceTarget]) throws(Refusal) {
        guard targets.count <= Self.countLimit else {
            throw Refusal(.tooLong, "at most \(Self.countLimit) targets are taken")
        }
        var names: Set<[UInt8]> = []
        for (index, target) in targets.enumerated() where !names.insert(Array(target.name.utf8)).inserted {
            throw Refusal(
                .duplicateName, "another target has the same name", at: Place([.index(index)]).field("name"))
        }
        self.targets = targets
    }

    /// The first target of a metric whose conditions hold, or nil when nothing is promised.
    ///
    /// - Complexity: O(number of targets).
    public func target(
        for metric: ClockMetric, topic: TopicID?, channel: ChannelID?, priority: CasePriority,
        organization: OrganizationID? = nil, team: TeamID? = nil
    ) -> ServiceTarget? {
        targets.first {
            $0.metric == metric
                && $0.matches(
                    topic: topic, channel: channel, priority: priority, organization: organization, team: team)
        }
    }

    /// The target of every metric that has one for a case, in the order of the metrics.
    ///
    /// - Complexity: O(number of targets).
    public func targets(
        topic: TopicID?, channel: ChannelID?, priority: CasePriority, organization: OrganizationID? = nil,
        team: TeamID? = nil
    ) -> [ServiceTarget] {
        ClockMetric.allCases.compactMap { metric in
            target(
                for: metric, topic: topic, channel: channel, priority: priority, organization: organization,
                team: team)
        }
    }

    /// The target of a name.
    public func target(named name: String) -> ServiceTarget? {
        targets.first { $0.name.utf8.elementsEqual(name.utf8) }
    }
}

extension TargetBook: Codable {
    /// Reads and checks a bare list of targets.
    public init(from decoder: any Decoder) throws {
        let targets = try decoder.singleValueContainer().decode([ServiceTarget].self)
        do throws(Refusal) {
            try self.init(targets)
        } catch {
            throw decoder.failure(error)
        }
    }

    /// Writes a bare list of targets.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(targets)
    }
}
