import DeskTestKit
import ServiceDesk

/// When an agent is at work on this day, as planned and as it turned out.
struct Shift: Sendable {
    let agent: AgentID
    /// Comings and goings in order of time.
    let changes: [(at: Instant, presence: AgentPresence)]
    /// Of a hundred offers, how many the agent does not see in time.
    let missesPercent: Int
    /// Whether the agent hands unfinished work over before going home, because the shift ends in mid-day.
    let handsOver: Bool

    /// The shifts of the day.
    static func all(on time: TownTime, seed: UInt64) -> [Shift] {
        var random = SeededGenerator(seed: seed)
        return plans.map { plan in
            var changes: [(at: Instant, presence: AgentPresence)] = []
            for (minute, presence) in plan.changes {
                let late = TimeSpan.seconds(random.integer(in: -120...240))
                changes.append((time.midnight + .minutes(minute) + late, presence))
            }
            return Shift(
                agent: plan.agent, changes: changes, missesPercent: plan.missesPercent, handsOver: plan.handsOver)
        }
    }

    private struct Plan {
        let agent: AgentID
        let changes: [(Int64, AgentPresence)]
        var missesPercent = 2
        var handsOver = false
    }

    /// A working day with lunch and two cups of coffee, in minutes of the day.
    private static func day(
        _ from: Int64, lunch: Int64, _ until: Int64, coffee: [Int64] = []
    ) -> [(Int64, AgentPresence)] {
        var changes = [(from, AgentPresence.available), (lunch, .away), (lunch + 30, .available), (until, .offline)]
        for cup in coffee { changes += [(cup, .away), (cup + 12, .available)] }
        return changes.sorted { $0.0 < $1.0 }
    }

    // Some are at the desk for half a day only and elsewhere in town for the rest.
    private static let plans = [
        Plan(agent: "aino", changes: day(476, lunch: 690, 960, coffee: [570, 840])),
        Plan(agent: "eero", changes: day(478, lunch: 735, 990, coffee: [600, 870]), missesPercent: 3),
        Plan(agent: "helmi", changes: day(480, lunch: 660, 840, coffee: [585]), handsOver: true),
        Plan(agent: "kalle", changes: day(600, lunch: 720, 965, coffee: [855]), missesPercent: 10),
        Plan(agent: "liisa", changes: day(474, lunch: 675, 780, coffee: [580]), handsOver: true),
        Plan(agent: "mikko", changes: day(500, lunch: 735, 990, coffee: [640, 860]), missesPercent: 4),
        Plan(agent: "onni", changes: day(465, lunch: 660, 870, coffee: [575, 800]), handsOver: true),
        // Siiri has a meeting at one o'clock.
        Plan(agent: "siiri", changes: day(480, lunch: 705, 990, coffee: [610]) + [(780, .away), (825, .available)]),
        Plan(agent: "veikko", changes: day(525, lunch: 750, 962, coffee: [880]), missesPercent: 6),
    ]
}
