import DeskFeedback
import DeskPrimitives
import DeskTestKit
import Testing

@Suite("Comparison")
struct ComparisonTests {
    private func sum(_ satisfied: Int, _ n: Int) -> ScoreSum { ScoreSum(satisfied, of: n) }

    @Test("Equal agents: no measurable difference, and no value for anybody")
    func noDifference() throws {
        let entries = (0..<8).map {
            FairComparison.Entry(AgentID(stringLiteral: "a\($0)"), strata: [sum(80, 100), sum(10, 20)])
        }
        let comparison = try FairComparison(entries)
        #expect(!comparison.hasMeasurableDifference)
        #expect(comparison.rows.allSatisfy { $0.standing == .withheld(.noMeasurableDifference) && $0.value == nil })
        #expect(comparison.sentence(in: .english) == "No measurable difference between the 8 agents.")
    }

    @Test("A hard mix of contacts makes nobody worse; rows come by name and never by value")
    func caseMix() throws {
        // Everybody resolves 90 % of easy and 40 % of hard contacts; some get only hard ones.
        let entries = ["zoe", "anna", "mia", "bo"].enumerated().map { number, name in
            FairComparison.Entry(
                AgentID(stringLiteral: name),
                strata: number % 2 == 0 ? [sum(18, 20), sum(72, 180)] : [sum(162, 180), sum(8, 20)])
        }
        let comparison = try FairComparison(entries)
        #expect(comparison.rows.map(\.agent) == ["anna", "bo", "mia", "zoe"])
        #expect(!comparison.hasMeasurableDifference)
    }

    @Test("A clear difference is said from a reliability of 0.7 on; few answers are not compared")
    func difference() throws {
        var entries = (0..<10).map {
            FairComparison.Entry(
                AgentID(stringLiteral: "a\($0)"), strata: [sum($0 < 5 ? 900 : 600, 1_000)], handedOver: $0)
        }
        entries.append(FairComparison.Entry("few", strata: [sum(0, 4)]))
        entries.append(FairComparison.Entry("some", strata: [sum(3, 6)]))
        entries.append(FairComparison.Entry("picked", strata: [sum(100, 100)], isInfluenced: true))
        entries.append(FairComparison.Entry("silent", strata: [.zero]))
        let comparison = try FairComparison(entries)
        #expect(comparison.hasMeasurableDifference)
        for row in comparison.rows {
            switch row.agent.rawValue {
            case "few": #expect(row.standing == .withheld(.belowPrivacy(n: 4, needed: 5)))
            case "some":
                guard case .withheld(.unreliable(let percent)) = row.standing else {
                    Issue.record("\(row)")
                    continue
                }
                #expect(percent < 70)
            case "picked": #expect(row.standing == .withheld(.influenced) && row.leftOut == 100)
            case "silent": #expect(row.standing == .withheld(.noAnswers))
            case "a0", "a1", "a2", "a3", "a4": #expect(row.standing == .betterThanExpected && row.low > 0)
            default: #expect(row.standing == .worseThanExpected && row.high < 0)
            }
            if case .withheld = row.standing { #expect(row.value == nil) } else { #expect(row.reliability >= 0.7) }
            #expect(!row.sentence(in: .finnish).isEmpty)
        }
        #expect(comparison.rows.first { $0.agent == "a7" }?.leftOut == 7, "handed over")
        #expect(comparison.rows[0].sentence(in: .english).contains("a0: better than these contacts let expect"))
    }

    @Test("A kind of contact that one agent alone had compares nobody")
    func ownStratum() throws {
        let comparison = try FairComparison([
            FairComparison.Entry("a", strata: [sum(500, 1_000), sum(0, 300)]),
            FairComparison.Entry("b", strata: [sum(900, 1_000), .zero]),
        ])
        #expect(comparison.rows[0].leftOut == 300 && comparison.rows[0].n == 1_000)
        let alone = try FairComparison([FairComparison.Entry("a", strata: [sum(5, 10)])])
        #expect(alone.rows[0].value == nil)
        #expect(try FairComparison([]).rows.isEmpty)
        #expect(
            Samples.refusal {
                _ = try FairComparison([
                    FairComparison.Entry("a", strata: []), FairComparison.Entry("a", strata: []),
                ])
            }?.code == .duplicateName)
        #expect(
            Samples.refusal {
                _ = try FairComparison([
                    FairComparison.Entry("a", strata: []), FairComparison.Entry("b", strata: [.zero]),
                ])
            }?.code == .malformed)
    }

    @Test("Shrinkage pulls towards the mean and less so with more answers", arguments: 0..<6)
    func shrinkage(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let means = (0..<12).map { _ in Double(random.integer(in: -1_000...1_000) as Int) / 1_000 }
        let variances = (0..<12).map { _ in Double(random.integer(in: 1...400) as Int) / 10_000 }
        let result = try NormalShrinkage(means: means, variances: variances)
        for index in means.indices {
            let pulled = abs(result.posteriors[index] - result.mean)
            #expect(pulled <= abs(means[index] - result.mean) + 1e-12, "seed \(seed)")
            #expect((0...1).contains(result.reliabilities[index]))
        }
        let order = variances.indices.sorted { variances[$0] < variances[$1] }
        for (a, b) in zip(order, order.dropFirst()) { #expect(result.reliabilities[a] >= result.reliabilities[b]) }
        #expect(try NormalShrinkage(means: [0.3], variances: [0.1]).posteriors == [0.3])
        #expect(try NormalShrinkage(means: [0.2, 0.2], variances: [0.1, 0.2]).varianceBetween == 0)
        #expect(Samples.refusal { _ = try NormalShrinkage(means: [], variances: []) }?.code == .malformed)
        #expect(Samples.refusal { _ = try NormalShrinkage(means: [.nan], variances: [1]) }?.code == .outOfRange)
        #expect(Samples.refusal { _ = try NormalShrinkage(means: [1], variances: [0]) }?.code == .outOfRange)
    }

    @Test("Shares: as many answers as notes say for a reliability of 0.7; none seen, none given")
    func shares() throws {
        let same = try ShareShrinkage([(5, 10), (5, 10), (5, 10)])
        #expect(same.concentration == nil && same.reliabilities == [0, 0, 0] && same.posteriors == [0.5, 0.5, 0.5])
        #expect(same.answersNeeded(for: 0.7) == nil)
        let differ = try ShareShrinkage([(10, 100), (50, 100), (90, 100)])
        let needed = try #require(differ.answersNeeded(for: 0.7))
        let m = try #require(differ.concentration)
        #expect(Double(needed) / (Double(needed) + m) >= 0.7 && Double(needed - 1) / (Double(needed - 1) + m) < 0.7)
        #expect(Samples.refusal { _ = try ShareShrinkage([(3, 2)]) }?.place.description == "groups[0]")
        #expect(Samples.refusal { _ = try ShareShrinkage([(0, 0)]) }?.code == .malformed)
    }

    @Test("The split of a change adds up, also where both kinds rise and the total falls", arguments: 0..<8)
    func mixSplit(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let strata = (0..<5).map { _ in
            MixSplit.Stratum(
                before: ScoreSum(random.integer(in: 0...20), of: random.integer(in: 20...60)),
                after: ScoreSum(random.integer(in: 0...20), of: random.integer(in: 20...60)))
        }
        let split = try MixSplit(strata)
        #expect(abs(split.rate + split.mix - split.total) < 1e-12, "seed \(seed)")
        // Oracle: pooled means.
        let before = strata.reduce(0.0) { $0 + ($1.scoreBefore ?? 0) * Double($1.before) }
        let after = strata.reduce(0.0) { $0 + ($1.scoreAfter ?? 0) * Double($1.after) }
        let (n0, n1) = (strata.reduce(0) { $0 + $1.before }, strata.reduce(0) { $0 + $1.after })
        #expect(abs(split.total - (after / Double(n1) - before / Double(n0))) < 1e-12, "seed \(seed)")

        let simpson = try MixSplit([
            MixSplit.Stratum(before: sum(90, 100), after: sum(19, 20)),
            MixSplit.Stratum(before: sum(6, 20), after: sum(40, 100)),
        ])
        #expect(simpson.rate > 0 && simpson.total < 0 && simpson.mix < 0)
        #expect(Samples.refusal { _ = try MixSplit([]) }?.code == .malformed)
        #expect(
            Samples.refusal {
                _ = try MixSplit([.init(before: 1, after: 1, scoreBefore: nil, scoreAfter: 1)])
            }?.place.description == "strata[0]")
    }

    @Test("A change has an arrow only when it is clear, mature and of the same kind of people")
    func periodChange() throws {
        let before = try Tally(
            recommend: [40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 60], invited: 400, complete: 100)
        let after = try Tally(
            recommend: [10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 90], invited: 400, complete: 100)
        let mature = Maturity(of: [], lags: .zero, closing: .days(14))
        let change = PeriodChange([.init(before: before, after: after)], maturity: mature)
        #expect(change.direction == .up && change.split?.mix == 0)
        #expect(PeriodChange([.init(before: after, after: before)], maturity: mature).direction == .down)
        #expect(PeriodChange([.init(before: before, after: before)], maturity: mature).direction == nil)
        let early = Maturity(of: [(.days(1), 400)], lags: .zero, closing: .days(14))
        #expect(!early.isMature && early.share == nil)
        #expect(PeriodChange([.init(before: before, after: after)], maturity: early).direction == nil)
        let others = after + (try Tally(invited: 600))
        let shifted = PeriodChange([.init(before: before, after: others)], maturity: mature)
        #expect(shifted.hasOtherRespondents && shifted.direction == nil)
        #expect(shifted.sentence(in: .english).contains("response rate changed"))
        #expect(shifted.sentence(in: .finnish).contains("vastausosuus"))
        #expect(PeriodChange([], maturity: mature).split == nil)
    }

    @Test("Maturity follows how long answers took before")
    func maturity() {
        var lags = LagHistogram()
        for _ in 0..<30 { lags.count(.minutes(30)) }
        for _ in 0..<10 { lags.count(.days(4)) }
        #expect(lags.n == 40 && lags.share(within: .hours(1)) == 0.75 && lags.share(within: .days(5)) == 1)
        #expect(lags.share(within: .minutes(59)) == 0, "a class that ends later has not come")
        let fresh = Maturity(of: [(.hours(2), 10), (.days(6), 10)], lags: lags, closing: .days(14))
        #expect(fresh.share == 0.875 && !fresh.isMature && fresh.withholds == .immature(percent: 88))
        #expect(Maturity(of: [(.days(20), 10)], lags: .zero, closing: .days(14)).isMature)
        for _ in 0..<30 { lags.count(.minutes(30), by: -1) }
        for _ in 0..<10 { lags.count(.days(4), by: -1) }
        #expect(lags == .zero)
        #expect(fresh.sentence(in: .english) == "About 88% of the answers to expect have come.")
    }

    @Test("Difference in differences: what happened everywhere is nobody's doing")
    func differences() throws {
        let cell = { (satisfied: Int, n: Int) throws in
            try #require(DifferenceInDifferences.Cell(ScoreSum(satisfied, of: n)))
        }
        let effect = try DifferenceInDifferences(
            controlBefore: cell(500, 1_000), controlAfter: cell(600, 1_000), treatedBefore: cell(500, 1_000),
            treatedAfter: cell(600, 1_000))
        #expect(abs(effect.value) < 1e-12 && !effect.isClear)
        #expect(effect.sentence(in: .english).hasPrefix("No evidence"))
        let real = try DifferenceInDifferences(
            controlBefore: cell(500, 1_000), controlAfter: cell(500, 1_000), treatedBefore: cell(500, 1_000),
            treatedAfter: cell(700, 1_000))
        #expect(real.isClear && real.low > 0.1 && real.high < 0.3)
        #expect(real.sentence(in: .finnish).hasPrefix("Muutoksen vaikutus: +20"))
        #expect(DifferenceInDifferences.Cell(ScoreSum(1, of: 1)) == nil)
    }

    @Test("Causes are refused below 30 on either side, and sums of exposures are those of the answers")
    func causes() throws {
        var random = SeededGenerator(seed: 4)
        var tally = ExposureTally()
        var plain = (a: 0, exposed: 0, b: 0, unexposed: 0)
        var answers: [(UInt8?, ExposureSet)] = []
        for _ in 0..<600 {
            let exposures = ExposureSet(rawValue: random.integer(in: 0...255))
            let isWorse = exposures.contains(.brokenPromise) && random.chance(1, in: 2)
            let score: UInt8? = random.chance(1, in: 10) ? nil : isWorse ? 2 : random.integer(in: 0...10)
            answers.append((score, exposures))
            tally.count(score, exposures)
            guard let score else { continue }
            if exposures.contains(.brokenPromise) {
                plain.exposed += 1
                plain.a += score <= 6 ? 1 : 0
            } else {
                plain.unexposed += 1
                plain.b += score <= 6 ? 1 : 0
            }
        }
        let risk = try RiskDifference(of: .brokenPromise, in: [tally])
        let raw = Double(plain.a) / Double(plain.exposed) - Double(plain.b) / Double(plain.unexposed)
        #expect(abs(risk.value - raw) < 1e-12 && risk.exposed == plain.exposed && risk.unexposed == plain.unexposed)
        #expect(abs(risk.excess - raw * Double(plain.exposed)) < 1e-9)
        #expect(risk.sentence(in: .english).hasPrefix("Associated with"))
        for (score, exposures) in answers { tally.count(score, exposures, by: -1) }
        #expect(tally == .zero)
        #expect(
            Samples.refusal { _ = try RiskDifference([.init(1, of: 29, unexposed: 1, of: 100)]) }?.code == .wrongState)
        #expect(Samples.refusal { _ = try RiskDifference(of: .longWait, in: [.zero]) }?.code == .wrongState)
    }
}
