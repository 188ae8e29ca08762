import DeskContacts
import DeskPrimitives
import Testing

@Suite("Automatic mail")
struct AutomaticMailTests {
    private func verdict(_ lines: String, own: [ContactPoint] = []) throws -> AutomaticMailVerdict {
        AutomaticMailReader.read(
            try MailHeaders(Array((lines + "\r\n\r\nbody").utf8)), ownAddresses: own)
    }

    @Test(
        "every sign, and the two outcomes apart",
        arguments: [
            ("X-Loop: yes", AutomaticMailClass.ownLoop, false), ("Auto-Submitted: auto-replied", .autoReply, false),
            ("auto-submitted: auto-generated; x=y", .autoReply, false), ("X-Autoreply: yes", .autoReply, false),
            ("Precedence: bulk", .bulk, false), ("Precedence: Junk", .bulk, false),
            ("Precedence: auto_reply", .autoReply, false), ("List-Unsubscribe: <mailto:u@x.fi>", .bulk, false),
            ("Precedence: list", .list, true), ("List-Id: <users.x.fi>", .list, true),
            ("X-Auto-Response-Suppress: DR, RN", .suppressed, true),
            ("X-Auto-Response-Suppress: All", .suppressed, true), ("Return-Path: <>", .bounce, false),
            ("From: Mail <MAILER-DAEMON@x.fi>", .bounce, false),
            ("Content-Type: multipart/report; report-type=delivery-status; boundary=a", .bounce, false),
        ])
    func signs(_ line: String, _ sign: AutomaticMailClass, _ mayReopen: Bool) throws {
        let verdict = try verdict(line)
        #expect(verdict.classes == [sign])
        #expect(!verdict.mayAnswer)
        #expect(verdict.mayReopen == mayReopen)
        #expect(verdict.demand == (mayReopen ? .needsAnswer : .automatic))
    }

    @Test(
        "an ordinary mail has none",
        arguments: [
            "From: anna@example.fi", "Auto-Submitted: no", "Auto-Submitted: no (a person)",
            "X-Auto-Response-Suppress: RN", "Precedence: first-class", "Return-Path: <anna@example.fi>",
            "Content-Type: multipart/report; report-type=disposition",
        ])
    func ordinary(_ line: String) throws {
        let verdict = try verdict(line)
        #expect(verdict.classes.isEmpty && verdict.mayAnswer && verdict.mayReopen)
    }

    @Test("mail from the desk's own address is never answered; of two signs the stricter counts")
    func own() throws {
        let desk = try ContactPoint.mail("help@desk.fi")
        let verdict = try verdict("From: Desk <Help@Desk.fi>\r\nList-Id: <x.y>", own: [desk])
        #expect(verdict.classes == [.ownLoop, .list])
        #expect(!verdict.mayReopen)
        #expect(
            verdict.sentence(in: .finnish)
                == "Viestiin ei vastata automaattisesti eikä se avaa tapausta uudelleen (oma viestimme, postituslista)."
        )
    }
}
