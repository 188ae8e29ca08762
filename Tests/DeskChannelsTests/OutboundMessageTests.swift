import DeskChannels
import DeskPrimitives
import Testing

@Suite("Outgoing messages and notes")
struct OutboundMessageTests {
    private func make(
        _ kind: ChannelKind = .mail, address: String = "anna@example.fi", subject: String? = nil,
        text: String = "Hello", inReplyTo: String? = nil, maximumTextBytes: Int? = nil
    ) -> String? {
        refusal {
            _ = try OutboundMessage(
                key: "m", on: channel(kind, maximumTextBytes: maximumTextBytes), person: "p", address: address,
                subject: subject, text: text, language: .english, inReplyTo: inReplyTo)
        }.map { "\($0.code) \($0.place)" }
    }

    @Test("a text must fit the channel, to the byte")
    func length() throws {
        #expect(make(maximumTextBytes: 6) == nil)
        #expect(make(text: "ääö", maximumTextBytes: 6) == nil)
        #expect(make(text: "ääöa", maximumTextBytes: 6) == "tooLong text")
        #expect(make(.socialPublic, text: String(repeating: "a", count: 280)) == nil)
        #expect(make(.socialPublic, text: String(repeating: "a", count: 281)) == "tooLong text")
        #expect(make(text: "") == "malformed text")
    }

    @Test("a channel that cannot send text takes no message")
    func cannotSend() throws {
        for kind in [ChannelKind.voice, .counter, .webForm] {
            #expect(make(kind) == "notAllowed channel")
        }
    }

    @Test("no line can begin a header of its own")
    func lines() throws {
        for bad in ["a\nBcc: b", "a\r\nb", "a\u{0}b", "a\u{85}b", "a\u{2028}b", "a\u{7F}"] {
            #expect(make(address: bad) == "malformed address")
            #expect(make(subject: bad) == "malformed subject")
            #expect(make(inReplyTo: bad) == "malformed inReplyTo")
        }
        #expect(make(address: "") == "malformed address")
        #expect(make(subject: "") == nil)
        let longest = String(repeating: "a", count: Limits.lineBytes)
        #expect(make(address: longest, subject: longest, inReplyTo: longest) == nil)
        #expect(make(subject: longest + "a") == "tooLong subject")
    }

    @Test("refusals hold neither the address nor the text")
    func noPersonalData() throws {
        let canary = "canary-7f3a"
        let causes: [() throws -> Void] = [
            { try self.channelRefusing(address: "\(canary)\n", text: "x") },
            { try self.channelRefusing(address: String(repeating: canary, count: 100), text: "x") },
            { try self.channelRefusing(address: "x", text: String(repeating: canary, count: 10_000)) },
        ]
        for cause in causes {
            let reason = try #require(refusal(cause))
            #expect(!reason.description.contains(canary))
        }
    }

    private func channelRefusing(address: String, text: String) throws {
        _ = try OutboundMessage(
            key: "m", on: channel(.mail), person: "p", address: address, text: text, language: .english)
    }

    @Test("a key is at most 64 printable bytes")
    func key() throws {
        _ = try MessageKey(String(repeating: "k", count: 64))
        #expect(refusal { _ = try MessageKey(String(repeating: "k", count: 65)) }?.code == .tooLong)
        #expect(refusal { _ = try MessageKey(String()) }?.code == .malformed)
    }

    @Test("a message survives the store, kinds of other versions included")
    func stored() throws {
        let sent = try message()
        #expect(try RecordDecoder().decode(OutboundMessage.self, from: RecordEncoder().encode(sent)) == sent)
        #expect(try fromJSON([OutboundMessage.Kind].self, #"["reply", "fanfare"]"#)[1].rawValue == "fanfare")
        #expect(try toJSON([OutboundMessage.Kind.promiseReminder]) == #"["promiseReminder"]"#)
    }

    @Test("a note has its limits and survives the store")
    func note() throws {
        let note = try InternalNote(caseID: "c", author: "eeva", text: "Knows the house.", at: morning)
        #expect(try RecordDecoder().decode(InternalNote.self, from: RecordEncoder().encode(note)) == note)
        func code(_ text: String, _ at: Instant = morning) -> Refusal.Code? {
            refusal { _ = try InternalNote(caseID: "c", author: "eeva", text: text, at: at) }?.code
        }
        #expect(code(String(repeating: "a", count: Limits.textBytes)) == nil)
        #expect(code(String(repeating: "a", count: Limits.textBytes + 1)) == .tooLong)
        #expect(code("") == .malformed)
        #expect(code("a", Instant(microseconds: .max)) == .outOfRange)
    }
}
