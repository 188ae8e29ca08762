import DeskImport
import DeskPrimitives
import DeskSchedules
import DeskServiceLevels
import Foundation
import Testing

/// Real targets and their outcomes: the service requests of the City of Boston, opened in 2015 (open data, ODC PDDL), read
/// from the folder that `SERVICE_DESK_DATA` names.
///
/// The folder holds `boston311_2015_partial.csv.gz` and `boston311_2015_rules.csv`; neither is part of this package.
@Suite(.enabled(if: BostonData.folder != nil, BostonData.whyNot)) struct BostonServiceLevelTests {
    @Test func theFlagOfEveryClosedCaseIsWhatItsClockShows() throws {
        var (closed, flagged, blank, equal) = (0, 0, 0, 0)
        var late = 0
        for row in try BostonData.cases() {
            guard let target = row.target, let end = row.closed else { continue }
            closed += 1
            // 13 targets lie at or before the recorded opening; their clocks begin just before.
            let start = min(row.opened, target - .seconds(1))
            var clock = try ServiceClock(metric: .resolution, targetName: row.type, target: nil, startedAt: start)
            try clock.apply(.agreeDue(target), at: start)
            try clock.apply(.stop, at: end)
            let status = clock.status(at: max(end, target) + .days(1), in: .always)
            if case .late = status.phase { late += row.flag == "" ? 1 : 0 }
            guard row.flag != "" else {
                blank += 1
                continue
            }
            flagged += 1
            if case .met = status.phase { equal += row.flag == "ONTIME" ? 1 : 0 }
            if case .late = status.phase { equal += row.flag == "OVERDUE" ? 1 : 0 }
        }
        print(
            "Boston 311: on-time flag equal in \(equal) of \(flagged) flagged closed cases; \(late) of \(blank) blanks late"
        )
        #expect(closed == 79_208)
        #expect(flagged == 79_126)
        #expect(equal == 79_126)
        #expect(blank == 82 && late == 82)
    }

    @Test func targetsAreRecomputedToTheMinuteByOneRuleForEachType() throws {
        let zone = try ZoneRules.named("America/New_York")
        let city = try BusinessCalendar(
            zone: "America/New_York", week: .mondayToFriday(["08:30-17:00"]), holidays: BostonData.holidays()
        ).compiled(from: "2014-12-01", to: "2017-01-01")
        let rules = try BostonData.rules()
        var (targets, business, calendar, sameInTime, inBusiness, overChange) = (0, 0, 0, 0, 0, 0)
        for row in try BostonData.cases() {
            guard let target = row.target else { continue }
            targets += 1
            guard let rule = rules[row.type] else { continue }
            let open = rule.isBusiness ? city : .always
            let clock = try rule.target.map {
                try ServiceClock($0, priority: .normal, startedAt: row.opened, in: open, zone: zone)
            }
            // A rule of no days at all is no target but the opening itself.
            let due = clock.map { $0.status(at: row.opened, in: open).due } ?? open.nextOpening(from: row.opened)
            let computed = try #require(due)
            // Openings are often cut to the minute while targets keep their seconds.
            let isReproduced = (TimeSpan.seconds(-2)...TimeSpan.seconds(59)).contains(target - computed)
            if !rule.isBusiness {
                calendar += isReproduced ? 1 : 0
                if zone.offset(at: row.opened) != zone.offset(at: target), isReproduced { overChange += 1 }
            } else {
                business += isReproduced ? 1 : 0
                inBusiness += 1
                // All days are equally long here, so days are the same as their sum in open hours.
                let hours = try rule.inHours.map {
                    try ServiceClock($0, priority: .normal, startedAt: row.opened).status(at: row.opened, in: open).due
                }
                sameInTime += hours ?? due == computed ? 1 : 0
            }
        }
        let all = business + calendar
        print(
            "Boston 311: \(all) of \(targets) targets to the minute (business \(business), calendar \(calendar), "
                + "calendar over a change of the clocks \(overChange))")
        #expect(targets == 94_154)
        #expect(all * 1_000 >= targets * 937)
        #expect(business == 62_325 && calendar == 25_931)
        #expect(overChange > 0)
        #expect(sameInTime == inBusiness)
    }
}

/// The folder with the real cases.
private enum BostonData {
    struct Row {
        var opened: Instant
        var target: Instant?
        var closed: Instant?
        var flag: String
        var type: String
    }

    struct Rule {
        var isBusiness: Bool
        /// The rule in days; nil for no days.
        var target: ServiceTarget?
        /// The same in open hours of eight and a half a day.
        var inHours: ServiceTarget?
    }

    static let files = ["boston311_2015_partial.csv.gz", "boston311_2015_rules.csv"]

    static var folder: URL? {
        guard let path = ProcessInfo.processInfo.environment["SERVICE_DESK_DATA"], !path.isEmpty else { return nil }
        let folder = URL(fileURLWithPath: path)
        let isThere = files.allSatisfy {
            FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path)
        }
        return isThere ? folder : nil
    }

    static let whyNot: Comment = "SERVICE_DESK_DATA names no folder with \(files[0]) and \(files[1])"

    /// Weekday holidays of the city in 2015 and early 2016, Patriots' Day among them; 3 July 2015 was a working day.
    static func holidays() throws -> HolidaySet {
        try .dates([
            "2015-01-01", "2015-01-19", "2015-02-16", "2015-04-20", "2015-05-25", "2015-09-07", "2015-10-12",
            "2015-11-11", "2015-11-26", "2015-12-25", "2016-01-01", "2016-01-18", "2016-02-15", "2016-04-18",
        ])
    }

    static func rules() throws -> [String: Rule] {
        let data = try Data(contentsOf: try #require(folder).appendingPathComponent(files[1]))
        var rules: [String: Rule] = [:]
        try read(["TYPE", "kind", "days"], from: [data]) { fields in
            let days = try #require(Int64(fields[2]))
            let isBusiness = fields[1] == "business"
            let calendar: CalendarID? = isBusiness ? "city" : nil
            guard days > 0 else {
                rules[fields[0]] = Rule(isBusiness: isBusiness)
                return
            }
            rules[fields[0]] = Rule(
                isBusiness: isBusiness,
                target: try ServiceTarget(
                    name: fields[0], metric: .resolution, within: [.normal: .days(days)], calendar: calendar,
                    counting: .days),
                inHours: try ServiceTarget(
                    name: fields[0], metric: .resolution, within: [.normal: .minutes(510 * days)], calendar: calendar,
                    landing: .latest))
        }
        return rules
    }

    static func cases() throws -> [Row] {
        let zone = try ZoneRules.named("America/New_York")
        let path = try #require(folder).appendingPathComponent(files[0]).path
        let (process, pipe) = (Process(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", path]
        process.standardOutput = pipe
        try process.run()
        var rows: [Row] = []
        let columns = ["OPEN_DT", "TARGET_DT", "CLOSED_DT", "OnTime_Status", "TYPE"]
        let chunks = sequence(state: ()) { _ in
            let chunk = pipe.fileHandleForReading.readData(ofLength: 1 << 20)
            return chunk.isEmpty ? nil : chunk
        }
        try read(columns, from: chunks) { fields in
            rows.append(
                Row(
                    opened: try #require(instant(fields[0], zone)), target: instant(fields[1], zone),
                    closed: instant(fields[2], zone), flag: fields[3], type: fields[4]))
        }
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(rows.count == 121_145)
        return rows
    }

    /// Hands the named columns of every record to a closure.
    private static func read(
        _ names: [String], from chunks: some Sequence<Data>, _ take: ([String]) throws -> Void
    ) throws {
        var reader = CSVReader()
        var columns: [Int]?
        func drain() throws {
            while true {
                switch reader.next() {
                case .record:
                    let fields = (0..<reader.fieldCount)
                    if let columns {
                        try take(try columns.map { try #require(reader.text(of: $0)) })
                    } else {
                        let header = fields.map { reader.text(of: $0) ?? "" }
                        columns = try names.map { name in try #require(header.firstIndex(of: name)) }
                    }
                case .refused(let refusal): throw refusal
                case .needsMore, .end: return
                }
            }
        }
        for chunk in chunks {
            reader.append(chunk)
            try drain()
        }
        reader.finish()
        try drain()
    }

    /// The instant of a local time such as `01/16/2015 08:30:00 AM`; nil for an empty text.
    private static func instant(_ text: String, _ zone: ZoneRules) -> Instant? {
        let digits = text.utf8.split { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            .compactMap { Int(String(decoding: $0, as: UTF8.self)) }
        guard digits.count == 6, let date = try? LocalDate(year: digits[2], month: digits[0], day: digits[1]) else {
            return nil
        }
        let hour = digits[3] % 12 + (text.hasSuffix("PM") ? 12 : 0)
        let wall = Instant(seconds: Int64(date.dayNumber * 86_400 + hour * 3_600 + digits[4] * 60 + digits[5]))
        // None of the targets and closings lies in the hour that is repeated in autumn or skipped in spring.
        let guess = wall - .seconds(Int64(zone.offset(at: wall)))
        return wall - .seconds(Int64(zone.offset(at: guess)))
    }
}
