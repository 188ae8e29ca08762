import DeskContacts
import DeskPrimitives
import Testing

@Suite("Threads: properties")
struct ThreadPropertyTests {
    @Test("any question has one answer, whatever the order of the candidates")
    func orderIndependent() throws {
        let times: [Instant] = [
            Instant(microseconds: .min), .earliest, morning - .days(20), morning - .days(14), morning - .days(1),
            morning,
            morning + .days(2), .latest, Instant(microseconds: .max),
        ]
        let subjects: [String?] = [nil, "", "Bin", "Re: bin", "Bill"]
        let topics: [TopicID?] = [nil, "waste", "bill"]
        var reasons: [ThreadReason: Int] = [:]
        for seed in UInt64(0)..<3_000 {
            var random = SplitMix64(seed: seed)
            func pick<Value>(_ values: [Value], _ other: Value) -> Value {
                values.randomElement(using: &random) ?? other
            }
            let candidates = try (0..<Int.random(in: 0...6, using: &random)).map { _ in
                ThreadCandidate(
                    caseID: try CaseID("c\(Int.random(in: 0..<6, using: &random))"), person: pick(["p", "q"], "p"),
                    topic: pick(topics, nil), channel: "mail", subject: pick(subjects, nil),
                    lastContactAt: pick(times, morning),
                    standing: pick(
                        [.open, .resolved(at: pick(times, morning)), .closed(at: pick(times, morning))], .open),
                    isReferenced: random.chance(20), isTagged: random.chance(10))
            }
            let question = ThreadQuestion(
                person: "p", channel: "chat", topic: pick(topics, nil), subject: pick(subjects, nil),
                demand: pick(DemandFlag.allCases, .automatic), at: pick(times, morning))
            let policy = try ThreadPolicy(
                joinWindow: pick([.zero, .days(14), .days(3_660)], .zero),
                reopenWindow: pick([.zero, .days(14), .days(3_660)], .zero), admitsOthers: random.chance(70))
            let decision = ThreadResolver.decide(for: question, among: candidates, policy: policy)
            reasons[decision.because, default: 0] += 1
            for _ in 0..<3 {
                let again = ThreadResolver.decide(
                    for: question, among: candidates.shuffled(using: &random), policy: policy)
                #expect(again == decision, "seed \(seed)")
            }
            check(decision, question, candidates, seed)
        }
        for reason in ThreadReason.allCases { #expect(reasons[reason, default: 0] >= 10, "\(reason)") }
    }

    private func check(
        _ decision: ThreadDecision, _ question: ThreadQuestion, _ candidates: [ThreadCandidate], _ seed: UInt64
    ) {
        switch decision {
        case .join(let caseID, let reopens, let reason):
            let cases = candidates.filter { $0.caseID == caseID }
            #expect(!cases.isEmpty, "seed \(seed)")
            if reopens {
                #expect(question.demand == .needsAnswer, "seed \(seed)")
                #expect(reason == .tag || reason == .reference, "seed \(seed)")
            }
            if reason == .sameTopic || reason == .latestOfPerson {
                #expect(cases.contains { $0.person == question.person }, "seed \(seed)")
            }
            if question.demand == .needsAnswer, !reopens {
                #expect(cases.contains { $0.standing == .open }, "seed \(seed)")
            }
        case .new(let linked, _):
            #expect(linked == nil || candidates.contains { $0.caseID == linked }, "seed \(seed)")
            #expect(linked == nil || question.demand == .needsAnswer, "seed \(seed)")
        }
    }
}
