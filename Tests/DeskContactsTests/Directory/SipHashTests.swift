import DeskPrimitives
import Testing

@testable import DeskContacts

@Suite("SipHash-1-3 with 128 bits") struct SipHashTests {
    private static func words(_ bytes: [UInt8]) -> SipHash.Digest {
        var words: [UInt64] = [0, 0]
        for (index, byte) in bytes.enumerated() { words[index / 8] |= UInt64(byte) << UInt64(index % 8 * 8) }
        return SipHash.Digest(low: words[0], high: words[1])
    }

    private static func bytes(_ hexadecimal: String) -> [UInt8] {
        let digits = hexadecimal.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    }

    /// The key is 00 to 0f and the message 00, 01 and so on, as in the reference code.
    ///
    /// The digests are those of OpenSSL 3.0:
    /// `openssl mac -macopt hexkey:000102030405060708090a0b0c0d0e0f -macopt size:16 -macopt c-rounds:1 -macopt d-rounds:3
    /// -in FILE SIPHASH`.
    @Test(arguments: [
        (8, "aa12fee1d5e3dab4724f16ab35f9c799"), (9, "81ddb8042cf33994f4720e0094137c42"),
        (15, "c17e5505b2bd526c2921cdec1e7e0109"), (16, "d0a8d95715518eebb513b0f83d9e1793"),
        (23, "1d127b84405ceab99fd8775a9be6c559"), (63, "4c5800e34efe426f079f6b0aa75260ad"),
    ]) func itIsWhatOthersCompute(length: UInt8, expected: String) {
        let hash = SipHash(key: Array(0..<16))
        let message = Array(0..<length)
        let kind = (0..<8).reduce(UInt64(0)) { $0 | UInt64(message[$1]) << UInt64(8 * $1) }
        #expect(Array(message[8...]).withView { hash.digest($0, kind) } == Self.words(Self.bytes(expected)))
    }

    @Test func aTextIsItsBytes() {
        let hash = SipHash(key: Array("sixteen bytes ok and more".utf8))
        for text in ["", "a", "short", "longer than fifteen bytes", "Mäkelä 😀"] {
            #expect(hash(text, of: 3) == Array(text.utf8).withView { hash.digest($0, 3) })
            #expect(hash(text, of: 3) != hash(text, of: 4))
        }
        #expect(hash("\u{E4}", of: 1) != hash("a\u{308}", of: 1))
    }
}
