import DeskChannels
import DeskPrimitives
import Testing

@Suite("Contact channels")
struct ContactChannelTests {
    @Test("what a policy leaves out is as the kind suggests")
    func defaults() throws {
        let mail = try channel(.mail)
        #expect(mail.role == .support)
        #expect(mail.allows == .confidential)
        #expect(mail.loadUnits == 25)
        #expect(mail.outOfHours == .queue)
        #expect(mail.hours == nil)
        #expect(mail.textLimit == 65_536)
        for kind in [ChannelKind.socialPublic, .reviewSite] {
            #expect(try channel(kind).role == .feedback)
            #expect(try channel(kind).allows == .open)
        }
        for kind in [ChannelKind.textMessage, .socialPrivate] { #expect(try channel(kind).allows == .personal) }
    }

    @Test("the text limit is the policy's where text can be sent at all")
    func textLimit() throws {
        #expect(try channel(.textMessage, maximumTextBytes: 160).textLimit == 160)
        #expect(try channel(.textMessage).textLimit == 1_530)
        #expect(try channel(.voice, maximumTextBytes: 160).textLimit == 0)
    }

    @Test("the reply window is half-open and never overflows")
    func replyWindow() throws {
        let messenger = try channel(.socialPrivate)
        #expect(messenger.replyWindowEnd(after: morning) == morning + .hours(24))
        #expect(messenger.replyWindowEnd(after: .latest) == .latest)
        #expect(try channel(.mail).replyWindowEnd(after: morning) == nil)
    }

    @Test("every field has its limits")
    func limits() throws {
        func make(
            kind: ChannelKind = .mail, name: LocalizedText = "Mail", allows: DataSensitivity? = nil, load: Int? = nil,
            inviteTo: ChannelID? = nil, plan: OutOfHoursPlan = .queue, bytes: Int? = nil, ends: [String] = []
        ) -> String? {
            refusal {
                _ = try ContactChannel(
                    id: "mail", kind: kind, name: name, allows: allows, loadUnits: load, inviteTo: inviteTo,
                    outOfHours: plan, maximumTextBytes: bytes, receivingEnds: ends)
            }.map { "\($0.code) \($0.place)" }
        }
        #expect(make() == nil)
        #expect(make(load: 1) == nil)
        #expect(make(load: 100) == nil)
        #expect(make(load: 0) == "outOfRange loadUnits")
        #expect(make(load: 101) == "outOfRange loadUnits")
        #expect(make(bytes: 1) == nil)
        #expect(make(bytes: Limits.textBytes) == nil)
        #expect(make(bytes: 0) == "outOfRange maximumTextBytes")
        #expect(make(bytes: Limits.textBytes + 1) == "outOfRange maximumTextBytes")
        #expect(make(kind: .reviewSite, allows: .personal) == "notAllowed allows")
        #expect(make(inviteTo: "mail") == "notAllowed inviteTo")
        #expect(make(plan: .otherChannel("mail")) == "notAllowed outOfHours")
        #expect(make(ends: Array(repeating: "help@example.fi", count: 256)) == nil)
        #expect(
            make(ends: Array(repeating: "a", count: 257)) == "tooLong receivingEnds")
        #expect(make(ends: ["a", ""]) == "malformed receivingEnds[1]")
        #expect(make(ends: ["a\r\nBcc: b"]) == "malformed receivingEnds[0]")
        #expect(make(ends: [String(repeating: "a", count: 999)]) == "tooLong receivingEnds[0]")
        let long = LocalizedText(en: "a", fi: String(repeating: "ä", count: 500))
        #expect(make(name: long) == "tooLong name.fi")
    }

    @Test("a role takes the contacts it is for")
    func roles() {
        for purpose in ChannelRole.allCases {
            #expect(ChannelRole.support.takes(purpose))
            #expect(ChannelRole.announcement.takes(purpose) == (purpose == .announcement))
            for role in [ChannelRole.feedback, .reference] {
                #expect(role.takes(purpose) == (purpose == .feedback || purpose == .reference))
            }
        }
    }
}
