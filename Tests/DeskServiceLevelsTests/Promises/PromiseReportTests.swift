import DeskPrimitives
import Testing

@testable import DeskServiceLevels

struct PromiseReportTests {
    private func promise(
        _ id: PromiseID, _ agent: AgentID, team: TeamID? = nil, topic: TopicID? = nil, due: TimeSpan = .hours(8),
        remindBefore: [TimeSpan] = [], source: PromiseSource = .agent
    ) throws -> Promise {
        try Promise(
            id: id, caseID: "c", person: "p", agent: agent, text: "ring", madeAt: mondayOpening,
            due: mondayOpening + due, source: source, remindBefore: remindBefore, team: team, topic: topic)
    }

    @Test func keptRatesStandByPersonTeamAndTopic() throws {
        let promises = [
            try promise("1", "anna", team: "net", topic: "wifi").keep(at: mondayOpening + .hours(1)),
            try promise("2", "anna", team: "net").keep(at: mondayOpening + .hours(9)),
            try promise("3", "bo", team: "web", topic: "wifi"),
            try promise("4", "bo", source: .system),
        ]
        let now = mondayOpening + .hours(20)
        let agents = PromiseReport(of: promises, by: .agent, at: now)
        #expect(agents.rows.map(\.name) == ["anna", "bo"])
        #expect(agents.tally(of: "anna").keptRate == (1, 2))
        #expect(agents.tally(of: "bo").keptRate == (0, 1))
        let topics = PromiseReport(of: promises, by: .topic, at: now)
        #expect(topics.rows.map(\.name) == [nil, "wifi"])
        #expect(topics.tally(of: "wifi").keptRate == (1, 2))
        #expect(PromiseReport(of: promises, by: .team, at: now).tally(of: "net").late == 1)
        #expect(PromiseReport(of: promises, by: .person, at: now).tally(of: "p").keptRate == (1, 3))
    }

    @Test func remindersAreGivenOnceEachAndAnewAfterANewTime() throws {
        var promise = try promise("1", "anna", remindBefore: [.hours(4), .hours(1)]).scheduled()
        #expect(promise.remindAt == mondayOpening + .hours(4))
        #expect(promise.reminding(at: mondayOpening + .hours(3)).given == 0)
        let first = promise.reminding(at: mondayOpening + .hours(4))
        #expect(first.given == 1 && first.promise.remindAt == mondayOpening + .hours(7))
        promise = first.promise
        #expect(promise.reminding(at: mondayOpening + .hours(4)).given == 0)
        #expect(try throughRecord(promise) == promise)
        let moved = try promise.renegotiate(to: mondayOpening + .hours(30), at: mondayOpening + .hours(5)).scheduled()
        #expect(moved.remindAt == mondayOpening + .hours(26))
        let slept = moved.reminding(at: mondayOpening + .hours(29))
        #expect(slept.given == 2 && slept.promise.remindAt == nil)
        #expect(try moved.keep(at: mondayOpening + .hours(6)).scheduled().remindAt == nil)
    }

    @Test func anOlderRecordWithoutTheNewMembersIsRead() throws {
        let old = try document(
            Promise.self,
            """
            {"id": "1", "caseID": "c", "person": "p", "agent": "anna", "text": "ring", "madeAt": "2026-03-02T07:00:00Z",
             "due": "2026-03-02T15:00:00Z", "source": "agent", "state": {"open": {}}}
            """)
        #expect(old.team == nil && old.topic == nil && old.remindersGiven == 0 && old.remindAt == nil)
    }
}
