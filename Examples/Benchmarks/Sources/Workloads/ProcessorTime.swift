import Foundation

/// The nanoseconds this thread has had a processor for: on a machine that others use too, the wall clock says little.
public func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
}

/// A fixed piece of work to measure others by: draws 1,024 numbers and sorts them on a heap, in about 50 µs.
///
/// It is written out here so that no other version of a library changes it.
public struct ReferenceLoop {
    private var numbers = [UInt64](repeating: 0, count: 1_024)
    private var state: UInt64 = 1

    /// Creates the loop.
    public init() {}

    /// Does the work once; the number in the middle.
    public mutating func run() -> UInt64 {
        for index in numbers.indices {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            numbers[index] = state
        }
        for root in stride(from: numbers.count / 2 - 1, through: 0, by: -1) { sink(root, numbers.count) }
        for end in stride(from: numbers.count - 1, to: 0, by: -1) {
            numbers.swapAt(0, end)
            sink(0, end)
        }
        return numbers[numbers.count / 2]
    }

    private mutating func sink(_ root: Int, _ end: Int) {
        var root = root
        while 2 * root + 1 < end {
            var child = 2 * root + 1
            if child + 1 < end, numbers[child] < numbers[child + 1] { child += 1 }
            guard numbers[root] < numbers[child] else { return }
            numbers.swapAt(root, child)
            root = child
        }
    }
}
