import DeskFeedback
import DeskPrimitives
import DeskTestKit
import Testing

@Suite("Quality and cost")
struct PairTests {
    private func service(_ satisfied: Int, _ n: Int, invited: Int = 0) throws -> Tally {
        try Tally(service: [n - satisfied, 0, 0, 0, satisfied], invited: invited, complete: invited > 0 ? n : 0)
    }

    @Test("Targets met and people not content: said when beyond doubt, suspected when not")
    func watermelon() throws {
        let met = Estimate.share(98, of: 100)
        let find = { (satisfied: Int, n: Int) throws in
            WatermelonFinding(targets: met, experience: try self.service(satisfied, n).topBoxShare())
        }
        #expect(try find(40, 100).verdict == .watermelon)
        #expect(try find(6, 10).verdict == .suspected)
        #expect(try find(90, 100).verdict == .none)
        #expect(try find(1, 3).verdict == .tooLittle)
        let missed = WatermelonFinding(targets: .share(50, of: 100), experience: try service(40, 100).topBoxShare())
        #expect(missed.verdict == .none)
        let score = WatermelonFinding(
            targets: met, experience: NetPromoterCounts(detractors: 60, passives: 20, promoters: 20).estimate())
        #expect(score.verdict == .watermelon)
        #expect(
            score.sentence(in: .english)
                == "Targets are met and people are not content. Targets met: 98 % of 100; 95% interval 93 % to 99 %. "
                + "Net promoter score: −40 from 100 answers; 95% interval −54 to −23.")
        #expect(score.sentence(in: .finnish).hasPrefix("Tavoitteet täyttyvät, mutta asiakkaat eivät ole tyytyväisiä."))
    }

    @Test("A change goes on only while experience is shown to hold")
    func efficiency() throws {
        let rule = try EfficiencyGuard(margin: 0.05, planned: 1_000)
        let before = try service(1_600, 2_000, invited: 8_000)
        let decide = { (satisfied: Int, n: Int, invited: Int) throws in
            try rule.decide(before: before, after: try self.service(satisfied, n, invited: invited))
        }
        #expect(try decide(1_600, 2_000, 8_000).action == .keep)
        #expect(try decide(160, 200, 800).action == .wait)
        #expect(try decide(100, 200, 800).action == .stop, "a loss beyond doubt does not wait")
        #expect(try decide(770, 1_000, 4_000).action == .stop, "not shown to hold with the planned answers")
        #expect(try decide(1_600, 2_000, 4_000).action == .stop, "other people answer")
        #expect(try decide(1_600, 2_000, 4_000).sentence(in: .english).contains("other people answer"))
        #expect(try decide(100, 200, 800).sentence(in: .finnish).hasPrefix("Keskeytä muutos."))
        #expect(Samples.refusal { _ = try rule.decide(before: before, after: .zero) }?.place == .field("after"))
        #expect(Samples.refusal { _ = try EfficiencyGuard(margin: 0, planned: 100) }?.place == .field("margin"))
        #expect(Samples.refusal { _ = try EfficiencyGuard(margin: 0.05, planned: 9) }?.place == .field("planned"))
    }

    @Test("The test of non-inferiority is monotone in the margin and in what was answered", arguments: 0..<4)
    func nonInferiority(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let (n1, n2) = (random.integer(in: 5...200) as Int, random.integer(in: 5...200) as Int)
            let (k1, k2) = (random.integer(in: 0...n1) as Int, random.integer(in: 0...n2) as Int)
            let z = { (k: Int, margin: Double) throws in
                try NonInferiority(new: (k, n1), reference: (k2, n2), margin: margin).z
            }
            #expect(try z(k1, 0.02) <= z(k1, 0.1) + 1e-9, "seed \(seed): \(k1)/\(n1) \(k2)/\(n2)")
            if k1 < n1 { #expect(try z(k1, 0.05) <= z(k1 + 1, 0.05) + 1e-9, "seed \(seed): \(k1)/\(n1) \(k2)/\(n2)") }
            let test = try NonInferiority(new: (k1, n1), reference: (k2, n2), margin: 0.05)
            #expect((0...1).contains(test.probability))
            #expect((test.probability < 0.05) == (test.z > NonInferiority.critical))
        }
    }

    @Test("Quality and cost come as one, each with its n")
    func pair() throws {
        let cost = try QualityCostPair.Cost(.handleTime, of: [300, 360, 420])
        #expect(cost.mean == 360 && cost.n == 3 && cost.low < 360 && cost.high > 360)
        let pair = QualityCostPair(quality: try service(8, 10).topBoxShare(), cost: cost)
        #expect(pair.sentence(in: .english).contains("Satisfied with the service: 80 %"))
        #expect(pair.sentence(in: .english).hasSuffix("Handle time: 6 min, 95% interval 5 min to 7 min, n = 3."))
        #expect(try QualityCostPair.Cost(.contactsPerCase, of: []).mean == nil)
        #expect(Samples.refusal { _ = try QualityCostPair.Cost(.handleTime, of: [-1]) }?.code == .outOfRange)
    }
}
