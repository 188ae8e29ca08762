/// The openness of a window as one bit for each quantum of time, where all hours are multiples of a quantum that is long
/// enough: quarters of an hour, minutes.
@usableFromInline
struct OpenBits: Sendable {
    private static let mostWords = 16_384

    /// The quanta, and behind them one word of closed and one of open quanta.
    @usableFromInline let words: [UInt64]
    /// Below this the words answer; 0 when there are none.
    @usableFromInline let limit: UInt64
    /// Division by the quantum: shift right, multiply and keep the upper half.
    @usableFromInline let shift: UInt64
    @usableFromInline let multiplier: UInt64

    init(_ intervals: [OpenInterval], from start: Int64, to end: Int64) {
        var common = CommonDivisor(UInt64(end - start))
        for interval in intervals {
            common.add(UInt64(interval.start - start))
            common.add(UInt64(interval.end - start))
        }
        let quantum = common.value
        let length = UInt64(end - start)
        let shift = UInt64(quantum.trailingZeroBitCount)
        let divisor = quantum == 0 ? 0 : quantum >> shift
        // Multiplying by 2^64 / divisor, rounded up, is exact for all values below 2^64 / divisor.
        guard divisor > 1, length / quantum / 64 < Self.mostWords, length >> shift < UInt64.max / divisor else {
            (words, limit, self.shift, multiplier) = ([0, .max], 0, 0, 0)
            return
        }
        self.shift = shift
        multiplier = UInt64.max / divisor + 1
        limit = length
        var words = [UInt64](repeating: 0, count: Int(length / quantum / 64) + 3)
        words[words.count - 1] = .max
        let (shiftOf, multiplierOf) = (self.shift, multiplier)
        let number = { (offset: Int64) in
            (UInt64(offset) >> shiftOf).multipliedFullWidth(by: multiplierOf).high
        }
        for interval in intervals {
            let first = number(interval.start - start)
            let last = number(interval.end - start) - 1
            let head = UInt64.max << (first & 63)
            let tail = UInt64.max >> (63 - last & 63)
            let (from, to) = (Int(first >> 6), Int(last >> 6))
            if from == to {
                words[from] |= head & tail
            } else {
                words[from] |= head
                for word in (from + 1)..<to { words[word] = .max }
                words[to] |= tail
            }
        }
        self.words = words
    }

    /// The greatest common divisor of many numbers, of which most are multiples of those before.
    private struct CommonDivisor {
        private(set) var value: UInt64
        private var shift: UInt64 = 0
        private var inverse: UInt64 = 1
        private var bound: UInt64 = 0

        init(_ value: UInt64) {
            self.value = value
            prepare()
        }

        private mutating func prepare() {
            guard value > 0 else { return }
            shift = UInt64(value.trailingZeroBitCount)
            let odd = value >> shift
            // Newton's iteration for the inverse modulo 2^64; each step doubles the bits that are right, from three.
            inverse = odd
            for _ in 0..<5 { inverse = inverse &* (2 &- odd &* inverse) }
            bound = .max / odd
        }

        mutating func add(_ number: UInt64) {
            // A multiple of an odd number, times its inverse, is the quotient; anything else is larger than the largest.
            if value > 0, number & ((1 << shift) - 1) == 0, (number >> shift) &* inverse <= bound { return }
            var (a, b) = (number, value)
            while b != 0 { (a, b) = (b, a % b) }
            value = a
            prepare()
        }
    }

    /// The number of the quantum of an instant, less the start of the window and below ``limit``.
    @inlinable
    func quantum(_ offset: UInt64) -> UInt64 {
        (offset &>> shift).multipliedFullWidth(by: multiplier).high
    }

    /// The number of a quantum that is always open or always closed.
    func quantum(isOpen: Bool) -> UInt64 {
        UInt64(words.count - (isOpen ? 1 : 2)) << 6
    }

    /// Whether a quantum is open.
    @inlinable
    subscript(quantum: UInt64) -> Bool {
        words[Int(truncatingIfNeeded: quantum &>> 6)] &>> (quantum & 63) & 1 != 0
    }
}
