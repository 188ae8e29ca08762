import DeskFeedback
import DeskPrimitives
import Testing

@Suite("Differences")
struct EstimateDifferenceTests {
    @Test("Two scores, and two shares as Newcombe published them")
    func known() throws {
        let score = EstimateDifference.netPromoterScore(
            from: NetPromoterCounts(detractors: 2, passives: 3, promoters: 5),
            to: NetPromoterCounts(detractors: 1, passives: 2, promoters: 7), confidence: .p90)
        #expect(abs((score.value ?? 0) - 0.3) < 1e-15)
        #expect(abs(score.low + 0.261_071_583_237_542_54) < 1e-9)
        #expect(abs(score.high - 0.795_438_389_856_708) < 1e-9)
        // Newcombe (1998), table II, method 10: 56/70 − 48/80 and 9/10 − 3/10.
        let share = EstimateDifference.share(from: (48, 80), to: (56, 70))
        #expect(abs(share.low - 0.0524) < 5e-5 && abs(share.high - 0.3339) < 5e-5)
        let small = EstimateDifference.share(from: (3, 10), to: (9, 10))
        #expect(abs(small.low - 0.1705) < 5e-5 && abs(small.high - 0.8090) < 5e-5)
        #expect(share.isClear && small.isClear && !score.isClear)
    }

    @Test("Equal groups give 0 inside, and swapping the groups mirrors exactly", arguments: 0..<40)
    func properties(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let counts = { (random: inout SplitMix64) in
            NetPromoterCounts(
                detractors: .random(in: 0...40, using: &random), passives: .random(in: 0...40, using: &random),
                promoters: .random(in: 1...40, using: &random))
        }
        let (a, b) = (counts(&random), counts(&random))
        let same = EstimateDifference.netPromoterScore(from: a, to: a, gate: .open)
        #expect(same.value == 0 && same.low == -same.high && !same.isClear, "\(a)")
        let there = EstimateDifference.netPromoterScore(from: a, to: b, gate: .open)
        let back = EstimateDifference.netPromoterScore(from: b, to: a, gate: .open)
        #expect(there.low == -back.high && there.high == -back.low, "\(a) \(b)")
        let value = try #require(there.value)
        #expect(there.low <= value && value <= there.high)
    }

    @Test("A change inside the noise is said to be none")
    func sentences() {
        let noise = EstimateDifference.share(from: (8, 10), to: (9, 10), measure: .resolvedShare)
        #expect(
            noise.sentence(in: .english)
                == "Resolved: changed by +10 points (95% interval −24 to +42; 10 answers before, 10 after)."
                + " No evidence of a change.")
        let clear = EstimateDifference.share(from: (480, 800), to: (560, 700), measure: .resolvedShare)
        #expect(
            clear.sentence(in: .finnish)
                == "Ratkaistu: muutos +20 pistettä (95 %:n luottamusväli +15 – +24; vastauksia ennen 800, jälkeen 700)."
        )
    }

    @Test("The side with fewer answers holds the change back")
    func withheld() {
        let few = EstimateDifference.share(from: (1, 4), to: (30, 40))
        #expect(few.value == nil && few.withheld == .belowPrivacy(n: 4, needed: 5) && few.low == -1 && few.high == 1)
        #expect(!few.isClear)
        let none = EstimateDifference.netPromoterScore(
            from: .zero, to: NetPromoterCounts(detractors: 9, passives: 9, promoters: 9))
        #expect(none.withheld == .noAnswers && none.low == -2 && none.high == 2)
        #expect(none.sentence(in: .english) == "Net promoter score: no answers.")
    }
}

@Suite("Suppression")
struct SuppressionTests {
    @Test(
        "Known cases",
        arguments: [
            ([4, 9], 5, false, [0, 1]), ([6, 9], 5, false, []), ([5, 5, 5], 5, false, []),
            ([4, 1, 7, 7], 5, false, [0, 1]),
            ([2, 0, 0], 3, true, [0]), ([2, 2, 100, 50], 5, false, [0, 1, 3]), ([], 5, true, []),
            ([-3, 4, 9], 5, false, [1, 2]),
            ([1, .max, .max], 5, false, [0, 1]),
        ])
    func known(children: [Int], k: Int, hidesParent: Bool, hidden: [Int]) {
        let result = Suppression.hidden(children: children, k: k)
        #expect(result.hidesParent == hidesParent && result.hidden == hidden)
    }

    @Test("Nothing hidden can be had by subtracting, and nothing large is hidden in vain", arguments: 0..<300)
    func neverSolvable(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let k = Int.random(in: 1...8, using: &random)
        let children = (0..<Int.random(in: 1...7, using: &random)).map { _ in Int.random(in: 0...14, using: &random) }
        let result = Suppression.hidden(children: children, k: k)
        let total = children.reduce(0, +)
        let note: Comment = "\(children) k \(k)"
        #expect(result.hidesParent == (total < k), note)
        for (index, n) in children.enumerated() where n > 0 && n < k { #expect(result.hidden.contains(index), note) }
        #expect(result.hidden == result.hidden.sorted() && Set(result.hidden).count == result.hidden.count, note)
        #expect(result.hidden.allSatisfy { children[$0] > 0 }, note)
        guard !result.hidesParent, !result.hidden.isEmpty else { return }
        // What is left when everything visible is subtracted from the whole: at least two parts, at least k answers.
        #expect(result.hidden.count >= 2, note)
        #expect(result.hidden.map { children[$0] }.reduce(0, +) >= k, note)
        let large = result.hidden.filter { children[$0] >= k }
        #expect(large.count <= 1, note)
    }
}
