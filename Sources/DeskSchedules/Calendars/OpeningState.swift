public import DeskPrimitives

/// Whether a calendar is open at an instant, why, and until when.
public struct OpeningState: Hashable, Sendable, Explained {
    /// Why a calendar is open or closed at an instant.
    public enum Reason: Hashable, Sendable {
        /// Open, by the hours of the date.
        case hours
        /// Closed for a break.
        case breakTime
        /// Closed by the hours that were set for the date.
        case override
        /// Closed by a holiday.
        case holiday(Holiday)
        /// Closed on this day of every week.
        case closedDay
        /// Closed before, between or after the hours of the date.
        case outsideHours
    }

    /// What the wall clock shows.
    public let reading: LocalReading
    /// Why it is open or closed.
    public let reason: Reason
    /// When that changes, or nil when it never does.
    public let until: Instant?
    /// What the wall clock shows when that changes.
    public let untilReading: LocalReading?

    /// Creates a state.
    public init(reading: LocalReading, reason: Reason, until: Instant?, untilReading: LocalReading?) {
        self.reading = reading
        self.reason = reason
        self.until = until
        self.untilReading = untilReading
    }

    /// Whether the calendar is open.
    public var isOpen: Bool { reason == .hours }

    /// For example: “Closed: Christmas Day. Opens on Monday 28 December 2026 at 8:00.”
    public func sentence(in language: LanguageTag) -> String {
        guard let untilReading else {
            return isOpen
                ? language.pick(en: "Open all the time.", fi: "Avoinna aina.")
                : "\(cause(in: language)). " + language.pick(en: "Does not open again.", fi: "Ei avaudu enää.")
        }
        let when = Self.moment(untilReading, seenFrom: reading, in: language)
        if isOpen { return language.pick(en: "Open, closes \(when).", fi: "Avoinna, sulkeutuu \(when).") }
        return "\(cause(in: language)). " + language.pick(en: "Opens \(when).", fi: "Avautuu \(when).")
    }

    private func cause(in language: LanguageTag) -> String {
        switch reason {
        case .hours: language.pick(en: "Open", fi: "Avoinna")
        case .breakTime: language.pick(en: "Closed for a break", fi: "Suljettu tauon ajan")
        case .override: language.pick(en: "Closed by exceptional hours", fi: "Suljettu poikkeusaukioloaikojen vuoksi")
        case .holiday(let holiday):
            language.pick(en: "Closed: ", fi: "Suljettu: ") + holiday.name.text(in: language)
        case .closedDay: language.pick(en: "Closed on this day of the week", fi: "Suljettu tänä viikonpäivänä")
        case .outsideHours: language.pick(en: "Closed outside hours", fi: "Suljettu aukioloaikojen ulkopuolella")
        }
    }

    private static func moment(_ reading: LocalReading, seenFrom now: LocalReading, in language: LanguageTag) -> String
    {
        let (date, time) = (reading.date, reading.time)
        let minute = (time.minute < 10 ? "0" : "") + "\(time.minute)"
        let index = date.weekday.index
        let english = "\(time.hour):\(minute)"
        let finnish = "klo \(time.hour).\(minute)"
        if date == now.date { return language.pick(en: "at \(english) today", fi: "tänään \(finnish)") }
        return language.pick(
            en: "on \(englishDays[index]) \(date.day) \(englishMonths[date.month - 1]) \(date.year) at \(english)",
            fi: "\(finnishDays[index]) \(date.day).\(date.month).\(date.year) \(finnish)")
    }

    private static let englishDays = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]
    private static let englishMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let finnishDays = [
        "maanantaina", "tiistaina", "keskiviikkona", "torstaina", "perjantaina", "lauantaina", "sunnuntaina",
    ]
}
