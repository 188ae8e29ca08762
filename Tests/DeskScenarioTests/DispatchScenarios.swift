import DeskTestKit
import ServiceDesk
import Testing

/// What the administrator is told about waiting, opening and overflow before the policy is used.
@Suite struct DispatchScenarios {
    private func findings(_ change: (inout DeskPolicy) throws -> Void) throws -> [String] {
        var policy = try TownDesk.policy()
        try change(&policy)
        let found: [PolicyFinding]
        do throws(PolicyErrors) {
            let compiled = try CompiledPolicy(policy)
            found = compiled.warnings + compiled.notices
        } catch {
            found = error.findings
        }
        return found.map { "\($0.severity) \($0.sentence(in: .english))" }
    }

    @Test("D5 a policy under which low urgency may starve says so before use")
    func starvation() throws {
        #expect(try !findings { _ in }.contains { $0.contains("for ever") })
        #expect(
            try findings { $0.distribution.urgencyPoint = nil }.contains(
                "warning distribution.strictUrgency: urgency alone decides, so work of low urgency may wait for ever"))
        #expect(
            try findings { $0.distribution.contacts = .newestFirst }.contains(
                "warning distribution.contacts: the newest comes first, so old work may wait for ever"))
    }

    @Test("D7 relaxing that helps nobody, overflow in a circle and unknown names are found with their places")
    func relaxation() throws {
        let wrong = try findings { policy in
            let steps = [
                RelaxationStep(after: .seconds(30), drop: ["juggling"]),
                RelaxationStep(after: .seconds(60), teams: ["nobodys"]),
            ]
            policy.queues[0].relaxation = try RelaxationPlan(steps: steps)
            policy.distribution.focus.channels["pigeon"] = ChannelFocus(allows: ["owl"])
        }
        // Every name leads somewhere, but nothing comes of it.
        let idle = try findings { policy in
            let asked = SkillRequirement(policy.skills[0].id, atLeast: 5)
            let steps = [RelaxationStep(after: .seconds(30), lower: [asked])]
            policy.queues[0].relaxation = try RelaxationPlan(steps: steps, end: .overflow(to: policy.queues[1].id))
            policy.queues[1].relaxation = try RelaxationPlan(steps: [], end: .overflow(to: policy.queues[0].id))
        }
        let found = wrong + idle
        func has(_ start: String) -> Bool { found.contains { $0.hasPrefix(start) } }
        #expect(has("warning queues[0].relaxation.steps[0]: After step 1 nobody more can take the work"))
        #expect(has("error queues[0].relaxation.steps[0].drop[0]: there is no skill “juggling”"))
        #expect(has("error queues[0].relaxation.steps[1].teams[0]: there is no team “nobodys”"))
        #expect(has("warning queues[0].relaxation.end: Work overflows in a circle"))
        #expect(has("error distribution.focus.channels.pigeon: there is no channel “pigeon”"))
        #expect(has("error distribution.focus.channels.pigeon.allows[0]: there is no channel “owl”"))
    }
}
