import Benchmark
import RoomSettings
import Workloads

let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .room()
    let count = RoutingWorkload.count

    for rules in [10, 1_000, 10_000] {
        Benchmark("decide from keys, \(rules) rules, \(count) contacts") { (_, work: RoutingWorkload) in
            blackHole(try work.decideKeys())
        } setup: {
            try RoutingWorkload(rules: rules)
        }
        Benchmark("decide from facts, \(rules) rules, \(count) contacts") { (_, work: RoutingWorkload) in
            blackHole(try work.decideFacts())
        } setup: {
            try RoutingWorkload(rules: rules)
        }
        Benchmark("decide and keep the explanation, \(rules) rules, \(count) contacts") { (_, work: RoutingWorkload) in
            blackHole(try work.decideAndKeep())
        } setup: {
            try RoutingWorkload(rules: rules)
        }
    }
    Benchmark("explain, 1000 rules, 512 decisions") { (_, work: RoutingWorkload) in
        blackHole(try work.explain(first: 512))
    } setup: {
        try RoutingWorkload(rules: 1_000)
    }
    // The peer, for the ratio; not in the thresholds, since it is not ours.
    Benchmark("peer: predicate tree, 1000 rules, 64 contacts") { (_, tree: PredicateTree) in
        blackHole(tree.decide(first: 64))
    } setup: {
        PredicateTree(try RoutingWorkload(rules: 1_000))
    }
}
