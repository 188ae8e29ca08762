/// An upper bound of a set of open instants, by which it is seen that a combination never opens again.
///
/// Whatever is open lies in the weekly hours or between the two dates.
struct OpenBounds: Sendable {
    private static let week: Int64 = 604_800

    /// Seconds of a week in UTC, from Monday.
    var weekly: [OpenInterval] = []
    /// Microseconds since 1970 between which anything may be open.
    var dated: OpenInterval?

    static let everything = OpenBounds(weekly: [OpenInterval(start: 0, end: week)])

    func union(_ other: OpenBounds) -> OpenBounds {
        OpenBounds(weekly: OpenIntervals.union(weekly, other.weekly), dated: Self.hull(dated, other.dated))
    }

    func intersection(_ other: OpenBounds) -> OpenBounds {
        OpenBounds(weekly: OpenIntervals.intersection(weekly, other.weekly), dated: Self.hull(dated, other.dated))
    }

    private static func hull(_ a: OpenInterval?, _ b: OpenInterval?) -> OpenInterval? {
        guard let a, let b else { return a ?? b }
        return OpenInterval(start: min(a.start, b.start), end: max(a.end, b.end))
    }

    /// Local seconds of a week, in a zone with any of these offsets.
    static func weekly(_ local: [OpenInterval], offsets: Set<Int>) -> [OpenInterval] {
        var result: [OpenInterval] = []
        for offset in offsets.sorted() {
            for interval in local where interval.start < interval.end {
                guard interval.end - interval.start < week else { return everything.weekly }
                let start = ((interval.start - Int64(offset)) % week + week) % week
                let end = start + interval.end - interval.start
                result.append(OpenInterval(start: start, end: min(end, week)))
                if end > week { result.append(OpenInterval(start: 0, end: end - week)) }
            }
        }
        return OpenIntervals.normalized(result)
    }
}

extension OpenSource.Step {
    /// The bounds of a part.
    var bounds: OpenBounds {
        switch self {
        case .calendar(let calendar): calendar.bounds
        case .ranges(let ranges):
            if ranges == [OpenSource.everything] {
                OpenBounds.everything
            } else if let first = ranges.first, let last = ranges.last {
                OpenBounds(dated: OpenInterval(start: first.start, end: last.end))
            } else {
                OpenBounds()
            }
        case .union, .intersection, .difference: OpenBounds()
        }
    }
}

extension CalendarSource {
    var bounds: OpenBounds {
        var local: [OpenInterval] = []
        let onHolidays = holidays.rules.flatMap { rule in
            if case .hours(let hours) = rule.effect { return hours.intervals }
            return []
        }
        for weekday in 0..<7 {
            let midnight = Int64(weekday * Self.day)
            // Exceptions that are not dated only take away from the regular hours.
            for span in regular[regularStarts[weekday]..<regularStarts[weekday + 1]] {
                local.append(OpenInterval(start: midnight + Int64(span.start), end: midnight + Int64(span.end)))
            }
            for hours in onHolidays {
                local.append(OpenInterval(start: midnight + Int64(hours.start), end: midnight + Int64(hours.end)))
            }
        }
        var offsets = Set(zone.changes.map(\.offset))
        offsets.insert(zone.initialOffset)
        if let rule = zone.rule {
            offsets.insert(rule.standard)
            if let daylight = rule.daylight { offsets.insert(daylight.offset) }
        }
        return OpenBounds(weekly: OpenBounds.weekly(local, offsets: offsets), dated: overrideReach)
    }

    /// Outside these instants no override opens anything; nil when none does at all.
    var overrideReach: OpenInterval? {
        let days = overrides.filter { !$0.value.isEmpty }.keys
        guard let first = days.min(), let last = days.max() else { return nil }
        // A shift of a date begins and ends within two days of it, wherever on earth.
        return OpenInterval(
            start: max(Int64(first - 2) * 86_400_000_000, OpenSource.everything.start),
            end: min(Int64(last + 4) * 86_400_000_000, OpenSource.everything.end))
    }

    /// Outside these instants the calendar is never open; nil when it is never open at all.
    var reach: OpenInterval? {
        let opensOnHolidays = holidays.rules.contains { rule in
            if case .hours(let hours) = rule.effect { return !hours.isClosed }
            return false
        }
        return !regular.isEmpty || opensOnHolidays ? OpenSource.everything : overrideReach
    }
}
