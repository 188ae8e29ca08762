import DeskFeedback
import DeskPrimitives
import Testing

@Suite("Estimates")
struct EstimateTests {
    @Test("A net promoter score from 120 answers")
    func score() throws {
        let tally = try Tally(recommend: [1, 0, 0, 1, 0, 3, 5, 8, 12, 30, 60])
        let estimate = tally.netPromoterScore()
        #expect(estimate.n == 120)
        #expect(estimate.value == 80.0 / 120)
        #expect(abs(estimate.low - 0.537_853_029_276) < 1e-9)
        #expect(abs(estimate.high - 0.762_354_082_743) < 1e-9)
        #expect(
            estimate.sentence(in: .english)
                == "Net promoter score: +67 from 120 answers; 95% interval +54 to +76.")
        #expect(
            estimate.sentence(in: .finnish)
                == "Nettosuositteluindeksi: +67, 120 vastausta; 95 %:n luottamusväli +54 – +76.")
    }

    @Test("The edges have closed forms: all promoters, all detractors, all passives")
    func edges() {
        let square = Confidence.p95.z * Confidence.p95.z
        let all = NetPromoterCounts(detractors: 0, passives: 0, promoters: 10).estimate()
        #expect(all.value == 1 && all.high == 1 && abs(all.low - (10 - square) / (10 + square)) < 1e-15)
        let none = NetPromoterCounts(detractors: 10, passives: 0, promoters: 0).estimate()
        #expect(none.value == -1 && none.low == -1 && none.high == -all.low)
        let passive = NetPromoterCounts(detractors: 0, passives: 10, promoters: 0).estimate()
        #expect(
            passive.value == 0 && abs(passive.high - square / (10 + square)) < 1e-15 && passive.low == -passive.high)
    }

    @Test("The interval holds the score, mirrors exactly on a swap and narrows with n", arguments: 0..<60)
    func properties(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let counts = (0..<3).map { _ in
            Int.random(in: 0...(1 << Int.random(in: 0..<20, using: &random)), using: &random)
        }
        guard counts.contains(where: { $0 > 0 }) else { return }
        let confidence = [Confidence.p80, .p90, .p95, .p99].randomElement(using: &random) ?? .p95
        let estimate = { (factor: Int, swapped: Bool) in
            NetPromoterCounts(
                detractors: counts[swapped ? 2 : 0] * factor, passives: counts[1] * factor,
                promoters: counts[swapped ? 0 : 2] * factor
            ).estimate(confidence: confidence, gate: .open)
        }
        let one = estimate(1, false)
        let value = try #require(one.value)
        #expect(-1 <= one.low && one.low <= value && value <= one.high && one.high <= 1, "\(counts)")
        #expect(one.low < one.high, "\(counts)")
        let mirrored = estimate(1, true)
        #expect(mirrored.low == -one.high && mirrored.high == -one.low && mirrored.value == -value, "\(counts)")
        let two = estimate(2, false)
        #expect(two.high - two.low < one.high - one.low, "\(counts)")
        let surer = NetPromoterCounts(detractors: counts[0], passives: counts[1], promoters: counts[2])
            .estimate(confidence: .p99, gate: .open)
        #expect(surer.low <= one.low && surer.high >= one.high, "\(counts)")
    }

    @Test(
        "The score interval solves its own equation",
        arguments: [(1, 2, 7), (0, 1, 9), (40, 3, 1), (0, 20, 1), (500, 1, 2)])
    func solvesItsEquation(detractors: Int, passives: Int, promoters: Int) {
        let counts = NetPromoterCounts(detractors: detractors, passives: passives, promoters: promoters)
        let estimate = counts.estimate(gate: .open)
        let (d, p, n) = (Double(detractors), Double(promoters), Double(counts.n))
        // The q that makes (q + x)^p · q^d · (1 − 2q − x)^(n − p − d) largest, where its logarithm is flat.
        for (x, sign) in [(estimate.low, 1.0), (estimate.high, -1.0)] where abs(x) < 1 {
            var (low, high) = (max(0, -x), (1 - x) / 2)
            for _ in 0..<200 {
                let q = (low + high) / 2
                let slope = p / (q + x) + d / q - 2 * (n - p - d) / (1 - 2 * q - x)
                if slope > 0 { low = q } else { high = q }
            }
            let variance = n * (2 * low + x - x * x)
            let z = (p - d - n * x) * sign
            #expect(abs(z * z / variance - Confidence.p95.z * Confidence.p95.z) < 1e-6)
            #expect(z > 0)
        }
    }

    @Test("A share: top boxes, resolved, easy; a skipped question is not counted")
    func shares() throws {
        let tally = try Tally(effort: [1, 0, 0, 0, 1, 2, 6], service: [1, 1, 2, 10, 6])
        #expect(tally.topBoxShare().value == 0.8)
        #expect(tally.topBoxShare().n == 20)
        #expect(tally.topBoxShare(cut: 5).value == 0.3)
        #expect(tally.topBoxShare(cut: 5).measure == .serviceShare(cut: 5))
        #expect(tally.effortShare().value == 0.9)
        #expect(tally.resolvedShare().withheld == .noAnswers)
        let share = Estimate.share(16, of: 20)
        #expect(abs(share.low - 0.583_982_567_7) < 1e-9 && abs(share.high - 0.919_342_337_4) < 1e-9)
        #expect(share.sentence(in: .english) == "Share: 80 % of 20; 95% interval 58 % to 92 %.")
        #expect(
            tally.topBoxShare().sentence(in: .finnish)
                == "Palveluun tyytyväisiä: 80 %, 20 vastausta; 95 %:n luottamusväli 58 % – 92 %.")
    }

    @Test(
        "Wilson's interval holds the share, mirrors and is exact at the edges",
        arguments: [1, 2, 3, 10, 57, 1_000, 1 << 40])
    func wilson(n: Int) throws {
        for count in Set([0, 1, n / 3, n / 2, n - 1, n]).sorted() where count >= 0 {
            let one = Estimate.share(count, of: n, gate: .open)
            let other = Estimate.share(n - count, of: n, gate: .open)
            let value = try #require(one.value)
            #expect(0 <= one.low && one.low <= value && value <= one.high && one.high <= 1)
            #expect(abs(other.low - (1 - one.high)) < 1e-15)
            #expect((one.low == 0) == (count == 0) && (one.high == 1) == (count == n))
        }
    }

    @Test("A count that is no part of n is nothing", arguments: [(-1, 5), (6, 5), (0, 0), (0, -1), (Int.max, Int.max)])
    func notAShare(count: Int, n: Int) {
        let estimate = Estimate.share(count, of: n)
        #expect(estimate.value == nil && estimate.withheld == .noAnswers && estimate.n == 0)
        #expect(estimate.low == 0 && estimate.high == 1)
    }

    @Test("Below a gate there is no number, and the interval tells nothing")
    func gates() throws {
        let four = NetPromoterCounts(detractors: 0, passives: 0, promoters: 4)
        let hidden = four.estimate()
        #expect(hidden.value == nil && hidden.low == -1 && hidden.high == 1 && hidden.n == 4)
        #expect(hidden.withheld == .belowPrivacy(n: 4, needed: 5))
        #expect(four.estimate(gate: .open).value == 1)
        let nine = Estimate.share(9, of: 9, gate: .coach)
        #expect(nine.withheld == .belowCoach(n: 9, needed: 10))
        #expect(Estimate.share(9, of: 9).value == 1)
        #expect(Estimate.share(10, of: 10, gate: .coach).value == 1)
        #expect(
            hidden.sentence(in: .english)
                == "Net promoter score: not shown: 4 of the 5 answers needed so that nobody can be recognised.")
        #expect(
            hidden.sentence(in: .finnish)
                == "Nettosuositteluindeksi: ei näytetä: vastauksia 4, tarvitaan 5, jottei ketään voi tunnistaa.")
        #expect(
            nine.withheld?.sentence(in: .finnish)
                == "ei näytetä: vastauksia 9, tarvitaan 10, jotta luku kertoo tarpeeksi.")
        #expect(DisplayGate(.privacy, needed: -3) == .open)
    }

    @Test("Estimates and gates come back from documents", arguments: [DisplayGate.privacy, .coach, .open])
    func coding(gate: DisplayGate) throws {
        let estimate = NetPromoterCounts(detractors: 1, passives: 2, promoters: 3).estimate(gate: gate)
        #expect(try Samples.decode(Estimate.self, Samples.json(estimate)) == estimate)
        #expect(Samples.decodingError(Confidence.self, "1") == ": expected a share between 0 and 1")
        #expect(try Samples.decode(Confidence.self, "0.9") == .p90)
    }

    @Test("The points, variance and error of a score")
    func points() throws {
        let counts = try Tally(recommend: [2, 0, 0, 0, 0, 0, 1, 1, 1, 2, 3]).netPromoterCounts
        #expect(counts == NetPromoterCounts(detractors: 3, passives: 2, promoters: 5))
        #expect(counts.score == 0.2)
        #expect(abs((counts.variance ?? 0) - 0.76) < 1e-15)
        #expect(abs((counts.standardError ?? 0) - 0.275_680_975_041_804_4) < 1e-15)
        #expect(NetPromoterCounts.zero.score == nil && NetPromoterCounts.zero.variance == nil)
        #expect(NetPromoterCounts(detractors: -1, passives: 2, promoters: 3).score == nil)
        #expect(NetPromoterCounts(detractors: .max, passives: .max, promoters: 3).n == 0)
    }

    @Test("Response rates and what the silent could change")
    func responseRate() throws {
        let tally = try Tally(
            recommend: [120, 0, 0, 0, 0, 0, 0, 230, 0, 0, 550], invited: 5_000, undeliverable: 200, complete: 900,
            partial: 100)
        #expect(tally.responseRate.rr1 == 0.1875)
        #expect(abs((tally.responseRate.rr2 ?? 0) - 1_000.0 / 4_800) < 1e-15)
        let bounds = try #require(tally.netPromoterBounds)
        #expect(abs(bounds.lowerBound + 0.722_916_666_666_666_7) < 1e-14)
        #expect(abs(bounds.upperBound - 0.902_083_333_333_333_3) < 1e-14)
        #expect(tally.responseRate.sentence(in: .english) == "1000 of 4800 answered (21%).")
        #expect(tally.responseRate.sentence(in: .finnish) == "1000/4800 vastasi (21 %).")
        #expect(Tally.zero.responseRate.rr1 == nil && Tally.zero.netPromoterBounds == nil)
        #expect(Tally.oneInvitation.netPromoterBounds == -1...1)
        let absurd = ResponseRate(invited: 5, undeliverable: 3, complete: .max, partial: .max)
        #expect(absurd.eligible == 0 && absurd.rr2 == nil)
        #expect(absurd.sentence(in: .finnish) == "Kukaan ei voinut vastata.")
    }

    @Test("How many answers a margin needs")
    func sampleSize() {
        #expect(SampleSize.answers(variance: 0.381, margin: 0.05) == 586)
        #expect(SampleSize.answers(variance: 0.381, margin: 0.1) == 147)
        #expect(SampleSize.answers(variance: 0, margin: 0.1) == 0)
        for (variance, margin) in [
            (-0.1, 0.1), (1.1, 0.1), (.nan, 0.1), (0.5, 0), (0.5, -1), (0.5, .nan), (0.5, 1e-30),
        ] {
            #expect(SampleSize.answers(variance: variance, margin: margin) == nil)
        }
        #expect(abs((SampleSize.smallestDifference(variance: 1, n: 9_604) ?? 0) - 0.040_428_977_669_381_07) < 1e-12)
        #expect(SampleSize.smallestDifference(variance: 1, n: 0) == nil)
    }
}
