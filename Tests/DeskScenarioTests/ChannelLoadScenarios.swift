import DeskTestKit
import ServiceDesk
import Testing

@Suite("B1. All channels together, and agents on too many of them") struct ChannelLoadScenarios {
    private func findings(_ change: (inout DeskPolicy) throws -> Void) throws -> [String] {
        var policy = try TownDesk.policy()
        try change(&policy)
        return try CompiledPolicy(policy).warnings.map { $0.sentence(in: .english) }
    }

    private func added(_ change: (inout DeskPolicy) throws -> Void) throws -> Set<String> {
        Set(try findings(change)).subtracting(try findings { _ in })
    }

    private func plan(_ channel: ChannelID, _ rate: Int, _ minutes: Int64) throws -> ChannelPlan {
        try ChannelPlan(channel: channel, contactsPerHour: rate, handling: .minutes(minutes))
    }

    @Test("B1 two channels that fit alone and not together are found, with the arithmetic") func together() throws {
        // Chats: 200 an hour × 0.1 h × 33 units = 660; calls: 60 an hour × 0.1 h × 100 units = 600. The staff holds 900.
        let (chat, phone) = (try plan("chat", 200, 6), try plan("phone", 60, 6))
        #expect(try added { $0.communication.plans = [chat] }.isEmpty)
        #expect(try added { $0.communication.plans = [phone] }.isEmpty)
        #expect(
            try added { $0.communication.plans = [phone, chat] } == [
                "communication.plans: the contacts in hand on chat, phone take 660 + 600 = 1260 units together, and all who "
                    + "could get them hold 900; the largest load is 660 units on “chat”"
            ])
        // Half as many calls fit beside the chats: 660 + 240.
        let fewer = try plan("phone", 24, 6)
        #expect(try added { $0.communication.plans = [fewer, chat] }.isEmpty)
    }

    @Test("B1 staff that two channels do not share is not counted for both: a part that cannot be served is found")
    func parts() throws {
        func change(_ policy: inout DeskPolicy) throws {
            // Chats and calls go to a queue of one team alone, everything else to all.
            policy.queues[0].teams = [policy.teams[0].id]
            let first = policy.queues[0].id
            policy.routing = try RoutingTable(
                attributes: policy.routing.attributes,
                rules: [
                    RoutingRule(
                        "live", when: [RoutingCondition("channel", .isIn(["chat", "phone"]))],
                        then: RoutingOutcome(queue: first))
                ], otherwise: RoutingOutcome(queue: policy.queues[1].id))
        }
        func units(_ policy: DeskPolicy, _ teams: [TeamID]) -> Int {
            policy.agents.filter { teams.contains($0.team) }.reduce(0) { $0 + $1.capacityUnits }
        }
        var policy = try TownDesk.policy()
        try change(&policy)
        let own = units(policy, [policy.teams[0].id])
        let plans = [try plan("chat", 40, 6), try plan("phone", own * 9 / 100, 6), try plan("mail", 1, 1)]
        let all = plans[0].load(units: 33) + plans[1].load(units: 100)
        try #require(plans[0].load(units: 33) < own && plans[1].load(units: 100) < own)
        let found = try findings {
            try change(&$0)
            $0.communication.plans = plans
        }.filter { $0.hasPrefix("communication.plans:") }
        #expect(found.count == 1)
        #expect(found.first?.contains("= \(all) units together, and all who could get them hold") == true, "\(found)")
    }

    @Test("B1 an agent on more channels than was meant is named, with the channels") func tooMany() throws {
        let limit = try FragmentationLimit(channels: 3)
        let found = try added { $0.communication.fragmentation = limit }
        #expect(found.count == (try TownDesk.policy().agents.count))
        #expect(
            found.contains(
                "agents[0]: “aino” is on 4 channels (phone, mail, chat, counter), and at most 3 keep the work together"),
            "\(found.sorted())")
        let four = try FragmentationLimit(channels: 4)
        #expect(try added { $0.communication.fragmentation = four }.isEmpty)
    }

    @Test("B1 what changing channels costs an agent by the plans is found, with the numbers") func switching() throws {
        // Nine agents of 100 units: each gets 12 chats and 12 calls an hour, of which half change the channel.
        let plans = [try plan("chat", 108, 1), try plan("phone", 108, 1)]
        func with(_ seconds: Int64) throws -> Set<String> {
            let limit = try FragmentationLimit(switching: .seconds(seconds))
            return try added {
                $0.communication.plans = plans
                $0.communication.fragmentation = limit
            }
        }
        #expect(try with(0).isEmpty)
        #expect(try with(30).isEmpty, "12 × 30 s is 10 % of an hour and no more")
        let found = try with(60)
        #expect(
            found.contains(
                "agents[0]: of about 24 contacts an hour on 2 channels, “aino” takes about 12 on another channel than the "
                    + "one before; at 60 s each that is 20 % of the hour, and at most 10 % was meant"),
            "\(found.sorted())")
        let one = try FragmentationLimit(switching: .seconds(60))
        #expect(
            try added {
                $0.communication.plans = [plans[0]]
                $0.communication.fragmentation = one
            }.isEmpty, "one channel alone is never changed")
    }

    @Test("B1 the limit is read from a document; what is left out is as usual, and nonsense is refused") func document()
        throws
    {
        let limit = try FragmentationLimit(channels: 4, switching: .seconds(30), percent: 5)
        #expect(try RecordDecoder().decode(FragmentationLimit.self, from: RecordEncoder().encode(limit)) == limit)
        #expect(throws: Refusal.self) { try FragmentationLimit(channels: 0) }
        #expect(throws: Refusal.self) { try FragmentationLimit(switching: .hours(2)) }
        #expect(throws: Refusal.self) { try FragmentationLimit(percent: 101) }
    }
}
