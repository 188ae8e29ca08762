import DeskChannels
import DeskPrimitives
import Testing

@Suite("Outbox deliveries")
struct OutboxDeliveryTests {
    @Test("a message is due at once or not before an instant")
    func queued() throws {
        #expect(try OutboxDelivery(message(), queuedAt: morning).state == .queued(next: morning))
        let later = morning + .hours(2)
        #expect(try OutboxDelivery(message(), queuedAt: morning, notBefore: later).state == .queued(next: later))
        #expect(
            try OutboxDelivery(message(), queuedAt: later, notBefore: morning).state == .queued(next: later))
        #expect(
            refusal { _ = try OutboxDelivery(message(), queuedAt: Instant(microseconds: .min)) }?.code == .outOfRange)
    }

    @Test("every outcome ends or repeats it")
    func outcomes() throws {
        let queued = try OutboxDelivery(message(), queuedAt: morning)
        let now = morning + .minutes(3)
        let receipt = DeliveryReceipt(externalID: "<x@mx>")
        let sent = try queued.applying(.delivered(receipt), at: now)
        #expect(sent.state == .delivered(at: now, receipt: receipt))
        #expect(sent.attempts == 1)
        #expect(sent.message == queued.message)
        #expect(sent.queuedAt == morning)
        let failed = try queued.applying(.undeliverable(.unknownAddress), at: now)
        #expect(failed.state == .undeliverable(reason: .unknownAddress, at: now))
        let doubtful = try queued.applying(.maybeSent, at: now)
        #expect(doubtful.state == .maybeSent(at: now))
        for done in [sent, failed, doubtful] {
            for outcome in [DeliveryOutcome.delivered(receipt), .retryLater(after: nil), .maybeSent] {
                #expect(refusal { _ = try done.applying(outcome, at: now) }?.code == .wrongState)
            }
        }
        #expect(refusal { _ = try queued.applying(.maybeSent, at: Instant(microseconds: .max)) }?.code == .outOfRange)
    }

    @Test("it is tried after 1, 5, 15, 60 minutes and then every 4 hours, twenty times in all")
    func backoff() throws {
        var delivery = try OutboxDelivery(message(), queuedAt: morning)
        var waits: [Int64] = []
        var now = morning
        while case .queued(let next) = delivery.state {
            waits.append((next - now).wholeSeconds / 60)
            now = next
            delivery = try delivery.applying(.retryLater(after: nil), at: now)
        }
        #expect(waits == [0, 1, 5, 15, 60] + Array(repeating: 240, count: 15))
        #expect(delivery.attempts == 20)
        #expect(delivery.state == .undeliverable(reason: .attemptsExhausted, at: now))
        #expect(now - morning == .minutes(3_681))
    }

    @Test("a span the channel asks for is honoured from one second to a day")
    func askedSpan() throws {
        let queued = try OutboxDelivery(message(), queuedAt: morning)
        let spans: [(TimeSpan, TimeSpan)] = [
            (.minutes(7), .minutes(7)), (.zero, .seconds(1)), (.seconds(-5), .seconds(1)),
            (.hours(24), .hours(24)), (.hours(25), .hours(24)), (TimeSpan(microseconds: .max), .hours(24)),
            (TimeSpan(microseconds: .min), .seconds(1)),
        ]
        for (asked, expected) in spans {
            #expect(
                try queued.applying(.retryLater(after: asked), at: morning).state
                    == .queued(next: morning + expected))
        }
        #expect(try queued.applying(.retryLater(after: nil), at: .latest).state == .queued(next: .latest))
    }

    @Test("it stands in the due index only while it is queued")
    func indexes() throws {
        let queued = try OutboxDelivery(message(), queuedAt: morning)
        #expect(queued.recordKey == RecordKey(OutboxDelivery.collection, ByteKey("case-1.ack" as MessageKey)))
        #expect(
            queued.indexEntries.map(\.index) == [
                OutboxDelivery.personIndex, OutboxDelivery.dueIndex, OutboxDelivery.externalIndex,
            ])
        let sent = try queued.applying(.delivered(DeliveryReceipt()), at: morning)
        #expect(sent.indexEntries.map(\.index) == [OutboxDelivery.personIndex, OutboxDelivery.externalIndex])
        #expect(sent.indexEntries[0] == queued.indexEntries[0])
    }

    @Test("the due queries find what is due and nothing else")
    func due() throws {
        let times = [-1, 0, 1].map { morning + TimeSpan(microseconds: $0) }
        let keys = try times.map { time in
            try #require(
                OutboxDelivery(message(), queuedAt: time).indexEntries.last { $0.index == OutboxDelivery.dueIndex }
            ).key
        }
        #expect(keys == keys.sorted())
        func found(_ query: RecordQuery) -> [Bool] {
            guard case .range(OutboxDelivery.dueIndex, let from, let before) = query.selection else { return [] }
            return keys.map { $0 >= from && before.map($0.isLess) ?? true }
        }
        #expect(found(OutboxDelivery.due(before: morning, limit: 10)) == [true, false, false])
        #expect(found(OutboxDelivery.due(by: morning, limit: 10)) == [true, true, false])
        #expect(OutboxDelivery.due(before: morning, limit: 10).limit == 10)
        #expect(OutboxDelivery.due(before: morning, limit: 0).limit == 1)
    }

    @Test("the person query finds that person's deliveries only")
    func person() throws {
        func key(_ person: PersonID) throws -> ByteKey {
            let text = try OutboundMessage(
                key: "m", on: channel(.mail), person: person, address: "a@b.fi", text: "x", language: .english)
            return try OutboxDelivery(text, queuedAt: morning).indexEntries[0].key
        }
        guard case .range(_, let from, let before) = OutboxDelivery.toPerson("p-1").selection else {
            Issue.record("not a range")
            return
        }
        for (person, isFound) in [("p-1" as PersonID, true), ("p-10", false), ("p-0", false), ("p-2", false)] {
            let key = try key(person)
            #expect((key >= from && before.map(key.isLess) ?? true) == isFound, "\(person)")
        }
    }

    @Test("it survives the store in every state")
    func stored() throws {
        let queued = try OutboxDelivery(message(), queuedAt: morning)
        let outcomes: [DeliveryOutcome] = [
            .delivered(DeliveryReceipt(externalID: "x")), .retryLater(after: .minutes(2)), .maybeSent,
            .undeliverable(.contentRefused),
        ]
        for delivery in try [queued] + outcomes.map({ try queued.applying($0, at: morning) }) {
            let bytes = try RecordBody(delivery).bytes()
            #expect(try RecordBody(bytes: bytes).value(as: OutboxDelivery.self) == delivery)
        }
    }

    @Test("a receipt with an endless id is a receipt without one")
    func receipt() {
        let longest = String(repeating: "a", count: Limits.lineBytes)
        #expect(DeliveryReceipt(externalID: longest).externalID == longest)
        #expect(DeliveryReceipt(externalID: longest + "a").externalID == nil)
        #expect(DeliveryReceipt(externalID: "").externalID == nil)
    }

    @Test("a host's transport is a few lines")
    func transport() async throws {
        actor Recorder: MessageTransport {
            var keys: [MessageKey] = []
            func deliver(_ message: OutboundMessage) async throws -> DeliveryOutcome {
                let isRepetition = keys.contains(message.key)
                if !isRepetition { keys.append(message.key) }
                return .delivered(DeliveryReceipt(externalID: "<\(message.key)@desk.example>"))
            }
        }
        let recorder = Recorder()
        let transport: any MessageTransport = recorder
        _ = try await transport.deliver(message())
        let outcome = try await transport.deliver(message())
        #expect(outcome == .delivered(DeliveryReceipt(externalID: "<case-1.ack@desk.example>")))
        #expect(await recorder.keys == ["case-1.ack"])
    }
}

extension ByteKey {
    /// Whether the key sorts before another.
    fileprivate func isLess(than other: ByteKey) -> Bool { self < other }
}
