import DeskChannels
import DeskPrimitives
import DeskTestKit
import Testing

@Suite("The channel portfolio")
struct PortfolioTests {
    @Test("planned load is Little's law, rounded up")
    func plans() throws {
        let chat = try ChannelPlan(channel: "chat", contactsPerHour: 12, handling: .minutes(6))
        // 12 an hour × 0.1 h = 1.2 in hand × 33 units = 39.6.
        #expect(chat.load(units: 33) == 40)
        #expect(try ChannelPlan(channel: "c", contactsPerHour: 0, handling: .hours(1)).load(units: 100) == 0)
        #expect(try ChannelPlan(channel: "c", contactsPerHour: 60, handling: .minutes(1)).load(units: 100) == 100)
        let most = try ChannelPlan(
            channel: "c", contactsPerHour: ChannelPlan.largestRate, handling: ChannelPlan.longestHandling)
        #expect(most.load(units: 100) == 72_000_000_000)
        #expect(refusal { _ = try ChannelPlan(channel: "c", contactsPerHour: -1, handling: .zero) } != nil)
        #expect(refusal { _ = try ChannelPlan(channel: "c", contactsPerHour: 1, handling: .days(31)) } != nil)
        let text = #"{"channel": "chat", "contactsPerHour": 12, "handling": "PT6M"}"#
        #expect(try fromJSON(ChannelPlan.self, text) == chat)
        #expect(
            mistake(ChannelPlan.self, #"{"channel": "c", "contactsPerHour": -1, "handling": "PT1M"}"#)?.path
                == "contactsPerHour")
    }

    @Test("figures add up")
    func figures() throws {
        let phone = try ContactChannel(
            id: "phone", kind: .voice, name: "P", loadUnits: 50,
            cost: ContactCost(currency: "EUR", perContact: 100_000))
        var figures = ChannelFigures("phone")
        #expect(figures.meanWait == nil && figures.meanEffort == nil)
        figures.add(contacts: 2, wait: .minutes(2), effort: .minutes(10), rating: 100, of: phone)
        figures.add(contacts: 1, wait: nil, effort: .minutes(20), rating: nil, of: phone)
        figures.add(contacts: 1, wait: .minutes(4), effort: .zero, rating: 50, of: phone)
        #expect((figures.cases, figures.contacts, figures.answered) == (3, 4, 2))
        #expect(figures.meanWait == .minutes(3) && figures.longestWait == .minutes(4))
        #expect(figures.effort == .minutes(30) && figures.load == .minutes(15))
        #expect((figures.rated, figures.ratings) == (2, 150))
        #expect(figures.cost == 400_000 && figures.currency == "EUR")
    }

    @Test("fragmentation is what counting by hand gives")
    func fragmentation() throws {
        for seed in 0..<UInt64(cases(100)) {
            var random = SeededGenerator(seed: seed)
            let channels: [ChannelID] = ["a", "b", "c"]
            let agents: [AgentID] = ["x", "y"]
            var work = (0..<random.integer(in: 0...40)).map { number in
                ChannelFragmentation.Work(
                    agent: random.pick(agents) ?? "x", channel: random.pick(channels) ?? "a",
                    at: morning + .minutes(Int64(number)))
            }
            let ordered = work
            random.shuffle(&work)
            let rows = ChannelFragmentation.of(work)
            for agent in agents {
                let own = ordered.filter { $0.agent == agent }
                let row = rows.first { $0.agent == agent }
                #expect(row?.total ?? 0 == own.count, "seed \(seed)")
                #expect(
                    row?.switches ?? 0 == zip(own, own.dropFirst()).count { $0.channel != $1.channel }, "seed \(seed)")
                for channel in channels {
                    let count = own.count { $0.channel == channel }
                    #expect(row?.parts.first { $0.channel == channel }?.count ?? 0 == count, "seed \(seed)")
                }
                if let row {
                    #expect(row.effectiveChannels >= 1 && row.effectiveChannels <= Double(row.parts.count) + 1e-9)
                }
            }
        }
        let even = ChannelFragmentation.of(
            ["a", "b", "a", "b"].enumerated().map {
                .init(agent: "x", channel: $0.element, at: morning + .minutes(Int64($0.offset)))
            })
        #expect(even[0].effectiveChannels == 2 && even[0].switches == 3 && even[0].switchPercent == 100)
        #expect(even[0].sentence(in: .finnish) == "x: töitä 4, kanavia 2 (a 2, b 2), kanavan vaihtoja 3.")
    }
}
