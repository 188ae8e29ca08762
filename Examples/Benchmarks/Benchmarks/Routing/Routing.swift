import Benchmark
import RoomBenchmark
import Workloads

let benchmarks: @Sendable () -> Void = {
    for rules in [10, 1_000, 10_000] {
        let routing = { try RoutingWorkload(rules: rules) }
        roomBenchmark(
            "first-hit-\(rules)-rules-4096", allocates: false, of: { keep(try $0.firstHits()) }, setup: routing)
        roomBenchmark(
            "decide-keys-\(rules)-rules-4096", allocates: false, of: { keep(try $0.decideKeys()) }, setup: routing)
        roomBenchmark("decide-facts-\(rules)-rules-4096", of: { keep(try $0.decideFacts()) }, setup: routing)
        roomBenchmark("decide-and-keep-\(rules)-rules-4096", of: { keep(try $0.decideAndKeep()) }, setup: routing)
    }
    roomBenchmark(
        "pool-turns-1024", allocates: false, spare: 16,
        of: { work in
            _ = try work.turn()
            keep(Int64(work.waiting))
        }, setup: { try PoolWorkload() })
    roomBenchmark("explain-1000-rules-512", of: { keep(try $0.explain(first: 512)) }) {
        try RoutingWorkload(rules: 1_000)
    }
    peerBenchmark("predicate-tree-1000-rules-64", of: { keep($0.decide(first: 64)) }) {
        PredicateTree(try RoutingWorkload(rules: 1_000))
    }
}
