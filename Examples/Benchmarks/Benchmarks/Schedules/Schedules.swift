import Benchmark
import RoomBenchmark
import Workloads

let benchmarks: @Sendable () -> Void = {
    let schedules = { try ScheduleWorkload() }
    roomBenchmark("add-8-hours-16384", allocates: false, of: { keep($0.addEightHours()) }, setup: schedules)
    roomBenchmark("elapsed-90-days-16384", allocates: false, of: { keep($0.elapsedOverNinetyDays()) }, setup: schedules)
    // One: the array that the answers are kept in.
    roomBenchmark("is-open-16384", allocates: false, spare: 1, of: { keep($0.isOpen()) }, setup: schedules)
    roomBenchmark("compile-3-years", of: { keep(try $0.compileThreeYears()) }, setup: schedules)

    let loop = { try CalendarDayLoop(ScheduleWorkload()) }
    peerBenchmark("day-loop-add-8-hours-128", of: { keep($0.addEightHours(first: 128)) }, setup: loop)
    peerBenchmark("day-loop-elapsed-90-days-8", of: { keep($0.elapsedOverNinetyDays(first: 8)) }, setup: loop)
    peerBenchmark("day-loop-is-open-512", of: { keep($0.isOpen(first: 512)) }, setup: loop)
}
