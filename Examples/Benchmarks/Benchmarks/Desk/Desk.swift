import Benchmark
import RoomSettings
import Workloads

let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .room(iterations: 20)

    for history in [1_000, 20_000] {
        Benchmark("100 cases from arrival to resolved, \(history) in history") { (_, work: DeskWorkload) in
            try work.handle(100)
        } setup: {
            try DeskWorkload(history: history)
        }
    }
    Benchmark("replay the observations of 1000 cases") { (_, work: ObservationWorkload) in
        blackHole(try work.replay())
    } setup: {
        try ObservationWorkload(cases: 1_000)
    }
}
