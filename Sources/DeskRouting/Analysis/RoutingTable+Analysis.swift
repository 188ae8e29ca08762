public import DeskPrimitives

extension RoutingTable {
    /// What can be said of the table before any contact has come: rules that never apply, overlaps, gaps.
    ///
    /// Exact: a rule is also found dead when several earlier rules cover it only together. Where the budget ends the
    /// answer is *unknown*, never a guess.
    /// - Parameters:
    ///   - domain: Which contacts are taken into account.
    ///   - budget: How much may be looked at.
    /// - Complexity: O(attributes × rules² / 64) for the overlaps; exponential in the attributes at worst for the rest,
    ///   which the budget bounds.
    public func analysis(
        domain: AnalysisDomain = .declared, budget: AnalysisBudget = .standard
    ) -> TableAnalysis {
        var analyzer = TableAnalyzer(compiled, domain: domain, budget: budget)
        return analyzer.analysis()
    }

    /// A contact that matches all of some rules and none of some others: what to show for an overlap, a gap, or a rule
    /// that somebody thinks is never used.
    ///
    /// - Parameters:
    ///   - rules: The ids of the rules it matches; none for any contact.
    ///   - others: The ids of the rules it does not match.
    ///   - domain: Which contacts are taken into account.
    ///   - budget: How much may be looked at.
    /// - Throws: `Refusal` with code `unknownName` for an id that no rule has.
    public func example(
        matching rules: [String], butNot others: [String] = [], domain: AnalysisDomain = .declared,
        budget: AnalysisBudget = .standard
    ) throws(Refusal) -> AnalysisAnswer {
        let box = try positions(of: rules)
        let outside = Set(try positions(of: others)).sorted()
        var analyzer = TableAnalyzer(compiled, domain: domain, budget: budget)
        return analyzer.example(matching: box, butNot: outside)
    }

    /// A contact that a rule decides, because it matches it and no rule before it.
    ///
    /// - Throws: `Refusal` with code `unknownName` for an id that no rule has.
    public func example(
        decidedBy rule: String, domain: AnalysisDomain = .declared, budget: AnalysisBudget = .standard
    ) throws(Refusal) -> AnalysisAnswer {
        let position = try positions(of: [rule])[0]
        var analyzer = TableAnalyzer(compiled, domain: domain, budget: budget)
        return analyzer.example(
            matching: [position], butNot: analyzer.overlapping(position, before: position))
    }

    private func positions(of ids: [String]) throws(Refusal) -> [Int] {
        var positions: [Int] = []
        for id in ids {
            guard let position = compiled.position(of: id) else {
                let hint = NearestName.hint(id, among: rules.lazy.map(\.id))
                throw Refusal(.unknownName, "there is no rule “\(id)”\(hint)")
            }
            positions.append(position)
        }
        return positions
    }
}
