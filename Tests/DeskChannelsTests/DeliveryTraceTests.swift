import DeskChannels
import DeskPrimitives
import DeskTestKit
import Testing

@Suite("Reports about deliveries")
struct DeliveryTraceTests {
    private func report(_ random: inout SeededGenerator) throws -> DeliveryReport {
        let at = morning + .seconds(random.integer(in: 0...5))
        let reasons = [UndeliverableReason.unknownAddress, .refusedByRecipient, .contentRefused]
        if random.chance(1, in: 4) { return try DeliveryReport(.failed(random.pick(reasons) ?? reasons[0]), at: at) }
        return try DeliveryReport(.reached(random.pick(DeliveryStage.allCases) ?? .sent), at: at)
    }

    @Test("reports in any order, with any repetitions, give the same trace and standing")
    func order() throws {
        for seed in 0..<UInt64(cases(500)) {
            var random = SeededGenerator(seed: seed)
            let reports = try (0..<random.integer(in: 0...6)).map { _ in try report(&random) }
            let outcome = random.pick([
                DeliveryOutcome.delivered(DeliveryReceipt(externalID: "x")), .maybeSent,
                .undeliverable(.noTransport), .retryLater(after: .minutes(3)),
            ])
            func end(_ random: inout SeededGenerator) throws -> OutboxDelivery {
                var steps: [DeliveryReport?] = reports + [nil]
                for report in reports where random.chance(1, in: 2) { steps.append(report) }
                random.shuffle(&steps)
                var delivery = try OutboxDelivery(message(), queuedAt: morning)
                for step in steps {
                    if let step {
                        delivery = delivery.receiving(step)
                    } else if let outcome {
                        delivery = try delivery.applying(outcome, at: morning + .minutes(1))
                    }
                }
                return delivery
            }
            let first = try end(&random)
            for _ in 0..<5 {
                let other = try end(&random)
                #expect(other == first && other.standing == first.standing, "seed \(seed)")
                #expect(other.indexEntries == first.indexEntries, "seed \(seed)")
            }
            let bytes = try RecordBody(first).bytes()
            #expect(try RecordBody(bytes: bytes).value(as: OutboxDelivery.self) == first, "seed \(seed)")
        }
    }

    @Test("merging is commutative, associative and idempotent")
    func lattice() throws {
        for seed in 0..<UInt64(cases(300)) {
            var random = SeededGenerator(seed: seed)
            var traces = [DeliveryTrace(), DeliveryTrace(), DeliveryTrace()]
            for index in traces.indices {
                for _ in 0..<random.integer(in: 0...4) { traces[index].add(try report(&random)) }
            }
            let (a, b, c) = (traces[0], traces[1], traces[2])
            #expect(a.merged(with: b) == b.merged(with: a), "seed \(seed)")
            #expect(a.merged(with: b).merged(with: c) == a.merged(with: b.merged(with: c)), "seed \(seed)")
            #expect(a.merged(with: a) == a && a.merged(with: DeliveryTrace()) == a, "seed \(seed)")
        }
    }

    @Test("what outweighs what")
    func standing() throws {
        let queued = try OutboxDelivery(message(), queuedAt: morning)
        func standing(_ news: DeliveryReport.News...) throws -> DeliveryStanding {
            try news.reduce(queued) { $0.receiving(try DeliveryReport($1, at: morning)) }.standing
        }
        #expect(try standing() == .waiting(next: morning))
        #expect(try standing(.reached(.accepted)) == .underway(.accepted))
        #expect(try standing(.reached(.sent), .reached(.accepted)) == .underway(.sent))
        #expect(try standing(.reached(.sent), .failed(.unknownAddress)) == .undeliverable(.unknownAddress))
        #expect(try standing(.failed(.unknownAddress), .reached(.delivered)) == .arrived(isRead: false))
        #expect(try standing(.reached(.read)) == .arrived(isRead: true))
        #expect(try queued.applying(.maybeSent, at: morning).standing == .doubtful)
    }

    @Test("what the network has is not sent again, and no courier gets it")
    func notAgain() throws {
        let queued = try OutboxDelivery(message(), queuedAt: morning)
        let reported = queued.receiving(try DeliveryReport(.reached(.delivered), at: morning))
        #expect(queued.isToBeSent && !reported.isToBeSent)
        #expect(!reported.indexEntries.contains { $0.index == OutboxDelivery.dueIndex })
        #expect(refusal { _ = try reported.claimed(until: morning + .minutes(1), at: morning) }?.code == .wrongState)
    }

    @Test("a doubt is settled by a person, or by a report, once")
    func doubt() throws {
        let now = morning + .hours(1)
        let doubtful = try OutboxDelivery(message(), queuedAt: morning).applying(.maybeSent, at: morning)
        #expect(try doubtful.settlingDoubt(wasSent: true, at: now).standing == .underway(.accepted))
        let again = try doubtful.settlingDoubt(wasSent: false, at: now)
        #expect(again.state == .queued(next: now) && again.attempts == 1)
        #expect(again.message.key == doubtful.message.key)
        let reported = doubtful.receiving(try DeliveryReport(.reached(.sent), at: now))
        for settled in [again, reported] {
            #expect(refusal { _ = try settled.settlingDoubt(wasSent: true, at: now) }?.code == .wrongState)
        }
    }

    @Test("a delivery is found under the network's name of it, which is not stored as it is")
    func external() throws {
        let sent = try OutboxDelivery(message(), queuedAt: morning)
            .applying(.delivered(DeliveryReceipt(externalID: "ext-77")), at: morning)
        let entry = try #require(sent.indexEntries.first { $0.index == OutboxDelivery.externalIndex })
        #expect(
            OutboxDelivery.known(as: "ext-77", on: "here").selection == .equal(OutboxDelivery.externalIndex, entry.key))
        #expect(
            OutboxDelivery.known(as: "ext-77", on: "there").selection != .equal(OutboxDelivery.externalIndex, entry.key)
        )
        #expect(entry.key.bytes.count == 32)
    }

    @Test("every standing is said in both languages, and a report has its years")
    func sentences() {
        let all: [DeliveryStanding] = [
            .waiting(next: morning), .underway(.sent), .underway(.accepted), .arrived(isRead: true),
            .arrived(isRead: false), .undeliverable(.unknownAddress), .doubtful,
        ]
        #expect(Set(all.map { $0.sentence(in: .english) }).count == all.count)
        #expect(Set(all.map { $0.sentence(in: .finnish) }).count == all.count)
        #expect(
            refusal { _ = try DeliveryReport(.reached(.read), at: Instant(microseconds: .max)) }?.code == .outOfRange)
    }
}
