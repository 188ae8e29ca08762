import DeskChannels
import DeskPrimitives
import Testing

@Suite("Landing page of DeskChannels")
struct LandingPageTests {
    @Test("the first lines of the landing page compile and do what they say")
    func overview() throws {
        // begin
        let wall = try ContactChannel(id: "wall", kind: .socialPublic, name: "Our page", inviteTo: "mail")
        let decision = wall.receive(
            ReceiveQuestion(
                channel: "wall", sensitivity: .personal, purpose: .support, isOpen: true,
                at: Instant(seconds: 1_772_438_400)))

        // .inviteElsewhere("mail"); no clock starts, personal data is masked in what is kept
        let why = decision.sentence(in: .finnish)
        // end
        #expect(decision.outcome == .inviteElsewhere("mail"))
        #expect(decision.clock == .doesNotStart)
        #expect(decision.masksContent)
        #expect(why.hasPrefix("Sisältö vaatii parempaa suojaa"))
    }
}
