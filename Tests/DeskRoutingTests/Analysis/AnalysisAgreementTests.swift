import DeskPrimitives
import DeskRouting
import Testing

/// The index and the analysis against an evaluator and an analyser that share nothing with them, on random small tables.
@Suite struct AnalysisAgreementTests {
    #if DEBUG
    /// Not optimised, a quarter of them: `SERVICE_DESK_CASES=4` looks at all.
    private static let tables = 2_500
    #else
    private static let tables = 10_000
    #endif

    /// Four runs, so that tables are looked at side by side.
    @Test(arguments: 0..<4) func tenThousandTables(_ part: Int) throws {
        var kinds: [String: Int] = [:]
        for round in 0..<Samples.cases(Self.tables / 4) {
            let seed = UInt64(round * 4 + part) &* 48_271 &+ 11
            var tables = RandomTables(seed: seed)
            let attributes = tables.attributes()
            let rules = tables.rules(attributes, count: tables.number(1...9))
            let table = try RoutingTable(attributes: attributes, rules: rules)
            let isOpen = round % 4 == 0
            let truth = ReferenceAnalyser(attributes, rules, isOpen: isOpen)
            let reference = ReferenceEvaluator(rules: rules)
            for _ in 0..<2 {
                let facts = tables.facts(attributes)
                #expect(try table.decide(facts).rules == Array(reference.matches(facts).prefix(1)), "seed \(seed)")
            }
            try compare(table, truth, reference, isOpen ? .open : .declared, seed: seed, &kinds)
        }
        for kind in ["reachable", "unsatisfiable", "one", "union", "complete", "gap"] {
            #expect(kinds[kind, default: 0] >= 3, "\(kind): \(kinds)")
        }
    }

    private func compare(
        _ table: RoutingTable, _ truth: ReferenceAnalyser, _ reference: ReferenceEvaluator, _ domain: AnalysisDomain,
        seed: UInt64, _ kinds: inout [String: Int]
    ) throws {
        let analysis = table.analysis(domain: domain)
        let (neverMatches, neverWins) = (truth.neverMatches, truth.neverWins)
        for (number, rule) in analysis.rules.enumerated() {
            switch rule.standing {
            case .reachable:
                kinds["reachable", default: 0] += 1
                #expect(!neverWins.contains(number), "seed \(seed), \(rule)")
            case .unsatisfiable(let attributes):
                kinds["unsatisfiable", default: 0] += 1
                #expect(neverMatches.contains(number) && !attributes.isEmpty, "seed \(seed), \(rule)")
            case .shadowed(let others):
                kinds[others.count == 1 ? "one" : "union", default: 0] += 1
                #expect(neverWins.contains(number) && !neverMatches.contains(number), "seed \(seed), \(rule)")
                let bits = others.compactMap { id in table.rules.firstIndex { $0.id == id } }
                #expect(bits.allSatisfy { $0 < number })
                let isCovered = truth.matchSets.allSatisfy { set in
                    set & (1 << UInt64(number)) == 0 || bits.contains { set & (1 << UInt64($0)) != 0 }
                }
                #expect(isCovered, "seed \(seed): \(others) do not cover \(rule.id)")
            case .unknown: Issue.record("seed \(seed): unknown")
            }
        }
        switch analysis.completeness {
        case .complete:
            kinds["complete", default: 0] += 1
            #expect(truth.isComplete, "seed \(seed)")
        case .gap(let facts):
            kinds["gap", default: 0] += 1
            #expect(!truth.isComplete, "seed \(seed)")
            #expect(reference.matches(facts).isEmpty, "seed \(seed): \(facts)")
            #expect(try table.decide(facts).result == .noMatch, "seed \(seed): \(facts)")
        case .unknown: Issue.record("seed \(seed): unknown")
        }
        #expect(Set(analysis.overlaps.map { $0.earlier * 64 + $0.later }) == truth.overlaps, "seed \(seed)")
        #expect(analysis.overlapCount == truth.overlaps.count, "seed \(seed)")
        // A contact for one rule and for one pair, tried on the reference.
        let rule = Int(seed % UInt64(table.rules.count))
        if case .example(let facts) = try table.example(decidedBy: table.rules[rule].id, domain: domain) {
            #expect(reference.matches(facts).first == table.rules[rule].id, "seed \(seed): \(facts)")
            #expect(try table.decide(facts).rules == [table.rules[rule].id], "seed \(seed): \(facts)")
        } else {
            #expect(neverWins.contains(rule), "seed \(seed)")
        }
        if let pair = analysis.overlaps.last {
            let ids = [table.rules[pair.earlier].id, table.rules[pair.later].id]
            guard case .example(let facts) = try table.example(matching: ids, domain: domain) else {
                Issue.record("seed \(seed): no example of \(ids)")
                return
            }
            #expect(Set(ids).isSubset(of: reference.matches(facts)), "seed \(seed): \(facts)")
        }
    }
}
