import DeskPrimitives
import DeskRouting
import DeskTestKit
import Testing

/// What the exact analysis says, and how its findings read.
@Suite struct TableAnalysisTests {
    private let outcome = RoutingOutcome(queue: "q")

    private func standings(_ rules: [RoutingRule], _ domain: AnalysisDomain = .declared) throws -> [RuleStanding] {
        try Samples.table(rules).analysis(domain: domain).rules.map(\.standing)
    }

    @Test func aRuleCoveredByOneBeforeIt() throws {
        let found = try standings([
            RoutingRule("voice", when: [RoutingCondition("channel", .isIn(["voice", "chat"]))], then: outcome),
            RoutingRule(
                "late", when: [RoutingCondition("channel", .isIn(["chat"])), RoutingCondition("known", .is(true))],
                then: outcome),
        ])
        #expect(found == [.reachable, .shadowed(by: ["voice"])])
    }

    @Test func aRuleCoveredOnlyByAUnion() throws {
        let found = try standings([
            RoutingRule("low", when: [RoutingCondition("priority", .atMost(5))], then: outcome),
            RoutingRule("other", when: [RoutingCondition("channel", .isIn(["email"]))], then: outcome),
            RoutingRule("high", when: [RoutingCondition("priority", .atLeast(4))], then: outcome),
            RoutingRule("some", when: [RoutingCondition("priority", .between(2, 9))], then: outcome),
            RoutingRule("any", when: [RoutingCondition("priority", .missing(false))], then: outcome),
        ])
        #expect(found[3] == .shadowed(by: ["low", "high"]))
        #expect(found[4] == .shadowed(by: ["low", "high"]))
        #expect(found[0...2].allSatisfy { $0 == .reachable })
    }

    @Test func aRuleNobodyCanMatch() throws {
        let found = try standings([
            RoutingRule(
                "never", when: [RoutingCondition("tags", .containsAll(["fraud"]), .containsNone(["fraud", "legal"]))],
                then: outcome),
            RoutingRule("never too", when: [RoutingCondition("channel", .missing(true))], then: outcome),
            RoutingRule(
                "not in", when: [RoutingCondition("channel", .isNotIn(["voice", "chat", "email"]))], then: outcome),
        ])
        #expect(
            found == [
                .unsatisfiable(attributes: ["tags"]), .unsatisfiable(attributes: ["channel"]),
                .unsatisfiable(attributes: ["channel"]),
            ])
        // Something that nobody declared passes the last one.
        let open = try standings(
            [
                RoutingRule(
                    "not in", when: [RoutingCondition("channel", .isNotIn(["voice", "chat", "email"]))], then: outcome)
            ],
            .openFor(["channel"]))
        #expect(open == [.reachable])
    }

    @Test func aWeekIsCoveredAcrossItsEnd() throws {
        let table = try RoutingTable(
            attributes: [RoutingAttribute("hour", .timeOfWeek(zone: "Europe/Helsinki"))],
            rules: [
                RoutingRule("day", when: [RoutingCondition("hour", .within([WeekRange(480, 9_000)]))], then: outcome),
                RoutingRule("night", when: [RoutingCondition("hour", .within([WeekRange(9_000, 480)]))], then: outcome),
                RoutingRule("again", when: [RoutingCondition("hour", .within([WeekRange(10_000, 20)]))], then: outcome),
            ])
        let analysis = table.analysis()
        #expect(analysis.completeness == .complete)
        #expect(analysis.rules[2].standing == .shadowed(by: ["night"]))
        let gap = try RoutingTable(
            attributes: table.attributes,
            rules: [
                table.rules[0],
                RoutingRule("n", when: [.init("hour", .within([WeekRange(9_001, 480)]))], then: outcome),
            ])
        #expect(gap.analysis().completeness == .gap(["hour": .minuteOfWeek(9_000)]))
    }

    /// With a budget of next to nothing the answer is *unknown*, and never a wrong one.
    @Test func theBudgetEndsInUnknown() throws {
        for round in 0..<Samples.cases(150) {
            let seed = UInt64(round) &* 7_717 &+ 3
            var tables = RandomTables(seed: seed)
            let attributes = tables.attributes()
            let rules = tables.rules(attributes, count: 9)
            let truth = ReferenceAnalyser(attributes, rules, isOpen: false)
            let table = try RoutingTable(attributes: attributes, rules: rules)
            let steps = tables.number(0...60)
            let budget = AnalysisBudget(stepsPerRule: steps / 3, stepsForGaps: steps, steps: steps * 4)
            let analysis = table.analysis(budget: budget)
            for (number, rule) in analysis.rules.enumerated() where rule.standing != .unknown {
                #expect(rule.standing.isDead == truth.neverWins.contains(number), "seed \(seed)")
            }
            switch analysis.completeness {
            case .complete: #expect(truth.isComplete, "seed \(seed)")
            case .gap: #expect(!truth.isComplete, "seed \(seed)")
            case .unknown: break
            }
        }
        let rules = (0..<40).map { number in
            RoutingRule(
                "r\(number)", when: [.init("priority", .differs(Int64(number))), .init("known", .is(number % 2 == 0))],
                then: outcome)
        }
        let table = try Samples.table(rules)
        let none = table.analysis(budget: AnalysisBudget(stepsPerRule: 0, stepsForGaps: 0, steps: 0))
        #expect(none.completeness == .unknown && none.overlapCount == nil)
        #expect(none.rules.allSatisfy { $0.standing == .unknown })
        #expect(
            try table.example(matching: [], butNot: ["r0"], budget: .init(stepsPerRule: 0, stepsForGaps: 0, steps: 0))
                == .unknown)
    }

    /// Complete partitions into boxes are the hard case of a search; with one box left out, a contact in it is the example.
    @Test(arguments: [2, 4, 8]) func partitionsOfManyBoxes(_ dimensions: Int) throws {
        var random = SeededGenerator(seed: UInt64(dimensions))
        var boxes = [Array(repeating: Int64(0)...Int64(999_999), count: dimensions)]
        while boxes.count < 200 {
            let (box, axis) = (
                random.integer(in: 0...(boxes.count - 1)) as Int, random.integer(in: 0...(dimensions - 1)) as Int
            )
            let range = boxes[box][axis]
            guard range.upperBound - range.lowerBound > 8 else { continue }
            let cut = range.lowerBound + (range.upperBound - range.lowerBound) / 3
            var other = boxes[box]
            boxes[box][axis] = range.lowerBound...cut
            other[axis] = (cut + 1)...range.upperBound
            boxes.append(other)
        }
        let rules = boxes.enumerated().map { number, box in
            RoutingRule(
                "r\(number)",
                when: box.enumerated().compactMap { axis, range in
                    var tests: [RoutingTest] = []
                    if range.lowerBound > 0 { tests.append(.atLeast(range.lowerBound)) }
                    if range.upperBound < 999_999 { tests.append(.atMost(range.upperBound)) }
                    return tests.isEmpty ? nil : RoutingCondition("a\(axis)", tests: tests)
                }, then: outcome)
        }
        let attributes = (0..<dimensions).map { RoutingAttribute("a\($0)", .integer) }
        let whole = try RoutingTable(attributes: attributes, rules: rules, policy: .unique).analysis()
        #expect(whole.completeness == .complete && whole.overlapCount == 0 && whole.dead.isEmpty)
        let missing = try RoutingTable(attributes: attributes, rules: rules.filter { $0.id != "r77" }).analysis()
        guard case .gap(let facts) = missing.completeness else {
            Issue.record("\(missing.completeness)")
            return
        }
        #expect(ReferenceEvaluator(rules: rules).matches(facts) == ["r77"])
    }

    @Test func findingsSayItWithAContact() throws {
        let rules = [
            RoutingRule("phone", when: [.init("channel", .isIn(["voice"]))], then: RoutingOutcome(queue: "phone")),
            RoutingRule("swedish", when: [.init("language", .isIn(["sv"]))], then: RoutingOutcome(queue: "languages")),
            RoutingRule(
                "late", when: [.init("channel", .isIn(["voice"])), .init("known", .is(true))], then: outcome),
        ]
        let findings = TableCheck.findings(try Samples.table(rules))
        #expect(
            findings.map { "\($0.severity) \($0.place)" } == ["notice rules[1]", "warning rules[2]", "error otherwise"])
        #expect(
            findings.map { $0.sentence(in: .english) } == [
                "Only their order decides between “phone” and “swedish”: a contact with channel voice and language sv "
                    + "matches both and goes by “phone”.",
                "The rule never applies: whatever matches it matches “phone” before it.",
                "No rule matches a contact with channel chat, and the table does not say what happens then.",
            ])
        #expect(
            findings.map { $0.sentence(in: .finnish) } == [
                "Vain järjestys ratkaisee sääntöjen ”phone” ja ”swedish” välillä: molemmat täyttää yhteydenotto, jossa "
                    + "channel on voice ja language on sv, ja siihen sovelletaan sääntöä ”phone”.",
                "Sääntöä ei koskaan sovelleta: kaikki, mikä täyttää sen, täyttää jo aiemman säännön ”phone”.",
                "Mikään sääntö ei täyty, kun saapuu yhteydenotto, jossa channel on chat, eikä taulukko kerro, "
                    + "mitä silloin tapahtuu.",
            ])
        // A special case before the general one is what the order is for.
        let ordered = [
            RoutingRule(
                "special", when: [.init("channel", .isIn(["voice"])), .init("language", .isIn(["sv"]))],
                then: RoutingOutcome(queue: "languages")), rules[0],
        ]
        let closed = try Samples.table(ordered, otherwise: outcome)
        #expect(TableCheck.findings(closed) == [])
    }

    @Test func unknownRulesAreRefused() throws {
        let table = try Samples.table([RoutingRule("phone", then: outcome)])
        #expect(
            refusal { _ = try table.example(decidedBy: "phon") }?.detail
                == "there is no rule “phon”; did you mean “phone”?")
        #expect(refusal { _ = try table.example(matching: ["phone"], butNot: ["x"]) }?.code == .unknownName)
        #expect(try table.example(matching: ["phone"], butNot: ["phone"]) == .none)
    }
}

/// Rules in the program, and how several of them become one.
@Suite struct TableBuilderTests {
    private let attributes = [RoutingAttribute("channel", .enumeration(["voice", "chat"]))]

    @Test func aTableInTheProgram() throws {
        let extra = [RoutingRule("second", then: RoutingOutcome(queue: "b"))]
        let table = try RoutingTable(attributes: attributes, otherwise: RoutingOutcome(queue: "z")) {
            RoutingRule("first", when: [.init("channel", .isIn(["voice"]))], then: RoutingOutcome(queue: "a"))
            if extra.count == 1 { extra }
            for number in 0..<2 { RoutingRule("r\(number)", then: RoutingOutcome(queue: "c")) }
        }
        #expect(table.rules.map(\.id) == ["first", "second", "r0", "r1"])
        #expect(
            table
                == (try RoutingTable(attributes: attributes, rules: table.rules, otherwise: RoutingOutcome(queue: "z")))
        )
    }

    @Test func mistakesNameTheLine() {
        let line = #line
        var found: [Refusal] = []
        do throws(RoutingTableErrors) {
            _ = try RoutingTable(attributes: attributes) {
                RoutingRule("a", when: [.init("chanel", .isIn(["voice"]))], then: RoutingOutcome(queue: "a"))
                RoutingRule("b", then: RoutingOutcome(queue: "b", urgency: 101))
            }
        } catch {
            found = error.errors
        }
        let file = "DeskRoutingTests/TableAnalysisTests.swift"
        #expect(
            found.map(\.description) == [
                "unknownName at rules[0].when.chanel: there is no attribute “chanel”; did you mean “channel”? "
                    + "(\(file):\(line + 4))",
                "outOfRange at rules[1].then.urgency: an urgency is 0 to 100, not 101 (\(file):\(line + 5))",
            ])
    }

    @Test func outcomesAreMergedAsDeclared() throws {
        let rules = [
            RoutingRule(
                "a", then: .init(queue: "a", skills: [.init("x", atLeast: 2), .init("y", atLeast: 1)], urgency: 40)),
            RoutingRule("b", then: .init(queue: "b", skills: [.init("x", atLeast: 4)], urgency: 70)),
            RoutingRule(
                "c", then: .init(queue: "c", skills: [.init("z", atLeast: 1), .init("x", atLeast: 3)], urgency: 20)),
        ]
        func outcome(_ merge: CollectMerge) throws -> RoutingOutcome? {
            let table = try RoutingTable(attributes: attributes, rules: rules, policy: .collect, merge: merge)
            return try table.decide(["channel": .symbol("chat")]).outcome
        }
        #expect(
            try outcome(CollectMerge())
                == RoutingOutcome(
                    queue: "a", skills: [.init("x", atLeast: 4), .init("y", atLeast: 1), .init("z", atLeast: 1)],
                    urgency: 70))
        #expect(
            try outcome(CollectMerge(queue: .last, urgency: .lowest, skills: .common))
                == RoutingOutcome(queue: "c", skills: [.init("x", atLeast: 2)], urgency: 20))
        #expect(
            try outcome(CollectMerge(queue: .mostUrgent, urgency: .ofQueue, skills: .ofQueue)) == rules[1].outcome)
    }

    @Test func mergesStandInDocuments() throws {
        let document = """
            {"policy": "collect", "merge": {"queue": "last", "skills": "common"}, "attributes": [],
             "rules": [{"id": "a", "then": {"queue": "a"}}, {"id": "b", "then": {"queue": "b"}}]}
            """
        let table = try Samples.read(document)
        #expect(table.merge == CollectMerge(queue: .last, skills: .common))
        #expect(try table.decide([:]).outcome?.queue == "b")
        let plain = try RoutingTable(attributes: [], rules: table.rules, policy: .collect)
        #expect(table != plain && table.fingerprint != plain.fingerprint)
        #expect(
            Samples.mistakes(
                #"{"merge": {"queue": "lats", "tags": "all"}, "attributes": [], "rules": [{"id": "a", "then": {"queue": "a"}}]}"#
            )
                == [
                    "malformed at merge: only a collect table merges",
                    "unknownName at merge.tags: “tags” means nothing here; there are queue, urgency, skills",
                    "unknownName at merge.queue: “lats” is no way to merge; did you mean “last”?; "
                        + "there are first, last, mostUrgent",
                ])
    }
}
