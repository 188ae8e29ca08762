import DeskChannels
import DeskPrimitives
import Testing

@Suite("Moving to another channel, reply windows, costs")
struct ChannelMoveTests {
    private func decide(
        _ kind: ChannelKind, from: ChannelID = "there", sensitivity: DataSensitivity = .personal,
        hasAddress: Bool = true, clock: ClockMoveRule? = nil
    ) throws -> ChannelMoveDecision {
        try channel(kind).takeOver(
            ChannelMoveQuestion(
                from: from, sensitivity: sensitivity, hasAddress: hasAddress, clock: clock, at: morning))
    }

    @Test("a case goes where it can be settled, or the person is invited")
    func outcomes() throws {
        #expect(try decide(.mail).outcome == .move)
        #expect(try decide(.voice).outcome == .move)
        #expect(try decide(.mail, hasAddress: false).outcome == .invite)
        #expect(try decide(.counter).outcome == .invite)
        #expect(try decide(.mail, from: "here").outcome == .refuse(.sameChannel))
        #expect(try decide(.socialPublic).outcome == .refuse(.wrongRole))
        #expect(try decide(.textMessage, sensitivity: .confidential).outcome == .refuse(.tooSensitive))
        #expect(try decide(.mail, sensitivity: .confidential).outcome == .move)
    }

    @Test("the clock rule is the channel's unless the move says another")
    func clocks() throws {
        #expect(try decide(.mail).clock == .keep)
        #expect(try decide(.mail, clock: .restart).clock == .restart)
        let converting = try ContactChannel(id: "v", kind: .voice, name: "V", clockOnMove: .convert)
        let question = ChannelMoveQuestion(
            from: "there", hasAddress: true, isOpen: false, nextOpening: morning, at: morning)
        let decision = converting.takeOver(question)
        #expect(decision.clock == .convert && decision.nextOpening == morning)
        #expect(decision.sentence(in: .finnish).contains("lasketaan mukaan"))
        #expect(decision.sentence(in: .english).contains("opens at \(morning)"))
    }

    @Test("every decision has a sentence of its own in both languages")
    func sentences() throws {
        var decisions = try ClockMoveRule.allCases.flatMap {
            try [decide(.mail, clock: $0), decide(.mail, hasAddress: false, clock: $0)]
        }
        decisions += try [
            decide(.mail, from: "here"), decide(.socialPublic), decide(.textMessage, sensitivity: .confidential),
        ]
        for language in [LanguageTag.english, .finnish] {
            #expect(Set(decisions.map { $0.sentence(in: language) }).count == decisions.count)
        }
    }

    @Test("a reply window is half open, and after it there is a template or a visible no")
    func windows() throws {
        let messenger = try channel(.socialPrivate)
        let end = morning + .hours(24)
        #expect(messenger.mayWrite(lastArrival: morning, at: end - TimeSpan(microseconds: 1)).outcome == .free)
        let after = messenger.mayWrite(lastArrival: morning, at: end)
        #expect(after.outcome == .templateOnly && after.windowEnd == end)
        #expect(messenger.mayWrite(lastArrival: nil, at: morning).outcome == .templateOnly)
        #expect(try channel(.mail).mayWrite(lastArrival: nil, at: morning).outcome == .free)
        #expect(try channel(.voice).mayWrite(lastArrival: morning, at: morning).outcome == .closed)
        #expect(after.sentence(in: .finnish).contains("hyväksytyn pohjan"))
    }

    @Test("attachments and costs have their limits")
    func limits() throws {
        #expect(ChannelKind.mail.capabilities.attachments.allow([1_000, 2_000]))
        #expect(!AttachmentLimits.none.allow([1]))
        #expect(AttachmentLimits.none.allow([]))
        #expect(!AttachmentLimits(count: 2, bytes: 10).allow([6, 5]))
        #expect(!AttachmentLimits(count: 2, bytes: 10).allow([.max, .max]))
        #expect(!AttachmentLimits(count: 2, bytes: 10).allow([-1]))
        let cost = try ContactCost(currency: "EUR", perContact: 150_000, perMessage: 60_000)
        #expect(cost.total(contacts: 2, messages: 3) == 480_000)
        #expect(cost.total(contacts: .max, messages: 0) == nil)
        #expect(refusal { _ = try ContactCost(currency: "eur") }?.place.description == "currency")
        #expect(refusal { _ = try ContactCost(currency: "EUR", perMessage: -1) }?.place.description == "perMessage")
        let text = #"""
            {"id": "sms", "kind": "textMessage", "name": {"en": "S"}, "clockOnMove": "restart",
             "cost": {"currency": "EUR", "perMessage": 60000}, "help": {"en": "Call 112."}}
            """#
        let read = try fromJSON(ContactChannel.self, text)
        #expect(read.clockOnMove == .restart && read.cost?.perMessage == 60_000 && read.help == "Call 112.")
        #expect(try fromJSON(ContactChannel.self, toJSON(read)) == read)
        #expect(mistake(ContactCost.self, #"{"currency": "EUR", "perHour": 1}"#)?.path == "perHour")
    }
}
