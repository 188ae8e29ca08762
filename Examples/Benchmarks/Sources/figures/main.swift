import Foundation
import Workloads

// Prints the figures the library means to reach beside what they are on this machine: `figures [room …]`.
// `figures handle 500` handles so many cases, for a profiler to look at; `figures export FOLDER` writes what peers in other
// languages are compared on (Peers/run.sh).

let rooms: [(name: String, measure: (inout Table) throws -> Void)] = [
    ("schedules", schedules), ("routing", routing), ("pool", pool),
    ("feedback", feedback), ("records", records), ("contacts", contacts), ("desk", desk),
]

let asked = Array(CommandLine.arguments.dropFirst())
if asked.first == "handle", asked.count == 2, let cases = Int(asked[1]) {
    let work = try DeskWorkload(history: 0)
    try work.handle(cases)
    print("\(work.cases) cases")
} else if asked.first == "export", asked.count == 2 {
    try export(to: URL(fileURLWithPath: asked[1]))
} else if let unknown = asked.first(where: { name in !rooms.contains { $0.name == name } }) {
    print("there is no room \(unknown); there are: \(rooms.map(\.name).joined(separator: ", "))")
} else {
    var table = Table()
    for room in rooms where asked.isEmpty || asked.contains(room.name) {
        reference = Cost()
        try room.measure(&table)
        table.add("reference loop beside \(room.name)", figure: "", reference)
    }
    table.write()
}
