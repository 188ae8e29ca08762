import DeskPrimitives
import DeskSchedules
import Testing

@testable import DeskServiceLevels

struct ServiceTargetTests {
    private let full = """
        {"name": "resolution", "metric": "resolution", "within": {"critical": "PT4H", "normal": "PT16H"},
         "calendar": "office", "topics": ["water", "billing"], "channels": ["mail"], "pausesOn": ["supplier", "customer"],
         "atRisk": [75, 50]}
        """

    @Test func aDocumentIsReadAsItIsWritten() throws {
        let target = try document(ServiceTarget.self, full)
        let expected = try ServiceTarget(
            name: "resolution", metric: .resolution, within: [.critical: .hours(4), .normal: .hours(16)],
            calendar: "office", topics: ["billing", "water"], channels: ["mail"], pausesOn: [.customer, .supplier],
            atRisk: [50, 75])
        #expect(target == expected)
        #expect(target.span(for: .critical) == .hours(4))
        #expect(target.span(for: .high) == nil)
        #expect(try throughJSON(target) == target)
        #expect(try throughRecord(target) == target)
    }

    @Test func onlyThreeKeysAreNeeded() throws {
        let target = try document(
            ServiceTarget.self, #"{"name": "first", "metric": "firstReply", "within": {"low": "P1D"}}"#)
        #expect(target.calendar == nil)
        #expect(target.topics == nil)
        #expect(target.channels == nil)
        #expect(target.pausesOn == nil)
        #expect(target.atRisk == [75])
        #expect(target.within == [.low: .days(1)])
        #expect(try throughJSON(target) == target)
    }

    @Test(arguments: [
        (#"{"metric": "answer", "within": {"low": "PT1H"}}"#, "name: missing"),
        (#"{"name": "", "metric": "answer", "within": {"low": "PT1H"}}"#, "name: a name is empty"),
        (
            #"{"name": "a", "metric": "answer", "within": {}}"#,
            "within: a target needs a time for at least one priority"
        ),
        (
            #"{"name": "a", "metric": "answer", "within": {"low": "PT0S"}}"#,
            "within.low: a target is longer than no time"
        ),
        (
            #"{"name": "a", "metric": "answer", "within": {"low": "-PT1H"}}"#,
            "within.low: a target is longer than no time"
        ),
        (
            #"{"name": "a", "metric": "answer", "within": {"low": "P36526D"}}"#,
            "within.low: a target is at most 36,525 days"
        ),
        (
            #"{"name": "a", "metric": "answer", "within": {"urgent": "PT1H"}}"#,
            "within.urgent: expected critical, high, normal or low"
        ),
        (
            #"{"name": "a", "metric": "answer", "within": {"low": "1h"}}"#,
            "within.low: expected an ISO 8601 duration such as PT8H or PT30M"
        ),
        (
            #"{"name": "a", "metric": "answer", "within": {"low": "PT1H"}, "atRisk": [50, 0]}"#,
            "atRisk.1: an at-risk step is 1 to 99 per cent of the target"
        ),
        (
            #"{"name": "a", "metric": "answer", "within": {"low": "PT1H"}, "atRisk": [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17]}"#,
            "atRisk: at most 16 at-risk steps are taken"
        ),
        (
            #"{"name": "a", "metric": "answer", "within": {"low": "PT1H"}, "topics": []}"#,
            "topics: an empty list matches nothing; leave it out to match everything"
        ),
        (
            #"{"name": "a", "metric": "answer", "within": {"low": "PT1H"}, "channels": []}"#,
            "channels: an empty list matches nothing; leave it out to match everything"
        ),
        (#"{"name": "a", "metric": "answer", "within": {"low": "PT1H"}, "topcis": ["x"]}"#, "topcis: no such key here"),
    ])
    func mistakesAreNamedWhereTheyAre(_ json: String, _ expected: String) {
        #expect(documentError(ServiceTarget.self, json) == expected)
    }

    @Test func unknownNamesAreRefused() {
        let odd = full.replacing("\"supplier\"", with: "\"weather\"")
        #expect(documentError(ServiceTarget.self, odd)?.hasPrefix("pausesOn.") == true)
        let metric = full.replacing("\"metric\": \"resolution\"", with: "\"metric\": \"luck\"")
        #expect(documentError(ServiceTarget.self, metric)?.hasPrefix("metric: ") == true)
    }

    @Test func conditionsHoldTogether() throws {
        let target = try document(ServiceTarget.self, full)
        #expect(target.matches(topic: "billing", channel: "mail", priority: .normal))
        #expect(target.matches(topic: "water", channel: "mail", priority: .critical))
        #expect(!target.matches(topic: "roads", channel: "mail", priority: .normal))
        #expect(!target.matches(topic: "billing", channel: "chat", priority: .normal))
        #expect(!target.matches(topic: "billing", channel: "mail", priority: .low))
        #expect(!target.matches(topic: nil, channel: "mail", priority: .normal))
        #expect(!target.matches(topic: "billing", channel: nil, priority: .normal))
        let open = try ServiceTarget(name: "all", metric: .answer, within: [.low: .hours(1)])
        #expect(open.matches(topic: nil, channel: nil, priority: .low))
    }

    @Test func aTargetMayPauseOnOtherReasonsThanItsMetric() throws {
        let target = try document(ServiceTarget.self, full)
        #expect(PauseReason.allCases.filter(target.pauses) == [.customer, .supplier])
        let never = try ServiceTarget(name: "a", metric: .resolution, within: [.low: .hours(1)], pausesOn: [])
        #expect(PauseReason.allCases.filter(never.pauses) == [])
        let clock = try ServiceClock(never, priority: .low, startedAt: mondayOpening)
        #expect(!clock.pauses(on: .customer))
    }

    @Test func whatEachMetricPausesOn() {
        let table = ClockMetric.allCases.map { metric in PauseReason.allCases.filter(metric.pausesOn) }
        let withoutInternal: [PauseReason] = [.customer, .scheduled, .supplier]
        let all = PauseReason.allCases
        #expect(table == [[], [], [], withoutInternal, [], [], withoutInternal, [.customer], all, all, []])
    }

    @Test func everyNameIsThereInBothLanguages() {
        let english =
            ClockMetric.allCases.map { $0.name(in: .english) } + PauseReason.allCases.map { $0.name(in: .english) }
        let finnish =
            ClockMetric.allCases.map { $0.name(in: .finnish) } + PauseReason.allCases.map { $0.name(in: .finnish) }
        #expect(Set(english).count == 15)
        #expect(Set(finnish).count == 15)
        #expect(Set(english).isDisjoint(with: finnish))
    }

    @Test func aClockOfATargetTakesOverWhatTheTargetSays() throws {
        let target = try document(ServiceTarget.self, full)
        let clock = try ServiceClock(target, priority: .critical, startedAt: mondayOpening)
        #expect(clock.metric == .resolution)
        #expect(clock.targetName == "resolution")
        #expect(clock.target == .hours(4))
        #expect(clock.calendar == "office")
        #expect(clock.pausesOn == [.customer, .supplier])
        #expect(clock.atRisk == [50, 75])
        #expect(try ServiceClock(target, priority: .low, startedAt: mondayOpening).target == nil)
    }

    @Test func aClockRemadeForAnotherTargetKeepsStartAndPauses() throws {
        let first = try ServiceTarget(
            name: "slow", metric: .resolution, within: [.normal: .hours(16)], calendar: "office")
        let second = try ServiceTarget(
            name: "fast", metric: .resolution, within: [.critical: .hours(4)], calendar: "round", atRisk: [50])
        let clock = try ServiceClock(first, priority: .normal, startedAt: mondayOpening).applying(
            (.pause(.customer), "2026-03-02T08:00:00Z"), (.retarget(.hours(9), .carry), "2026-03-02T08:30:00Z"),
            (.resume, "2026-03-02T10:00:00Z"))
        let remade = try clock.remade(for: second, priority: .critical)
        #expect(remade.events.map(\.event) == [.pause(.customer), .resume])
        #expect(remade.calendar == "round")
        #expect(remade.status(at: at("2026-03-02T11:00:00Z"), in: .always).due == at("2026-03-02T13:00:00Z"))
    }
}
