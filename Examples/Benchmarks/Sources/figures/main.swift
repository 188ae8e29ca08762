// Prints the figures the library means to reach beside what they are on this machine: `figures [room …]`.

let rooms: [(name: String, measure: (inout Table) throws -> Void)] = [
    ("schedules", schedules), ("routing", routing), ("feedback", feedback), ("records", records), ("desk", desk),
]

let asked = Array(CommandLine.arguments.dropFirst())
var table = Table()
for room in rooms where asked.isEmpty || asked.contains(room.name) { try room.measure(&table) }
table.write()
