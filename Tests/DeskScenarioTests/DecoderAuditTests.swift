import DeskFoundation
import DeskTestKit
import Foundation
import ServiceDesk
import Testing

/// Every decoder is total on hostile bytes, with limits of bytes, depth and count, and every key is bytes.
@Suite("Bad input: decoders and keys") struct DecoderAuditTests {
    private static var rounds: Int {
        let factor = ProcessInfo.processInfo.environment["SERVICE_DESK_CASES"].flatMap { Int($0) } ?? 1
        return 120 * max(1, factor)
    }

    // MARK: Records

    /// A store with a record of every type that this test can bring about.
    private func samples() async throws -> [RecordCollection: [UInt8]] {
        var policy = try FeedbackDesk.policy()
        policy.channels.append(
            try ContactChannel(id: "reviews", kind: .reviewSite, name: "Reviews", inviteTo: "mail"))
        policy.communication = CommunicationPolicy(
            templates: [try AnswerTemplate(id: "t", name: "T", texts: LocalizedText(en: "Hello", fi: "Hei"))],
            readers: ["aino"])
        policy.serviceLevels.entitlements = EntitlementPlan()
        let day = try DeskOfTheDay(policy: policy, front: { EncodingStore($0) })
        let number = FeedbackDesk.number
        try await day.settledCall(from: number)
        try await day.text("ei", from: number)
        let one = try await day.receive(try day.mail(from: "a@example.com"))
        let two = try await day.receive(try day.mail(from: "a@example.com", topic: "permits"))
        let other = try await day.receive(try day.mail(from: "b@example.com"))
        let (first, second) = (try #require(one.caseID), try #require(two.caseID))
        try await day.desk.perform(
            .putEntitlement(
                Entitlement(
                    id: "gold", name: "Gold", holder: .person(one.person), granted: .cases(2),
                    validFrom: try utc("2026-01-01T00:00:00Z"))))
        try await day.desk.perform(.replyFromTemplate(first, by: "veikko", TemplateAnswer("t")))
        let photo = try AttachmentReference(name: "kuva", mediaType: "image/png", bytes: 1, reference: "b/1")
        try await day.desk.perform(.replyWithFiles(first, by: "veikko", text: "Kuva", [photo]))
        try await day.desk.perform(.note(first, by: "veikko", text: "Huom"))
        try await day.desk.perform(
            .promise(first, by: "veikko", text: "Soitan", due: day.clock.now() + .days(1), source: .agent))
        try await day.desk.perform(.announceWait(second))
        try await day.desk.perform(.linkCases(first, .child, try #require(other.caseID), by: "veikko"))
        try await day.desk.perform(.mergePersons(other.person, into: one.person, by: "veikko"))
        let call = try #require(try await day.receive(try day.call()).caseID)
        try await day.desk.perform(.requestCallback(call, window: nil))
        try await day.desk.perform(.mergeCases(second, into: first, by: "veikko"))
        try await day.desk.perform(
            .publishBriefing(
                try Briefing(
                    id: "b", topics: ["waste"], title: "T", text: "x", from: day.clock.now(),
                    until: day.clock.now() + .days(1))))
        try await day.receive(
            Arrival(
                channel: "reviews", externalID: "r",
                claims: try IdentityClaims(points: [.handle(network: "r", name: "p")]),
                text: "Ok", purpose: .feedback, occurredAt: day.clock.now(), mention: PublicMention(.company, stars: 4))
        )
        let visit = try #require(
            try await day.receive(
                Arrival(
                    channel: "counter", claims: try IdentityClaims(points: [.ticket("a1")]), text: "", topic: "streets",
                    occurredAt: day.clock.now())
            ).caseID)
        try await day.desk.perform(.giveTicket(visit, prefix: "A"))
        try await day.desk.perform(.announceWait(visit))
        var found: [RecordCollection: [UInt8]] = [:]
        // The longest of each: it holds the most members.
        for record in await day.store.snapshot().records {
            let bytes = try record.body.bytes()
            if bytes.count > found[record.key.collection]?.count ?? 0 { found[record.key.collection] = bytes }
        }
        return found
    }

    private func reads(_ bytes: [UInt8], of collection: RecordCollection) -> Bool? {
        guard let check = RecordTypes.whole[collection] else { return nil }
        do {
            let body = try RecordBody(bytes: bytes)
            _ = try check(body)
            try DecodedUse.use(body, of: collection)
            return true
        } catch is Refusal {
            return false
        } catch {
            Issue.record("\(collection): \(type(of: error)) instead of a refusal")
            return false
        }
    }

    @Test("records of every type that is cut, bent, blown up or deeply nested are refused or read, and nothing traps")
    func hostileRecords() async throws {
        let samples = try await samples()
        for wanted in [
            Person.collection, Contact.collection, ServiceCase.collection, OutboxDelivery.collection,
            CaseNote.collection,
            CaseMerge.collection, CaseLink.collection, PersonMerge.collection, Mention.collection,
            TemplateUse.collection,
            BriefingBoard.collection, AutomaticMessageLog.collection, WaitingPlace.collection, CaseCallback.collection,
            CaseTicket.collection,
        ] { #expect(samples[wanted] != nil, "no \(wanted) to bend") }
        var (refused, read) = (0, 0)
        for (collection, bytes) in samples.sorted(by: { $0.key < $1.key }) {
            #expect(reads(bytes, of: collection) != false, "\(collection)")
            for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 40)) {
                #expect(reads(Array(bytes.prefix(length)), of: collection) != true, "\(collection) cut at \(length)")
            }
            var random = SeededGenerator(seed: UInt64(bytes.count))
            for _ in 0..<Self.rounds {
                var bent = bytes
                for _ in 0...Int.random(in: 0...2, using: &random) {
                    let index = Int.random(in: 0..<bent.count, using: &random)
                    switch Int.random(in: 0...3, using: &random) {
                    case 0: bent[index] = UInt8.random(in: 0...255, using: &random)
                    case 1: bent.insert(UInt8.random(in: 0...255, using: &random), at: index)
                    case 2: if bent.count > 1 { bent.remove(at: index) }
                    // A list or text that says it is as long as can be said.
                    default: bent.replaceSubrange(index...index, with: [0x9B] + Array(repeating: 0xFF, count: 8))
                    }
                }
                if reads(bent, of: collection) == true { read += 1 } else { refused += 1 }
            }
            // Arrays in arrays, beyond any depth.
            #expect(reads(Array(repeating: 0x81, count: 10_000) + [0], of: collection) != true)
        }
        #expect(refused > read, "most of what is bent does not pass")
    }

    @Test("more of anything than a record may hold is refused as it is read, with the place")
    func counts() throws {
        func no<Value: Codable & Sendable>(_ type: Value.Type, _ json: String, _ place: String) {
            let refusal: Refusal?
            do {
                _ = try JSONDocument.decode(type, from: Data(json.utf8))
                refusal = nil
            } catch { refusal = error }
            #expect(refusal?.place.description.hasPrefix(place) == true, "\(type): \(String(describing: refusal))")
        }
        func list(_ item: String, _ count: Int) -> String {
            "[" + Array(repeating: item, count: count).joined(separator: ",") + "]"
        }
        let at = "\"2026-03-02T07:00:00Z\""
        let word = #"{"purpose": "survey", "isGiven": true, "at": \#(at), "proof": "x"}"#
        no(Consent.self, word.replacingOccurrences(of: "\"x\"", with: "\"\""), "proof")
        let person = #""id": "p", "createdAt": \#(at), "updatedAt": \#(at)"#
        no(Person.self, "{\(person), \"consents\": \(list(word, Person.maximumConsents + 1))}", "consents")
        no(Person.self, "{\(person), \"name\": \"a\\nb\"}", "name")
        no(
            Person.self, "{\(person), \"organizations\": \(list("\"o\"", Person.maximumOrganizations + 1))}",
            "organizations")
        no(
            CaseMerge.self,
            #"{"merged": "a", "survivor": "b", "at": \#(at), "agent": "x", "status": "new", "later": \#(list("\"c\"", 257))}"#,
            "later")
        no(
            InternalNote.self, #"{"caseID": "c", "author": "a", "text": "", "at": \#(at)}"#, "text")
        no(
            InternalNote.self,
            #"{"caseID": "c", "author": "a", "text": "\#(String(repeating: "x", count: Limits.textBytes + 1))", "at": \#(at)}"#,
            "text")
        no(
            Mention.self,
            #"{"contact": "c", "channel": "r", "subject": "company", "score": 101, "reader": "a", "arrivedAt": \#(at), "due": \#(at)}"#,
            "score")
        let message = #""key": "k", "channel": "m", "person": "p", "kind": "reply", "language": "fi""#
        no(OutboundMessage.self, #"{\#(message), "text": "x", "address": "a\r\nBcc: b"}"#, "address")
        no(OutboundMessage.self, #"{\#(message), "text": "", "address": "a"}"#, "text")
        no(OutboundMessage.self, #"{\#(message), "text": "x", "address": "a", "subject": "a\nb"}"#, "subject")
        let file = #"{"name": "n", "mediaType": "a/b", "bytes": 1, "reference": "r"}"#
        no(
            OutboundMessage.self, #"{\#(message), "text": "x", "address": "a", "attachments": \#(list(file, 33))}"#,
            "attachments")
        no(
            AttachmentReference.self, #"{"name": "n", "mediaType": "a/b", "bytes": 1, "reference": "r", "size": 2}"#, ""
        )
    }

    @Test("a policy that lists more than a policy may is refused for that alone, before names are compared with names")
    func policyCounts() throws {
        var policy = try TownDesk.policy()
        policy.communication.readers = Array(repeating: "nobody", count: PolicyLimits.readers + 1)
        policy.topics = try (0...PolicyLimits.names).map { DeskTopic(try TopicID("t\($0)"), "T") }
        do {
            _ = try CompiledPolicy(policy)
            Issue.record("it was taken")
        } catch {
            #expect(error.findings.map(\.place.description).sorted() == ["communication.readers", "topics"])
            #expect(error.findings[0].sentence(in: .finnish).contains("enintään 10000 sallitaan"))
        }
    }

    // MARK: Keys

    /// `é` as one character and as two: equal as Swift strings, different as bytes.
    private let one = "caf\u{E9}"
    private let two = "cafe\u{301}"

    @Test("what differs in bytes differs as a key, also where Swift calls the texts equal")
    func canonicalEquivalence() async throws {
        try #require(one == two && Array(one.utf8) != Array(two.utf8))
        let day = try DeskOfTheDay(front: { EncodingStore($0) })
        func come(
            _ text: String, point: ContactPoint? = nil, strong: String? = nil, end: String = "e", id: String? = nil
        ) async throws -> ReceivedResult {
            day.clock.advance(by: .minutes(1))
            return try await day.receive(
                Arrival(
                    channel: "mail", receivingEnd: end, externalID: id,
                    claims: try IdentityClaims(
                        strong: try strong.map { [try StrongIdentifier(scheme: "customer", value: $0)] } ?? [],
                        points: [try point ?? .mail("a@example.com")]), text: text, topic: "streets",
                    occurredAt: day.clock.now()))
        }
        // Message ids, and the addresses of the desk they came to.
        let first = try await come("1", id: "<\(one)@x>")
        #expect(try await come("2", id: "<\(two)@x>").isRepeat == false)
        #expect(try await come("3", id: "<\(one)@x>").contact == first.contact)
        #expect(try await come("4", end: one, id: "<9@x>").isRepeat == false)
        #expect(try await come("5", end: two, id: "<9@x>").isRepeat == false)
        // Who somebody is.
        for (a, b) in [
            (try ContactPoint.mail("\(one)@example.com"), try ContactPoint.mail("\(two)@example.com")),
            (try .handle(network: "n", name: one), try .handle(network: "n", name: two)),
        ] {
            #expect(a != b)
            let persons = (try await come("6", point: a).person, try await come("7", point: b).person)
            #expect(persons.0 != persons.1)
        }
        let (x, y) = (
            try await come("8", point: .handle(network: "n", name: "x"), strong: one).person,
            try await come("9", point: .handle(network: "n", name: "y"), strong: two).person
        )
        #expect(x != y)
        #expect(
            try StrongIdentifier(scheme: "customer", value: one) != StrongIdentifier(scheme: "customer", value: two))
        // An answer names the message it answers by its bytes: the name that was sent leads to its case, the other nowhere.
        let named = try await come("10", point: .mail("c@example.com"), id: "<\(one)y@x>")
        let reply = try await day.receive(
            try day.mail(from: "d@example.com", topic: nil, id: "<r@x>", references: ["<\(one)y@x>"]))
        #expect(reply.caseID == named.caseID && !reply.opensCase)
        let stray = try await day.receive(
            try day.mail(from: "f@example.com", topic: nil, id: "<s@x>", references: ["<\(two)y@x>"]))
        #expect(stray.opensCase && stray.caseID != named.caseID)
        let keys = [Contact.messageKey("<\(one)@x>", digest: digest), Contact.messageKey("<\(two)@x>", digest: digest)]
        #expect(keys[0] != keys[1])
    }

    private var digest: KeyedDigest { KeyedDigest(secret: TownDesk.secret) }

    @Test("parts of a key never run into one another, whatever bytes they hold")
    func partsOfKeys() throws {
        let parts = ["", "a", "ab", "\u{0}", "a\u{0}", "\u{1}", "\u{0}\u{1}", "b", "\u{0}b", "é", "e\u{301}"]
        var seen: Set<ByteKey> = []
        for end in parts {
            for id in parts {
                seen.insert(IntakeKey.make(channel: "mail", receivingEnd: end, externalID: id, digest: digest))
            }
        }
        #expect(seen.count == parts.count * parts.count)
        let deliveries =
            parts.map { OutboxDelivery.known(as: $0, on: "a") } + parts.map { OutboxDelivery.known(as: $0, on: "ab") }
        #expect(Set(deliveries).count == parts.count * 2)
    }

    @Test("an edition whose name differs in bytes is another edition, and running cases are found under their own")
    func editions() async throws {
        var policy = try TownDesk.policy()
        policy.edition = PolicyEdition(version: one, effectiveFrom: try utc("2026-01-01T00:00:00Z"))
        let day = try DeskOfTheDay(policy: policy)
        let id = try #require(try await day.receive(try day.mail(from: "a@example.com")).caseID)
        policy.edition = PolicyEdition(version: two, effectiveFrom: try utc("2026-01-01T00:00:00Z"))
        let next = Desk(
            policy: try CompiledPolicy(policy), store: day.store, clock: day.clock,
            identifiers: try SequentialIdentifiers(prefix: "n"), secret: TownDesk.secret)
        try await next.perform(.adoptEdition(id))
        #expect(try await next.records(ServiceCase.self, ServiceCase.running(under: two)).map(\.id) == [id])
        #expect(try await next.records(ServiceCase.self, ServiceCase.running(under: one)).isEmpty)
    }

    @Test(
        "names of the desk's own are plain: nothing outside visible ASCII is an identifier, in a document or from a host"
    )
    func identifiers() throws {
        for bad in ["", " ", "a b", one, "a\u{0}", "a\n", String(repeating: "a", count: 65)] {
            #expect(throws: Refusal.self) { _ = try ChannelID(bad) }
            let json = try JSONDocument.encode([bad])
            #expect(throws: Refusal.self) { _ = try JSONDocument.decode([ChannelID].self, from: json) }
        }
    }
}
