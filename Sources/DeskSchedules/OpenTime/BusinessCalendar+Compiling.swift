public import DeskPrimitives

extension BusinessCalendar {
    /// Compiles the calendar for the years 2020 to 2039; other years are answered as well, only slower.
    ///
    /// - Throws: `Refusal` as ``compiled(from:to:using:)``.
    public func compiled() throws(Refusal) -> OpenTime {
        try compiled(from: Self.defaultFirstDate, to: Self.defaultEndDate)
    }

    /// Compiles the calendar for a window of dates, in the built-in rules of its zone.
    ///
    /// - Parameters:
    ///   - start: The first date within which queries take constant time.
    ///   - end: The date after the last one. A window of very many intervals is made shorter; only speed hangs on it.
    /// - Throws: `Refusal` with code `unknownName` at `zone`, and `outOfRange` at `to` when the window ends before it
    ///   starts.
    public func compiled(from start: LocalDate, to end: LocalDate) throws(Refusal) -> OpenTime {
        try compiled(from: start, to: end, using: try ZoneRules.named(zone))
    }

    /// Compiles the calendar with rules of its zone that the host has, such as newer ones.
    ///
    /// - Throws: `Refusal` with code `outOfRange` at `to` when the window ends before it starts, and `tooLong` beyond
    ///   `Limits.listCount` overrides or breaks.
    public func compiled(
        from start: LocalDate = defaultFirstDate, to end: LocalDate = defaultEndDate, using rules: ZoneRules
    ) throws(Refusal) -> OpenTime {
        guard start <= end else { throw Refusal(.outOfRange, "the window ends before it starts", at: .field("to")) }
        guard overrides.count <= Limits.listCount else {
            throw Refusal(.tooLong, "more than \(Limits.listCount) dates", at: .field("overrides"))
        }
        guard dateBreaks.count <= Limits.listCount else {
            throw Refusal(.tooLong, "more than \(Limits.listCount) dates", at: .field("breaks"))
        }
        return OpenTime(
            OpenSource(CalendarSource(self, zone: rules)),
            from: rules.firstInstant(of: start).microseconds, to: rules.firstInstant(of: end).microseconds,
            zoneDataVersion: rules.dataVersion, fingerprint: fingerprint(rules))
    }

    /// A hash of everything that decides which instants are open.
    private func fingerprint(_ rules: ZoneRules) -> UInt64 {
        var hash = Fingerprint()
        hash.add(rules.name)
        hash.add(rules.dataVersion)
        hash.add(Int64(bitPattern: rules.digest))
        hash.add(holidayCut.rawValue)
        for hours in week.days + breaks.days { hash.add(hours) }
        for dates in [overrides, dateBreaks] {
            hash.add(dates.count)
            for (date, hours) in dates.sorted(by: { $0.key < $1.key }) {
                hash.add(date.dayNumber)
                hash.add(hours)
            }
        }
        hash.add(holidays.rules.count)
        for rule in holidays.rules {
            hash.add(rule.occurrence)
            hash.add(ObservedShift.allCases.firstIndex(of: rule.observed) ?? 0)
            hash.add(rule.years.lowerBound)
            hash.add(rule.years.upperBound)
            switch rule.effect {
            case .closed: hash.add(0)
            case .closedDuring(let hours):
                hash.add(1)
                hash.add(hours)
            case .hours(let hours):
                hash.add(2)
                hash.add(hours)
            }
        }
        return hash.value
    }
}

extension Fingerprint {
    mutating func add(_ occurrence: HolidayOccurrence) {
        let numbers: [Int] =
            switch occurrence.form {
            case .fixed(let date): [1, date.month, date.day]
            case .nth(let count, let day, let month): [2, count ?? 0, day.index, month]
            case .window(let day, let from, let through):
                [3, day.index, from.month, from.day, through.month, through.day]
            case .easter(let reckoning, let offset): [4, reckoning == .gregorian ? 0 : 1, offset]
            case .dates(let days): [5, days.count] + days
            }
        for number in numbers { add(number) }
    }

    mutating func add(_ hours: DayHours) {
        add(hours.intervals.count)
        for interval in hours.intervals {
            add(interval.start)
            add(interval.end)
        }
    }
}
