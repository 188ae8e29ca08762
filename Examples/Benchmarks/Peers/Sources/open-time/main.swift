import DeskPrimitives
import DeskSchedules
import Foundation

// open-time holidays            writes the holidays of the calendar, one date a line
// open-time add|elapsed FILE    reads instants as little-endian microseconds and writes nanoseconds per call and a checksum

let holidays = try HolidaySet.finland.adding(.finlandEves)
let calendar = BusinessCalendar(
    zone: "Europe/Helsinki", week: .mondayToFriday(["09:00-17:00"]), holidays: holidays)
let arguments = CommandLine.arguments

if arguments.count == 2, arguments[1] == "holidays" {
    for year in 2_015...2_040 { for holiday in holidays.holidays(in: year) { print(holiday.date) } }
    exit(0)
}
guard arguments.count == 3, ["add", "elapsed"].contains(arguments[1]),
    let data = FileManager.default.contents(atPath: arguments[2])
else {
    print("usage: open-time holidays | open-time add FILE | open-time elapsed FILE")
    exit(2)
}
let instants = data.withUnsafeBytes { bytes in
    (0..<bytes.count / 8).map {
        Instant(microseconds: Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: Int64.self)))
    }
}
let time = try calendar.compiled()

func add() -> Int64 {
    var sum: Int64 = 0
    for instant in instants { sum &+= time.adding(.hours(8), to: instant)?.microseconds ?? 0 }
    return sum
}

func elapsed() -> Int64 {
    var sum: Int64 = 0
    for instant in instants { sum &+= time.elapsed(from: instant, to: instant + .days(90)).microseconds }
    return sum
}

let work = arguments[1] == "add" ? add : elapsed
_ = work()
var best: [Double] = []
var checksum: Int64 = 0
for _ in 0..<5 {
    // Short runs are repeated, so that the clock can see them.
    let start = ContinuousClock.now
    for _ in 0..<20 { checksum = work() }
    let passed = ContinuousClock.now - start
    let nanoseconds = Double(passed.components.seconds) * 1e9 + Double(passed.components.attoseconds) / 1e9
    best.append(nanoseconds / 20 / Double(instants.count))
}
print(best.sorted()[2], checksum)
