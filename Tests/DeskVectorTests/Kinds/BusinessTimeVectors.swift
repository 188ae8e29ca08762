import ServiceDesk

/// The kind `business-time`: open time on weekly hours with overrides, breaks, holidays, zones and pauses.
struct BusinessTimeVectors: VectorKind {
    let name = "business-time"

    /// The names of the conventions the library documents beside the meaning of the format.
    ///
    /// An answer in `alt` under such a name is expected in place of `expect`. None: the library follows the meaning of
    /// the format everywhere.
    static let documentedConventions: [String] = []

    var conventions = documentedConventions

    func cases(in envelope: JSONObject) throws(Difference) -> [VectorCase] {
        guard let written = envelope["schedules"]?.object else {
            throw Difference("schedules", envelope["schedules"], want: "an object")
        }
        var schedules: [String: BusinessTimeSchedule] = [:]
        var problems: [String: Difference] = [:]
        for member in written.members {
            do throws(Difference) {
                schedules[member.name] = try BusinessTimeSchedule(member.value)
            } catch {
                problems[member.name] = Difference(
                    field: "schedules.\(member.name).\(error.field)", got: error.got, want: error.want)
            }
        }
        let elements = try envelope["cases"].elements(of: "cases")
        if elements.isEmpty, let problem = problems.values.min(by: { $0.field < $1.field }) { throw problem }
        return elements.enumerated().map { index, value in
            let id = value.object?.caseID(at: index) ?? "#\(index)"
            do throws(Difference) {
                guard let object = value.object else { throw Difference("case", value, want: "an object") }
                guard let name = object["schedule"]?.string else {
                    throw Difference("schedule", object["schedule"], want: "the name of a schedule")
                }
                if let problem = problems[name] { throw problem }
                guard let schedule = schedules[name] else {
                    throw Difference("schedule", object["schedule"], want: "a schedule of this file")
                }
                let vector = try BusinessTimeCase(object, schedule: schedule, conventions: conventions)
                return VectorCase(id: id, isOptional: try object.isOptional(), subject: self.name) {
                    try vector.judge()
                }
            } catch {
                let problem = error
                return VectorCase(id: id, subject: self.name) { .failed([problem]) }
            }
        }
    }
}

/// One question about a schedule, with the answer that must come out.
struct BusinessTimeCase: Sendable {
    enum Question: Sendable {
        case within(until: Instant)
        case inHours
        case nextOpen
        case previousClose
        case forward(seconds: Int64)
        case backward(seconds: Int64)
        case openIntervals(count: Int)
        case openIntervalsBackward(count: Int)
    }

    let schedule: BusinessTimeSchedule
    let question: Question
    let at: Instant
    let pauses: [Range<Instant>]
    let want: JSONValue

    init(_ object: JSONObject, schedule: BusinessTimeSchedule, conventions: [String]) throws(Difference) {
        self.schedule = schedule
        at = try object["at"].instant(of: "at")
        question = try Self.question(object)
        var pauses: [Range<Instant>] = []
        if let value = object["pauses"] {
            for element in try Optional(value).elements(of: "pauses") {
                let ends = try Optional(element).elements(of: "pauses")
                guard ends.count == 2 else { throw Difference("pauses", element, want: "two instants") }
                let start = try ends[0].instant(of: "pauses")
                let end = try ends[1].instant(of: "pauses")
                guard start <= end else { throw Difference("pauses", element, want: "two instants in order") }
                pauses.append(start..<end)
            }
        }
        self.pauses = pauses
        want = try Self.expectation(object, conventions: conventions)
    }

    private static func question(_ object: JSONObject) throws(Difference) -> Question {
        switch object["op"]?.string {
        case "within": .within(until: try object["until"].instant(of: "until"))
        case "in_hours": .inHours
        case "next_open": .nextOpen
        case "prev_close": .previousClose
        case "forward": .forward(seconds: try object.amount("seconds"))
        case "backward": .backward(seconds: try object.amount("seconds"))
        case "open_intervals": .openIntervals(count: Int(clamping: try object.amount("count")))
        case "open_intervals_backward": .openIntervalsBackward(count: Int(clamping: try object.amount("count")))
        default: throw Difference("op", object["op"], want: "an operation of the format")
        }
    }

    /// What must come out: `expect`, or what a documented convention gives in a case that is marked as convention.
    private static func expectation(_ object: JSONObject, conventions: [String]) throws(Difference) -> JSONValue {
        var want = object["expect"]
        if let value = object["convention"], value.bool == nil {
            throw Difference("convention", value, want: "true or false")
        }
        if object["convention"]?.bool == true, let alternatives = object["alt"] {
            guard let alternatives = alternatives.object else {
                throw Difference("alt", alternatives, want: "an object")
            }
            want = conventions.lazy.compactMap { alternatives[$0] }.first ?? want
        }
        guard let want, let members = want.object?.members, !members.isEmpty else {
            throw Difference("expect", object["expect"], want: "outputs by name")
        }
        return want
    }

}

/// A schedule as the format writes it; times of day are seconds since midnight.
struct BusinessTimeSchedule: Sendable {
    typealias Hours = [(from: Int, to: Int)]

    let zone: String

    /// Hours by day, from Monday; a day that is not listed is closed.
    let week: [Hours]
    let overrides: [(date: String, hours: Hours)]
    let breaks: [(date: String, hours: Hours)]
    let holidays: [String]

    private static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    init(_ value: JSONValue) throws(Difference) {
        guard let object = value.object else { throw Difference("schedule", value, want: "an object") }
        let known = ["tz", "week", "overrides", "breaks", "holidays"]
        for member in object.members where !known.contains(member.name) {
            throw Difference(member.name, member.value, want: "one of \(known.joined(separator: ", "))")
        }
        guard let zone = object["tz"]?.string else { throw Difference("tz", object["tz"], want: "a zone") }
        self.zone = zone
        var week = [Hours](repeating: [], count: 7)
        guard let days = object["week"]?.object else { throw Difference("week", object["week"], want: "an object") }
        for member in days.members {
            guard let day = Self.days.firstIndex(of: member.name) else {
                throw Difference(field: "week", got: member.name, want: "mon … sun")
            }
            week[day] = try Self.hours(member.value, at: "week.\(member.name)")
        }
        self.week = week
        overrides = try Self.dated(object["overrides"], at: "overrides")
        breaks = try Self.dated(object["breaks"], at: "breaks")
        var holidays: [String] = []
        if let value = object["holidays"] {
            for element in try Optional(value).elements(of: "holidays") {
                guard let date = element.string else { throw Difference("holidays", element, want: "a date") }
                holidays.append(date)
            }
        }
        self.holidays = holidays
    }

    private static func dated(
        _ value: JSONValue?, at field: String
    ) throws(Difference) -> [(date: String, hours: Hours)] {
        guard let value else { return [] }
        guard let object = value.object else { throw Difference(field, value, want: "an object") }
        var dated: [(date: String, hours: Hours)] = []
        for member in object.members {
            dated.append((member.name, try hours(member.value, at: "\(field).\(member.name)")))
        }
        return dated
    }

    private static func hours(_ value: JSONValue, at field: String) throws(Difference) -> Hours {
        var hours: Hours = []
        for element in try Optional(value).elements(of: field) {
            let ends = try Optional(element).elements(of: field)
            guard ends.count == 2, let from = ends[0].secondOfDay, let to = ends[1].secondOfDay, from < to else {
                throw Difference(field, element, want: "two times of day in order")
            }
            hours.append((from, to))
        }
        return hours
    }
}

extension JSONValue {
    /// `HH:MM` or `HH:MM:SS`; `24:00` is the end of the day.
    fileprivate var secondOfDay: Int? {
        guard let text = string?.utf8, text.count == 5 || text.count == 8 else { return nil }
        var numbers: [Int] = []
        for part in text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false) {
            guard part.count == 2, part.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            numbers.append(part.reduce(0) { $0 * 10 + Int($1) - 0x30 })
        }
        guard numbers[0] <= 24, numbers.dropFirst().allSatisfy({ $0 < 60 }) else { return nil }
        let second = numbers[0] * 3600 + numbers[1] * 60 + (numbers.count > 2 ? numbers[2] : 0)
        return second <= 86_400 ? second : nil
    }
}

extension JSONValue? {
    /// An instant of exactly the form `YYYY-MM-DDTHH:MM:SSZ`.
    fileprivate func instant(of field: String) throws(Difference) -> Instant {
        guard let text = self?.string, text.utf8.count == 20, text.hasSuffix("Z"), let instant = Instant(text) else {
            throw Difference(field, self, want: "an instant such as 2026-03-01T09:30:00Z")
        }
        return instant
    }
}

extension JSONValue {
    fileprivate func instant(of field: String) throws(Difference) -> Instant {
        try Optional(self).instant(of: field)
    }
}

extension JSONObject {
    /// A whole number that is not negative.
    fileprivate func amount(_ name: String) throws(Difference) -> Int64 {
        guard let amount = self[name]?.whole, amount >= 0 else {
            throw Difference(name, self[name], want: "a whole number that is not negative")
        }
        return amount
    }
}
