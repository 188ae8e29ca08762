import DeskTestKit
import ServiceDesk

/// The policy of the day: the town desk's own, with room for several things at once and the hours it wants to keep.
enum TownPolicy {
    /// How much of an agent's hundred units a contact takes: beside a call or a visitor there is room for three mails,
    /// beside two chats for two.
    private static let loads: [ChannelID: Int] = ["phone": 70, "mail": 10, "chat": 40, "counter": 70]

    static func compiled() throws -> CompiledPolicy {
        var policy = try TownDesk.policy()
        policy.channels = try policy.channels.map { channel in
            try ContactChannel(
                id: channel.id, kind: channel.kind, name: channel.name, role: channel.role, allows: channel.allows,
                hours: channel.hours, loadUnits: loads[channel.id], inviteTo: channel.inviteTo,
                outOfHours: channel.outOfHours, receivingEnds: channel.receivingEnds)
        }
        // Whoever rang is asked how it was by a text message.
        policy.channels.append(
            try ContactChannel(
                id: "text", kind: .textMessage, name: LocalizedText(en: "Text message", fi: "Tekstiviesti"),
                loadUnits: 15))
        for index in policy.queues.indices where policy.queues[index].id == "general" {
            policy.queues[index].teams = ["front", "families"]
        }
        policy.distribution = DistributionPolicy(agents: [.leastUtilised, .longestIdle])
        policy.targets = try targets(policy.targets)
        return try CompiledPolicy(policy)
    }

    /// Replies and resolutions of the day are to come faster than the fixture promises.
    private static func targets(_ targets: [ServiceTarget]) throws -> [ServiceTarget] {
        let faster: [ClockMetric: [CasePriority: TimeSpan]] = [
            .firstReply: [.critical: .minutes(15), .high: .minutes(30), .normal: .hours(1), .low: .hours(4)],
            .nextReply: [.normal: .hours(1), .low: .hours(4)],
            .resolution: [.critical: .hours(2), .high: .hours(4), .normal: .hours(8), .low: .hours(24)],
        ]
        return try targets.map { target in
            try ServiceTarget(
                name: target.name, metric: target.metric, within: faster[target.metric] ?? target.within,
                calendar: target.calendar, topics: target.topics, channels: target.channels, atRisk: target.atRisk)
        }
    }
}
