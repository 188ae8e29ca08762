import DeskPrimitives
import DeskRouting
import Foundation
import Testing

/// What an agent holds, and every change that is refused.
@Suite struct AgentSeatTests {
    private let fresh = AgentSeat(agent: "a1", presence: .available, at: Samples.at(0))

    @Test func capacityIsHeldFromTheOfferOn() throws {
        let one = try fresh.holding("c1", units: 60, capacity: 100, at: Samples.at(1))
        #expect(one.usedUnits == 60)
        #expect(!one.isWorking)
        #expect(one.idleSince == Samples.at(0))
        let full = try one.holding("c2", units: 40, capacity: 100, at: Samples.at(2))
        #expect(full.usedUnits == 100)
        let over = refusal { _ = try full.holding("c3", units: 1, capacity: 100, at: Samples.at(3)) }
        #expect(over?.description == "wrongState: agent a1 has 0 units left, 1 are needed")
        let some = refusal { _ = try one.holding("c3", units: 41, capacity: 100, at: Samples.at(3)) }
        #expect(some?.description == "wrongState: agent a1 has 40 units left, 41 are needed")
        #expect(try full.holding("c3", units: 100, capacity: nil, at: Samples.at(3)).usedUnits == 200)
    }

    @Test func whatCannotBeHeldIsRefused() throws {
        let one = try fresh.holding("c1", units: 10, capacity: 100, at: Samples.at(1))
        #expect(refusal { _ = try one.holding("c1", units: 10, capacity: 100, at: Samples.at(2)) }?.code == .wrongState)
        #expect(refusal { _ = try one.holding("c2", units: 0, capacity: 100, at: Samples.at(2)) }?.code == .outOfRange)
        #expect(
            refusal { _ = try one.holding("c2", units: 101, capacity: nil, at: Samples.at(2)) }?.code == .outOfRange)
        #expect(refusal { _ = try one.holding("c2", units: 1, capacity: .min, at: Samples.at(2)) }?.code == .wrongState)
        var many = fresh
        for number in 0..<1_000 {
            many = try many.holding(CaseID("c\(number)"), units: 1, capacity: nil, at: Samples.at(1))
        }
        #expect(refusal { _ = try many.holding("more", units: 1, capacity: nil, at: Samples.at(2)) }?.code == .tooLong)
    }

    @Test func acceptedWorkIsActive() throws {
        let held = try fresh.holding("c1", units: 60, capacity: 100, at: Samples.at(1))
        let active = try held.activating("c1", at: Samples.at(5))
        #expect(active.holds == [SeatHold(caseID: "c1", units: 60, since: Samples.at(5), state: .active)])
        #expect(active.isWorking)
        #expect(active.idleSince == Samples.at(5))
        #expect(refusal { _ = try active.activating("c1", at: Samples.at(6)) }?.code == .wrongState)
        #expect(refusal { _ = try held.activating("c2", at: Samples.at(6)) }?.code == .wrongState)
        let taken = try fresh.holding("c1", units: 60, capacity: 100, as: .active, at: Samples.at(7))
        #expect(taken.isWorking)
        #expect(taken.idleSince == Samples.at(7))
    }

    @Test func finishedWorkIsCounted() throws {
        let active = try fresh.holding("c1", units: 60, capacity: 100, as: .active, at: Samples.at(1))
        let finished = try active.releasing("c1", finished: true, at: Samples.at(90))
        #expect(finished.holds.isEmpty)
        #expect(finished.handledCount == 1)
        #expect(finished.effort == 60)
        #expect(finished.idleSince == Samples.at(90))
        let returned = try active.releasing("c1", at: Samples.at(90))
        #expect(returned.handledCount == 0)
        #expect(returned.effort == 0)
        #expect(returned.idleSince == Samples.at(90))
        #expect(refusal { _ = try finished.releasing("c1", at: Samples.at(91)) }?.code == .wrongState)
    }

    @Test func anOfferThatCameToNothingLeavesThePlaceInLine() throws {
        let held = try fresh.holding("c1", units: 60, capacity: 100, at: Samples.at(1))
        #expect(try held.releasing("c1", at: Samples.at(30)) == fresh)
        #expect(refusal { _ = try held.releasing("c1", finished: true, at: Samples.at(30)) }?.code == .wrongState)
    }

    @Test func presence() throws {
        let away = fresh.changing(to: .away, at: Samples.at(10))
        #expect(away.presence == .away)
        #expect(away.presenceSince == Samples.at(10))
        #expect(away.idleSince == Samples.at(0))
        let back = away.changing(to: .available, at: Samples.at(20))
        #expect(back.idleSince == Samples.at(20))
        #expect(back.changing(to: .available, at: Samples.at(30)) == back)
        let held = try fresh.holding("c1", units: 60, capacity: 100, at: Samples.at(1))
        #expect(held.changing(to: .offline, at: Samples.at(2)).usedUnits == 60)
        #expect(AgentSeat(agent: "a1", at: Samples.at(0)).presence == .offline)
    }

    @Test func recordsGoThereAndBack() throws {
        let seat = try fresh.holding("c1", units: 60, capacity: 100, at: Samples.at(1)).activating(
            "c1", at: Samples.at(2)
        )
        .holding("c2", units: 10, capacity: 100, at: Samples.at(3))
        #expect(try RecordDecoder().decode(AgentSeat.self, from: RecordEncoder().encode(seat)) == seat)
        #expect(try JSONDecoder().decode(AgentSeat.self, from: JSONEncoder().encode(seat)) == seat)
        #expect(seat.recordKey == RecordKey(AgentSeat.collection, AgentID("a1")))
        #expect(seat.indexEntries.map(\.index) == [AgentSeat.byPresence])
        guard case .equal(let index, let key) = AgentSeat.seats(.available).selection else {
            Issue.record("no exact value")
            return
        }
        #expect(seat.indexEntries == [IndexEntry(index, key)])
        #expect(seat.changing(to: .away, at: Samples.at(9)).indexEntries != seat.indexEntries)
        #expect(AgentSeat.seats(of: ["a1", "a2"]).limit == 2)
    }

    @Test(arguments: [
        ("\"units\":60", "\"units\":9223372036854775807"), ("\"units\":10", "\"units\":0"), ("\"c2\"", "\"c1\""),
        ("\"effort\":0", "\"effort\":-1"), ("\"available\"", "\"dozing\""),
    ])
    func aBrokenRecordIsRefused(_ part: String, _ other: String) throws {
        let seat = try fresh.holding("c1", units: 60, capacity: 100, at: Samples.at(1))
            .holding("c2", units: 10, capacity: 100, at: Samples.at(3))
        let text = String(decoding: try JSONEncoder().encode(seat), as: UTF8.self)
        #expect(text.contains(part))
        let broken = Data(text.replacingOccurrences(of: part, with: other).utf8)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(AgentSeat.self, from: broken) }
    }
}
