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

/// The longest wait in each queue, as an administrator is shown it before a policy is used.
@Suite struct WaitingBoundScenarios {
    private func compiled(_ change: (inout DeskPolicy) throws -> Void) throws -> CompiledPolicy {
        var policy = try TownDesk.policy()
        try change(&policy)
        return try CompiledPolicy(policy)
    }

    @Test("D5 the longest wait in a queue is computed from what comes, with the arithmetic, in two languages")
    func arithmetic() throws {
        let policy = try compiled { policy in
            policy.distribution.urgencyPoint = .minutes(6)
            policy.lines.loads = [
                "technical": try ExpectedLoad(ahead: 20, atOnce: 5, perHour: 4, longest: .minutes(20))
            ]
        }
        let bounds = policy.waitingBounds
        #expect(bounds.map(\.queue) == ["general", "families", "technical", "languages"])
        let technical = try #require(bounds.first { $0.queue == "technical" })
        // Two of the three can take permits. Fifty points of six minutes are five hours, six of which begin in them:
        // 5 + 6 × 4 = 29 come, and (20 + 29) / 2 + 1 = 25 turns of twenty minutes.
        #expect(technical.agents == 2)
        #expect(technical.bound.urgency == 50 && technical.bound.overtakingEnds == .hours(5))
        #expect(technical.bound.coming == 29 && technical.bound.turns == 25)
        #expect(technical.bound.longestWait == .minutes(500))
        #expect(technical.sentence(in: .english).hasSuffix("(20 + 29) / 2 + 1 = 25 turns."))
        #expect(technical.sentence(in: .finnish).contains("työ odottaa enintään"))
        let general = try #require(bounds.first { $0.queue == "general" })
        #expect(general.sentence(in: .english).contains("when lines.loads says what comes"))
        // The load stands in the document and comes back from it.
        let document = try RecordDecoder().decode(DeskPolicy.self, from: RecordEncoder().encode(policy.document))
        #expect(document.lines.loads == policy.document.lines.loads)
    }

    @Test("D5 a queue whose wait nothing bounds is found before use, under every order of contacts")
    func unbounded() throws {
        let load = try ExpectedLoad(ahead: 1, longest: .minutes(10))
        func warnings(_ change: (inout DeskPolicy) throws -> Void) throws -> [String] {
            try compiled { policy in
                policy.lines.loads = ["technical": load]
                try change(&policy)
            }.warnings.map { $0.sentence(in: .english) }
        }
        let place = "lines.loads.technical: Queue technical: "
        #expect(try !warnings { _ in }.contains { $0.hasPrefix(place) })
        #expect(
            try warnings { $0.distribution.urgencyPoint = nil }.contains {
                $0.hasPrefix(place) && $0.contains("can be overtaken for ever")
            })
        #expect(
            try warnings { $0.lines.loads = ["technical": try ExpectedLoad(longest: .minutes(10), agents: 0)] }
                .contains { $0.hasPrefix(place) && $0.contains("nobody is sure to be there") })
        // Everything is promised an answer here, so that the service clock serves everything in the end; without that it says so.
        #expect(
            try !warnings { $0.distribution.contacts = .serviceClock }.contains {
                $0.hasPrefix("distribution.contacts: ")
            })
        #expect(
            try warnings { policy in
                policy.distribution.contacts = .serviceClock
                policy.targets.removeAll { $0.metric == .firstReply || $0.metric == .resolution }
            }.contains { $0.hasPrefix("distribution.contacts: work for which nothing was promised comes last") })
        #expect(
            try warnings { policy in
                policy.distribution.contacts = .queueRatio
                policy.queues[0].share = 0
            }.contains { $0.hasPrefix("queues[0].share: a queue without a share goes before all others") })
        let unknown = #expect(throws: PolicyErrors.self) {
            try compiled { $0.lines.loads = ["tecnical": load] }
        }
        #expect(
            unknown?.findings.map { $0.sentence(in: .english) }
                == ["lines.loads.tecnical: there is no queue “tecnical”; did you mean “technical”?"])
    }
}
