import Benchmark
import RoomSettings
import Workloads

let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .room()
    let count = FeedbackWorkload.count

    Benchmark("apply, \(count) answers on 3 levels") { (_, work: FeedbackWorkload) in
        work.apply()
    } setup: {
        FeedbackWorkload()
    }
    Benchmark("withdraw, \(count) answers on 3 levels") { (_, work: FeedbackWorkload) in
        work.withdraw()
    } setup: {
        FeedbackWorkload()
    }
    Benchmark("rebuild from \(count) answers") { (_, work: FeedbackWorkload) in
        blackHole(work.rebuild())
    } setup: {
        FeedbackWorkload()
    }
    Benchmark("score interval of a net promoter score, \(FeedbackWorkload.nodes) nodes") { (_, work: FeedbackWorkload) in
        blackHole(work.netPromoterIntervals())
    } setup: {
        FeedbackWorkload()
    }
    Benchmark("Wilson interval of a share, \(FeedbackWorkload.nodes) nodes") { (_, work: FeedbackWorkload) in
        blackHole(work.resolvedIntervals())
    } setup: {
        FeedbackWorkload()
    }
    // The peer, for the ratio; not in the thresholds, since it is not ours.
    Benchmark("peer: dictionaries of counts, 1024 answers") { (_, peer: Peer) in
        peer.tallies.count(first: 1_024, by: 1)
    } setup: {
        Peer()
    }
}

private final class Peer {
    var tallies = DictionaryTallies(FeedbackWorkload())
}
