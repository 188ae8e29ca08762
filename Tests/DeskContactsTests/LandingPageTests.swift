import DeskContacts
import DeskPrimitives
import Testing

@Suite("Landing page of DeskContacts")
struct LandingPageTests {
    @Test("the first lines of the landing page compile and do what they say")
    func overview() throws {
        // begin
        let digest = KeyedDigest(secret: [UInt8](repeating: 7, count: 32))
        let now = Instant(seconds: 1_772_438_400)
        let anna = try Person(
            id: "p-1", name: "Anna", points: [.mail("anna@example.fi")], createdAt: now, digest: digest)

        let claims = try IdentityClaims(
            points: [.mail("Anna@Example.FI"), .phone("040 123 4567", defaultCountryCode: "358")])
        let decision = IdentityResolver.resolve(claims, among: [anna], digest: digest, newID: "p-2", at: now)
        // .known: Anna, by her mail address, and now with her telephone number
        // end
        guard case .known(let known, let because) = decision else {
            Issue.record("not known")
            return
        }
        #expect(known.id == "p-1")
        #expect(because.code == .mail)
        #expect(known.points(of: .phone).map(\.value) == ["+358401234567"])
    }
}
