public import DeskPrimitives
public import DeskSchedules

/// Compares when rules fire with when their queues are served.
public enum HoursCheck {
    /// Queues that are never served, and rules that can only fire while their queue is closed.
    ///
    /// Places begin with `queues` and `routing`, as in ``RosterCheck``. A rule without a condition on a time of week, or
    /// one that a missing time passes, can fire at any time.
    /// - Parameters:
    ///   - queues: The queues.
    ///   - table: The rules; nil when there are none.
    ///   - openTimes: The compiled calendars; a queue whose calendar is not among them is always served.
    public static func findings(
        queues: [WorkQueue], table: RoutingTable?, openTimes: [CalendarID: OpenTime]
    ) -> [RoutingFinding] {
        var findings: [RoutingFinding] = []
        var closed: Set<QueueID> = []
        for (number, queue) in queues.enumerated() {
            guard let calendar = queue.calendar, let time = openTimes[calendar] else { continue }
            if time.nextOpening(from: time.window.lowerBound) == nil {
                closed.insert(queue.id)
                findings.append(
                    RoutingFinding(
                        .error, .queueNeverOpen(queue.id, calendar),
                        at: Place.field("queues").index(number).field("calendar")))
            }
        }
        guard let table else { return findings }
        let compiled = table.compiled
        let cells = compiled.cells()
        var weeks: [String: ServedWeek] = [:]
        for (position, schema) in compiled.schemas.enumerated() {
            guard case .timeOfWeek(let zoneName) = schema.attribute.type, let zone = schema.zone else { continue }
            for (number, rule) in compiled.rules.enumerated() {
                guard let cell = cells[position][number], case .spans(let spans) = cell.accepted, !spans.isEmpty,
                    !(cell.acceptsMissing && schema.attribute.isOptional),
                    let queue = queues.first(where: { $0.id == rule.outcome.queue }), !closed.contains(queue.id),
                    let calendar = queue.calendar, let time = openTimes[calendar]
                else { continue }
                let name = "\(calendar) \(zoneName)"
                let week = weeks[name] ?? ServedWeek(time, in: zone)
                weeks[name] = week
                guard !week.meets(spans) else { continue }
                let place = Place([.field("routing"), .field("rules"), .index(number), .field("when")])
                findings.append(
                    RoutingFinding(
                        .warning, .closedWheneverItFires(rule: rule.id, queue.id),
                        at: place.field(schema.attribute.name)))
            }
        }
        return findings
    }
}
