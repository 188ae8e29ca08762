import DeskPrimitives
import DeskRouting
import Foundation
import Testing

/// Queues, agents and the distribution policy as people write them.
@Suite struct PolicyDocumentTests {
    private func read<Value: Decodable>(_ json: String, as type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(type, from: Data(json.utf8))
    }

    @Test func aQueueNeedsNoMoreThanAnID() throws {
        #expect(try read(#"{"id": "vip"}"#) == WorkQueue(id: "vip"))
        let queue: WorkQueue = try read(
            """
            {"id": "vip", "name": {"en": "VIP", "fi": "VIP-jono"}, "teams": ["t1"], "offerTimeout": "PT45S",
             "escalateTo": "a1", "calendar": "office"}
            """
        )
        #expect(
            queue
                == WorkQueue(
                    id: "vip", name: LocalizedText(en: "VIP", fi: "VIP-jono"), teams: ["t1"],
                    offerTimeout: .seconds(45),
                    escalateTo: "a1", calendar: "office"))
        #expect(try JSONDecoder().decode(WorkQueue.self, from: JSONEncoder().encode(queue)) == queue)
        #expect(queue.offerEnd(from: Samples.at(0)) == Samples.at(45))
        #expect(WorkQueue(id: "vip").offerTimeout == .seconds(30))
        #expect(WorkQueue(id: "vip").name.text(in: .finnish) == "vip")
    }

    @Test func anOfferLastsASecondToADay() throws {
        #expect(throws: DecodingError.self) { try read(#"{"id": "vip", "offerTimeout": "PT0S"}"#, as: WorkQueue.self) }
        #expect(throws: DecodingError.self) { try read(#"{"id": "vip", "offerTimeout": "P2D"}"#, as: WorkQueue.self) }
        #expect(WorkQueue(id: "q", offerTimeout: .seconds(-5)).offerEnd(from: Samples.at(0)) == Samples.at(1))
        #expect(WorkQueue(id: "q", offerTimeout: .days(9)).offerEnd(from: Samples.at(0)) == Samples.at(86_400))
        #expect(WorkQueue(id: "q").offerEnd(from: .latest) == .latest)
    }

    @Test func anAgentNeedsAnIDAndATeam() throws {
        let plain: Agent = try read(#"{"id": "a1", "team": "t1"}"#)
        #expect(plain == Agent(id: "a1", name: "a1", team: "t1"))
        #expect(plain.capacityUnits == 100)
        let agent: Agent = try read(
            """
            {"id": "a1", "name": "Aino", "team": "t1", "skills": [{"id": "fraud", "level": 4}, {"id": "phone"}],
             "languages": ["fi", "sv-FI"], "capacityUnits": 150, "calendar": "office"}
            """
        )
        #expect(agent.level(of: "fraud") == 4)
        #expect(agent.level(of: "phone") == 1)
        #expect(agent.level(of: "press") == 0)
        #expect(
            agent.lacking([SkillRequirement("fraud", atLeast: 5), SkillRequirement("phone"), SkillRequirement("press")])
                == [SkillRequirement("fraud", atLeast: 5), SkillRequirement("press")])
        #expect(try JSONDecoder().decode(Agent.self, from: JSONEncoder().encode(agent)) == agent)
    }

    @Test(arguments: [
        #"{"id": "a1"}"#, #"{"id": "a1", "team": "t1", "capacityUnits": 0}"#,
        #"{"id": "a1", "team": "t1", "capacityUnits": 100001}"#,
        #"{"id": "a1", "team": "t1", "skills": [{"id": "x", "level": 6}]}"#,
        #"{"id": "a1", "team": "t1", "skills": [{"id": "x"}, {"id": "x"}]}"#,
    ])
    func anImpossibleAgentIsRefused(_ json: String) {
        #expect(throws: DecodingError.self) { try read(json, as: Agent.self) }
    }

    @Test func theDistributionPolicyHasDefaults() throws {
        #expect(try read("{}") == DistributionPolicy())
        #expect(DistributionPolicy().agents == [.longestIdle])
        let policy: DistributionPolicy = try read(
            #"{"agents": ["bestProficiency", "leastUtilised"], "preferredAgentFor": "PT2M", "declinedFor": "PT1H"}"#)
        #expect(
            policy
                == DistributionPolicy(
                    agents: [.bestProficiency, .leastUtilised], preferredAgentFor: .minutes(2), declinedFor: .hours(1)))
        #expect(try JSONDecoder().decode(DistributionPolicy.self, from: JSONEncoder().encode(policy)) == policy)
        for json in [
            #"{"agents": ["longestIdle", "longestIdle"]}"#, #"{"agents": ["loudest"]}"#, #"{"missedFor": "-PT1S"}"#,
        ] {
            #expect(throws: DecodingError.self) { try read(json, as: DistributionPolicy.self) }
        }
    }

    @Test func outcomesAndRequirementsCheckTheirRanges() throws {
        let outcome: RoutingOutcome = try read(#"{"queue": "q", "skills": [{"id": "x"}]}"#)
        #expect(outcome == RoutingOutcome(queue: "q", skills: [SkillRequirement("x", atLeast: 1)], urgency: 50))
        for json in [
            #"{"skills": []}"#, #"{"queue": "q", "urgency": 101}"#,
            #"{"queue": "q", "skills": [{"id": "x", "min": 6}]}"#,
            #"{"queue": "q", "skills": [{"id": "x"}, {"id": "x"}]}"#,
        ] {
            #expect(throws: DecodingError.self) { try read(json, as: RoutingOutcome.self) }
        }
    }
}
