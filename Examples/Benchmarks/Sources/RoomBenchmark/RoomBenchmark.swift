import AllocationCounter
import Benchmark
import Workloads

/// What is held to a threshold: numbers that do not depend on who else uses the machine.
extension BenchmarkMetric {
    /// How often memory was asked for: the same number on every run.
    static let allocations = BenchmarkMetric.custom("allocations")
    /// The processor time in thousandths of a ``ReferenceLoop`` of the same moment, the least of several.
    static let referenceLoops = BenchmarkMetric.custom("referenceLoops")
}

/// Defines a benchmark with the metrics and tolerances that all rooms share.
///
/// - Parameters:
///   - name: The name, which is also that of its threshold file: no spaces.
///   - allocates: Whether it may allocate at all; one that may not fails with the first allocation.
///   - spare: How many allocations are none: lines that are longer than ever before, in a state that lives on.
public func roomBenchmark<Setup>(
    _ name: String, allocates: Bool = true, spare: Int = 0, of body: @escaping (Setup) throws -> Void,
    setup: @escaping () throws -> Setup
) {
    let configuration = Benchmark.Configuration(
        metrics: [.wallClock, .instructions, .allocations, .referenceLoops], warmupIterations: 2,
        maxDuration: .seconds(1), maxIterations: 40,
        thresholds: [
            // Library versions and hash seeds may change a few.
            .allocations: allocates
                ? BenchmarkThresholds(relative: [.p90: 5]) : BenchmarkThresholds(absolute: [.p90: spare]),
            // Four times the time is another algorithm; less may be the neighbours in the cache or another processor.
            .referenceLoops: BenchmarkThresholds(relative: [.p90: 300]),
            .instructions: BenchmarkThresholds(relative: [.p90: 5]),
            // For people, not for machines.
            .wallClock: BenchmarkThresholds(relative: [.p90: 1e9]),
        ])
    Benchmark(name, configuration: configuration) { (benchmark, prepared: Prepared<Setup>) in
        benchmark.startMeasurement()
        let before = desk_allocations()
        try body(prepared.work)
        let allocations = desk_allocations() - before
        benchmark.stopMeasurement()
        if desk_counts_allocations() { benchmark.measurement(.allocations, Int(allocations)) }
        benchmark.measurement(.referenceLoops, prepared.loops)
    } setup: {
        let work = try setup()
        return Prepared(work: work, loops: try referenceLoops(of: { try body(work) }))
    }
}

/// What a benchmark works on, and what the work cost when it was made ready.
private struct Prepared<Work> {
    let work: Work
    let loops: Int
}

/// The least processor time of some work in thousandths of the least of the reference loop, both run in turns.
private func referenceLoops(of body: () throws -> Void) throws -> Int {
    var loop = ReferenceLoop()
    var best = (work: Double.infinity, loop: Double.infinity)
    var (spent, rounds) = (0.0, 0)
    // Half a second at least, and five rounds: long enough to find a quiet moment on a busy machine.
    while rounds < 5 || spent < 5e8 {
        let start = processorTime()
        try body()
        let middle = processorTime()
        blackHole(loop.run())
        let end = processorTime()
        best.work = min(best.work, middle - start)
        best.loop = min(best.loop, end - middle)
        spent += end - start
        rounds += 1
    }
    return Int((1_000 * best.work / best.loop).rounded())
}

/// Defines a benchmark of a peer: for people who want the ratio; it is not ours, so it has no threshold.
public func peerBenchmark<Setup>(
    _ name: String, of body: @escaping (Setup) throws -> Void, setup: @escaping () throws -> Setup
) {
    let configuration = Benchmark.Configuration(
        metrics: [.wallClock, .instructions], warmupIterations: 1, maxDuration: .seconds(1), maxIterations: 20)
    Benchmark("peer-\(name)", configuration: configuration) { (_, work: Setup) in
        try body(work)
    } setup: {
        try setup()
    }
}

/// Keeps what a benchmark computes, so that the compiler cannot leave it out.
public func keep(_ value: Int64) { blackHole(value) }
