import DeskPrimitives
import DeskSchedules

/// Calendars, instants and ranges drawn at random, with times on a grain that every offset in use is a multiple of.
struct RandomCalendars {
    var random: SplitMix64

    /// Zones whose offsets and changes are multiples of a quarter of an hour in the years drawn, of every kind.
    static let zones = [
        "Europe/Helsinki", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia",
        "Africa/Casablanca", "America/Havana", "Asia/Kathmandu", "Pacific/Chatham", "Asia/Tehran", "Europe/London",
        "Africa/Cairo", "America/Sao_Paulo", "Asia/Tokyo", "UTC", "America/Asuncion", "Asia/Pyongyang",
        "Europe/Dublin", "America/Caracas", "Antarctica/Troll", "Asia/Kolkata",
    ]

    /// Zones that changed their clocks at 00:01 for years, within every grain longer than a minute.
    static let minuteZones = ["America/St_Johns", "Asia/Gaza"]

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    /// An instant near a change of the offset three times in four.
    mutating func centre(of zone: ZoneRules) -> Instant {
        let day = random.int(7_700...24_400)
        let instant = Instant(seconds: Int64(day) * 86_400 + Int64(random.int(0...95) * 900))
        guard random.chance(75), let change = zone.nextTransition(after: instant) else { return instant }
        return change
    }

    mutating func time(grain: Int) -> LocalTime {
        let second = random.int(0...(86_400 / grain - 1)) * grain
        return (try? LocalTime(secondOfDay: second)) ?? .midnight
    }

    mutating func interval(grain: Int, overnight: Bool) -> HoursInterval? {
        var (from, to) = (time(grain: grain), time(grain: grain))
        if random.chance(10) { from = .midnight }
        if random.chance(10) { to = .endOfDay }
        if !overnight, to < from { swap(&from, &to) }
        return try? HoursInterval(from: from, to: to)
    }

    mutating func hours(grain: Int, overnight: Bool) -> DayHours {
        if random.chance(20) { return .closed }
        if random.chance(8) { return .allDay }
        let intervals = (0..<random.int(1...3)).compactMap { _ in interval(grain: grain, overnight: overnight) }
        return (try? DayHours(intervals)) ?? .closed
    }

    mutating func calendar(_ zone: String, around centre: Instant, in rules: ZoneRules, grain: Int) throws
        -> BusinessCalendar
    {
        let overnight = random.chance(50)
        var calendar = BusinessCalendar(zone: zone, holidayCut: random.chance(50) ? .date : .shiftStart)
        for day in Weekday.allCases { calendar.week[day] = hours(grain: grain, overnight: overnight) }
        if random.chance(40) {
            for day in Weekday.allCases where random.chance(50) {
                calendar.breaks[day] = try DayHours([interval(grain: grain, overnight: overnight)].compactMap { $0 })
            }
        }
        let middle = rules.localDate(at: centre)
        let date = { (random: inout SplitMix64) -> LocalDate in
            middle.adding(days: random.int(-8...8)) ?? middle
        }
        for _ in 0..<random.int(0...3) {
            calendar.overrides[date(&random)] = hours(grain: grain, overnight: overnight)
        }
        for _ in 0..<random.int(0...2) {
            calendar.dateBreaks[date(&random)] = hours(grain: grain, overnight: overnight)
        }
        var elements: [HolidaySet.Element] = []
        for _ in 0..<random.int(0...4) {
            let effect: HolidayEffect =
                switch random.int(0...3) {
                case 0: .closedDuring(hours(grain: grain, overnight: overnight))
                case 1: .hours(hours(grain: grain, overnight: overnight))
                default: .closed
                }
            elements.append(.rule(HolidayRule(on: try .dates([date(&random)]), effect: effect)))
        }
        if random.chance(20) { elements.append(.named(.finland)) }
        calendar.holidays = try HolidaySet(elements)
        return calendar
    }

    /// A window for compiling: the years around, some days, nothing, or dates far away.
    mutating func window(around centre: LocalDate) -> (LocalDate, LocalDate) {
        let (before, after): (Int, Int) =
            switch random.int(0...4) {
            case 0: (400, 400)
            case 1: (random.int(0...6), random.int(0...6))
            case 2: (0, 0)
            case 3: (500, -300)
            default: (30, 30)
            }
        let start = centre.adding(days: -before) ?? .earliest
        return (start, max(start, centre.adding(days: after) ?? .latest))
    }
}
