/// The hash function SHA-256 (FIPS 180-4): names for exact content, and the ground of ``KeyedDigest``.
///
/// A plain digest of what can be guessed, such as an address, gives it away: keys made of personal data are a ``KeyedDigest``.
/// State and block are vectors, so copying a half-fed hash is copying a few words.
public struct SHA256: Sendable {
    private var state = SIMD8<UInt32>(
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)
    /// The block being filled, as big-endian words.
    private var block = SIMD16<UInt32>()
    private var filled = 0
    private var length: UInt64 = 0

    /// Creates a hash that was fed nothing.
    public init() {}

    /// Feeds bytes; pieces one after the other count as one.
    ///
    /// - Complexity: O(n)
    public mutating func update(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { append(byte) }
    }

    /// The 32 bytes of the digest of all that was fed; a hash is used up with it.
    public consuming func finish() -> [UInt8] {
        let bits = length << 3
        append(0x80)
        while filled != 56 { append(0) }
        for shift in stride(from: 56, through: 0, by: -8) { append(UInt8(truncatingIfNeeded: bits >> UInt64(shift))) }
        var digest: [UInt8] = []
        digest.reserveCapacity(32)
        for index in 0..<8 {
            let word = state[index]
            digest.append(UInt8(truncatingIfNeeded: word >> 24))
            digest.append(UInt8(truncatingIfNeeded: word >> 16))
            digest.append(UInt8(truncatingIfNeeded: word >> 8))
            digest.append(UInt8(truncatingIfNeeded: word))
        }
        return digest
    }

    /// The 32 bytes of the digest of some bytes.
    public static func digest(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finish()
    }

    @inline(__always)
    private mutating func append(_ byte: UInt8) {
        block[filled >> 2] = block[filled >> 2] << 8 | UInt32(byte)
        filled += 1
        length &+= 1
        if filled == 64 { compress() }
    }

    /// Sixteen rounds stand written out, so that the schedule lives in registers and no index is checked.
    private mutating func compress() {
        let constants = Self.constants
        var w0 = block[0]
        var w1 = block[1]
        var w2 = block[2]
        var w3 = block[3]
        var w4 = block[4]
        var w5 = block[5]
        var w6 = block[6]
        var w7 = block[7]
        var w8 = block[8]
        var w9 = block[9]
        var w10 = block[10]
        var w11 = block[11]
        var w12 = block[12]
        var w13 = block[13]
        var w14 = block[14]
        var w15 = block[15]
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        var start = 0
        while true {
            Self.round(a, b, c, &d, e, f, g, &h, constants[start + 0] &+ w0)
            Self.round(h, a, b, &c, d, e, f, &g, constants[start + 1] &+ w1)
            Self.round(g, h, a, &b, c, d, e, &f, constants[start + 2] &+ w2)
            Self.round(f, g, h, &a, b, c, d, &e, constants[start + 3] &+ w3)
            Self.round(e, f, g, &h, a, b, c, &d, constants[start + 4] &+ w4)
            Self.round(d, e, f, &g, h, a, b, &c, constants[start + 5] &+ w5)
            Self.round(c, d, e, &f, g, h, a, &b, constants[start + 6] &+ w6)
            Self.round(b, c, d, &e, f, g, h, &a, constants[start + 7] &+ w7)
            Self.round(a, b, c, &d, e, f, g, &h, constants[start + 8] &+ w8)
            Self.round(h, a, b, &c, d, e, f, &g, constants[start + 9] &+ w9)
            Self.round(g, h, a, &b, c, d, e, &f, constants[start + 10] &+ w10)
            Self.round(f, g, h, &a, b, c, d, &e, constants[start + 11] &+ w11)
            Self.round(e, f, g, &h, a, b, c, &d, constants[start + 12] &+ w12)
            Self.round(d, e, f, &g, h, a, b, &c, constants[start + 13] &+ w13)
            Self.round(c, d, e, &f, g, h, a, &b, constants[start + 14] &+ w14)
            Self.round(b, c, d, &e, f, g, h, &a, constants[start + 15] &+ w15)
            start += 16
            guard start < 64 else { break }
            Self.expand(&w0, w1, w9, w14)
            Self.expand(&w1, w2, w10, w15)
            Self.expand(&w2, w3, w11, w0)
            Self.expand(&w3, w4, w12, w1)
            Self.expand(&w4, w5, w13, w2)
            Self.expand(&w5, w6, w14, w3)
            Self.expand(&w6, w7, w15, w4)
            Self.expand(&w7, w8, w0, w5)
            Self.expand(&w8, w9, w1, w6)
            Self.expand(&w9, w10, w2, w7)
            Self.expand(&w10, w11, w3, w8)
            Self.expand(&w11, w12, w4, w9)
            Self.expand(&w12, w13, w5, w10)
            Self.expand(&w13, w14, w6, w11)
            Self.expand(&w14, w15, w7, w12)
            Self.expand(&w15, w0, w8, w13)
        }
        state = state &+ SIMD8<UInt32>(a, b, c, d, e, f, g, h)
        block = SIMD16<UInt32>()
        filled = 0
    }

    @inline(__always)
    private static func round(
        _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32,
        _ h: inout UInt32, _ input: UInt32
    ) {
        let s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
        let t1 = h &+ s1 &+ ((e & f) ^ (~e & g)) &+ input
        let s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
        d = d &+ t1
        h = t1 &+ s0 &+ ((a & b) ^ (a & c) ^ (b & c))
    }

    @inline(__always)
    private static func expand(_ word: inout UInt32, _ near: UInt32, _ middle: UInt32, _ far: UInt32) {
        let s0 = rotate(near, 7) ^ rotate(near, 18) ^ (near >> 3)
        let s1 = rotate(far, 17) ^ rotate(far, 19) ^ (far >> 10)
        word = word &+ s0 &+ middle &+ s1
    }

    @inline(__always)
    private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
        word >> count | word << (32 - count)
    }

    private static let constants: [UInt32] = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
        0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
        0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
        0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
        0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
        0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
        0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
        0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
    ]
}
