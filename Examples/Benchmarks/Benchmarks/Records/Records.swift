import Benchmark
import RoomSettings
import Workloads

let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .room()

    for history in [10_000, 1_000_000] {
        Benchmark("load \(RecordWorkload.loads) records by key, \(history) stored") { (_, work: RecordWorkload) in
            blackHole(try work.load())
        } setup: {
            try RecordWorkload(history: history)
        }
        Benchmark("find the records of \(RecordWorkload.loads) persons, \(history) stored") { (_, work: RecordWorkload) in
            blackHole(work.find())
        } setup: {
            try RecordWorkload(history: history)
        }
        Benchmark("commit \(RecordWorkload.commits) batches, \(history) stored") { (_, work: RecordWorkload) in
            blackHole(try work.commit())
        } setup: {
            try RecordWorkload(history: history)
        }
    }
    Benchmark("encode a case 256 times") { (_, record: CaseRecord) in
        blackHole(try record.encode(times: 256))
    } setup: {
        try DeskWorkload(history: 10).lastCase()
    }
    Benchmark("decode a case 256 times") { (_, record: CaseRecord) in
        blackHole(try record.decode(times: 256))
    } setup: {
        try DeskWorkload(history: 10).lastCase()
    }
    // The peers, for the ratio; not in the thresholds, since they are not ours.
    Benchmark("peer: JSONEncoder writes a case 64 times") { (_, record: CaseRecord) in
        blackHole(try record.encodeJSON(times: 64))
    } setup: {
        try DeskWorkload(history: 10).lastCase()
    }
    Benchmark("peer: JSONDecoder reads a case 64 times") { (_, record: CaseRecord) in
        blackHole(try record.decodeJSON(times: 64))
    } setup: {
        try DeskWorkload(history: 10).lastCase()
    }
}
