import DeskTestKit
import ServiceDesk
import Testing

/// What is kept as bytes is what is kept as values.
@Suite("A store that keeps bytes") struct EncodedStoreTests {
    @Test("a whole day over bytes is the same as over values, to the byte, with every type of record in it")
    func wholeDay() async throws {
        let plain = try DeskOfTheDay()
        try await WholeDay(day: plain).run()
        let encoded = try DeskOfTheDay(front: { EncodingStore($0) })
        try await WholeDay(day: encoded).run()

        let (a, b) = (await plain.store.snapshot(), await encoded.store.snapshot())
        #expect(Set(a.records.map(\.key.collection)) == Set(RecordTypes.all.keys), "a type of record is missing")
        #expect(a.commits == b.commits)
        #expect(try a.dump() == b.dump())
        #expect(try await plain.desk.report() == encoded.desk.report())
        #expect(try await plain.facts() == encoded.facts())
    }

    @Test("every fact of the day stands in the journal as bytes that give it back")
    func facts() async throws {
        let day = try DeskOfTheDay()
        try await WholeDay(day: day).run()
        var kinds: Set<String> = []
        for (_, event) in try await day.desk.events(limit: Limits.pageCount) {
            let body = try RecordBody(bytes: RecordBody(event).bytes())
            #expect(try body.value(as: DeskEvent.self) == event)
            kinds.insert(String("\(event.fact)".prefix { $0 != "(" }))
        }
        let missing = Set([
            "contactReceived", "invitedElsewhere", "outsideDescription", "feedbackHeard", "caseOpened",
            "contactJoined", "routed", "offered", "offerDeclined", "offerExpired", "accepted", "handedOver", "replied",
            "noted", "paused", "resumed", "resolved", "closed", "targetAtRisk", "targetMissed", "observedTargetMissed",
            "promised", "promiseKept", "promiseRenegotiated", "promiseOverdue", "surveyDecided", "surveyAnswered",
            "messageQueued", "messageEnded", "presenceChanged", "reclassified", "observed", "reopened",
        ]).subtracting(kinds)
        #expect(missing.isEmpty, "the day has none of \(missing.sorted())")
    }

    @Test("the result of a command comes back from bytes", arguments: [true, false])
    func results(_ isNew: Bool) throws {
        let results: [DeskResult] = [
            .done, .observed(isNew: isNew), .promised("p"), .offered([]),
        ]
        for result in results {
            let body = try RecordBody(bytes: RecordBody(result).bytes())
            #expect(try body.value(as: DeskResult.self) == result)
        }
    }
}
