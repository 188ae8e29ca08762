import DeskChannels
import DeskOperations
import DeskPrimitives
import DeskSchedules
import DeskServiceLevels
import DeskTestKit
import Testing

/// The description a customer reads and the policy that runs the desk cannot disagree: what the sheet says is read back
/// and compared with the policy, and every change of the policy changes the sheet at its place alone.
@Suite struct ServiceSheetTests {
    private func policy(_ change: (inout DeskPolicy) throws -> Void = { _ in }) throws -> DeskPolicy {
        var policy = try TownDesk.policy()
        try change(&policy)
        return policy
    }

    private func rows(_ policy: DeskPolicy, _ language: LanguageTag = .english) -> [Place: [String]] {
        Dictionary(grouping: policy.serviceSheet(in: language).rows, by: \.place)
            .mapValues { $0.map { $0.cells.map(\.text).joined(separator: "|") } }
    }

    @Test func everyPromiseOfThePolicyIsOnTheSheetAndNothingElse() throws {
        let policy = try policy()
        var wanted = Set(policy.channels.indices.map { Place.field("channels").index($0) })
        wanted.formUnion(policy.description.items.indices.map { Place.field("description").field("items").index($0) })
        wanted.formUnion(policy.description.notes.indices.map { Place.field("description").field("notes").index($0) })
        for (number, target) in policy.targets.enumerated() {
            for priority in target.within.keys {
                wanted.insert(Place.field("targets").index(number).field("within").field(priority.name))
            }
        }
        let used = Set(policy.channels.compactMap(\.hours) + policy.targets.compactMap(\.calendar))
        for name in used {
            let calendar = try #require(policy.calendars[name])
            let place = Place.field("calendars").field(name.rawValue)
            wanted.formUnion([place.field("week"), place.field("zone")])
            if !calendar.breaks.isClosed { wanted.insert(place.field("breaks")) }
            for date in calendar.dateBreaks.keys { wanted.insert(place.field("breaks").field(date.description)) }
            for date in calendar.overrides.keys { wanted.insert(place.field("overrides").field(date.description)) }
            if !calendar.holidays.elements.isEmpty { wanted.insert(place.field("holidays")) }
        }
        for language in [LanguageTag.english, .finnish] {
            #expect(Set(rows(policy, language).keys) == wanted)
        }
    }

    @Test func everyChangeOfThePolicyChangesTheSheetAtItsPlaceAlone() throws {
        let before = try policy()
        func calendars(_ change: (inout BusinessCalendar) throws -> Void) throws -> (inout DeskPolicy) throws -> Void {
            var calendar = try #require(before.calendars["office"])
            try change(&calendar)
            return { $0.calendars["office"] = calendar }
        }
        func item(_ number: Int, _ change: (ServiceItem) -> ServiceItem) throws -> (inout DeskPolicy) throws -> Void {
            var items = before.description.items
            items[number] = change(items[number])
            let description = try ServiceDescription(
                name: before.description.name, purpose: before.description.purpose, items: items,
                notes: before.description.notes)
            return { $0.description = description }
        }
        let longer = try ServiceTarget(
            name: before.targets[1].name, metric: before.targets[1].metric,
            within: before.targets[1].within.merging([.high: .hours(3)]) { _, new in new },
            calendar: before.targets[1].calendar)
        let mutations: [(String, (inout DeskPolicy) throws -> Void)] = [
            ("calendars.office.week", try calendars { $0.week[.saturday] = ["10:00-14:00"] }),
            ("calendars.office.breaks", try calendars { $0.breaks[.monday] = ["11:00-11:30"] }),
            ("calendars.office.overrides.2026-12-23", try calendars { $0.overrides["2026-12-23"] = ["08:00-12:00"] }),
            ("calendars.office.holidays", try calendars { $0.holidays = .none }),
            ("calendars.office.zone", try calendars { $0.zone = "Europe/Stockholm" }),
            ("targets[1].within.high", { $0.targets[1] = longer }),
            (
                "description.items[0]",
                try item(0) { ServiceItem(topic: $0.topic, title: $0.title, effort: .minutes(20)) }
            ),
            (
                "description.items[5]",
                try item(5) { ServiceItem(topic: $0.topic, title: $0.title, included: false, help: "Ask the police.") }
            ),
            (
                "channels[4]",
                { policy in
                    policy.channels[4] = try ContactChannel(
                        id: policy.channels[4].id, kind: policy.channels[4].kind, name: policy.channels[4].name,
                        inviteTo: policy.channels[4].inviteTo, receivingEnds: ["@lehtola"])
                }
            ),
        ]
        for (place, change) in mutations {
            let after = try policy(change)
            for language in [LanguageTag.english, .finnish] {
                let (old, new) = (rows(before, language), rows(after, language))
                let changed = Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }.map(\.description)
                // The line of a channel repeats the hours of the week.
                let allowed = place == "calendars.office.week" ? changed.filter { !$0.hasPrefix("channels[") } : changed
                #expect(allowed == [place], "\(place): \(changed)")
                for form in ServiceSheet.Format.allCases {
                    #expect(
                        before.serviceSheet(in: language).rendered(as: form)
                            != after.serviceSheet(in: language).rendered(as: form), "\(place)")
                }
            }
        }
    }

    /// Random hours and targets, read back from the words of the sheet.
    @Test func whatTheSheetSaysReadsBackAsThePolicy() throws {
        for seed in 0..<UInt64(60) {
            var random = SeededGenerator(seed: seed)
            var week = WeekHours()
            for day in Weekday.allCases where Int.random(in: 0...9, using: &random) < 8 {
                let start = Int.random(in: 0...20, using: &random) * 1_800
                let length = Int.random(in: 1...8, using: &random) * 1_800
                week[day] = [
                    try HoursInterval(
                        from: try LocalTime(secondOfDay: start), to: try LocalTime(secondOfDay: start + length))
                ]
            }
            let within = Dictionary(
                uniqueKeysWithValues: CasePriority.allCases.map {
                    ($0, TimeSpan.seconds(Int64.random(in: 1...400_000, using: &random)))
                })
            let target = try ServiceTarget(name: "t", metric: .resolution, within: within)
            let policy = try policy {
                $0.calendars["office"]?.week = week
                $0.targets = [target]
            }
            let sheet = policy.serviceSheet(in: .english)
            var read = WeekHours()
            for row in sheet.rows where row.place.description == "calendars.office.week" && !week.isClosed {
                let days = row.cells[0].text.split(separator: "–").compactMap(Self.day)
                let hours = try #require(
                    HoursInterval(String(row.cells[1].text.dropFirst(5)).replacing("–", with: "-")))
                for day in Weekday.allCases where day >= days[0] && day <= days[days.count - 1] { read[day] = [hours] }
            }
            #expect(read == week, "seed \(seed)")
            for row in sheet.rows {
                guard case .field(let name) = row.place.steps.last, let priority = CasePriority(name: name) else {
                    continue
                }
                #expect(Self.span(row.cells[3].text) == within[priority], "seed \(seed): \(row.cells[3].text)")
            }
        }
    }

    private static func day(_ text: Substring) -> Weekday? { Weekday(rawValue: text.lowercased()) }

    /// “within 4 hours 30 minutes”.
    private static func span(_ text: String) -> TimeSpan {
        let words = text.split(separator: " ").dropFirst().filter { $0 != "opening" }
        var total = TimeSpan.zero
        for (count, unit) in zip(
            words.enumerated().filter { $0.offset % 2 == 0 }.map(\.element),
            words.enumerated().filter { $0.offset % 2 == 1 }.map(\.element))
        {
            let size: Int64 =
                unit.hasPrefix("day") ? 86_400 : unit.hasPrefix("hour") ? 3_600 : unit.hasPrefix("minute") ? 60 : 1
            total += .seconds((Int64(count) ?? 0) * size)
        }
        return total
    }
}
