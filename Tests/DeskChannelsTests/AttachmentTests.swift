import DeskChannels
import DeskPrimitives
import Testing

@Suite("Files on outgoing messages")
struct AttachmentTests {
    private func file(_ type: String = "image/png", _ bytes: Int = 1, name: String = "kuva.png") throws
        -> AttachmentReference
    {
        try AttachmentReference(name: name, mediaType: type, bytes: bytes, reference: "blob/1")
    }

    private func stored<Value: Codable & Sendable>(_ value: Value) throws -> Value {
        try RecordBody(bytes: RecordBody(value).bytes()).value(as: Value.self)
    }

    @Test("a reference is checked: lines, media type, size")
    func references() throws {
        #expect(try file("IMAGE/SVG+XML").mediaType == "image/svg+xml")
        for bad in ["", "image", "image/", "/png", "image/png; q=1", "image/p ng", "-/png", "image/png/x", "kuva/ä"] {
            #expect(refusal { _ = try file(bad) }?.place == .field("mediaType"), "\(bad)")
        }
        #expect(refusal { _ = try file(String(repeating: "a", count: 256)) }?.code == .tooLong)
        #expect(refusal { _ = try file("a/" + String(repeating: "b", count: 128)) }?.code == .malformed)
        #expect(refusal { _ = try file("image/png", -1) }?.place == .field("bytes"))
        #expect(refusal { _ = try file(name: "a\r\nb") }?.place == .field("name"))
        #expect(refusal { _ = try file(name: "") }?.code == .malformed)
        let made = try file()
        #expect(try stored(made) == made)
    }

    @Test("limits: none, too many, too large together, kinds whole and in stars")
    func limits() throws {
        func no(_ limits: AttachmentLimits, _ files: [AttachmentReference]) -> Refusal? {
            refusal { try limits.check(files, at: .field("files")) }
        }
        let limits = AttachmentLimits(count: 2, bytes: 10, kinds: ["image/*", "text/plain"])
        #expect(no(limits, []) == nil && no(.none, []) == nil)
        #expect(no(limits, [try file("image/png", 4), try file("text/plain", 6)]) == nil)
        #expect(no(.none, [try file()])?.code == .notAllowed)
        #expect(no(limits, [try file(), try file(), try file()])?.place == .field("files"))
        #expect(
            no(limits, [try file("image/png", 4), try file("text/plain", 7)])?.place.description == "files[1].bytes")
        #expect(no(limits, [try file("text/html")])?.place.description == "files[0].mediaType")
        #expect(!limits.takes("image") && !limits.takes("imagex/png") && limits.takes("image/webp"))
        let wide = AttachmentLimits(count: .max, bytes: .max)
        #expect(no(wide, Array(repeating: try file("a/b", .max), count: 2))?.code == .tooLong, "sizes never overflow")
        #expect(no(wide, Array(repeating: try file(), count: AttachmentReference.maximumCount + 1))?.code == .tooLong)
        // A document written before kinds were told takes every kind.
        #expect(try stored(AttachmentLimits(count: 1, bytes: 2)).kinds == nil)
    }

    @Test("a message is made only with files its channel takes, and reads back as it was, files or none")
    func messages() throws {
        let photo = try file("image/jpeg", 5_000_000)
        let dm = try ContactChannel(id: "dm", kind: .socialPrivate, name: "DM")
        func message(_ files: [AttachmentReference], on channel: ContactChannel) throws -> OutboundMessage {
            try OutboundMessage(
                key: "k", on: channel, person: "p", address: "maija", text: "Hei", language: .finnish,
                attachments: files, template: "t")
        }
        let made = try message([photo], on: dm)
        #expect(try stored(made) == made)
        #expect(try stored(try message([], on: dm)).attachments.isEmpty)
        #expect(refusal { _ = try message([photo, photo], on: dm) }?.place == .field("attachments"))
        let text = try ContactChannel(id: "text", kind: .textMessage, name: "Text")
        #expect(refusal { _ = try message([photo], on: text) }?.code == .notAllowed)
    }

    @Test("a message given up before it was tried counts no attempt and is not tried again")
    func abandoned() throws {
        let dm = try ContactChannel(id: "dm", kind: .socialPrivate, name: "DM")
        let message = try OutboundMessage(
            key: "k", on: dm, person: "p", address: "maija", text: "Hei", language: .finnish)
        let at = Instant(seconds: 1_772_438_400)
        let given = try OutboxDelivery(message, queuedAt: at).abandoned(.replyWindowClosed, at: at)
        #expect(given.attempts == 0 && !given.isToBeSent)
        #expect(given.standing == .undeliverable(.replyWindowClosed))
        #expect(refusal { _ = try given.abandoned(.replyWindowClosed, at: at) }?.code == .wrongState)
        let reported = try OutboxDelivery(message, queuedAt: at).receiving(DeliveryReport(.reached(.sent), at: at))
        #expect(refusal { _ = try reported.abandoned(.replyWindowClosed, at: at) }?.code == .wrongState)
    }

    @Test("files from people are taken each on its own; what is left says why, and is stored")
    func sorting() throws {
        let limits = AttachmentLimits(count: 2, bytes: 10, kinds: ["image/*"])
        let files = [
            try file("text/plain"), try file("image/png", 11), try file("image/png", 9), try file("image/gif", 1),
            try file("image/gif", 0),
        ]
        let (taken, left) = limits.sorting(files)
        #expect(taken == [files[2], files[3]])
        #expect(left.map(\.file) == [files[0], files[1], files[4]])
        #expect(left.map(\.reason) == [.kind, .size, .count])
        #expect(AttachmentLimits.none.sorting(files).left.map(\.reason) == Array(repeating: .noFiles, count: 5))
        #expect(AttachmentLimits.everything.sorting(files).taken == files)
        for item in left {
            #expect(try stored(item) == item)
            #expect(item.sentence(in: .finnish) != item.sentence(in: .english))
        }
    }

    @Test("limits in a document are checked")
    func documents() throws {
        let good = AttachmentLimits(count: 2, bytes: 10, kinds: ["image/*"])
        #expect(try stored(good) == good)
        struct Loose: Codable, Sendable {
            var count = 1
            var bytes = 1
            var kinds: [String]?
        }
        for bad in [Loose(count: -1), Loose(bytes: -1), Loose(kinds: [""]), Loose(kinds: ["a\nb"])] {
            #expect(throws: (any Error).self) {
                try RecordBody(bytes: RecordBody(bad).bytes()).value(as: AttachmentLimits.self)
            }
        }
    }
}
