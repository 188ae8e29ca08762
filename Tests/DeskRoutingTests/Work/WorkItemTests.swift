import DeskPrimitives
import DeskRouting
import Foundation
import Testing

/// The way of a piece of work through its states, and every step that is refused.
@Suite struct WorkItemTests {
    private func item(_ preferred: AgentID? = nil) throws -> WorkItem {
        try WorkItem(
            id: "c1", queue: "vip", requirement: [SkillRequirement("fraud", atLeast: 3)], urgency: 70, units: 40,
            enqueuedAt: Samples.monday, preferredAgent: preferred)
    }

    private func offered() throws -> WorkItem {
        try item().offering(to: "a1", at: Samples.at(10), expires: Samples.at(40))
    }

    private func assigned() throws -> WorkItem { try offered().accepting(by: "a1", at: Samples.at(20)) }

    private func done() throws -> WorkItem { try assigned().finishing(at: Samples.at(600)) }

    @Test func theUsualWay() throws {
        let waiting = try item()
        #expect(waiting.state == .waiting)
        #expect(waiting.passCount == 0)
        let offered = try offered()
        #expect(offered.state == .offered(to: "a1", since: Samples.at(10), expires: Samples.at(40)))
        let assigned = try assigned()
        #expect(assigned.state == .assigned(to: "a1", since: Samples.at(20)))
        #expect(assigned.enqueuedAt == Samples.monday)
        #expect(try done().state == .done(at: Samples.at(600)))
        #expect([waiting, offered, assigned, try done()].map(\.state.agent) == [nil, "a1", "a1", nil])
    }

    @Test func madeOfAnOutcome() throws {
        let outcome = RoutingOutcome(queue: "vip", skills: [SkillRequirement("fraud", atLeast: 3)], urgency: 70)
        #expect(try WorkItem(id: "c1", outcome: outcome, units: 40, enqueuedAt: Samples.monday) == item())
    }

    @Test func whatIsOutOfRangeIsRefused() {
        func why(urgency: Int = 50, units: Int = 50, skills: [SkillRequirement] = [], at: Instant = Samples.monday)
            -> String?
        {
            refusal {
                _ = try WorkItem(
                    id: "c", queue: "q", requirement: skills, urgency: urgency, units: units, enqueuedAt: at)
            }?.description
        }
        #expect(why() == nil)
        #expect(why(urgency: 101) == "outOfRange at urgency: an urgency is 0 to 100, not 101")
        #expect(why(urgency: -1) == "outOfRange at urgency: an urgency is 0 to 100, not -1")
        #expect(why(units: 0) == "outOfRange at units: work takes 1 to 100 units, not 0")
        #expect(why(units: 101) == "outOfRange at units: work takes 1 to 100 units, not 101")
        #expect(
            why(skills: [SkillRequirement("s", atLeast: 0)]) == "outOfRange at skills[0].min: a level is 1 to 5, not 0")
        #expect(why(at: Instant(microseconds: .max)) == "outOfRange at enqueuedAt: outside the years 1 to 9999")
    }

    @Test func onlyTheAgentWhoIsAskedCanAcceptAndOnlyInTime() throws {
        let offered = try offered()
        #expect(refusal { _ = try offered.accepting(by: "a2", at: Samples.at(20)) }?.code == .notAllowed)
        #expect(
            refusal { _ = try offered.declining(by: "a2", at: Samples.at(20), excludeFor: .zero) }?.code == .notAllowed)
        let last = Samples.at(40) - TimeSpan(microseconds: 1)
        #expect(try offered.accepting(by: "a1", at: last).state == .assigned(to: "a1", since: last))
        let late = refusal { _ = try offered.accepting(by: "a1", at: Samples.at(40)) }
        #expect(late?.description == "wrongState: the offer of case c1 ended at 2026-03-02T09:00:40Z")
        let early = refusal { _ = try offered.expiring(at: last) }
        #expect(early?.description == "wrongState: the offer of case c1 lasts until 2026-03-02T09:00:40Z")
        #expect(try offered.expiring(at: Samples.at(40)).state == .waiting)
    }

    @Test func whatComesBackKeepsItsAgeAndIsCounted() throws {
        let declined = try offered().declining(by: "a1", at: Samples.at(15), excludeFor: .minutes(10))
        #expect(declined.state == .waiting)
        #expect(declined.enqueuedAt == Samples.monday)
        #expect(declined.passCount == 1)
        #expect(declined.excluded == [ExcludedAgent(agent: "a1", until: Samples.at(615))])
        let expired = try offered().expiring(at: Samples.at(45), excludeFor: .minutes(2))
        #expect(expired.excluded == [ExcludedAgent(agent: "a1", until: Samples.at(165))])
        let withdrawn = try offered().withdrawing(at: Samples.at(15))
        #expect(withdrawn.excluded == [])
        let returned = try assigned().returning(at: Samples.at(300))
        for item in [expired, withdrawn, returned] {
            #expect(item.state == .waiting)
            #expect(item.enqueuedAt == Samples.monday)
            #expect(item.passCount == 1)
            #expect(item.urgency == 70)
        }
        let again = try returned.offering(to: "a2", at: Samples.at(310), expires: Samples.at(340))
            .declining(by: "a2", at: Samples.at(320), excludeFor: .zero)
        #expect(again.passCount == 2)
        #expect(again.excluded == [])
    }

    @Test func anExcludedAgentIsNotAskedUntilTheTimeIsOver() throws {
        let declined = try offered().declining(by: "a1", at: Samples.at(15), excludeFor: .minutes(10))
        let early = refusal { _ = try declined.offering(to: "a1", at: Samples.at(614), expires: Samples.at(700)) }
        #expect(early?.code == .notAllowed)
        let later = try declined.offering(to: "a1", at: Samples.at(615), expires: Samples.at(700))
        #expect(later.excluded == [])
        // Whoever changes their mind may take it.
        let taken = try declined.taking(by: "a1", at: Samples.at(20))
        #expect(taken.state == .assigned(to: "a1", since: Samples.at(20)))
        #expect(taken.excluded == [])
    }

    @Test func exclusionsAreSortedAndLimited() throws {
        var item = try item()
        for number in 0..<1_010 {
            let agent = try AgentID("a\(number)")
            item = try item.offering(to: agent, at: Samples.at(0), expires: Samples.at(30))
                .declining(by: agent, at: Samples.at(1), excludeFor: .minutes(Int64(60 + number)))
        }
        #expect(item.excluded.count == 1_000)
        #expect(item.excluded.map(\.agent) == item.excluded.map(\.agent).sorted())
        // Those that would have ended first made place.
        #expect(!item.excluded.contains { $0.agent == "a0" })
        #expect(item.excluded.contains { $0.agent == "a10" })
        #expect(item.excluded.contains { $0.agent == "a1009" })
        let over = try item.taking(by: "b", at: Samples.at(0) + .days(30))
        #expect(over.excluded == [])
    }

    @Test func anExclusionThatWouldLeaveTimeEndsWithIt() throws {
        let item = try offered().declining(by: "a1", at: Samples.at(15), excludeFor: TimeSpan(microseconds: .max))
        #expect(item.excluded == [ExcludedAgent(agent: "a1", until: .latest)])
    }

    @Test func anOfferNeedsTime() throws {
        let empty = refusal { _ = try item().offering(to: "a1", at: Samples.at(10), expires: Samples.at(10)) }
        #expect(empty?.code == .outOfOrder)
        #expect(empty?.place == .field("expires"))
    }

    @Test func transferKeepsTheAgeAndForgetsThePreference() throws {
        let moved = try item("a9").transferring(to: "billing", at: Samples.at(50))
        #expect(moved.queue == "billing")
        #expect(moved.enqueuedAt == Samples.monday)
        #expect(moved.preferredAgent == nil)
        #expect(moved.requirement == [SkillRequirement("fraud", atLeast: 3)])
        let free = try assigned().transferring(to: "billing", requirement: [], at: Samples.at(50))
        #expect(free.state == .waiting)
        #expect(free.requirement == [])
        let wrong = refusal {
            _ = try item().transferring(
                to: "billing", requirement: [SkillRequirement("x", atLeast: 9)], at: Samples.at(50))
        }
        #expect(wrong?.code == .outOfRange)
    }

    @Test func reopeningBeginsAnewAndCountsOn() throws {
        let outcome = RoutingOutcome(queue: "second", urgency: 10)
        let again = try done().reopening(outcome, at: Samples.at(9_000), preferredAgent: "a1")
        #expect(again.state == .waiting)
        #expect(again.enqueuedAt == Samples.at(9_000))
        #expect(again.queue == "second")
        #expect(again.units == 40)
        #expect(again.passCount == 1)
        #expect(again.preferredAgent == "a1")
        #expect(
            refusal { _ = try done().reopening(RoutingOutcome(queue: "q", urgency: 200), at: Samples.at(1)) }?.code
                == .outOfRange)
    }

    @Test func urgencyChangesInPlace() throws {
        #expect(try assigned().changing(urgency: 100).state == assigned().state)
        #expect(try item().changing(urgency: 100).urgency == 100)
        #expect(refusal { _ = try item().changing(urgency: 101) }?.code == .outOfRange)
        #expect(refusal { _ = try done().changing(urgency: 1) }?.code == .wrongState)
    }

    /// Every step from every state: it either works or is refused as a wrong state, as the table says.
    @Test func everyStepFromEveryState() throws {
        let states = ["waiting": try item(), "offered": try offered(), "assigned": try assigned(), "done": try done()]
        let at = Samples.at(40)
        let steps: [(String, Set<String>, @Sendable (WorkItem) throws -> WorkItem)] = [
            ("offering", ["waiting"], { try $0.offering(to: "a1", at: at, expires: Samples.at(70)) }),
            ("accepting", ["offered"], { try $0.accepting(by: "a1", at: Samples.at(39)) }),
            ("declining", ["offered"], { try $0.declining(by: "a1", at: at, excludeFor: .minutes(1)) }),
            ("expiring", ["offered"], { try $0.expiring(at: at) }),
            ("withdrawing", ["offered"], { try $0.withdrawing(at: at) }),
            ("taking", ["waiting"], { try $0.taking(by: "a2", at: at) }),
            ("returning", ["assigned"], { try $0.returning(at: at) }),
            ("transferring", ["waiting", "assigned"], { try $0.transferring(to: "q2", at: at) }),
            ("finishing", ["waiting", "assigned"], { try $0.finishing(at: at) }),
            ("reopening", ["done"], { try $0.reopening(RoutingOutcome(queue: "q"), at: at) }),
            ("changing", ["waiting", "offered", "assigned"], { try $0.changing(urgency: 1) }),
        ]
        for (name, allowed, step) in steps {
            for (state, item) in states {
                let refusal = refusal { _ = try step(item) }
                if allowed.contains(state) {
                    #expect(refusal == nil, "\(name) from \(state)")
                } else {
                    #expect(refusal?.code == .wrongState, "\(name) from \(state)")
                    #expect(refusal?.place == .field("state"), "\(name) from \(state)")
                }
            }
        }
    }

    @Test func recordsGoThereAndBack() throws {
        for item in [
            try item("a7"), try offered(), try assigned(), try done(),
            try offered().declining(by: "a1", at: Samples.at(15), excludeFor: .minutes(10)),
        ] {
            #expect(try RecordDecoder().decode(WorkItem.self, from: RecordEncoder().encode(item)) == item)
            #expect(try JSONDecoder().decode(WorkItem.self, from: JSONEncoder().encode(item)) == item)
        }
    }

    @Test(arguments: [
        ("\"units\":40", "\"units\":9000"), ("\"urgency\":70", "\"urgency\":-1"),
        ("\"passCount\":0", "\"passCount\":-1"),
        ("\"is\":\"waiting\"", "\"is\":\"lost\""), ("\"min\":3", "\"min\":0"),
        ("\"is\":\"waiting\"", "\"is\":\"assigned\""),
    ])
    func aBrokenRecordIsRefused(_ part: String, _ other: String) throws {
        let text = String(decoding: try JSONEncoder().encode(item()), as: UTF8.self)
        #expect(text.contains(part))
        let broken = Data(text.replacingOccurrences(of: part, with: other).utf8)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(WorkItem.self, from: broken) }
    }

    @Test func indexesFindTheWork() throws {
        let waiting = try item()
        #expect(waiting.indexEntries.map(\.index) == [WorkItem.waitingInOrder, WorkItem.waitingByKind])
        #expect(try offered().indexEntries.map(\.index) == [WorkItem.offeredByExpiry])
        #expect(try assigned().indexEntries.map(\.index) == [WorkItem.assignedByAgent])
        #expect(try done().indexEntries.isEmpty)
        #expect(waiting.recordKey == RecordKey(WorkItem.collection, CaseID("c1")))

        func key(_ item: WorkItem) throws -> ByteKey { try #require(item.indexEntries.first).key }
        let urgent = try key(waiting.changing(urgency: 71))
        let older = try key(
            WorkItem(id: "c0", queue: "vip", urgency: 70, enqueuedAt: Samples.monday - .seconds(1)))
        #expect(try urgent < older && older < key(waiting))

        guard case .range(let index, let from, let before?) = WorkItem.waiting(in: "vip").selection else {
            Issue.record("no range")
            return
        }
        #expect(index == WorkItem.waitingInOrder)
        #expect(try from <= key(waiting) && key(waiting) < before)
        let other = try key(WorkItem(id: "c1", queue: "vip2", enqueuedAt: Samples.monday))
        #expect(other >= before || other < from)

        guard case .range(_, let first, let end?) = WorkItem.offersOver(at: Samples.at(40)).selection else {
            Issue.record("no range")
            return
        }
        #expect(try first <= key(offered()) && key(offered()) < end)
        guard case .range(_, _, let early?) = WorkItem.offersOver(at: Samples.at(39)).selection else {
            Issue.record("no range")
            return
        }
        #expect(try key(offered()) >= early)
        guard case .range(_, let low, let high?) = WorkItem.assigned(to: "a1").selection else {
            Issue.record("no range")
            return
        }
        #expect(try low <= key(assigned()) && key(assigned()) < high)
    }
}
