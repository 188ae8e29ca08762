import DeskPrimitives
import DeskSchedules
import Testing

@testable import DeskServiceLevels

struct TargetHistoryTests {
    private let change = at("2026-03-02T11:00:00Z")

    private func target(_ span: TimeSpan, calendar: CalendarID? = "office") throws -> ServiceTarget {
        try ServiceTarget(name: "resolution", metric: .resolution, within: [.normal: span], calendar: calendar)
    }

    private func edition(_ rule: RunningCaseRule, _ target: ServiceTarget) throws -> TargetEdition {
        try TargetEdition(
            version: "2026-2", effectiveFrom: change, targets: TargetBook([target]), runningCases: rule)
    }

    private func clock() throws -> ServiceClock {
        try ServiceClock(target(.hours(8)), priority: .normal, startedAt: mondayOpening, version: "2026-1")
    }

    @Test func theEditionInForceIsTheLastOneThatHasBegun() throws {
        let old = try TargetEdition(version: "1", effectiveFrom: mondayOpening, targets: .empty)
        let new = try TargetEdition(version: "2", effectiveFrom: change, targets: .empty)
        let history = try TargetHistory([old, new])
        #expect(history.edition(at: mondayOpening - microsecond) == nil)
        #expect(history.edition(at: change - microsecond)?.version == "1")
        #expect(history.edition(at: change)?.version == "2")
        #expect(history.editions(after: mondayOpening, through: change).map(\.version) == ["2"])
        #expect(try throughJSON(history) == history)
        #expect(throws: Refusal.self) { try TargetHistory([new, old]) }
        #expect(throws: Refusal.self) { try TargetHistory([]) }
        #expect(
            throws: Refusal(
                .duplicateName, "another edition has the same version", at: Place([.index(1)]).field("version"))
        ) { try TargetHistory([old, TargetEdition(version: "1", effectiveFrom: change, targets: .empty)]) }
    }

    @Test(arguments: [
        (RunningCaseRule.keep, "2026-03-02T15:00:00Z"), (.follow(.retroactive), "2026-03-03T11:00:00Z"),
        (.follow(.carry), "2026-03-03T11:00:00Z"), (.follow(.restart), "2026-03-03T15:00:00Z"),
        (.follow(.prorate), "2026-03-03T09:00:00Z"),
    ])
    func runningClocksGoByTheRule(_ rule: RunningCaseRule, _ due: String) throws {
        let target = try target(.hours(12))
        let moved = try clock().following(
            edition(rule, target), target: target, priority: .normal, from: office, in: office)
        #expect(moved.status(at: change, in: office).due == at(due))
        #expect(moved.version == (rule == .keep ? "2026-1" : "2026-2"))
        #expect(try throughRecord(moved) == moved)
    }

    @Test(arguments: [
        (RetargetPolicy.retroactive, "2026-03-02T15:00:00Z"), (.carry, "2026-03-02T15:00:00Z"),
        (.restart, "2026-03-02T19:00:00Z"), (.prorate, "2026-03-02T15:00:00Z"),
    ])
    func anotherCalendarTakesOverWhatTheOldOneCounted(_ policy: RetargetPolicy, _ due: String) throws {
        let target = try target(.hours(8), calendar: nil)
        let moved = try clock().following(
            edition(.follow(policy), target), target: target, priority: .normal, from: office, in: .always)
        #expect(moved.status(at: change, in: .always).due == at(due))
    }

    @Test func carriedTimeIsWhatTheOldCalendarMeasured() throws {
        // From Monday to Tuesday 9 o'clock: eight office hours, 24 around the clock.
        let tuesday = at("2026-03-03T07:00:00Z")
        let target = try target(.hours(30), calendar: nil)
        let clock = try resolutionClock(.hours(16)).applying((.pause(.customer), "2026-03-03T07:00:00Z"))
        let carried = try clock.continued(
            as: target, priority: .normal, by: .carry, at: tuesday, from: office, in: .always)
        #expect(carried.status(at: tuesday, in: .always).consumed == .hours(8))
        #expect(carried.status(at: tuesday + .hours(5), in: .always).phase == .paused(.customer))
        let anew = try clock.continued(
            as: target, priority: .normal, by: .retroactive, at: tuesday, from: office, in: .always)
        #expect(anew.status(at: tuesday, in: .always).consumed == .hours(24))
        let share = try clock.continued(
            as: target, priority: .normal, by: .prorate, at: tuesday, from: office, in: .always)
        #expect(share.status(at: tuesday, in: .always).consumed == .hours(15))
        #expect(try throughRecord(share) == share)
    }

    @Test func anEndedClockStaysAsItWasJudged() throws {
        let done = try clock().applying((.stop, "2026-03-02T10:00:00Z"))
        let target = try target(.minutes(1))
        let moved = try done.following(
            edition(.follow(.retroactive), target), target: target, priority: .normal, from: office, in: office)
        #expect(moved == done)
    }
}
