import ServiceDesk
import Testing

/// Does with a decoded record what a desk does with it, so that a value that would trap is found.
enum DecodedUse {
    private static let now = Instant(seconds: 1_772_438_400)
    private static let instants = [Instant.earliest, now, Instant.latest]

    static func use(_ body: RecordBody, of collection: RecordCollection) throws {
        switch collection {
        case OutboxDelivery.collection: use(try body.value(as: OutboxDelivery.self))
        case Person.collection: use(try body.value(as: Person.self))
        case PersonMerge.collection: use(try body.value(as: PersonMerge.self))
        case BriefingBoard.collection: use(try body.value(as: BriefingBoard.self))
        case Contact.collection: use(try body.value(as: Contact.self))
        case TemplateUse.collection: _ = try body.value(as: TemplateUse.self).indexEntries
        case Mention.collection: _ = try body.value(as: Mention.self).indexEntries
        default: break
        }
    }

    private static func use(_ delivery: OutboxDelivery) {
        _ = (delivery.indexEntries, delivery.recordID, delivery.isToBeSent, delivery.standing.sentence(in: .finnish))
        _ = OutboxDelivery.retrySpan(afterAttempts: delivery.attempts)
        for at in instants {
            for outcome: DeliveryOutcome in [
                .delivered(DeliveryReceipt()), .retryLater(after: nil),
                .retryLater(after: TimeSpan(microseconds: .max)),
                .undeliverable(.unknownAddress), .maybeSent,
            ] { _ = try? delivery.applying(outcome, at: at).indexEntries }
            _ = try? delivery.claimed(until: at, at: at)
            _ = try? delivery.abandoned(.noTransport, at: at)
            _ = try? delivery.settlingDoubt(wasSent: false, at: at)
            if let report = try? DeliveryReport(.reached(.read), at: at) { _ = delivery.receiving(report).standing }
        }
    }

    private static func use(_ person: Person) {
        _ = (person.indexEntries, person.points(of: .mail), person.hashValue)
        for purpose in [ConsentPurpose.survey, .marketing] { _ = person.isGiven(purpose, on: "mail") }
        let overview = PersonOverview(of: person, contacts: [])
        _ = (overview.language, overview.consents(on: nil))
        for at in instants {
            if let word = try? Consent(.survey, isGiven: false, at: at, proof: "x") {
                _ = try? person.recording(word, at: at)
            }
        }
        if let other = try? Person(id: "other", createdAt: now, digest: KeyedDigest(secret: TownDesk.secret)) {
            _ = try? PersonMerge.merge(person, into: other, at: now)
            _ = try? PersonMerge.merge(other, into: person, at: now)
        }
    }

    private static func use(_ merge: PersonMerge) {
        _ = merge.indexEntries
        let digest = KeyedDigest(secret: TownDesk.secret)
        guard
            let merged = try? Person(id: merge.merged, createdAt: now, mergedInto: merge.survivor, digest: digest),
            let survivor = try? Person(id: merge.survivor, createdAt: now, digest: digest)
        else { return }
        for at in instants { _ = try? merge.undo(merged: merged, survivor: survivor, at: at) }
    }

    private static func use(_ board: BriefingBoard) {
        var coverage = BriefingCoverage(briefings: board.briefings)
        for at in instants {
            _ = (board.briefings.map { $0.ended(at: at) }, board.announcements.map { $0.ended(at: at) })
            coverage.add(topic: "waste", channel: "mail", at: at)
        }
        _ = coverage.gaps()
        for briefing in board.briefings {
            var board = board
            try? board.publish(briefing, at: now)
            try? board.end(briefing.id, at: now)
        }
    }

    private static func use(_ contact: Contact) {
        _ = (contact.indexEntries, contact.recordID, contact.hashValue)
        if let person = try? Person(id: contact.person, createdAt: now, digest: KeyedDigest(secret: TownDesk.secret)) {
            _ = PersonOverview(of: person, contacts: [contact]).channels
        }
    }
}
