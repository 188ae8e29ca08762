import DeskPrimitives

/// A short keyed digest: SipHash-1-3 with 128 bits.
///
/// Jean-Philippe Aumasson and Daniel J. Bernstein, "SipHash: a fast short-input PRF" (INDOCRYPT 2012); the 128 bits are those of
/// their reference code. One round a word and three at the end are what hash tables of Swift, Rust and Python use. Whoever lacks the key can neither choose texts that collide nor tell what a digest was made of, and
/// it takes a tenth of the time of a `KeyedDigest`. For memory only: what is stored is found by a `KeyedDigest`.
struct SipHash: Sendable {
    /// What stands for a text.
    struct Digest: Hashable, Sendable {
        var low: UInt64
        var high: UInt64
    }

    private let key: (UInt64, UInt64)

    /// Creates a hash of a key of 16 bytes; of a longer one the first 16 count, missing ones are zero.
    init(key bytes: [UInt8]) {
        var words: (UInt64, UInt64) = (0, 0)
        for (index, byte) in bytes.prefix(16).enumerated() {
            let shifted = UInt64(byte) << UInt64(index % 8 * 8)
            if index < 8 { words.0 |= shifted } else { words.1 |= shifted }
        }
        key = words
    }

    /// The digest of eight bytes that tell apart what texts are of, the lowest first, and of a text behind them.
    @inline(__always)
    func callAsFunction(_ text: String, of kind: UInt64) -> Digest {
        text.withBytes { digest($0, kind) }
    }

    /// The same of bytes.
    func digest(_ view: ByteView, _ kind: UInt64) -> Digest {
        var state = State(key)
        state.take(kind)
        var index = view.startIndex
        while index + 8 <= view.endIndex {
            state.take(view.word(at: index))
            index += 8
        }
        var last = UInt64(truncatingIfNeeded: view.count &+ 8) << 56
        var shift: UInt64 = 0
        while index < view.endIndex {
            last |= UInt64(view[index]) << shift
            shift += 8
            index += 1
        }
        state.take(last)
        return state.finish()
    }

    private struct State {
        private var (v0, v1, v2, v3): (UInt64, UInt64, UInt64, UInt64)

        @inline(__always)
        init(_ key: (UInt64, UInt64)) {
            v0 = key.0 ^ 0x736f_6d65_7073_6575
            v1 = key.1 ^ 0x646f_7261_6e64_6f6d ^ 0xEE
            v2 = key.0 ^ 0x6c79_6765_6e65_7261
            v3 = key.1 ^ 0x7465_6462_7974_6573
        }

        @inline(__always)
        private static func rotate(_ word: UInt64, _ count: UInt64) -> UInt64 { word << count | word >> (64 - count) }

        @inline(__always)
        private mutating func round() {
            v0 = v0 &+ v1
            v1 = Self.rotate(v1, 13) ^ v0
            v0 = Self.rotate(v0, 32)
            v2 = v2 &+ v3
            v3 = Self.rotate(v3, 16) ^ v2
            v0 = v0 &+ v3
            v3 = Self.rotate(v3, 21) ^ v0
            v2 = v2 &+ v1
            v1 = Self.rotate(v1, 17) ^ v2
            v2 = Self.rotate(v2, 32)
        }

        @inline(__always)
        mutating func take(_ word: UInt64) {
            v3 ^= word
            round()
            v0 ^= word
        }

        @inline(__always)
        mutating func finish() -> Digest {
            v2 ^= 0xEE
            for _ in 0..<3 { round() }
            let low = v0 ^ v1 ^ v2 ^ v3
            v1 ^= 0xDD
            for _ in 0..<3 { round() }
            return Digest(low: low, high: v0 ^ v1 ^ v2 ^ v3)
        }
    }
}
