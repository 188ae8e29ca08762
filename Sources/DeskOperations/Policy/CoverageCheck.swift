import DeskChannels
import DeskPrimitives
import DeskRouting
import DeskSchedules
import DeskServiceLevels

/// Looks for contacts nobody answers for, targets that the hours cannot keep, and words that promise more than the policy.
///
/// Looks at one year from an instant; every finding has a concrete contact or date as its witness.
struct CoverageCheck {
    private(set) var findings: [PolicyFinding] = []
    private let policy: DeskPolicy
    private let coverage: Coverage
    private let zone: ZoneRules
    private let year: Range<Instant>
    private var staffed: [RoutingOutcome: OpenTime] = [:]

    init(_ policy: DeskPolicy, openTimes: [CalendarID: OpenTime], zone: ZoneRules, from start: Instant) {
        self.policy = policy
        self.zone = zone
        year = start..<max(start, start.adding(.days(366)) ?? .latest)
        coverage = Coverage(policy, openTimes: openTimes, from: start)
        for path in coverage.paths where staffed[path.outcome] == nil {
            staffed[path.outcome] = coverage.staffed(path.outcome)
        }
        checkEscalation()
        checkPresence()
        checkTargets()
        checkDescription()
    }

    private mutating func warning(_ place: Place, en: String, fi: String) {
        findings.append(PolicyFinding(.warning, place, LocalizedText(en: en, fi: fi)))
    }

    // MARK: Who answers

    /// A queue that contacts come to without a person who answers for it in the end.
    private mutating func checkEscalation() {
        for (number, queue) in policy.queues.enumerated() where queue.escalateTo == nil {
            guard let path = coverage.paths.first(where: { $0.outcome.queue == queue.id }) else { continue }
            warning(
                Place.field("queues").index(number).field("escalateTo"),
                en: "\(title(path, .english)) comes here, and there is no person to escalate to",
                fi: "\(title(path, .finnish)) tulee tähän jonoon, mutta puuttuu henkilö, jolle asian voi nostaa")
        }
    }

    /// A channel that is open for people to talk to while nobody who could take their matter is there.
    private mutating func checkPresence() {
        for (number, channel) in policy.channels.enumerated() where channel.capabilities.isSynchronous {
            let open = coverage.openTime(channel.hours)
            var seen: Set<RoutingOutcome> = []
            for path in coverage.paths where path.channel == number && seen.insert(path.outcome).inserted {
                guard let staff = staffed[path.outcome], let alone = try? open.difference(staff),
                    let gap = alone.intervals(in: year).first(where: { _ in true })
                else { continue }
                let hours = alone.elapsed(from: year.lowerBound, to: year.upperBound)
                let queue = policy.queues.first { $0.id == path.outcome.queue }
                let person = queue?.escalateTo.flatMap { id in policy.agents.first { $0.id == id }?.name }
                warning(
                    Place.field("channels").index(number).field("hours"),
                    en: "\(title(path, .english)): open \(text(gap.lowerBound))–\(text(gap.upperBound)), and nobody of "
                        + "queue \(name(queue, .english)) is there (\(HoursText.hours(hours)) h in a year)"
                        + (person.map { "; to be raised with \($0)" } ?? "; nobody to escalate to"),
                    fi: "\(title(path, .finnish)): auki \(text(gap.lowerBound))–\(text(gap.upperBound)), eikä jonossa "
                        + "\(name(queue, .finnish)) ole ketään paikalla (\(HoursText.hours(hours)) h vuodessa)"
                        + (person.map { "; asian voi nostaa: \($0)" } ?? "; ei ketään, jolle asian voi nostaa"))
                // One witness for each channel is enough to act on; the next appears when it is mended.
                break
            }
        }
    }

    // MARK: What is promised in hours

    /// A contact whose time is used up before anybody can take it.
    private struct Miss {
        let path: Coverage.Path
        let arrival: Instant
        let back: Instant
        let counted: TimeSpan
        let allowed: TimeSpan
        var excess: TimeSpan { counted - allowed }
    }

    /// Some time in which nobody is there for a way that contacts come.
    private struct Absence {
        let path: Coverage.Path
        let arrival: Instant
        let back: Instant
    }

    private mutating func checkTargets() {
        for (number, target) in policy.targets.enumerated() where target.metric.waitsForSomebody {
            let absences = absences(target)
            let counting = coverage.openTime(target.calendar)
            for priority in target.within.keys.sorted() {
                guard let miss = worst(target, priority, absences, counting) else { continue }
                let due = counting.adding(miss.allowed, to: miss.arrival, landing: target.landing).map(text) ?? "–"
                let (counted, allowed) = (HoursText.hours(miss.counted), HoursText.hours(miss.allowed))
                let over = HoursText.hours(miss.excess)
                let (arrival, back) = (text(miss.arrival), text(miss.back))
                warning(
                    Place.field("targets").index(number).field("within").field(priority.name),
                    en:
                        "cannot be kept: \(title(miss.path, .english)), arriving \(arrival), is due \(due), but the first "
                        + "who can take it is there \(back); until then \(counted) h count, \(allowed) h are allowed, "
                        + "\(over) h too many",
                    fi: "ei voida pitää: \(title(miss.path, .finnish)), saapuu \(arrival), määräaika \(due), mutta "
                        + "ensimmäinen käsittelijä on paikalla \(back); siihen mennessä laskettavaa aikaa kuluu "
                        + "\(counted) h, sallittu \(allowed) h, liikaa \(over) h")
            }
        }
    }

    /// The contact of a year that exceeds the time allowed for a priority the most; nil when the target can be kept.
    private func worst(
        _ target: ServiceTarget, _ priority: CasePriority, _ absences: [Absence], _ counting: OpenTime
    ) -> Miss? {
        var worst: Miss?
        for absence in absences {
            guard let allowed = target.span(for: priority, from: absence.arrival, in: counting, zone: zone) else {
                continue
            }
            let miss = Miss(
                path: absence.path, arrival: absence.arrival, back: absence.back,
                counted: counting.elapsed(from: absence.arrival, to: absence.back), allowed: allowed)
            // Whoever acts at the due instant itself is in time.
            if miss.excess > worst?.excess ?? .zero { worst = miss }
        }
        return worst
    }

    /// When nobody is there for the contacts of a target, and what arrives first in that time.
    private func absences(_ target: ServiceTarget) -> [Absence] {
        var result: [Absence] = []
        var seen: Set<Coverage.Path> = []
        for path in coverage.paths {
            let channel = policy.channels[path.channel]
            guard target.channels?.contains(channel.id) ?? true,
                target.topics.map({ list in path.topic.map { list.contains($0) } ?? false }) ?? true,
                let staff = staffed[path.outcome],
                seen.insert(Coverage.Path(channel: path.channel, topic: nil, outcome: path.outcome)).inserted,
                let absent = try? OpenTime.always.difference(staff)
            else { continue }
            // What is written can arrive at any time; a call arrives while the line is open.
            let arriving = channel.capabilities.isSynchronous ? coverage.openTime(channel.hours) : .always
            for gap in absent.intervals(in: year) {
                guard let arrival = arriving.nextOpening(from: gap.lowerBound), arrival < gap.upperBound else {
                    continue
                }
                result.append(Absence(path: path, arrival: arrival, back: gap.upperBound))
            }
        }
        return result
    }

    // MARK: What is promised in words

    private mutating func checkDescription() {
        let items = policy.description.items
        for (number, item) in items.enumerated() {
            let place = Place.field("description").field("items").index(number)
            if !item.included, item.help == nil {
                warning(
                    place.field("help"), en: "it does not say where to get help with what is not covered",
                    fi: "ei kerro, mistä saa apua asiaan, joka ei kuulu palveluun")
            }
            guard item.included, !policy.targets.isEmpty else { continue }
            let isTimed = policy.targets.contains { $0.topics?.contains(item.topic) ?? true }
            if !isTimed {
                warning(
                    place, en: "it is covered, but no target says how soon",
                    fi: "se kuuluu palveluun, mutta mikään tavoite ei kerro, kuinka nopeasti")
            }
        }
        let outside = Set(items.filter { !$0.included }.map(\.topic))
        for (number, target) in policy.targets.enumerated() {
            for (index, topic) in (target.topics ?? []).enumerated() where outside.contains(topic) {
                warning(
                    Place.field("targets").index(number).field("topics").index(index),
                    en: "a time is promised for “\(topic)”, which the service does not cover",
                    fi: "aiheelle ”\(topic)” luvataan aika, vaikka se ei kuulu palveluun")
            }
        }
    }

    // MARK: Words

    private func title(_ path: Coverage.Path, _ language: LanguageTag) -> String {
        let topic = path.topic.map { id in policy.topics.first { $0.id == id }?.name.text(in: language) ?? id.rawValue }
        let channel = policy.channels[path.channel].name.text(in: language)
        return
            "“\(topic ?? language.pick(en: "a contact without a topic", fi: "yhteydenotto ilman aihetta"))” (\(channel))"
    }

    private func name(_ queue: WorkQueue?, _ language: LanguageTag) -> String { queue?.name.text(in: language) ?? "" }

    /// The wall clock of the desk as `2026-03-02 09:30`.
    private func text(_ instant: Instant) -> String {
        let reading = zone.wallClock(at: instant)
        return "\(reading.date) \(reading.time)"
    }
}

/// Hours for arithmetic in sentences.
enum HoursText {
    /// Hours with at most two decimals, such as `62.5`.
    static func hours(_ span: TimeSpan) -> String {
        let hundredths = span.wholeSeconds / 36
        let (whole, rest) = (hundredths / 100, hundredths % 100)
        if rest == 0 { return "\(whole)" }
        return "\(whole)." + (rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)")
    }
}

extension ClockMetric {
    /// Whether nothing but a person at work can stop the clock; acknowledgements are sent by the desk itself.
    fileprivate var waitsForSomebody: Bool {
        switch self {
        case .answer, .firstReply, .nextReply, .resolution, .requesterWait, .namedOwner: true
        default: false
        }
    }
}
