import DeskContacts
import DeskPrimitives
import Testing

@Suite("Strong identifiers")
struct StrongIdentifierTests {
    @Test("a scheme and a value have their limits")
    func limits() throws {
        #expect(try strong(" 17 ").value == "17")
        #expect(try strong("aB").value == "aB")
        _ = try StrongIdentifier(
            scheme: String(repeating: "s", count: 64), value: String(repeating: "v", count: 128))
        func outcome(_ scheme: String, _ value: String) -> String? {
            refusal { _ = try StrongIdentifier(scheme: scheme, value: value) }
                .map { "\($0.code) \($0.place)" }
        }
        #expect(outcome("", "1") == "malformed scheme")
        #expect(outcome("Customer", "1") == "malformed scheme")
        #expect(outcome("a b", "1") == "malformed scheme")
        #expect(outcome(String(repeating: "s", count: 65), "1") == "tooLong scheme")
        #expect(outcome("s", "  ") == "malformed value")
        #expect(outcome("s", "a\nb") == "malformed value")
        #expect(outcome("s", String(repeating: "v", count: 129)) == "tooLong value")
        #expect(outcome("s", String(repeating: " ", count: 9_999)) == "tooLong value")
    }

    @Test("equal by scheme and bytes; keys tell scheme and value apart")
    func equality() throws {
        #expect(try strong("1") == strong(" 1"))
        #expect(try strong("1") != strong("1", scheme: "login"))
        #expect(try strong("\u{E9}") != strong("e\u{301}"))
        #expect(
            try StrongIdentifier(scheme: "ab", value: "c").storageKey(digest)
                != StrongIdentifier(scheme: "a", value: "bc").storageKey(digest))
        #expect(try strong("1").storageKey(digest) == strong("1").storageKey(digest))
        #expect(try stored(strong("1")) == strong("1"))
    }
}
