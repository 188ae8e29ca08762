import DeskChannels
import DeskPrimitives
import DeskTestKit
import Testing

@Suite("The ids of the desk's own messages") struct OwnMessageIDTests {
    private let digest = KeyedDigest(secret: Array("secret".utf8))

    private func bare(_ name: String) -> String {
        name.withBytes { String(decoding: OwnMessageID.bare($0), as: UTF8.self) }
    }

    @Test("An id is the same for the same key and secret, and another for another key or secret")
    func make() throws {
        let id = OwnMessageID.make(for: "r1-3", digest: digest)
        #expect(id == OwnMessageID.make(for: "r1-3", digest: digest))
        #expect(id != OwnMessageID.make(for: "r1-4", digest: digest))
        #expect(id != OwnMessageID.make(for: "r1-3", digest: KeyedDigest(secret: Array("other".utf8))))
        #expect(id.utf8.count == 37 && id.utf8.dropFirst(5).allSatisfy { "0123456789abcdef".utf8.contains($0) })
    }

    @Test("Of an own id the domain does not count, of everything else it does")
    func domain() {
        let id = OwnMessageID.make(for: "k", digest: digest)
        for name in [id, "\(id)@a", "<\(id)@desk.example>", " <\(id)@b@c>\r\n", "\(id)@"] { #expect(bare(name) == id) }
        for name in [
            "a@b", "\(id)0@a", "\(id.dropLast())@a", "x\(id)@a", "\(id.uppercased())@a", "desk.@a", "desk.\(id)", "",
            "<>",
        ] {
            #expect(bare(name) == name)
        }
        #expect(bare(" <a@b> ") == "a@b")
    }

    @Test("Random bytes around an id never trap, and what comes out is a fixed point")
    func property() {
        var random = SeededGenerator(seed: 4_711)
        let id = OwnMessageID.make(for: "k", digest: digest)
        for round in 0..<2_000 {
            var bytes = Array("<\(id)@x>".utf8)
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...127, using: &random)
            }
            let name = String(decoding: bytes, as: UTF8.self)
            let once = bare(name)
            // One pair of brackets is taken off at a time.
            if !once.hasPrefix("<"), once.utf8.first.map({ $0 > 0x20 }) ?? true,
                once.utf8.last.map({ $0 > 0x20 }) ?? true
            {
                #expect(bare(once) == once, "round \(round)")
            }
            #expect(name.contains(once), "round \(round)")
        }
    }

    @Test("A message keeps its id in its record; a record of an earlier library has its key as id")
    func record() throws {
        let channel = try ContactChannel(id: "mail", kind: .mail, name: LocalizedText(en: "Mail", fi: "Posti"))
        func message(_ id: String?, contact: ContactID? = nil) throws -> OutboundMessage {
            try OutboundMessage(
                key: "r1-3", on: channel, person: "p", address: "a@example.com", text: "Hei", language: .finnish,
                messageID: id, contact: contact)
        }
        let made = try message(OwnMessageID.make(for: "r1-3", digest: digest), contact: "m1")
        #expect(try RecordBody(bytes: RecordBody(made).bytes()).value(as: OutboundMessage.self) == made)
        let old = try message(nil)
        #expect(old.messageID == "r1-3")
        let read = try RecordBody(bytes: RecordBody(old).bytes()).value(as: OutboundMessage.self)
        #expect(read == old && read.messageID == "r1-3" && read.contact == nil)
        for id in ["", "a b", "a@b", "<a>", "å", "a\r\nBcc", String(repeating: "a", count: Limits.identifierBytes + 1)]
        {
            #expect(throws: Refusal.self) { try message(id) }
        }
    }

    @Test("A delivery is found by its own id and by its network's name, in brackets or not")
    func known() throws {
        let channel = try ContactChannel(id: "mail", kind: .mail, name: LocalizedText(en: "Mail", fi: "Posti"))
        let id = OwnMessageID.make(for: "r1-3", digest: digest)
        let at = try #require(Instant("2026-03-02T07:00:00Z"))
        let queued = try OutboxDelivery(
            OutboundMessage(
                key: "r1-3", on: channel, person: "p", address: "a@example.com", text: "Hei", language: .finnish,
                messageID: id), queuedAt: at)
        let sent = try queued.applying(.delivered(DeliveryReceipt(externalID: "<x@y>")), at: at)
        func finds(_ name: String, _ delivery: OutboxDelivery, on channel: ChannelID = "mail") -> Bool {
            guard case .equal(let index, let key) = OutboxDelivery.known(as: name, on: channel).selection else {
                return false
            }
            return delivery.indexEntries.contains(IndexEntry(index, key))
        }
        #expect(finds(id, queued) && finds("<\(id)@desk.example>", queued) && !finds("x@y", queued))
        #expect(finds(id, sent) && finds("x@y", sent) && finds("<x@y>", sent))
        #expect(!finds("x@y", sent, on: "text") && !finds("x", sent))
        let echoed = try queued.applying(.delivered(DeliveryReceipt(externalID: "<\(id)@desk.example>")), at: at)
        #expect(Set(echoed.indexEntries).count == echoed.indexEntries.count, "the same name is written once")
    }
}
