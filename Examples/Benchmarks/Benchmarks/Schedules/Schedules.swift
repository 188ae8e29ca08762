import Benchmark
import RoomSettings
import Workloads

let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .room()
    let count = ScheduleWorkload.count

    Benchmark("add 8 business hours, \(count) instants") { (_, work: ScheduleWorkload) in
        blackHole(work.addEightHours())
    } setup: {
        try ScheduleWorkload()
    }
    Benchmark("elapsed over 90 days, \(count) instants") { (_, work: ScheduleWorkload) in
        blackHole(work.elapsedOverNinetyDays())
    } setup: {
        try ScheduleWorkload()
    }
    Benchmark("is open, \(count) instants") { (_, work: ScheduleWorkload) in
        blackHole(work.isOpen())
    } setup: {
        try ScheduleWorkload()
    }
    Benchmark("compile a 3-year calendar") { (_, work: ScheduleWorkload) in
        blackHole(try work.compileThreeYears())
    } setup: {
        try ScheduleWorkload()
    }
    // The peer, for the ratio; not in the thresholds, since it is not ours.
    Benchmark("peer: Calendar day loop adds 8 business hours, 128 instants") { (_, loop: CalendarDayLoop) in
        blackHole(loop.addEightHours(first: 128))
    } setup: {
        try CalendarDayLoop(ScheduleWorkload())
    }
}
