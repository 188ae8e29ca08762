import DeskPrimitives
import Testing

@Suite("Digests")
struct DigestTests {
    private func hex(_ bytes: [UInt8]) -> String { Hexadecimal.text(bytes) }

    @Test(
        "SHA-256 agrees with the examples of FIPS 180-4",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
                "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
            ),
        ])
    func fips(_ text: String, _ digest: String) {
        #expect(hex(SHA256.digest(text.utf8)) == digest)
    }

    @Test("SHA-256 of a million letters a")
    func million() {
        #expect(
            hex(SHA256.digest(repeatElement(UInt8(0x61), count: 1_000_000)))
                == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test(
        "SHA-256 agrees with short messages of NIST's validation system (SHAVS)",
        arguments: [
            ("d3", "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1"),
            ("11af", "5ca7133fa735326081558ac312c620eeca9970d1e70a4b95533d956f072d1f98"),
            ("b4190e", "dff2e73091f6c05e528896c4c831b9448653dc2ff043528f6769437bc7b975c2"),
        ])
    func shavs(_ message: String, _ digest: String) throws {
        #expect(hex(SHA256.digest(try #require(Hexadecimal.bytes(message)))) == digest)
    }

    @Test("A hash that was copied half-fed goes on by itself")
    func copies() {
        var one = SHA256()
        one.update("ab".utf8)
        var other = one
        one.update("c".utf8)
        other.update("d".utf8)
        #expect(one.finish() == SHA256.digest("abc".utf8))
        #expect(other.finish() == SHA256.digest("abd".utf8))
        #expect(one.finish() == SHA256.digest("abc".utf8), "what is finished is a copy")
    }

    @Test("Pieces give the digest of the whole, at every length around a block")
    func pieces() {
        for length in [0, 1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 129] {
            let bytes = (0..<length).map { UInt8($0) }
            for cut in [0, length / 3, length / 2, length] {
                var hash = SHA256()
                hash.update(bytes[..<cut])
                hash.update(bytes[cut...])
                #expect(hash.finish() == SHA256.digest(bytes), "\(length) cut at \(cut)")
            }
        }
        #expect(
            hex(SHA256.digest((0..<64).map { UInt8($0) }))
                == "fdeab9acf3710362bd2658cdc9a29e8f9c757fcf9811603a8c447cd1d9151108")
    }

    @Test(
        "The keyed digest agrees with the test cases of RFC 4231",
        arguments: [
            (
                [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
            ),
            (
                Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            (
                [UInt8](repeating: 0xAA, count: 20), [UInt8](repeating: 0xDD, count: 50),
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
            ),
            (
                (1...25).map { UInt8($0) }, [UInt8](repeating: 0xCD, count: 50),
                "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
            ),
            (
                [UInt8](repeating: 0xAA, count: 131),
                Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
            (
                [UInt8](repeating: 0xAA, count: 131),
                Array(
                    "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm."
                        .utf8),
                "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
            ),
        ] as [([UInt8], [UInt8], String)])
    func rfc4231(_ secret: [UInt8], _ message: [UInt8], _ code: String) {
        let digest = KeyedDigest(secret: secret)
        #expect(hex(digest.code(message)) == code)
        #expect(hex(digest.code(Array(message.prefix(3)), Array(message.dropFirst(3)))) == code)
    }

    @Test("A key depends on the secret, every byte, and where one part ends")
    func keys() {
        let digest = KeyedDigest(secret: Array("secret".utf8))
        let key = digest.key(Array("ab".utf8), Array("c".utf8))
        #expect(key.bytes.count == 16)
        #expect(key == digest.key(Array("ab".utf8), Array("c".utf8)))
        let others = [
            digest.key(Array("a".utf8), Array("bc".utf8)), digest.key(Array("abc".utf8)),
            digest.key(Array("ab".utf8), Array("c".utf8), []), digest.key(Array("ab".utf8), Array("C".utf8)),
            KeyedDigest(secret: Array("Secret".utf8)).key(Array("ab".utf8), Array("c".utf8)), digest.key(),
        ]
        #expect(Set(others + [key]).count == 7)
        // HMAC-SHA-256 over 8 length bytes, lowest first, and the part, cut to 16 bytes.
        let framed: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0, 0x61]
        #expect(digest.key([0x61]).bytes == Array(digest.code(framed).prefix(16)))
    }

    @Test("Hexadecimal text is read in both cases and refused otherwise")
    func hexadecimal() {
        #expect(Hexadecimal.text([0, 1, 0x7F, 0xFF]) == "00017fff")
        #expect(Hexadecimal.bytes("00017FfF") == [0, 1, 0x7F, 0xFF])
        #expect(Hexadecimal.bytes("") == [])
        for bad in ["0", "000", "0g", "g0", " 0", "0x", "-1", "é", "：０"] {
            #expect(Hexadecimal.bytes(bad) == nil, "\(bad)")
        }
    }
}
