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
///   - pairs: How often the work and the reference loop are measured in turns.
public func roomBenchmark<Setup>(
    _ name: String, allocates: Bool = true, pairs: Int = 9, of body: @escaping (Setup) throws -> Void,
    setup: @escaping () throws -> Setup
) {
    let configuration = Benchmark.Configuration(
        metrics: [.wallClock, .instructions, .allocations, .referenceLoops], warmupIterations: 2,
        maxDuration: .seconds(2), maxIterations: 40,
        thresholds: [
            // Library versions and hash seeds may change a few.
            .allocations: allocates
                ? BenchmarkThresholds(relative: [.p90: 5]) : BenchmarkThresholds(absolute: [.p90: 0]),
            // Twice the time is a change of the algorithm, less may be the neighbours or another processor.
            .referenceLoops: BenchmarkThresholds(relative: [.p90: 100]),
            .instructions: BenchmarkThresholds(relative: [.p90: 5]),
            // For people, not for machines.
            .wallClock: BenchmarkThresholds(relative: [.p90: 1e9]),
        ])
    Benchmark(name, configuration: configuration) { (benchmark, work: Setup) in
        var reference = ReferenceLoop()
        var best = (work: Double.infinity, reference: Double.infinity)
        for _ in 0..<pairs {
            let start = processorTime()
            try body(work)
            let middle = processorTime()
            blackHole(reference.run())
            let end = processorTime()
            best.work = min(best.work, middle - start)
            best.reference = min(best.reference, end - middle)
        }
        benchmark.measurement(.referenceLoops, Int((1_000 * best.work / best.reference).rounded()))

        benchmark.startMeasurement()
        let before = desk_allocations()
        try body(work)
        let allocations = desk_allocations() - before
        benchmark.stopMeasurement()
        if desk_counts_allocations() { benchmark.measurement(.allocations, Int(allocations)) }
    } setup: {
        try setup()
    }
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
