import Benchmark
import RoomBenchmark
import Workloads

let benchmarks: @Sendable () -> Void = {
    let feedback = { try FeedbackWorkload() }
    roomBenchmark("apply-3-levels-65536", allocates: false, of: { try $0.apply() }, setup: feedback)
    roomBenchmark("withdraw-3-levels-65536", allocates: false, of: { try $0.withdraw() }, setup: feedback)
    roomBenchmark("rebuild-65536", of: { keep(try $0.rebuild()) }, setup: feedback)
    roomBenchmark(
        "net-promoter-intervals-250", allocates: false, of: { keep($0.netPromoterIntervals()) }, setup: feedback)
    roomBenchmark("wilson-intervals-250", allocates: false, of: { keep($0.resolvedIntervals()) }, setup: feedback)
    peerBenchmark("dictionaries-3-levels-1024", of: { $0.count(first: 1_024, by: 1) }) {
        DictionaryTallies(try FeedbackWorkload())
    }
}
