public import Benchmark

extension Benchmark.Configuration {
    /// What all benchmarks share: the clock for people, instructions for thresholds, and how much may change unnoticed.
    public static func room(iterations: Int = 100, seconds: Int = 2) -> Benchmark.Configuration {
        Benchmark.Configuration(
            metrics: [.wallClock, .instructions], warmupIterations: 2, maxDuration: .seconds(seconds),
            maxIterations: iterations, thresholds: [.instructions: BenchmarkThresholds(relative: [.p90: 5])])
    }
}
