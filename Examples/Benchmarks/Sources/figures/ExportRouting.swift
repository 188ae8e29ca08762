import Foundation
import Workloads

/// Writes the routing workloads with what one decision took, for `Peers/zen_engine_routing.py`.
func exportRouting(to path: String) throws {
    var tables: [RoutingExport] = []
    for (rules, contacts) in [(10, 512), (1_000, 512), (10_000, 128)] {
        let work = try RoutingWorkload(rules: rules)
        let cost = try measure([Work(operations: RoutingWorkload.count, body: work.decideKeys)])[0]
        tables.append(try RoutingExport(work, contacts: contacts, nanoseconds: cost.nanoseconds))
        print("\(grouped(Double(rules))) rules: \(time(cost)) a decision")
    }
    try JSONEncoder().encode(tables).write(to: URL(fileURLWithPath: path))
}
