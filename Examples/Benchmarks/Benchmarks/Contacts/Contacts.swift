import Benchmark
import RoomBenchmark
import Workloads

let benchmarks: @Sendable () -> Void = {
    for persons in [10_000, 1_000_000] {
        let contacts = { try ContactWorkload(persons: persons) }
        roomBenchmark(
            "answers-1024-with-tag-of-\(persons)", of: { keep(try $0.decide(.tagged, first: 1_024)) }, setup: contacts)
        roomBenchmark(
            "answers-1024-without-tag-of-\(persons)", of: { keep(try $0.decide(.referring, first: 1_024)) },
            setup: contacts)
        roomBenchmark(
            "new-matters-1024-of-\(persons)", of: { keep(try $0.decide(.newMatter, first: 1_024)) }, setup: contacts)
        roomBenchmark(
            "strangers-1024-among-\(persons)", of: { keep(try $0.decide(.stranger, first: 1_024)) }, setup: contacts)
    }
    let few = { try ContactWorkload(persons: 10_000) }
    roomBenchmark("read-headers-8192", of: { keep(try $0.read(.referring)) }, setup: few)
}
