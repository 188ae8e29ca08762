import DeskOperations
import DeskPrimitives
import DeskRouting
import DeskTestKit
import Testing

/// Automated paths whose human exit is none, found by the check of a policy.
@Suite("Automation in the policy check")
struct AutomationExitTests {
    private func errors(_ change: (inout DeskPolicy) throws -> Void) throws -> [PolicyFinding] {
        var policy = try TownDesk.policy()
        policy.lines.automations = [
            try AutomationPath(
                id: "permits", topics: ["permits"],
                steps: [
                    AutomationStep(id: "tell", kind: .inform, next: "state"),
                    AutomationStep(id: "state", kind: .report, next: "tell"),
                ], exit: "technical")
        ]
        try change(&policy)
        do throws(PolicyErrors) {
            _ = try CompiledPolicy(policy)
            return []
        } catch {
            return error.findings
        }
    }

    @Test("a path that hands over where somebody can take its contacts is no finding")
    func served() throws {
        #expect(try errors { _ in }.isEmpty)
    }

    @Test("a path that hands over where nobody can is an error with a contact, and with the way to each step")
    func unserved() throws {
        let found = try errors { policy in
            let path = policy.lines.automations[0]
            // The people of this queue know nothing of permits, which the rule for permits asks for.
            policy.lines.automations[0] = try AutomationPath(
                id: path.id, topics: path.topics, steps: path.steps, exit: "families")
        }
        #expect(
            found.map(\.place.description) == [
                "lines.automations[0].exit", "lines.automations[0].steps[0]", "lines.automations[0].steps[1]",
            ], "\(found.map { $0.sentence(in: .english) })")
        let sentence = try #require(found.first).sentence(in: .english)
        #expect(sentence.contains("topic permits"))
        #expect(sentence.contains("waits in queue families for nothing"))
        #expect(found.last?.sentence(in: .english).contains("tell → state") == true)
        #expect(found.allSatisfy { $0.sentence(in: .finnish) != $0.sentence(in: .english) })
    }
}
