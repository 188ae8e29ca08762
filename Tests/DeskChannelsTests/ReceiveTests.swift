import DeskChannels
import DeskPrimitives
import Testing

@Suite("Receiving")
struct ReceiveTests {
    private func ask(
        _ channel: ContactChannel, _ purpose: ChannelRole = .support, _ sensitivity: DataSensitivity = .personal,
        isOpen: Bool = true
    ) -> ReceiveDecision {
        channel.receive(
            ReceiveQuestion(
                channel: channel.id, sensitivity: sensitivity, purpose: purpose, isOpen: isOpen,
                nextOpening: isOpen ? nil : morning + .hours(16), at: morning))
    }

    @Test("in opening hours in the right place it is handled, and its clocks start")
    func open() throws {
        let decision = ask(try channel(.mail), .support, .confidential)
        #expect(decision.outcome == .accept)
        #expect(decision.clock == .startsNow)
        #expect(!decision.masksContent)
        #expect(decision.reason == .open)
        #expect(decision.nextOpening == nil)
    }

    @Test("support and personal data on a public channel are invited elsewhere, never answered there")
    func publicChannel() throws {
        let page = try channel(.socialPublic, inviteTo: "mail")
        for (purpose, sensitivity, reason) in [
            (ChannelRole.support, DataSensitivity.personal, ReceiveDecision.Reason.tooSensitive),
            (.support, .open, .wrongRole), (.feedback, .personal, .tooSensitive),
            (.reference, .confidential, .tooSensitive),
        ] {
            for isOpen in [true, false] {
                let decision = ask(page, purpose, sensitivity, isOpen: isOpen)
                #expect(decision.outcome == .inviteElsewhere("mail"))
                #expect(decision.invitation == "mail")
                #expect(decision.clock == .doesNotStart)
                #expect(decision.masksContent == (sensitivity > .open))
                #expect(decision.reason == reason)
            }
        }
        let declined = ask(try channel(.reviewSite), .support, .open)
        #expect(declined.outcome == .decline)
        #expect(declined.clock == .doesNotStart)
        #expect(declined.invitation == nil)
    }

    @Test("praise on a public channel is taken there")
    func publicFeedback() throws {
        #expect(ask(try channel(.socialPublic), .feedback, .open).outcome == .accept)
        #expect(ask(try channel(.reviewSite), .reference, .open).outcome == .accept)
    }

    @Test("a public channel whose policy makes it a support channel takes open questions only")
    func publicSupport() throws {
        let page = try channel(.socialPublic, role: .support, inviteTo: "mail")
        #expect(ask(page, .support, .open).outcome == .accept)
        #expect(ask(page, .support, .personal).outcome == .inviteElsewhere("mail"))
    }

    @Test("a private channel in the wrong keeps the contact when it has nowhere to send it")
    func privateChannel() throws {
        let news = try channel(.mail, role: .announcement)
        let kept = ask(news, .support)
        #expect(kept.outcome == .accept)
        #expect(kept.reason == .wrongRole)
        #expect(kept.clock == .startsNow)
        #expect(
            ask(try channel(.mail, role: .announcement, inviteTo: "desk"), .support).outcome
                == .inviteElsewhere("desk"))
        let text = ask(try channel(.textMessage), .support, .confidential)
        #expect(text.outcome == .accept)
        #expect(text.masksContent)
        #expect(text.reason == .tooSensitive)
        let atNight = ask(try channel(.textMessage), .support, .confidential, isOpen: false)
        #expect(atNight.outcome == .acceptForLater(nextOpening: morning + .hours(16)))
        #expect(atNight.masksContent)
    }

    @Test("outside hours the plan decides for who is present, what is written waits")
    func closed() throws {
        let opening = morning + .hours(16)
        let later = ReceiveDecision.Outcome.acceptForLater(nextOpening: opening)
        let plans: [(OutOfHoursPlan, ReceiveDecision.Outcome, ReceiveDecision.Outcome, ReceiveDecision.Reason)] = [
            (.queue, later, later, .closed),
            (.callback, later, later, .closedCallback),
            (.otherChannel("line"), .inviteElsewhere("line"), later, .closedOtherChannel),
            (.announceOnly, .decline, later, .closed),
        ]
        for (plan, present, written, reason) in plans {
            for (kind, expected) in [(ChannelKind.voice, present), (.counter, present), (.mail, written)] {
                let decision = ask(try channel(kind, outOfHours: plan), isOpen: false)
                #expect(decision.outcome == expected, "\(plan) \(kind)")
                #expect(decision.reason == reason)
                #expect(decision.nextOpening == opening)
                #expect(decision.clock == (expected == later ? .startsAtOpening : .doesNotStart))
                if case .otherChannel = plan { #expect(decision.invitation == "line") }
            }
        }
    }

    @Test("a question about another channel is declined")
    func otherChannel() throws {
        let decision = try channel(.mail, id: "a").receive(
            ReceiveQuestion(channel: "b", isOpen: true, at: morning))
        #expect(decision.outcome == .decline)
        #expect(decision.reason == .otherChannel)
    }

    @Test("over every channel and question: masked iff too sensitive, a clock iff handled, nobody stranded in private")
    func everything() throws {
        var count = 0
        for kind in ChannelKind.allCases {
            for role in ChannelRole.allCases {
                for invite in [nil, "mail" as ChannelID] {
                    for plan in [OutOfHoursPlan.queue, .callback, .otherChannel("line"), .announceOnly] {
                        let here = try channel(kind, role: role, inviteTo: invite, outOfHours: plan)
                        for purpose in ChannelRole.allCases {
                            for sensitivity in DataSensitivity.allCases {
                                for isOpen in [true, false] {
                                    count += 1
                                    check(here, purpose, sensitivity, isOpen)
                                }
                            }
                        }
                    }
                }
            }
        }
        #expect(count == 11 * 4 * 2 * 4 * 4 * 3 * 2)
    }

    private func check(
        _ here: ContactChannel, _ purpose: ChannelRole, _ sensitivity: DataSensitivity, _ isOpen: Bool
    ) {
        let decision = ask(here, purpose, sensitivity, isOpen: isOpen)
        let isPublic = here.capabilities.isPublic
        #expect(decision.masksContent == (sensitivity > here.allows))
        switch decision.outcome {
        case .accept:
            #expect(isOpen && decision.clock == .startsNow)
            #expect(!isPublic || (sensitivity == .open && here.role.takes(purpose)))
        case .acceptForLater:
            #expect(!isOpen && decision.clock == .startsAtOpening)
            #expect(!isPublic || (sensitivity == .open && here.role.takes(purpose)))
        case .inviteElsewhere(let other):
            #expect(other != here.id && decision.clock == .doesNotStart && decision.invitation == other)
        case .decline:
            #expect(decision.clock == .doesNotStart)
            #expect(isPublic || (!isOpen && here.capabilities.isSynchronous && here.outOfHours == .announceOnly))
        }
        for language in [LanguageTag.english, .finnish] {
            let sentence = decision.sentence(in: language)
            #expect(sentence.hasSuffix(".") && sentence.contains("here"))
        }
    }

    @Test("a decision says itself in English and Finnish")
    func sentences() throws {
        let invited = ask(try channel(.socialPublic, inviteTo: "mail"))
        #expect(
            invited.sentence(in: .english)
                == "The content needs more protection than channel here gives. It is not answered here: the person is "
                + "invited to channel mail, and no clock starts. Personal data is masked in what is kept.")
        #expect(
            invited.sentence(in: .finnish)
                == "Sisältö vaatii parempaa suojaa kuin kanava here antaa. Siihen ei vastata täällä: asiakas kutsutaan "
                + "kanavalle mail, eivätkä määräajat ala. Henkilötiedot peitetään tallennettavasta sisällöstä.")
        let later = ask(try channel(.voice, outOfHours: .callback), isOpen: false)
        #expect(
            later.sentence(in: .english)
                == "Channel here is closed. The contact waits for the opening at 2026-03-03T00:00:00Z, when its clocks "
                + "start. A call back is offered.")
        #expect(later.sentence(in: .swedish) == later.sentence(in: .english))
    }

    @Test("a decision survives the store")
    func stored() throws {
        let decision = ask(try channel(.voice), isOpen: false)
        #expect(try RecordDecoder().decode(ReceiveDecision.self, from: RecordEncoder().encode(decision)) == decision)
    }
}
