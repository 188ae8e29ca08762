import DeskPrimitives
import DeskRouting
import DeskSchedules
import Foundation
import Testing

@Suite("Counter tickets") struct CounterTests {
    private static let today: LocalDate = "2026-03-02"

    @Test func numbersBeginAnewEveryDay() throws {
        var machine = try CounterTickets(prefix: "A")
        var labels: [String] = []
        for day in [Self.today, Self.today, "2026-03-03"] {
            let given = try machine.giving(on: day)
            labels.append(given.ticket.label)
            machine = given.after
        }
        #expect(labels == ["A 001", "A 002", "A 001"])
        #expect(refusal { _ = try machine.giving(on: Self.today) }?.code == .outOfOrder)
        let data = try JSONEncoder().encode(machine)
        #expect(try JSONDecoder().decode(CounterTickets.self, from: data) == machine)
    }

    @Test func noTwoPeopleHoldTheSameNumber() throws {
        var machine = try CounterTickets(prefix: "AB")
        var labels: Set<String> = []
        for _ in 0..<CounterTickets.highest {
            let given = try machine.giving(on: Self.today)
            labels.insert(given.ticket.label)
            machine = given.after
        }
        #expect(labels.count == 999)
        #expect(refusal { _ = try machine.giving(on: Self.today) }?.code == .tooLong)
        for prefix in ["", "a", "ABC", "Ä", "1"] {
            #expect(refusal { _ = try CounterTickets(prefix: prefix) }?.place == .field("prefix"))
        }
    }

    @Test func aHolderIsCalledThreeTimesAndThenGone() throws {
        let ticket = try CounterTickets(prefix: "A").giving(on: Self.today).ticket
        let start = Instant(seconds: 0)
        var call = CounterCall(ticket, to: "desk-1", at: start)
        #expect(refusal { _ = try call.calling(at: start + .seconds(29)) }?.code == .outOfOrder)
        call = try call.calling(at: start + .seconds(30))
        call = try call.calling(at: start + .seconds(60))
        #expect(refusal { _ = try call.calling(at: start + .seconds(90)) }?.code == .wrongState)
        #expect(!call.isGone(at: start + .seconds(89)))
        #expect(call.isGone(at: start + .seconds(90)))
        let came = try call.coming(at: start + .seconds(80))
        #expect(!came.isGone(at: start + .hours(1)))
        #expect(refusal { _ = try came.coming(at: start + .hours(1)) }?.code == .wrongState)
        #expect(refusal { _ = try came.calling(at: start + .hours(1)) }?.code == .wrongState)
    }
}
