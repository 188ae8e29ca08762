import DeskPrimitives
import Foundation
import Testing

@testable import DeskSchedules

private struct File: Decodable {
    struct Schedule: Decodable {
        var tz: String
        var week: [String: [[String]]]?
        var overrides: [String: [[String]]]?
        var breaks: [String: [[String]]]?
        var holidays: [String]?
    }
    struct Case: Decodable {
        struct Expect: Decodable {
            var seconds: Int64?
            var open: Bool?
            var instant: Instant?
            var earliest: Instant?
            var latest: Instant?
            var nearest: Instant?
            var farthest: Instant?
            var intervals: [[Instant]]?
        }
        var id: String
        var schedule: String
        var op: String
        var at: Instant
        var until: Instant?
        var seconds: Int64?
        var count: Int?
        var pauses: [[Instant]]?
        var expect: Expect
    }
    var schedules: [String: Schedule]
    var cases: [Case]
}

private func hours(_ pairs: [[String]]) throws -> DayHours {
    try DayHours(pairs.map { pair in
        let from = try #require(LocalTime(pair[0])), to = try #require(LocalTime(pair[1]))
        return try HoursInterval(from: from, to: to)
    })
}

private func dates(_ map: [String: [[String]]]?) throws -> [LocalDate: DayHours] {
    var result: [LocalDate: DayHours] = [:]
    for (date, pairs) in map ?? [:] {
        let day = try #require(LocalDate(date))
        result[day] = try hours(pairs)
    }
    return result
}

@Test(arguments: ["default", "1991-01-01 2038-01-01", "2015-03-01 2015-03-02", "2026-01-01 2029-01-01"])
func vectors(window: String) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: "/work/shared/vectors/business-time.json"))
    let file = try JSONDecoder().decode(File.self, from: data)
    var compiled: [String: OpenTime] = [:]
    for (id, schedule) in file.schedules {
        var week = WeekHours()
        for (day, pairs) in schedule.week ?? [:] { week[try #require(Weekday(rawValue: day))] = try hours(pairs) }
        let calendar = BusinessCalendar(
            zone: schedule.tz, week: week, overrides: try dates(schedule.overrides),
            holidays: try .dates((schedule.holidays ?? []).map { try #require(LocalDate($0 + "")) }),
            dateBreaks: try dates(schedule.breaks))
        let parts = window.split(separator: " ").map(String.init)
        compiled[id] = parts.count == 2
            ? try calendar.compiled(from: LocalDate(stringLiteral: parts[0]), to: LocalDate(stringLiteral: parts[1]))
            : try calendar.compiled()
    }
    var failed = 0
    func check<T: Equatable>(_ id: String, _ got: T, _ want: T) {
        if got != want { failed += 1; if failed < 20 { Issue.record("\(id): got \(got) want \(want)") } }
    }
    for c in file.cases {
        var time = try #require(compiled[c.schedule])
        if let pauses = c.pauses { time = try time.excluding(pauses.map { $0[0]..<$0[1] }) }
        switch c.op {
        case "within":
            check(c.id, max(time.elapsed(from: c.at, to: c.until!), .zero), .seconds(c.expect.seconds!))
        case "in_hours": check(c.id, time.isOpen(c.at), c.expect.open!)
        case "next_open": check(c.id, time.nextOpening(from: c.at), c.expect.instant)
        case "prev_close": check(c.id, time.previousClosing(before: c.at), c.expect.instant)
        case "forward":
            check(c.id, time.adding(.seconds(c.seconds!), to: c.at), c.expect.earliest)
            check(c.id, time.adding(.seconds(c.seconds!), to: c.at, landing: .latest), c.expect.latest)
        case "backward":
            check(c.id, time.subtracting(.seconds(c.seconds!), from: c.at), c.expect.nearest)
            check(c.id, time.subtracting(.seconds(c.seconds!), from: c.at, landing: .latest), c.expect.farthest)
        case "open_intervals":
            check(c.id, time.intervals(from: c.at).prefix(c.count!).map { [$0.lowerBound, $0.upperBound] }, c.expect.intervals!)
        case "open_intervals_backward":
            check(c.id, time.intervalsBackward(from: c.at).prefix(c.count!).map { [$0.lowerBound, $0.upperBound] }, c.expect.intervals!)
        default: Issue.record("op \(c.op)")
        }
    }
    #expect(failed == 0)
    #expect(file.cases.count == 1140)
}
