import DeskTestKit

/// An incident event log that nobody ever wrote: some hundred cases, their events in the form of the importer.
package struct InventedLog: Sendable {
    /// The lines, the header first.
    package private(set) var lines: [String]
    /// How many of the rows cannot be taken.
    package private(set) var dirty = 0

    private static let header =
        "number,incident_state,reassignment_count,reopen_count,sys_mod_count,made_sla,caller_id,opened_at,"
        + "sys_updated_at,contact_type,category,priority,assignment_group,assigned_to"

    /// Invents a log; the same one for the same seed.
    package init(cases: Int, seed: UInt64, withDirt: Bool = true) {
        var random = SeededGenerator(seed: seed)
        lines = [Self.header]
        for number in 0..<cases {
            var minute = random.integer(in: 0...200_000)
            let opened = Self.time(minute)
            let channel = random.pick(["Phone", "Self service", "Email", "IVR", "Direct opening"]) ?? ""
            let priority = random.pick(["1 - Critical", "2 - High", "3 - Moderate", "4 - Low"]) ?? ""
            let caller = random.chance(1, in: 20) ? "?" : "Resident \(random.integer(in: 1...cases))"
            var (moves, reopens, version, isKept) = (0, 0, 0, true)
            for event in 0..<random.integer(in: 2...9) {
                minute += random.integer(in: 0...600)
                version += random.integer(in: 1...2)
                if random.chance(1, in: 3) { moves += random.integer(in: 1...2) }
                if random.chance(1, in: 12) { reopens += 1 }
                if random.chance(1, in: 10) { isKept = false }
                let state = random.pick(Self.states) ?? ""
                let group = random.chance(1, in: 10) ? "?" : "Group \(random.integer(in: 1...9))"
                lines.append(
                    "REQ-\(number),\(event == 0 ? "New" : state),\(moves),\(reopens),\(version),\(isKept),\(caller),"
                        + "\(opened),\(Self.time(minute)),\(channel),\"Topic, \(number % 5)\",\(priority),\(group),?")
            }
            lines.append(
                "REQ-\(number),Closed,\(moves),\(reopens),\(version + 1),\(isKept),\(caller),\(opened),"
                    + "\(Self.time(minute + 10)),\(channel),Topic \(number % 5),\(priority),Group 1,Mender 1")
            if withDirt, random.chance(1, in: 10) {
                dirty += 1
                lines.append(random.pick(["REQ-\(number),New", "a \"quote\",b", "REQ-\(number),\"New,0,0"]) ?? "")
            }
        }
    }

    /// The bytes of the file.
    package var bytes: [UInt8] { Array((lines.joined(separator: "\n") + "\n").utf8) }

    private static let states = [
        "New", "Active", "Awaiting User Info", "Awaiting Vendor", "Awaiting Problem", "Awaiting Evidence", "Resolved",
        "-100",
    ]

    /// A time from January 2024 on; months of 28 days are enough for what nobody ever wrote.
    private static func time(_ minute: Int) -> String {
        let (day, ofDay) = minute.quotientAndRemainder(dividingBy: 1_440)
        let (month, date) = day.quotientAndRemainder(dividingBy: 28)
        let clock = "\(ofDay / 60 < 10 ? "0" : "")\(ofDay / 60):\(ofDay % 60 < 10 ? "0" : "")\(ofDay % 60)"
        return "\(date + 1)/\(month % 12 + 1)/\(2024 + month / 12) \(clock)"
    }
}
