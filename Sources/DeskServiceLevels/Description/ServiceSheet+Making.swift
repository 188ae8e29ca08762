public import DeskPrimitives
public import DeskSchedules

extension ServiceSheet {
    /// What a sheet is made from: the parts of a policy that a customer is promised.
    public struct Source: Hashable, Sendable {
        /// What the service covers.
        public var description: ServiceDescription
        /// How it is reached.
        public var channels: [ServiceSheetChannel]
        /// The opening hours by name.
        public var calendars: [CalendarID: BusinessCalendar]
        /// What is promised in hours.
        public var targets: [ServiceTarget]
        /// What topics are called.
        public var topics: [TopicID: LocalizedText]
        /// The organisation the sheet is for, whose contract's targets it then shows as well; nil for everybody.
        public var organization: OrganizationID?

        /// Creates a source.
        public init(
            description: ServiceDescription, channels: [ServiceSheetChannel] = [],
            calendars: [CalendarID: BusinessCalendar] = [:], targets: [ServiceTarget] = [],
            topics: [TopicID: LocalizedText] = [:], organization: OrganizationID? = nil
        ) {
            self.description = description
            self.channels = channels
            self.calendars = calendars
            self.targets = targets
            self.topics = topics
            self.organization = organization
        }
    }

    /// Lays out what a policy promises.
    ///
    /// - Parameters:
    ///   - source: The parts of the policy.
    ///   - language: Finnish, or English for every other language; texts that the policy lacks in it appear in the
    ///     language it has.
    ///   - date: The date from which closed and exceptional dates are listed, for a year; without one holidays are
    ///     named but not dated, and all exceptional dates are listed.
    public init(_ source: Source, in language: LanguageTag, from date: LocalDate? = nil) {
        let maker = SheetMaker(
            source: source, language: language.primary == .finnish ? .finnish : .english, date: date)
        self.init(
            language: maker.language, title: maker.phrase(source.description.name),
            purpose: maker.phrase(source.description.purpose), sections: maker.sections)
    }
}

/// Makes the sections of a sheet.
struct SheetMaker {
    let source: ServiceSheet.Source
    let language: LanguageTag
    let date: LocalDate?

    private var words: HoursWording { HoursWording(language: language) }
    func pick(_ en: String, _ fi: String) -> String { language.pick(en: en, fi: fi) }
    func phrase(_ text: LocalizedText) -> ServiceSheet.Phrase { .init(text, for: language) }
    func own(_ text: String) -> ServiceSheet.Phrase { .init(text, in: language) }

    var sections: [ServiceSheet.Section] {
        [channels] + usedCalendars.map(hours(of:)) + [included, excluded, targets, notes]
    }

    // MARK: Channels

    private var channels: ServiceSheet.Section {
        let rows = source.channels.enumerated().map { number, channel in
            ServiceSheet.Row(
                at: .field("channels").index(number),
                [
                    phrase(channel.name), own(channel.receivingEnds.joined(separator: ", ")),
                    own(
                        channel.hours.flatMap { source.calendars[$0] }.map { words.line($0.week) }
                            ?? pick("always open", "aina auki")),
                    own(channel.notes.map { $0.text(in: language) }.joined(separator: " ")),
                ])
        }
        return .init(
            pick("How to reach us", "Näin tavoitat meidät"),
            columns: [
                pick("Channel", "Kanava"), pick("Address", "Osoite"), pick("Opening hours", "Aukioloajat"),
                pick("Please note", "Huomaa"),
            ], rows: rows)
    }

    // MARK: Hours

    /// The calendars that channels or targets name and the policy has, those of channels first, each once.
    private var usedCalendars: [CalendarID] {
        var seen: Set<CalendarID> = []
        return (source.channels.map(\.hours) + promises.map(\.target.calendar)).compactMap { $0 }
            .filter { source.calendars[$0] != nil && seen.insert($0).inserted }
    }

    /// Whose hours a calendar's are: channels by name, else what is counted in it.
    private func title(of calendar: CalendarID) -> String {
        let channels = source.channels.filter { $0.hours == calendar }.map { $0.name.text(in: language) }
        if !channels.isEmpty { return channels.joined(separator: ", ") }
        let metrics = promises.map(\.target).filter { $0.calendar == calendar }.map { $0.metric.name(in: language) }
        var seen: Set<String> = []
        return metrics.filter { seen.insert($0).inserted }.joined(separator: ", ")
    }

    private func hours(of name: CalendarID) -> ServiceSheet.Section {
        let calendar = source.calendars[name] ?? .always
        let place = Place.field("calendars").field(name.rawValue)
        var rows: [ServiceSheet.Row] = []
        for run in words.runs(calendar.week) {
            rows.append(.init(at: place.field("week"), [own(run.days), own(words.opening(run.hours))]))
        }
        if rows.isEmpty {
            rows.append(
                .init(at: place.field("week"), [own(words.line(calendar.week)), own(words.opening(.closed))]))
        }
        for run in words.runs(calendar.breaks) {
            rows.append(
                .init(
                    at: place.field("breaks"), [own(run.days), own(pick("break ", "tauko ") + words.clock(run.hours))]))
        }
        for (day, hours) in dated(calendar.dateBreaks) {
            rows.append(
                .init(
                    at: place.field("breaks").field(day.description),
                    [own(words.date(day)), own(pick("break ", "tauko ") + words.clock(hours))]))
        }
        for (day, hours) in dated(calendar.overrides) {
            rows.append(
                .init(
                    at: place.field("overrides").field(day.description),
                    [own(words.date(day)), own(words.opening(hours))]))
        }
        rows += holidays(of: calendar, at: place.field("holidays"))
        rows.append(.init(at: place.field("zone"), [own(pick("Time zone", "Aikavyöhyke")), own(calendar.zone)]))
        return .init(
            pick("Opening hours: ", "Aukioloajat: ") + title(of: name),
            columns: [pick("Day", "Päivä"), pick("Hours", "Ajat")], rows: rows)
    }

    /// The last date of the year that begins with the sheet's date.
    private var lastDate: LocalDate { date?.adding(days: 365) ?? .latest }

    private func dated(_ hours: [LocalDate: DayHours]) -> [(LocalDate, DayHours)] {
        hours.filter { $0.key >= date ?? .earliest && $0.key <= lastDate }.sorted { $0.key < $1.key }
    }

    private func holidays(of calendar: BusinessCalendar, at place: Place) -> [ServiceSheet.Row] {
        guard let date else {
            return calendar.holidays.recurring.map {
                .init(at: place, [phrase($0.name), own(words.effect($0.effect))])
            }
                + calendar.holidays.listedDates.map { .init(at: place, named($0)) }
        }
        return calendar.holidays.holidays(from: date, through: lastDate)
            .filter { calendar.overrides[$0.date] == nil }
            .map { .init(at: place, named($0)) }
    }

    private func named(_ holiday: Holiday) -> [ServiceSheet.Phrase] {
        let name = holiday.name.text(in: language)
        return [own(words.date(holiday.date)), own("\(name): \(words.effect(holiday.effect))")]
    }

    // MARK: Contents

    private var included: ServiceSheet.Section {
        let rows = source.description.items.enumerated().filter(\.element.included).map { number, item in
            let effort = item.effort.map {
                pick(
                    "Up to \(words.span($0, opening: false)) of work on each matter.",
                    "Enintään \(words.span($0, opening: false)) työ asiaa kohden.")
            }
            // A limit in another language stays a phrase of its own language when nothing is added to it.
            let limits =
                switch (item.limits, effort) {
                case (let text?, let effort?): own(text.text(in: language) + " " + effort)
                case (let text?, nil): phrase(text)
                case (nil, let effort?): own(effort)
                case (nil, nil): own("")
                }
            return ServiceSheet.Row(
                at: .field("description").field("items").index(number), [phrase(item.title), limits])
        }
        return .init(
            pick("What we help with", "Tässä autamme"),
            columns: [pick("Matter", "Asia"), pick("Limits", "Rajaukset")], rows: rows)
    }

    private var excluded: ServiceSheet.Section {
        let rows = source.description.items.enumerated().filter { !$0.element.included }.map { number, item in
            ServiceSheet.Row(
                at: .field("description").field("items").index(number),
                [phrase(item.title), item.help.map(phrase) ?? own("")])
        }
        return .init(
            pick("What we do not help with", "Tämä ei kuulu palveluun"),
            columns: [pick("Matter", "Asia"), pick("Where to get help", "Mistä saat apua")], rows: rows)
    }

    private var notes: ServiceSheet.Section {
        let rows = source.description.notes.enumerated().map { number, note in
            ServiceSheet.Row(at: .field("description").field("notes").index(number), [phrase(note)])
        }
        return .init(pick("Good to know", "Hyvä tietää"), columns: [pick("Note", "Huomautus")], rows: rows)
    }

    // MARK: Targets

    /// The targets that are promises to the reader, with their numbers: none between the desk's teams or to its
    /// suppliers, and those of a contract only for whom it is with.
    private var promises: [(number: Int, target: ServiceTarget)] {
        source.targets.enumerated().filter { _, target in
            guard target.metric.measure != .handling, target.teams == nil else { return false }
            guard let organizations = target.organizations else { return true }
            return source.organization.map { organizations.contains($0) } ?? false
        }.map { (number: $0.offset, target: $0.element) }
    }

    private var targets: ServiceSheet.Section {
        let rows = promises.flatMap { number, target in
            target.within.sorted { $0.key < $1.key }.map { priority, span in
                let counted = target.calendar.flatMap { source.calendars[$0] == nil ? nil : $0 }
                return ServiceSheet.Row(
                    at: Place.field("targets").index(number).field("within").field(priority.name),
                    [
                        own(target.metric.name(in: language)), own(priority.title(in: language)),
                        own(scope(of: target)),
                        own(words.within(span, of: target)),
                        own(counted.map(title) ?? pick("around the clock", "ympäri vuorokauden")),
                    ])
            }
        }
        return .init(
            pick("How soon", "Näin nopeasti"),
            columns: [
                pick("What", "Mitä"), pick("Priority", "Kiireellisyys"), pick("For", "Koskee"),
                pick("Time", "Aika"), pick("Counted in the hours of", "Lasketaan aukioloajoilla"),
            ], rows: rows)
    }

    private func scope(of target: ServiceTarget) -> String {
        let channels = (target.channels ?? []).map { id in
            source.channels.first { $0.id == id }?.name.text(in: language) ?? id.rawValue
        }
        let topics = (target.topics ?? []).map { source.topics[$0]?.text(in: language) ?? $0.rawValue }
        if channels.isEmpty, topics.isEmpty { return pick("everything", "kaikki asiat") }
        return [topics, channels].filter { !$0.isEmpty }.map { $0.joined(separator: ", ") }.joined(separator: "; ")
    }
}
