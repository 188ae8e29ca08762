public import DeskPrimitives

/// A stretch of time in which a zone keeps one offset; seconds since 1970.
struct ZoneRun: Hashable, Sendable {
    var start: Int64
    var end: Int64
    var offset: Int
}

extension ZoneRules {
    /// The runs of constant offset that cover a range of seconds, in order and without gaps.
    func runs(from start: Int64, to end: Int64) -> [ZoneRun] {
        guard start < end else { return [] }
        var runs = [ZoneRun(start: start, end: end, offset: offset(atSecond: start))]
        for change in changes(after: start, before: end) {
            let last = runs.count - 1
            if runs[last].offset == change.offset { continue }
            if runs[last].start == change.time {
                runs[last].offset = change.offset
                if last > 0, runs[last - 1].offset == change.offset {
                    runs.removeLast()
                    runs[last - 1].end = end
                }
                continue
            }
            runs[last].end = change.time
            runs.append(ZoneRun(start: change.time, end: end, offset: change.offset))
        }
        return runs
    }

    /// The changes strictly between two times, ascending.
    private func changes(after start: Int64, before end: Int64) -> [ZoneChange] {
        var result: [ZoneChange] = []
        let known = changes.last?.time ?? Int64.min
        if start < known {
            var (low, high) = (0, changes.count)
            while low < high {
                let middle = (low + high) / 2
                if changes[middle].time <= start { low = middle + 1 } else { high = middle }
            }
            for change in changes[low...] {
                guard change.time < end else { return result }
                result.append(change)
            }
        }
        guard let rule, rule.daylight != nil else { return result }
        let from = max(start, known)
        let firstYear = CivilDate.civil(days: Int(from.dividedDown(by: 86_400))).year - 1
        let lastYear = CivilDate.civil(days: Int(end.dividedDown(by: 86_400))).year + 1
        let ruled = result.count
        for year in firstYear...lastYear {
            guard let (first, second) = rule.changes(in: year) else { break }
            for change in [first, second] where change.time > from && change.time < end {
                result.append(change)
            }
        }
        // Years follow one another, but a time far over its date can put a change behind one of the next year.
        // Equal times keep their order.
        var index = ruled + 1
        while index < result.count {
            var place = index
            while place > ruled, result[place].time < result[place - 1].time {
                result.swapAt(place, place - 1)
                place -= 1
            }
            index += 1
        }
        return result
    }

    /// The next change of the offset after an instant, or nil when there is none within the years 1 to 9999.
    public func nextTransition(after instant: Instant) -> Instant? {
        var start = min(max(instant, .earliest), .latest).secondsRoundedDown
        let limit = Instant.latest.secondsRoundedDown
        while start < limit {
            // One year holds every change of a rule; the table is looked at in larger steps.
            let end = min(limit, start + 31_622_400 * 8)
            let runs = runs(from: start, to: end)
            if runs.count > 1 { return Instant(seconds: runs[1].start) }
            if start >= changes.last?.time ?? Int64.min, rule?.daylight == nil { return nil }
            start = end
        }
        return nil
    }

    /// The instants at which the wall clock shows a date and time: none in a gap, two in an overlap, else one.
    public func instants(of date: LocalDate, _ time: LocalTime) -> [Instant] {
        let local = Int64(date.dayNumber) * 86_400 + Int64(time.secondOfDay)
        return runs(from: local - 100_000, to: local + 100_000).compactMap { run in
            let candidate = local - Int64(run.offset)
            guard candidate >= run.start, candidate < run.end else { return nil }
            let instant = Instant(seconds: candidate)
            return instant.isAccepted ? instant : nil
        }
    }

    /// The first instant at which the wall clock shows a date and time or later: the change itself in a gap.
    public func firstInstant(of date: LocalDate, _ time: LocalTime = .midnight) -> Instant {
        let local = Int64(date.dayNumber) * 86_400 + Int64(time.secondOfDay)
        for run in runs(from: local - 100_000, to: local + 100_000) where local < run.end + Int64(run.offset) {
            let instant = Instant(seconds: max(local - Int64(run.offset), run.start))
            return min(max(instant, .earliest), .latest)
        }
        return .latest
    }
}
