/// Builds the rules of a table from expressions, so that mistakes can name the line they stand on.
///
/// Compiling takes time with the square of the rules in a block: keep blocks below a hundred, and put more into a list or a
/// document.
@resultBuilder
public enum RoutingRuleBuilder {
    /// A rule and the line of the program it stands on.
    public struct PlacedRule: Hashable, Sendable {
        let rule: RoutingRule
        let file: String
        let line: Int
    }

    /// One rule.
    public static func buildExpression(
        _ rule: RoutingRule, file: String = #fileID, line: Int = #line
    ) -> [PlacedRule] {
        [PlacedRule(rule: rule, file: file, line: line)]
    }

    /// Several rules at once.
    public static func buildExpression(
        _ rules: [RoutingRule], file: String = #fileID, line: Int = #line
    ) -> [PlacedRule] {
        rules.map { PlacedRule(rule: $0, file: file, line: line) }
    }

    /// Rules one after the other.
    public static func buildBlock(_ parts: [PlacedRule]...) -> [PlacedRule] { parts.flatMap { $0 } }

    /// Rules under a condition.
    public static func buildOptional(_ part: [PlacedRule]?) -> [PlacedRule] { part ?? [] }

    /// The rules of the first of two branches.
    public static func buildEither(first: [PlacedRule]) -> [PlacedRule] { first }

    /// The rules of the second of two branches.
    public static func buildEither(second: [PlacedRule]) -> [PlacedRule] { second }

    /// The rules of a loop.
    public static func buildArray(_ parts: [[PlacedRule]]) -> [PlacedRule] { parts.flatMap { $0 } }
}

extension RoutingTable {
    /// Checks and indexes a table whose rules stand in the program.
    ///
    /// - Parameters:
    ///   - attributes: What rules may test.
    ///   - otherwise: What becomes of a contact that no rule matches; nil to say nothing about it.
    ///   - policy: What several matching rules mean.
    ///   - merge: How the outcomes of several rules become one under ``HitPolicy/collect``.
    ///   - rules: The rules in their order.
    /// - Throws: ``RoutingTableErrors`` with every mistake and its place; those of rules name the file and line too.
    public init(
        attributes: [RoutingAttribute], otherwise: RoutingOutcome? = nil, policy: HitPolicy = .first,
        merge: CollectMerge = CollectMerge(), @RoutingRuleBuilder _ rules: () -> [RoutingRuleBuilder.PlacedRule]
    ) throws(RoutingTableErrors) {
        let placed = rules()
        do throws(RoutingTableErrors) {
            try self.init(
                attributes: attributes, rules: placed.map(\.rule), otherwise: otherwise, policy: policy, merge: merge)
        } catch {
            throw error.located { number in
                placed.indices.contains(number) ? "\(placed[number].file):\(placed[number].line)" : nil
            }
        }
    }
}
