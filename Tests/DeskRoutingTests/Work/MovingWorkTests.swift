import DeskPrimitives
import DeskRouting
import DeskTestKit
import Testing

@Suite("Work that moves to another channel")
struct MovingWorkTests {
    private let now = Instant(seconds: 1_772_438_400)

    private func no(_ body: () throws -> Void) -> Refusal? {
        do { try body() } catch { return error as? Refusal }
        return nil
    }

    @Test("work takes the units of its new channel in every state; an effort of its own stays")
    func work() throws {
        let waiting = try WorkItem(id: "c", queue: "q", units: 25, enqueuedAt: now, channel: "mail")
        let moved = try waiting.moving(to: "phone", units: 100)
        #expect(moved.units == 100 && moved.effort == 100 && moved.channel == "phone")
        #expect(moved.enqueuedAt == now && moved.state == .waiting && moved.passCount == waiting.passCount)
        #expect(try moved.moving(to: "mail", units: 25) == waiting)
        let heavy = try WorkItem(id: "c", queue: "q", units: 25, enqueuedAt: now, effort: 300)
        #expect(try heavy.moving(to: "phone", units: 100).effort == 300)
        let done = try waiting.finishing(at: now)
        #expect(try done.moving(to: "phone", units: 100).state == .done(at: now))
        for units in [0, 101, -1] { #expect(no { _ = try waiting.moving(to: "x", units: units) }?.code == .outOfRange) }
    }

    @Test(
        "a seat takes another part for a held case: within the capacity when it grows, always when it shrinks or must")
    func seat() throws {
        var seat = AgentSeat(agent: "a", at: now).changing(to: .available, at: now)
        seat = try seat.holding("one", units: 25, capacity: 100, as: .active, channel: "mail", at: now)
        seat = try seat.holding("two", units: 50, capacity: 100, at: now)
        let grown = try seat.resizing("one", units: 50, capacity: 100, channel: "chat", at: now)
        #expect(grown.usedUnits == 100 && grown.holds[0].channel == "chat" && grown.holds[0].state == .active)
        #expect(grown.idleSince == seat.idleSince && grown.presence == seat.presence)
        #expect(
            no { _ = try seat.resizing("one", units: 51, capacity: 100, channel: "chat", at: now) }?.code == .wrongState
        )
        #expect(try seat.resizing("one", units: 100, capacity: nil, channel: "phone", at: now).usedUnits == 150)
        let over = try seat.resizing("one", units: 100, capacity: nil, channel: "phone", at: now)
        #expect(
            try over.resizing("one", units: 90, capacity: 100, channel: "x", at: now).usedUnits == 140, "less is less")
        #expect(
            no { _ = try seat.resizing("none", units: 1, capacity: 100, channel: "x", at: now) }?.code == .wrongState)
        #expect(
            no { _ = try seat.resizing("one", units: 0, capacity: 100, channel: "x", at: now) }?.code == .outOfRange)
        // What is wrapped up is not the case any more.
        let wrapping = try seat.releasing("one", finished: true, wrapUp: .minutes(5), at: now)
        #expect(
            no { _ = try wrapping.resizing("one", units: 1, capacity: 100, channel: "x", at: now) }?.code == .wrongState
        )
    }

    @Test("any moves of held work keep the sum of the seat, and never pass the capacity unless they must")
    func property() throws {
        for seed in UInt64(0)..<200 {
            var random = SeededGenerator(seed: seed)
            var seat = AgentSeat(agent: "a", at: now)
            var table: [CaseID: Int] = [:]
            for step in 0..<20 {
                let id = try CaseID("c\(Int.random(in: 0...4, using: &random))")
                let units = Int.random(in: 1...100, using: &random)
                let mayExceed = Bool.random(using: &random)
                let others = table.reduce(0) { $1.key == id ? $0 : $0 + $1.value }
                if let before = table[id] {
                    let isAllowed = mayExceed || units <= before || others + units <= 100
                    let result = try? seat.resizing(
                        id, units: units, capacity: mayExceed ? nil : 100, channel: nil, at: now)
                    #expect((result != nil) == isAllowed, "seed \(seed), step \(step)")
                    if let result { (seat, table[id]) = (result, units) }
                } else if let result = try? seat.holding(id, units: units, capacity: 100, at: now) {
                    (seat, table[id]) = (result, units)
                }
                #expect(seat.usedUnits == table.values.reduce(0, +), "seed \(seed), step \(step)")
            }
        }
    }
}
