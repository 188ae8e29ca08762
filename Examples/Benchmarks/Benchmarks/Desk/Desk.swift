import Benchmark
import RoomBenchmark
import Workloads

let benchmarks: @Sendable () -> Void = {
    for history in [1_000, 20_000] {
        roomBenchmark("100-cases-after-\(history)", of: { try $0.handle(100) }) {
            try DeskWorkload(history: history)
        }
    }
    roomBenchmark("replay-300-observed-cases", of: { keep(try $0.replay()) }) {
        try ObservationWorkload(cases: 300)
    }
}
