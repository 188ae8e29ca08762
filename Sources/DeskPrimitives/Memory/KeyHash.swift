/// Hashes storage keys eight bytes at a time with a secret of its own.
///
/// `Hasher` takes an array byte by byte, which costs more than everything else in a look-up. This folds 64-bit words by
/// full-width multiplication; the random start keeps strangers from choosing keys that collide. It decides how fast a key
/// is found, never what a store answers.
struct KeyHash {
    private let start: UInt64
    private let factor: UInt64

    init() {
        var random = SystemRandomNumberGenerator()
        start = random.next()
        factor = random.next() | 1
    }

    func callAsFunction(_ bytes: [UInt8]) -> UInt64 {
        var hash = start ^ UInt64(truncatingIfNeeded: bytes.count)
        var word: UInt64 = 0
        var taken = 0
        for byte in bytes {
            word = word << 8 | UInt64(byte)
            taken += 1
            if taken == 8 {
                hash = fold(hash ^ word)
                (word, taken) = (0, 0)
            }
        }
        if taken > 0 { hash = fold(hash ^ word) }
        return fold(hash)
    }

    private func fold(_ word: UInt64) -> UInt64 {
        let product = word.multipliedFullWidth(by: factor)
        return product.high ^ product.low
    }
}
