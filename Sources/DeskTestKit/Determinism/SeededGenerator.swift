public import DeskPrimitives

/// Random numbers that are the same for the same seed on every platform and with every standard library.
///
/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014). The helpers are
/// defined here, because the standard library may change how `Int.random(in:)` and `shuffle` use a generator. Not for
/// secrets.
public struct SeededGenerator: RandomNumberGenerator, Hashable, Sendable {
    private var state: UInt64

    /// Creates a generator.
    public init(seed: UInt64) { state = seed }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A generator of its own, for a part of a test that should not change what the rest draws.
    public mutating func fork() -> SeededGenerator { SeededGenerator(seed: next()) }

    /// A number in a range of at most 2⁶⁴ numbers, all equally likely (Lemire's multiplication with rejection).
    public mutating func integer<Number: FixedWidthInteger>(in range: ClosedRange<Number>) -> Number {
        let width = UInt64(truncatingIfNeeded: range.upperBound) &- UInt64(truncatingIfNeeded: range.lowerBound)
        guard width < UInt64.max else { return Number(truncatingIfNeeded: next()) }
        let count = width + 1
        var product = next().multipliedFullWidth(by: count)
        if product.low < count {
            let threshold = (0 &- count) % count
            while product.low < threshold { product = next().multipliedFullWidth(by: count) }
        }
        return range.lowerBound &+ Number(truncatingIfNeeded: product.high)
    }

    /// True in so many of so many cases; never for 0, always from `total` on.
    public mutating func chance(_ hits: Int, in total: Int) -> Bool {
        integer(in: 1...max(total, 1)) <= hits
    }

    /// One element, all equally likely; nil when there is none.
    public mutating func pick<Elements: RandomAccessCollection>(_ elements: Elements) -> Elements.Element? {
        guard !elements.isEmpty else { return nil }
        let offset = integer(in: 0...(elements.count - 1))
        return elements[elements.index(elements.startIndex, offsetBy: offset)]
    }

    /// Puts elements into a random order, all orders equally likely (Fisher and Yates, from the end).
    public mutating func shuffle<Elements: RandomAccessCollection & MutableCollection>(_ elements: inout Elements) {
        var rest = elements.count
        while rest > 1 {
            let chosen = integer(in: 0...(rest - 1))
            rest -= 1
            elements.swapAt(
                elements.index(elements.startIndex, offsetBy: rest),
                elements.index(elements.startIndex, offsetBy: chosen))
        }
    }

    /// A number with an exponential distribution, rounded down: the time to the next arrival of a Poisson stream.
    ///
    /// Inverse transform, mean · −ln u, in integers: the binary logarithm of u comes bit by bit from repeated squaring.
    ///
    /// - Parameter mean: The mean; below 1 the result is 0. Results beyond `Int64.max` are given as `Int64.max`.
    public mutating func exponential(mean: Int64) -> Int64 {
        guard mean > 0 else { return 0 }
        var bits = next()
        while bits == 0 { bits = next() }
        // u = bits / 2^64 = 2^-(zeros + 1) · mantissa / 2^63 with the mantissa in 2^63 ..< 2^64.
        let zeros = UInt64(bits.leadingZeroBitCount)
        var mantissa = bits << zeros
        var fraction: UInt64 = 0
        for _ in 0..<32 {
            let square = mantissa.multipliedFullWidth(by: mantissa)
            let isTwoOrMore = square.high >> 63 == 1
            fraction = fraction << 1 | (isTwoOrMore ? 1 : 0)
            mantissa = isTwoOrMore ? square.high : square.high << 1 | square.low >> 63
        }
        // Both have 32 binary places; 0xB17217F7D1CF79AC is ln 2 with 64.
        let minusLog2 = (zeros + 1) << 32 - fraction
        let minusLn = minusLog2.multipliedFullWidth(by: 0xB172_17F7_D1CF_79AC).high
        let product = mean.magnitude.multipliedFullWidth(by: minusLn)
        let scaled = product.high << 32 | product.low >> 32
        return product.high >> 32 == 0 ? Int64(exactly: scaled) ?? .max : .max
    }

    /// A span with an exponential distribution, to the microsecond.
    public mutating func exponential(mean: TimeSpan) -> TimeSpan {
        TimeSpan(microseconds: exponential(mean: mean.microseconds))
    }
}
