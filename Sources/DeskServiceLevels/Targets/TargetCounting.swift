public import DeskPrimitives
public import DeskSchedules

/// In what the times of a target are counted.
public enum TargetCounting: String, Hashable, Sendable, Codable, CaseIterable {
    /// Spans of open time: eight hours are eight open hours.
    case time
    /// Whole open days: three days are the same time of day three open days later. Around the clock these are the days of
    /// the local calendar, of 23 or 25 hours when the clocks are changed.
    case days
}

extension ServiceTarget {
    /// The time allowed for a priority to a case that begins at an instant, in open time.
    ///
    /// Where days are counted, the clock begins at the next opening, and the time is what is open up to the same time of day
    /// so many days with open hours later; a time of day that is skipped there is taken as much later.
    ///
    /// - Parameters:
    ///   - open: the open hours of the target's calendar.
    ///   - zone: the zone in which days are counted.
    /// - Returns: Nil when there is no such target for the priority, or when the calendar never has so many open days.
    /// - Complexity: O(1), and O(days) where days are counted.
    public func span(
        for priority: CasePriority, from start: Instant, in open: OpenTime, zone: ZoneRules
    ) -> TimeSpan? {
        guard let written = span(for: priority) else { return nil }
        switch counting {
        case .time: return written
        case .days:
            let days = Int(written.microseconds / TimeSpan.days(1).microseconds)
            guard let begin = open.nextOpening(from: start),
                let end = Self.sameTime(as: begin, openDaysLater: days, in: open, zone: zone)
            else { return nil }
            let span = open.elapsed(from: begin, to: end)
            return span > .zero ? span : nil
        }
    }

    private static func sameTime(
        as begin: Instant, openDaysLater days: Int, in open: OpenTime, zone: ZoneRules
    ) -> Instant? {
        let second = zone.wallClock(at: begin).time.secondOfDay
        let fraction = TimeSpan(microseconds: begin.microseconds - begin.secondsRoundedDown * 1_000_000)
        var date = zone.localDate(at: begin)
        for _ in 0..<days {
            // The first open instant of a later date; around the clock that is midnight of the next one.
            guard let midnight = date.adding(days: 1).flatMap({ instant(of: $0, second: 0, in: zone) }),
                let opening = open.nextOpening(from: midnight)
            else { return nil }
            date = zone.localDate(at: opening)
        }
        return instant(of: date, second: second, in: zone)?.adding(fraction)
    }

    /// The instant of a local time; of a repeated one the first, of a skipped one as much after the gap as it lies in it.
    private static func instant(of date: LocalDate, second: Int, in zone: ZoneRules) -> Instant? {
        let wall = Int64(date.dayNumber) * 86_400 + Int64(second)
        func reading(_ offset: Int) -> Instant { Instant(seconds: wall - Int64(offset)) }
        let before = zone.offset(at: reading(0) - .days(1))
        let after = zone.offset(at: reading(0) + .days(1))
        for offset in [before, after] where zone.offset(at: reading(offset)) == offset {
            return reading(offset).isAccepted ? reading(offset) : nil
        }
        return reading(before).isAccepted ? reading(before) : nil
    }
}

extension ServiceTarget {
    /// Refuses a target that can never be met, since its calendar never opens for so long.
    ///
    /// - Parameters:
    ///   - open: the open hours of the target's calendar.
    ///   - zone: the zone in which days are counted.
    ///   - start: from when on the target is to be kept.
    /// - Throws: `Refusal` with code `outOfRange` at the time of the priority.
    public func checkReachable(in open: OpenTime, zone: ZoneRules, from start: Instant) throws(Refusal) {
        for priority in CasePriority.allCases where within[priority] != nil {
            let due = span(for: priority, from: start, in: open, zone: zone).flatMap {
                open.adding($0, to: start, landing: landing)
            }
            guard due == nil else { continue }
            throw Refusal(
                .outOfRange, "the calendar never gives that much time",
                at: .field("within").field(priority.name))
        }
    }
}

extension TargetBook {
    /// Refuses the first target that can never be met, since its calendar never opens for so long.
    ///
    /// - Parameters:
    ///   - zone: the zone in which days are counted.
    ///   - start: from when on the targets are to be kept.
    ///   - openTime: the open hours of a calendar, those around the clock for nil.
    /// - Throws: `Refusal` with code `outOfRange` at the target and the priority.
    public func checkReachable(
        zone: ZoneRules, from start: Instant, openTime: (CalendarID?) -> OpenTime
    ) throws(Refusal) {
        for (index, target) in targets.enumerated() {
            do throws(Refusal) {
                try target.checkReachable(in: openTime(target.calendar), zone: zone, from: start)
            } catch {
                throw error.within(Place([.index(index)]))
            }
        }
    }
}
