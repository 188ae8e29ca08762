import Benchmark
import RoomBenchmark
import Workloads

let benchmarks: @Sendable () -> Void = {
    for history in [10_000, 1_000_000] {
        let records = { try RecordWorkload(history: history) }
        roomBenchmark("load-4096-of-\(history)", allocates: false, of: { keep(try $0.load()) }, setup: records)
        roomBenchmark("find-4096-persons-of-\(history)", of: { keep($0.find()) }, setup: records)
        roomBenchmark("commit-256-batches-to-\(history)", of: { keep(try $0.commit()) }, setup: records)
    }
    let record = { try DeskWorkload(history: 10).lastCase() }
    roomBenchmark("encode-case-256", of: { keep(try $0.encode(times: 256)) }, setup: record)
    roomBenchmark("decode-case-256", of: { keep(try $0.decode(times: 256)) }, setup: record)
    peerBenchmark("json-encode-case-64", of: { keep(try $0.encodeJSON(times: 64)) }, setup: record)
    peerBenchmark("json-decode-case-64", of: { keep(try $0.decodeJSON(times: 64)) }, setup: record)
}
