import Foundation
import Workloads

/// Measures what peers in other languages are compared with and writes it beside the inputs: `figures export FOLDER`.
func export(to folder: URL) throws {
    let schedules = try ScheduleWorkload()
    let count = ScheduleWorkload.count
    let times = try measure([
        Work(operations: count, body: schedules.addEightHours),
        Work(operations: count, body: schedules.elapsedOverNinetyDays),
    ])
    try PeerFiles.write(
        SchedulePeerFile(schedules, add: times[0].nanoseconds, elapsed: times[1].nanoseconds), "schedules.json",
        in: folder)
    for rules in [1_000, 10_000] {
        let routing = try RoutingWorkload(rules: rules)
        let decisions = try measure([
            Work(operations: RoutingWorkload.count, body: routing.firstHits),
            Work(operations: RoutingWorkload.count, body: routing.decideAndKeep),
        ])
        try PeerFiles.write(
            try RoutingPeerFile(
                routing, contacts: 512, keys: decisions[0].nanoseconds, kept: decisions[1].nanoseconds),
            "routing-\(rules).json", in: folder)
    }
}
