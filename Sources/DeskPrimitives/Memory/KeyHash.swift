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
        var hash = start
        var word: UInt64 = 0
        var taken: UInt64 = 0
        for byte in bytes {
            word = word << 8 | UInt64(byte)
            taken += 8
            if taken == 64 {
                hash = fold(hash ^ word)
                (word, taken) = (0, 0)
            }
        }
        // A one before the last bytes tells how many they are.
        return fold(fold(hash ^ (1 << taken | word)))
    }

    private func fold(_ word: UInt64) -> UInt64 {
        let product = word.multipliedFullWidth(by: factor)
        return product.high ^ product.low
    }
}
