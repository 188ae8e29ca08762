public import DeskPrimitives
import DeskSchedules

/// Hours, dates and spans in the words of a service sheet.
struct HoursWording {
    let language: LanguageTag

    func pick(_ en: String, _ fi: String) -> String { language.pick(en: en, fi: fi) }

    /// “Mon–Fri”, one entry for each run of days with the same hours, closed days left out.
    func runs(_ week: WeekHours) -> [(days: String, hours: DayHours)] {
        var result: [(String, DayHours)] = []
        var days = Weekday.allCases[...]
        while let first = days.first {
            let hours = week[first]
            let same = days.prefix { week[$0] == hours }
            days = days.dropFirst(same.count)
            guard !hours.isClosed else { continue }
            let last = same.last ?? first
            result.append((same.count == 1 ? name(first) : "\(name(first))–\(name(last))", hours))
        }
        return result
    }

    /// The hours of a week in one line.
    func line(_ week: WeekHours) -> String {
        if week == .always { return pick("always open", "aina auki") }
        let runs = runs(week)
        guard !runs.isEmpty else { return pick("by appointment", "sopimuksen mukaan") }
        return runs.map { "\($0.days) \(clock($0.hours))" }.joined(separator: "; ")
    }

    /// “08:00–12:00, 12:30–16:00”.
    func clock(_ hours: DayHours) -> String {
        let text = hours.intervals.map { interval in
            let next = interval.isOvernight ? pick(" the next day", " seuraavana päivänä") : ""
            return "\(interval.opening)–\(interval.closing)\(next)"
        }.joined(separator: ", ")
        return language.pick(en: text, fi: text.replacing(":", with: "."))
    }

    /// “open 08:00–12:00” or “closed”.
    func opening(_ hours: DayHours) -> String {
        hours.isClosed ? pick("closed", "suljettu") : pick("open ", "auki ") + clock(hours)
    }

    func effect(_ effect: HolidayEffect) -> String {
        switch effect {
        case .closed: pick("closed", "suljettu")
        case .closedDuring(let hours): pick("closed ", "suljettu ") + clock(hours)
        case .hours(let hours): opening(hours)
        }
    }

    /// “Thu 24 Dec 2026”, “to 24.12.2026”.
    func date(_ date: LocalDate) -> String {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return pick(
            "\(name(date.weekday)) \(date.day) \(months[date.month - 1]) \(date.year)",
            "\(name(date.weekday)) \(date.day).\(date.month).\(date.year)")
    }

    func name(_ day: Weekday) -> String {
        let finnish = ["ma", "ti", "ke", "to", "pe", "la", "su"]
        let english = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        return pick(english[day.isoNumber - 1], finnish[day.isoNumber - 1])
    }

    /// “4 hours”, “1 hour 30 minutes”; in Finnish in the genitive that `kuluessa` asks for.
    func span(_ span: TimeSpan, opening: Bool) -> String {
        var seconds = span.wholeSeconds
        var parts: [String] = []
        let units: [(Int64, String, String)] =
            opening
            ? [(3_600, "opening hour", "aukiolotunnin"), (60, "opening minute", "aukiolominuutin")]
            : [(86_400, "day", "vuorokauden"), (3_600, "hour", "tunnin"), (60, "minute", "minuutin")]
        for (size, en, fi) in units {
            let count = seconds / size
            // Up to two days and whole days alone are said in hours and days as people say them.
            if size == 86_400, seconds % size != 0 || count < 2 { continue }
            guard count > 0 else { continue }
            parts.append(pick("\(count) \(en)\(count == 1 ? "" : "s")", "\(count) \(fi)"))
            seconds %= size
        }
        if seconds > 0 || parts.isEmpty {
            let en = opening ? "opening second" : "second"
            parts.append(
                pick("\(seconds) \(en)\(seconds == 1 ? "" : "s")", "\(seconds) \(opening ? "aukiolo" : "")sekunnin"))
        }
        return parts.joined(separator: " ")
    }

    /// “within 4 opening hours”, “within 3 opening days”.
    func within(_ span: TimeSpan, of target: ServiceTarget) -> String {
        var text = self.span(span, opening: target.calendar != nil)
        if target.counting == .days {
            let days = span.wholeSeconds / 86_400
            let opening = target.calendar != nil
            text = pick(
                "\(days) \(opening ? "opening " : "")day\(days == 1 ? "" : "s")",
                "\(days) \(opening ? "aukiolopäivän" : "päivän")")
        }
        return pick("within \(text)", "\(text) kuluessa")
    }
}

extension CasePriority {
    /// The name for people, without a capital.
    public func title(in language: LanguageTag) -> String {
        switch self {
        case .critical: language.pick(en: "critical", fi: "kriittinen")
        case .high: language.pick(en: "high", fi: "korkea")
        case .low: language.pick(en: "low", fi: "matala")
        default: language.pick(en: "normal", fi: "tavallinen")
        }
    }
}
