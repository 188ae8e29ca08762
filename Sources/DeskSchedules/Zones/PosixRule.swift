import DeskPrimitives

/// The rule of the years after the last transition of a zone, as in the `TZ` variable of POSIX and the footer of TZif.
struct PosixRule: Hashable, Sendable {
    /// Seconds east of UTC in standard time.
    let standard: Int
    /// Daylight-saving time, if there is any.
    let daylight: Daylight?

    struct Daylight: Hashable, Sendable {
        /// Seconds east of UTC.
        let offset: Int
        let start: Day
        let end: Day
    }

    /// A day of a year and a time on it.
    struct Day: Hashable, Sendable {
        enum Form: Hashable, Sendable {
            /// 1 to 365, where 29 February is never counted.
            case julian(Int)
            /// 0 to 365, where 29 February is counted.
            case dayOfYear(Int)
            /// Month 1 to 12, week 1 to 5 (5 is the last), day 0 (Sunday) to 6.
            case weekday(month: Int, week: Int, day: Int)
        }

        let form: Form
        /// Seconds after 00:00 of the wall clock before the change; negative and beyond a day are allowed.
        let time: Int

        /// The day number in a year.
        func dayNumber(in year: Int) -> Int {
            let newYear = CivilDate.days(year: year, month: 1, day: 1)
            switch form {
            case .julian(let day):
                return newYear + day - (CivilDate.isLeap(year) && day >= 60 ? 0 : 1)
            case .dayOfYear(let day):
                return newYear + day
            case .weekday(let month, let week, let day):
                let first = CivilDate.days(year: year, month: month, day: 1)
                // 1970-01-01 was a Thursday, day 4 when Sunday is 0.
                let weekdayOfFirst = ((first + 4) % 7 + 7) % 7
                var result = first + (day - weekdayOfFirst + 7) % 7 + (week - 1) * 7
                if result >= first + CivilDate.daysInMonth(year: year, month: month) { result -= 7 }
                return result
            }
        }
    }

    /// The two changes of a year in seconds since 1970, in the order in which they happen.
    func changes(in year: Int) -> (first: ZoneChange, second: ZoneChange)? {
        guard let daylight else { return nil }
        let start = ZoneChange(
            time: Int64(daylight.start.dayNumber(in: year)) * 86_400 + Int64(daylight.start.time - standard),
            offset: daylight.offset)
        let end = ZoneChange(
            time: Int64(daylight.end.dayNumber(in: year)) * 86_400 + Int64(daylight.end.time - daylight.offset),
            offset: standard)
        return start.time <= end.time ? (start, end) : (end, start)
    }

    /// The offset at a time in seconds since 1970, within the years that instants have.
    func offset(at time: Int64) -> Int {
        guard daylight != nil else { return standard }
        let year = CivilDate.civil(days: Int(time.dividedDown(by: 86_400))).year
        // A time of day may reach a week over its date, so a change may belong to a neighbouring year. Of two changes
        // at one time the one of the later year counts, which is how daylight time all year round is written.
        var latest: ZoneChange?
        for candidate in (year - 2)...(year + 1) {
            guard let (first, second) = changes(in: candidate) else { break }
            for change in [first, second] where change.time <= time && change.time >= latest?.time ?? Int64.min {
                latest = change
            }
        }
        return latest?.offset ?? standard
    }
}

/// From a time on, a zone has an offset.
struct ZoneChange: Hashable, Sendable {
    /// Seconds since 1970.
    let time: Int64
    /// Seconds east of UTC.
    let offset: Int
}

extension FixedWidthInteger {
    /// The quotient rounded towards the past.
    @inlinable
    func dividedDown(by divisor: Self) -> Self {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
