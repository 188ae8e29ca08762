import DeskContacts
import DeskPrimitives
import Testing

@Suite("Caps on automatic messages")
struct AutomaticMessageCapTests {
    /// A peer that answers everything, and a desk that answers everything: only the cap ends it.
    private struct Echo {
        var logs: [ByteKey: AutomaticMessageLog] = [:]
        var sent: [(at: Instant, person: PersonID)] = []
        let cap: AutomaticMessageCap

        mutating func deskAnswers(
            _ person: PersonID, from address: ContactPoint, about caseID: CaseID, subject: String?, at now: Instant
        ) -> Bool {
            let empty = [
                AutomaticMessageLog(of: person), AutomaticMessageLog(of: address, digest: digest),
                AutomaticMessageLog(of: caseID),
            ]
            let scopes = empty.map { logs[$0.recordID] ?? $0 }
            let key = AutomaticMessageLog.subjectKey(subject, digest: digest)
            guard cap.decide(subject: key, logs: scopes, at: now) == .send else { return false }
            for log in scopes { logs[log.recordID] = log.recording(subject: key, at: now, under: cap) }
            sent.append((now, person))
            return true
        }
    }

    @Test("a peer that echoes, bounces and auto-replies in every combination gets a bounded number, without any header")
    func echo() throws {
        let (person, address) = (PersonID("p"), try ContactPoint.mail("robot@example.fi"))
        for behaviours in 1..<8 {
            for opensNewCases in [false, true] {
                for changesSubjects in [false, true] {
                    var echo = Echo(cap: .standard)
                    var now = morning
                    var waiting: [String] = ["Hello"]
                    for round in 0..<150 {
                        guard let subject = waiting.popLast() else { break }
                        let caseID = opensNewCases ? try CaseID("c\(round)") : "c"
                        let own = changesSubjects ? "\(subject.prefix(20)) \(round)" : subject
                        if echo.deskAnswers(person, from: address, about: caseID, subject: own, at: now) {
                            // What comes back brings an answer of its own for every behaviour.
                            if behaviours & 1 != 0 { waiting.append(own) }
                            if behaviours & 2 != 0 { waiting.append("Undeliverable: \(own)") }
                            if behaviours & 4 != 0 { waiting.append("Re: \(own)") }
                        }
                        now = now + .seconds(1)
                        // A robot that also writes by itself never stops.
                        if waiting.isEmpty { waiting.append("Hello") }
                    }
                    #expect(!echo.sent.isEmpty && echo.sent.count <= 10, "\(behaviours) \(opensNewCases)")
                    if !opensNewCases { #expect(echo.sent.count <= 5) }
                    if !changesSubjects, behaviours & 2 == 0 { #expect(echo.sent.count <= 2) }
                }
            }
        }
    }

    @Test("at most so many in any window whatever comes, and as many again once it is over")
    func anyWindow() throws {
        let address = try ContactPoint.mail("a@b.fi")
        for seed in UInt64(0)..<10 {
            var random = SplitMix64(seed: seed)
            let limit = Int.random(in: 0...6, using: &random)
            let window = TimeSpan.minutes(60)
            var echo = Echo(
                cap: try AutomaticMessageCap(
                    window: window, perPerson: limit, perAddress: 64, perCase: 64, perSubject: 64))
            var now = morning
            for round in 0..<100 {
                now = now + .seconds(Int64.random(in: 0...600, using: &random))
                _ = echo.deskAnswers("p", from: address, about: "c", subject: "\(round)", at: now)
            }
            for first in echo.sent.indices {
                let inside = echo.sent[first...].count { $0.at - echo.sent[first].at < window }
                #expect(inside <= limit, "seed \(seed)")
            }
            #expect(limit == 0 ? echo.sent.isEmpty : echo.sent.count > limit, "seed \(seed)")
        }
    }

    @Test("a clock set back lets nothing out; reply marks and tags do not make another subject")
    func details() throws {
        let cap = try AutomaticMessageCap(perPerson: 1)
        var log = AutomaticMessageLog(of: PersonID("p"))
        log = log.recording(subject: nil, at: morning, under: cap)
        #expect(cap.decide(subject: nil, logs: [log], at: morning - .minutes(5)) == .hold(.person, because: .tooMany))
        #expect(cap.decide(subject: nil, logs: [log], at: morning + .days(1)) == .send)
        #expect(
            AutomaticMessageLog.subjectKey("Re: VS: Hello [#c1]", digest: digest)
                == AutomaticMessageLog.subjectKey("hello", digest: digest))
        #expect(AutomaticMessageLog.subjectKey("Re:", digest: digest) == nil)
        #expect(try stored(log) == log)
    }

    @Test("limits are checked")
    func limits() {
        #expect(refusal { _ = try AutomaticMessageCap(window: .zero) }?.place == .field("window"))
        #expect(refusal { _ = try AutomaticMessageCap(perCase: 65) }?.code == .outOfRange)
        #expect(refusal { _ = try AutomaticMessageCap(perSubject: -1) }?.place == .field("perSubject"))
    }
}
