public import DeskPrimitives

extension BusinessCalendar {
    /// Whether the calendar is open at an instant, why, and until when, in the built-in rules of its zone.
    ///
    /// - Throws: `Refusal` with code `unknownName` at `zone`.
    public func state(at instant: Instant) throws(Refusal) -> OpeningState {
        state(at: instant, using: try ZoneRules.named(zone))
    }

    /// Whether the calendar is open at an instant, why, and until when; instants outside the years 1 to 9999 are taken
    /// as the nearest that is inside.
    ///
    /// - Complexity: the calendar is made ready anew, some microseconds; for counting compile it.
    public func state(at instant: Instant, using rules: ZoneRules) -> OpeningState {
        let instant = min(max(instant, .earliest), .latest)
        let source = CalendarSource(self, zone: rules)
        let isOpen = source.contains(min(instant, Instant(microseconds: Instant.latest.microseconds - 1)).microseconds)
        let time = OpenTime(
            OpenSource(source), from: instant.microseconds, to: instant.microseconds, zoneDataVersion: "",
            fingerprint: 0)
        let until = isOpen ? time.closingAfter(instant) : time.nextOpening(from: instant)
        let change = until.flatMap { $0 < .latest ? $0 : nil }
        let reading = rules.wallClock(at: instant)
        return OpeningState(
            reading: reading, reason: isOpen ? .hours : reasonClosed(reading), until: change,
            untilReading: change.map { rules.wallClock(at: $0) })
    }

    private func reasonClosed(_ reading: LocalReading) -> OpeningState.Reason {
        let day = reading.date.dayNumber
        var plain = self
        plain.breaks = .closed
        plain.dateBreaks = [:]
        // In UTC the local reading is the instant, so the calendar without breaks answers for the wall clock alone.
        let local = (Int64(day) * 86_400 + Int64(reading.time.secondOfDay)) * 1_000_000
        if CalendarSource(plain, zone: .utc).contains(local) { return .breakTime }
        if overrides[reading.date] != nil { return .override }
        for holiday in holidays.holidays(on: reading.date) {
            switch holiday.effect {
            case .closed, .hours: return .holiday(holiday)
            case .closedDuring(let hours):
                let time = reading.time.secondOfDay
                if hours.intervals.contains(where: { $0.start <= time && time < $0.end }) { return .holiday(holiday) }
            }
        }
        return week[reading.date.weekday].isClosed ? .closedDay : .outsideHours
    }
}
