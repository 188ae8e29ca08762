import DeskOperations
import DeskPrimitives
import DeskRouting
import DeskTestKit
import Foundation
import Testing

/// Why a case went where it went, months and editions later.
@Suite("Traces of routing")
struct RouteTraceTests {
    /// Three editions of the town's policy, each with another urgency for permits.
    private func timeline() throws -> PolicyTimeline {
        let documents = try (0..<3).map { number in
            var policy = try TownDesk.policy()
            let table = policy.routing
            var rules = table.rules
            let permits = try #require(rules.firstIndex { $0.id == "permits" })
            rules[permits].outcome.urgency += number
            policy.routing = try RoutingTable(
                attributes: table.attributes, rules: rules, otherwise: table.otherwise, policy: table.policy)
            policy.edition = PolicyEdition(
                version: "2026-\(number + 1)",
                effectiveFrom: try #require(Instant("2026-0\(number * 3 + 1)-01T00:00:00Z")))
            return policy
        }
        return try PolicyTimeline(documents)
    }

    private static let facts = """
        {"channel": {"symbol": "mail"}, "language": {"symbol": "fi"}, "priority": {"symbol": "normal"}, \
        "topic": {"symbol": "permits"}}
        """

    @Test("the edition that decided is found by the fingerprint in an old record, and explains it")
    func byFingerprint() throws {
        let timeline = try timeline()
        for (number, policy) in timeline.policies.enumerated() {
            let table = policy.document.routing
            let facts = try JSONDecoder().decode(RoutingFacts.self, from: Data(Self.facts.utf8))
            let outcome = try #require(try table.decide(facts).outcome)
            let record = Data(
                """
                {"rule": "permits", "queue": "\(outcome.queue)", "urgency": \(outcome.urgency), "facts": \(Self.facts),
                 "table": "\(table.fingerprint)"}
                """.utf8)
            let trace = try JSONDecoder().decode(RouteTrace.self, from: record)
            let kept = try RecordDecoder().decode(RouteTrace.self, from: RecordEncoder().encode(trace))
            let edition = try #require(timeline.policy(routingBy: kept.table))
            #expect(edition.document.edition?.version == "2026-\(number + 1)")
            let explanation = try kept.explanation(by: edition.document.routing)
            #expect(explanation.matches.map(\.rule) == ["permits"])
            #expect(explanation.sentence(in: .english).contains("with urgency \(60 + number)"))
            #expect(
                try kept.whyNot("permits", by: edition.document.routing).isEmpty,
                "the rule that matched does not fail in the edition that decided")
            for other in timeline.policies where other.document.edition != edition.document.edition {
                #expect(throws: Refusal.self) { try kept.explanation(by: other.document.routing) }
            }
        }
    }

    /// The sixteen digits were computed by hand: FNV-1a over the form that tables had before, written in Python.
    @Test("a record with a fingerprint of 64 bits, as they were before, is explained as well")
    func old() throws {
        let table = try RoutingTable(
            attributes: [RoutingAttribute("topic", .enumeration(["order", "refund"]))],
            rules: [
                RoutingRule(
                    "refund", when: [RoutingCondition("topic", .isIn(["refund"]))],
                    then: RoutingOutcome(queue: "chat", urgency: 60))
            ], otherwise: RoutingOutcome(queue: "chat"))
        let digits = "fc412347f831b81c"
        let record = Data(
            """
            {"rule": "refund", "queue": "chat", "urgency": 60, "facts": [{"name": "topic", "value": "refund"}],
             "table": "\(digits)"}
            """.utf8)
        let trace = try JSONDecoder().decode(RouteTrace.self, from: record)
        #expect(trace.table.names(table) && trace.table != table.fingerprint)
        #expect(try trace.explanation(by: table).matches.map(\.rule) == ["refund"])
        let again = try RecordDecoder().decode(RouteTrace.self, from: RecordEncoder().encode(trace))
        #expect(again == trace)
        #expect(RoutingFingerprint("0000000000000000")?.names(table) == false)
    }
}
