import DeskPrimitives

/// Puts the exact analysis of a table into findings: rules that never apply, rules that only their order tells apart,
/// and contacts that no rule matches.
public enum TableCheck {
    /// The most clashes that are listed.
    public static let clashLimit = 100

    /// Everything the analysis found, in the order of the table; places as in its document.
    ///
    /// - Parameters:
    ///   - table: The rules.
    ///   - domain: Which contacts can arrive.
    ///   - budget: How much may be looked at.
    public static func findings(
        _ table: RoutingTable, domain: AnalysisDomain = .declared, budget: AnalysisBudget = .standard
    ) -> [RoutingFinding] {
        var analyzer = TableAnalyzer(table.compiled, domain: domain, budget: budget)
        let analysis = analyzer.analysis()
        var findings: [RoutingFinding] = []
        var clashes = clashes(table, analysis, &analyzer)[...]
        for (number, rule) in analysis.rules.enumerated() {
            let place = Place.field("rules").index(number)
            switch rule.standing {
            case .unsatisfiable(let attributes):
                findings.append(
                    RoutingFinding(.warning, .ruleNeverMatches(rule.id, attributes), at: place.field("when")))
            case .shadowed(let others) where table.policy != .collect:
                findings.append(RoutingFinding(.warning, .ruleNeverApplies(rule.id, shadowedBy: others), at: place))
            case .unknown where table.policy != .collect:
                findings.append(RoutingFinding(.notice, .ruleNotDecided(rule.id), at: place))
            case .reachable, .shadowed, .unknown: break
            }
            while let clash = clashes.first, clash.later == number {
                findings.append(RoutingFinding(.notice, clash.matter, at: place))
                clashes = clashes.dropFirst()
            }
        }
        if table.otherwise == nil {
            switch analysis.completeness {
            case .complete: break
            case .gap(let facts): findings.append(RoutingFinding(.error, .gap(facts), at: .field("otherwise")))
            case .unknown: findings.append(RoutingFinding(.error, .gapNotDecided, at: .field("otherwise")))
            }
        }
        return findings
    }

    /// Pairs of which neither is the special case of the other, with different queues, and a contact that the earlier
    /// one decides only because it stands first.
    private static func clashes(
        _ table: RoutingTable, _ analysis: TableAnalysis, _ analyzer: inout TableAnalyzer
    ) -> [(later: Int, matter: RoutingFinding.Matter)] {
        var found: [(later: Int, matter: RoutingFinding.Matter)] = []
        for pair in analysis.overlaps {
            guard found.count < clashLimit else { break }
            let (earlier, later) = (table.rules[pair.earlier], table.rules[pair.later])
            guard earlier.outcome.queue != later.outcome.queue,
                analysis.rules[pair.earlier].standing == .reachable, analysis.rules[pair.later].standing == .reachable,
                // Each is more special than the other in something; a special case before its general one is order.
                case .example = analyzer.example(matching: [pair.earlier], butNot: [pair.later]),
                case .example = analyzer.example(matching: [pair.later], butNot: [pair.earlier])
            else { continue }
            let before = analyzer.overlapping(pair.earlier, before: pair.earlier)
            guard case .example(let facts) = analyzer.example(matching: [pair.earlier, pair.later], butNot: before)
            else { continue }
            found.append((pair.later, .rulesClash(earlier.id, later.id, example: facts)))
        }
        return found
    }
}
