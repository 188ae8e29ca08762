import Workloads

/// What a piece of work costs: the processor time of this thread for one operation, by rounds.
struct Cost {
    var rounds: [Double] = []

    /// The middle of the rounds, in nanoseconds.
    var nanoseconds: Double {
        let sorted = rounds.sorted()
        guard !sorted.isEmpty else { return .nan }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    var spread: ClosedRange<Double> { (rounds.min() ?? .nan)...(rounds.max() ?? .nan) }
}

/// A piece of work: so many operations at a time.
struct Work {
    var operations: Int
    var body: () throws -> Int64
}

/// Keeps what work computes, so that the compiler cannot leave it out.
nonisolated(unsafe) var sink: Int64 = 0

/// What the reference loop cost beside everything else: when it took longer than usual, so did what was measured then.
nonisolated(unsafe) var reference = Cost()

/// Measures pieces of work in turns, so that whatever happens to the machine happens to all of them.
///
/// Each round repeats a piece until it has taken a twentieth of a second.
func measure(_ pieces: [Work], rounds: Int = 7) throws -> [Cost] {
    var costs = Array(repeating: Cost(), count: pieces.count)
    var repeats = Array(repeating: 1, count: pieces.count)
    for (number, piece) in pieces.enumerated() {
        let start = processorTime()
        sink &+= try piece.body()
        let taken = max(processorTime() - start, 100)
        repeats[number] = min(max(Int(5e7 / taken), 1), 100_000)
    }
    var loop = ReferenceLoop()
    for _ in 0..<rounds {
        let start = processorTime()
        for _ in 0..<100 { sink &+= Int64(truncatingIfNeeded: loop.run()) }
        reference.rounds.append((processorTime() - start) / 100)
        for (number, piece) in pieces.enumerated() {
            let start = processorTime()
            for _ in 0..<repeats[number] { sink &+= try piece.body() }
            let taken = processorTime() - start
            costs[number].rounds.append(taken / Double(repeats[number]) / Double(piece.operations))
        }
    }
    return costs
}
