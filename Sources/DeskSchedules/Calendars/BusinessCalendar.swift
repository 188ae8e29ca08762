import DeskPrimitives

/// When a desk is open: hours of a week, exceptions and holidays, in a time zone.
///
/// The hours of a date are its override, else what a holiday leaves, else those of the week; breaks are taken away from
/// all of them. An instant is open exactly when the wall clock of the zone then shows a time in the hours of its date, so
/// a time that is skipped in spring does not exist and one that is repeated in autumn counts twice. A shift that ends on
/// the next date belongs to the date on which it begins.
///
/// In documents:
/// ```json
/// {"zone": "Europe/Helsinki", "week": {"mon-fri": ["08:00-16:00"]}, "holidays": ["finland", "finland-eves"],
///  "overrides": {"2026-12-23": ["08:00-12:00"]}, "breaks": {"mon-fri": ["11:00-11:30"], "2026-03-02": ["14:00-15:00"]}}
/// ```
public struct BusinessCalendar: Hashable, Sendable {
    /// The name of the time zone.
    public var zone: String
    /// The hours of the week.
    public var week: WeekHours
    /// Hours of single dates in place of the week's, also on holidays; without hours the date is closed.
    public var overrides: [LocalDate: DayHours]
    /// The holidays.
    public var holidays: HolidaySet
    /// Breaks of every week.
    public var breaks: WeekHours
    /// Breaks of single dates, besides those of the week.
    public var dateBreaks: [LocalDate: DayHours]
    /// What a closed holiday cuts out of night shifts.
    public var holidayCut: HolidayCut

    /// Creates a calendar.
    public init(
        zone: String, week: WeekHours = .closed, overrides: [LocalDate: DayHours] = [:], holidays: HolidaySet = .none,
        breaks: WeekHours = .closed, dateBreaks: [LocalDate: DayHours] = [:], holidayCut: HolidayCut = .date
    ) {
        self.zone = zone
        self.week = week
        self.overrides = overrides
        self.holidays = holidays
        self.breaks = breaks
        self.dateBreaks = dateBreaks
        self.holidayCut = holidayCut
    }

    /// Open all the time.
    public static let always = BusinessCalendar(zone: "UTC", week: .always)

    /// The first date of the window that ``compiled()`` makes fast.
    public static let defaultFirstDate: LocalDate = "2020-01-01"
    /// The date after the window that ``compiled()`` makes fast.
    public static let defaultEndDate: LocalDate = "2040-01-01"
}

extension BusinessCalendar: Codable {
    private enum Key: String, CodingKey, CaseIterable {
        case zone, week, overrides, holidays, breaks, holidayCut
    }

    /// Writes an object; what is empty is left out.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(zone, forKey: .zone)
        try container.encode(week, forKey: .week)
        if !overrides.isEmpty { try container.encode(overrides, forKey: .overrides) }
        if !holidays.elements.isEmpty { try container.encode(holidays, forKey: .holidays) }
        if !breaks.isClosed || !dateBreaks.isEmpty {
            try container.encode(Breaks(weekly: breaks, dates: dateBreaks), forKey: .breaks)
        }
        if holidayCut != .date { try container.encode(holidayCut, forKey: .holidayCut) }
    }

    /// Reads an object; only `zone` must be there.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(Key.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: Key.self)
        let overrides = try container.decodeIfPresent([LocalDate: DayHours].self, forKey: .overrides) ?? [:]
        guard overrides.count <= Limits.listCount else {
            throw DecodingError.dataCorruptedError(
                forKey: .overrides, in: container, debugDescription: "more than \(Limits.listCount) dates")
        }
        let breaks = try container.decodeIfPresent(Breaks.self, forKey: .breaks)
        self.init(
            zone: try container.decode(String.self, forKey: .zone),
            week: try container.decodeIfPresent(WeekHours.self, forKey: .week) ?? .closed,
            overrides: overrides,
            holidays: try container.decodeIfPresent(HolidaySet.self, forKey: .holidays) ?? .none,
            breaks: breaks?.weekly ?? .closed,
            dateBreaks: breaks?.dates ?? [:],
            holidayCut: try container.decodeIfPresent(HolidayCut.self, forKey: .holidayCut) ?? .date)
    }
}

/// Breaks of a week and of dates in one object.
private struct Breaks: Codable {
    var weekly = WeekHours.closed
    var dates: [LocalDate: DayHours] = [:]

    init(weekly: WeekHours, dates: [LocalDate: DayHours]) {
        self.weekly = weekly
        self.dates = dates
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: AnyKey.self)
        for (key, hours) in weekly.keyed { try container.encode(hours, forKey: AnyKey(key)) }
        for (date, hours) in dates.sorted(by: { $0.key < $1.key }) {
            try container.encode(hours, forKey: AnyKey(date.description))
        }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: AnyKey.self)
        guard container.allKeys.count <= Limits.listCount else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: container.codingPath, debugDescription: "more than \(Limits.listCount) breaks"))
        }
        var given = Set<Int>()
        for key in container.allKeys.sorted(by: { $0.stringValue < $1.stringValue }) {
            let hours = try container.decode(DayHours.self, forKey: key)
            if let date = LocalDate(key.stringValue) {
                dates[date] = hours
            } else if let days = WeekHours.days(key.stringValue) {
                for day in days {
                    guard given.insert(day).inserted else {
                        throw DecodingError.dataCorruptedError(
                            forKey: key, in: container,
                            debugDescription: "\(Weekday.allCases[day].rawValue) is given twice")
                    }
                    weekly.days[day] = hours
                }
            } else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: container,
                    debugDescription: "expected days such as mon-fri or a date such as 2026-03-02")
            }
        }
    }
}
