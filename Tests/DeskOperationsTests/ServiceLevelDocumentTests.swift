import DeskFeedback
import DeskOperations
import DeskPrimitives
import DeskServiceLevels
import DeskTestKit
import Foundation
import Testing

/// What service levels add to policy documents and journals.
struct ServiceLevelDocumentTests {
    @Test func thePlanAndTheEditionAreReadAndWritten() throws {
        let plan = try JSONDecoder().decode(
            ServiceLevelPlan.self,
            from: Data(
                """
                {"retargeting": "carry", "reopening": "restart", "entitlements": {"required": true},
                 "promises": {"remindBefore": ["P1D", "PT1H"], "calendar": "office"}}
                """.utf8))
        #expect(
            plan
                == ServiceLevelPlan(
                    retargeting: .carry, reopening: .restart,
                    promises: PromisePlan(remindBefore: [.days(1), .hours(1)], calendar: "office"),
                    entitlements: EntitlementPlan(required: true)))
        #expect(try JSONDecoder().decode(ServiceLevelPlan.self, from: JSONEncoder().encode(plan)) == plan)
        #expect(try JSONDecoder().decode(ServiceLevelPlan.self, from: Data("{}".utf8)) == ServiceLevelPlan())
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(ServiceLevelPlan.self, from: Data(#"{"retargetting": "carry"}"#.utf8))
        }
        let edition = try JSONDecoder().decode(
            PolicyEdition.self,
            from: Data(
                #"{"version": "2", "effectiveFrom": "2026-04-01T00:00:00+03:00", "runningCases": "prorate"}"#.utf8))
        #expect(edition.runningCases == .follow(.prorate) && edition.effectiveFrom == Instant("2026-03-31T21:00:00Z"))
        #expect(try JSONDecoder().decode(PolicyEdition.self, from: JSONEncoder().encode(edition)) == edition)
    }

    @Test func mistakesAreFoundAtTheirPlaces() throws {
        var policy = try TownDesk.policy()
        policy.serviceLevels.promises = PromisePlan(remindBefore: [.hours(1), .zero], calendar: "nowhere")
        policy.edition = PolicyEdition(version: "", effectiveFrom: .epoch)
        do {
            _ = try CompiledPolicy(policy)
            Issue.record("it compiled")
        } catch {
            #expect(
                error.findings.map { "\($0.place)" } == [
                    "serviceLevels.promises.calendar", "serviceLevels.promises.remindBefore[1]", "edition.version",
                ])
        }
    }

    @Test func editionsStandInTheirOrder() throws {
        var (first, second) = (try TownDesk.policy(), try TownDesk.policy())
        #expect(throws: PolicyErrors.self) { try PolicyTimeline([]) }
        #expect(throws: PolicyErrors.self) { try PolicyTimeline([first, second]) }
        first.edition = PolicyEdition(version: "1", effectiveFrom: .epoch)
        second.edition = PolicyEdition(version: "2", effectiveFrom: .epoch)
        #expect(throws: PolicyErrors.self) { try PolicyTimeline([first, second]) }
        second.edition = PolicyEdition(version: "1", effectiveFrom: .epoch + .days(1))
        #expect(throws: PolicyErrors.self) { try PolicyTimeline([first, second]) }
        second.edition = PolicyEdition(version: "2", effectiveFrom: .epoch + .days(1))
        let timeline = try PolicyTimeline([first, second])
        let versions = [.epoch - .days(1), .epoch, .epoch + .days(1), .latest].map {
            timeline.policy(at: $0).document.edition?.version
        }
        #expect(versions == ["1", "1", "2", "2"])
        #expect(timeline.policies[1].earlierVersions == ["1"])
        let machines = DeskMachines(timeline: timeline, secret: [])
        #expect(machines.machine(at: .epoch).policy.document.edition?.version == "1")
        #expect(machines.machine(at: .latest).policy.document.edition?.version == "2")
    }

    @Test func factsComeBackFromBytes() throws {
        let facts: [DeskFact] = [
            .dueAgreed(.resolution, .epoch), .dueAgreed(.resolution, nil), .clockRestarted(.answer),
            .clockCancelled(.agentWork), .reprioritized(from: .low, to: .high), .informed("a", nextUpdate: .epoch),
            .promiseReminder("p", "a", due: .epoch), .promiseWithdrawn("p", "a"),
            .promiseHandedOver("p", from: "a", to: "b"), .workLogged("a", .hours(1)),
            .entitlementMoved(
                EntitlementEntry(
                    entitlement: "e", kind: .drawn, amount: .time(.hours(1)), caseID: "c", at: .epoch)),
            .entitlementLacking(nil, .usedUp), .editionAdopted("2", .follow(.carry)),
        ]
        for fact in facts {
            let event = DeskEvent(command: "c", ordinal: 0, at: .epoch, caseID: nil, fact: fact)
            let body = try RecordBody(bytes: RecordBody(event).bytes())
            #expect(try body.value(as: DeskEvent.self) == event)
        }
    }

    @Test func sharesAreWithheldWhileThereAreTooFew() throws {
        var promises: [Promise] = []
        for number in 0..<40 {
            let promise = try Promise(
                id: PromiseID("p\(number)"), caseID: "c", person: "p", agent: "a", text: "t", madeAt: .epoch,
                due: .epoch + .hours(1))
            promises.append(number < 30 ? try promise.keep(at: .epoch + .minutes(1)) : promise)
        }
        let all = PromiseTally(of: promises, at: .epoch + .hours(2)).keptShare()
        #expect(all.value == 0.75 && all.n == 40)
        #expect(PromiseTally(of: promises.prefix(1), at: .epoch + .hours(2)).keptShare().value == nil)
    }
}
