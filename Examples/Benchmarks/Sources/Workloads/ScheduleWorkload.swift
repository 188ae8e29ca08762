import DeskPrimitives
import DeskSchedules
import DeskTestKit

/// Office hours in Helsinki, Monday to Friday 09:00–17:00 without public holidays, and instants of ten years to ask about.
public struct ScheduleWorkload: Sendable {
    /// How many instants each question is asked about.
    public static let count = 16_384

    private let calendar = BusinessCalendar(
        zone: "Europe/Helsinki", week: .mondayToFriday(["09:00-17:00"]), holidays: .finland)
    private let time: OpenTime
    private let instants: [Instant]

    /// The same instants as seconds since 1970, for peers.
    public var seconds: [Int64] { instants.map(\.secondsRoundedDown) }

    /// Draws the instants.
    public init() throws {
        time = try calendar.compiled()
        var random = SeededGenerator(seed: 2_025)
        // 2024-01-01 to 2034-01-01.
        instants = (0..<Self.count).map { _ in
            Instant(seconds: random.integer(in: 1_704_067_200...2_019_686_400))
        }
    }

    /// Adds eight hours of open time to each instant; the sum of the seconds from there to the instant reached.
    public func addEightHours() -> Int64 {
        let (time, span) = (time, TimeSpan.hours(8))
        var sum: Int64 = 0
        for instant in instants {
            if let due = time.adding(span, to: instant) { sum &+= due.microseconds &- instant.microseconds }
        }
        return sum / 1_000_000
    }

    /// Measures the open time of the ninety days after each instant; the sum of the seconds.
    public func elapsedOverNinetyDays() -> Int64 { elapsedOverNinetyDays(first: Self.count) }

    /// As ``elapsedOverNinetyDays()`` for the first instants.
    public func elapsedOverNinetyDays(first count: Int) -> Int64 {
        let (time, span) = (time, TimeSpan.days(90))
        var sum: Int64 = 0
        for instant in instants.prefix(count) { sum &+= time.elapsed(from: instant, to: instant + span).microseconds }
        return sum / 1_000_000
    }

    /// Asks whether each instant is open; how many are.
    public func isOpen() -> Int64 {
        let time = time
        // Answers are kept before they are counted: a branch on each would measure how it is mispredicted.
        var open = [UInt8](repeating: 0, count: instants.count)
        for index in instants.indices { open[index] = time.isOpen(instants[index]) ? 1 : 0 }
        return open.reduce(0) { $0 &+ Int64($1) }
    }

    /// Compiles the calendar for the three years from 2025 on; its fingerprint.
    public func compileThreeYears() throws -> Int64 {
        Int64(bitPattern: try calendar.compiled(from: "2025-01-01", to: "2028-01-01").fingerprint)
    }

    /// The public holidays of the years asked about, as year · 10,000 + month · 100 + day, for peers.
    public var holidays: Set<Int> {
        var days = Set<Int>()
        for year in 2_023...2_035 {
            for holiday in HolidaySet.finland.holidays(in: year) {
                days.insert((holiday.date.year * 100 + holiday.date.month) * 100 + holiday.date.day)
            }
        }
        return days
    }
}
