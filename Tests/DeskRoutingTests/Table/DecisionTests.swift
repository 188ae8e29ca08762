import DeskPrimitives
import DeskRouting
import Foundation
import Testing

/// What a decision says, and how it explains itself.
@Suite struct DecisionTests {
    private static func table(_ policy: HitPolicy = .first) throws -> RoutingTable {
        try Samples.table(
            [
                RoutingRule(
                    "fraud", when: [RoutingCondition("tags", .containsAny(["fraud", "legal"]))],
                    then: RoutingOutcome(queue: "risk", skills: [SkillRequirement("fraud", atLeast: 3)], urgency: 90)),
                RoutingRule(
                    "vip",
                    when: [
                        RoutingCondition("channel", .isIn(["voice", "chat"])),
                        RoutingCondition("priority", .atLeast(5), .lessThan(9)),
                        RoutingCondition("language", .isNotIn(["sv"]), orMissing: true),
                    ],
                    then: RoutingOutcome(
                        queue: "vip",
                        skills: [SkillRequirement("fraud", atLeast: 1), SkillRequirement("phone", atLeast: 2)],
                        urgency: 95)),
            ], otherwise: RoutingOutcome(queue: "general"), policy: policy)
    }

    @Test func theThreeAnswers() throws {
        let table = try Self.table()
        let matched = try table.decide(["channel": .symbol("voice"), "priority": .integer(7)])
        #expect(matched.result == .matched(rule: "vip", table.rules[1].outcome))
        #expect(matched.rules == ["vip"])
        #expect(matched.table == table.fingerprint)
        let otherwise = try table.decide(["channel": .symbol("email")])
        #expect(otherwise.result == .otherwise(RoutingOutcome(queue: "general")))
        #expect(otherwise.outcome?.urgency == 50)
        let partial = try Samples.table([])
        let none = try partial.decide(["channel": .symbol("email")])
        #expect(none.result == .noMatch)
        #expect(none.outcome == nil)
    }

    @Test func collectMergesTheRulesThatMatch() throws {
        let table = try Self.table(.collect)
        let both: RoutingFacts = [
            "channel": .symbol("chat"), "priority": .integer(5), "tags": .set(["press", "legal"]),
        ]
        let decision = try table.decide(both)
        let merged = RoutingOutcome(
            queue: "risk", skills: [SkillRequirement("fraud", atLeast: 3), SkillRequirement("phone", atLeast: 2)],
            urgency: 95)
        #expect(decision.result == .matched(rule: "fraud", merged))
        #expect(decision.rules == ["fraud", "vip"])
        #expect(decision.facts == both)
        let one = try table.decide(["channel": .symbol("chat"), "tags": .set(["fraud"])])
        #expect(one.outcome == table.rules[0].outcome)
        #expect(try table.decide(["channel": .symbol("chat")]).result == .otherwise(RoutingOutcome(queue: "general")))
    }

    @Test func factsThatDoNotFitAreRefused() throws {
        let table = try Self.table()
        func why(_ facts: RoutingFacts) -> String? { refusal { _ = try table.key(for: facts) }?.description }
        #expect(why([:]) == "malformed at channel: “channel” is not optional and missing")
        #expect(why(["channel": .integer(3)]) == "malformed at channel: the value is no enum as “channel” is")
        let voice = RoutingValue.symbol("voice")
        #expect(
            why(["channel": voice, "priority": .symbol("5")])
                == "malformed at priority: the value is no int as “priority” is")
        #expect(
            why(["channel": voice, "known": .integer(1)]) == "malformed at known: the value is no bool as “known” is")
        #expect(
            why(["channel": voice, "tags": .symbol("fraud")]) == "malformed at tags: the value is no set as “tags” is")
        #expect(
            why(["channel": voice, "hour": .integer(3)]) == "malformed at hour: the value is no timeOfWeek as “hour” is"
        )
        #expect(
            why(["channel": voice, "hour": .minuteOfWeek(10_080)])
                == "outOfRange at hour: a minute of the week is 0 to 10079")
        #expect(
            why(["channel": voice, "hour": .minuteOfWeek(-1)])
                == "outOfRange at hour: a minute of the week is 0 to 10079")
        let far = Instant(microseconds: .max)
        #expect(why(["channel": voice, "hour": .instant(far)]) == "outOfRange at hour: outside the years 1 to 9999")
        let huge = RoutingValue.set(Array(repeating: "x", count: 10_001))
        #expect(why(["channel": voice, "tags": huge]) == "tooLong at tags: a set of more than 10000 symbols")
        #expect(why(["channel": voice, "colour": .symbol("red")]) == nil)
    }

    @Test func aKeyOfAnotherTableIsBroughtIntoForm() throws {
        let table = try Self.table()
        let other = try RoutingTable(
            attributes: [
                RoutingAttribute("priority", .integer), RoutingAttribute("channel", .enumeration(["fax", "voice"])),
            ],
            rules: [
                RoutingRule("any", when: [RoutingCondition("priority", .equals(7))], then: RoutingOutcome(queue: "q"))
            ])
        let key = try table.key(for: ["channel": .symbol("voice"), "priority": .integer(7)])
        #expect(try other.decide(key).rules == ["any"])
        #expect(try other.matches(key) == ["any"])
        #expect(try other.whyNot("any", key) == [])
        let poor = try table.key(for: ["channel": .symbol("voice")])
        #expect(refusal { _ = try other.decide(poor) }?.place == .field("priority"))
        #expect(try table.decide(poor).result == .otherwise(RoutingOutcome(queue: "general")))
    }

    @Test func explainsWhyARuleMatched() throws {
        let table = try Self.table()
        let facts: RoutingFacts = ["channel": .symbol("voice"), "priority": .integer(7)]
        let explanation = try table.explain(table.decide(facts))
        let match = try #require(explanation.matches.first)
        #expect(match.rule == "vip")
        #expect(match.place.description == "rules[1]")
        #expect(match.cells.map(\.condition.attribute) == ["channel", "language", "priority"])
        #expect(match.cells.map(\.value) == [.symbol("voice"), nil, .integer(7)])
        #expect(
            explanation.sentence(in: .english)
                == "Rule “vip” matched because channel is one of voice, chat (it is voice), "
                + "language is not sv or is missing (it is missing) "
                + "and priority is at least 5 and is less than 9 (it is 7). "
                + "The work goes to queue vip with urgency 95 "
                + "and needs fraud at level 1 or higher and phone at level 2 or higher."
        )
        #expect(
            explanation.sentence(in: .finnish)
                == "Sääntö ”vip” täyttyi, koska channel on jokin näistä: voice, chat (arvo: voice), "
                + "language ei ole sv tai puuttuu (arvo: tuntematon) "
                + "ja priority on vähintään 5 ja on alle 9 (arvo: 7). "
                + "Työ menee jonoon vip kiireellisyydellä 95 "
                + "ja vaatii seuraavat taidot: fraud vähintään tasolla 1 ja phone vähintään tasolla 2."
        )
    }

    @Test func explainsWhyNothingMatched() throws {
        let table = try Self.table()
        let decision = try table.decide(["channel": .symbol("email")])
        #expect(
            try table.explain(decision).sentence(in: .english)
                == "No rule matched, so what the table gives otherwise applies. "
                + "The work goes to queue general with urgency 50."
        )
        #expect(
            decision.sentence(in: .finnish)
                == "Mikään sääntö ei täyttynyt, joten noudatetaan taulukon oletusta. "
                + "Työ menee jonoon general kiireellisyydellä 50."
        )
        let none = try Samples.table([]).decide(["channel": .symbol("email")])
        #expect(none.sentence(in: .english) == "No rule matched, and the table does not say what happens then.")
    }

    @Test func undeclaredSymbolsAreNamed() throws {
        let table = try Samples.table([
            RoutingRule(
                "a",
                when: [
                    RoutingCondition("language", .isNotIn(["fi"])),
                    RoutingCondition("tags", .isEmpty(false), .containsNone(["press"])),
                ],
                then: RoutingOutcome(queue: "q"))
        ])
        let decision = try table.decide([
            "channel": .symbol("voice"), "language": .symbol("et"), "tags": .set(["odd", "legal"]),
        ])
        let cells = try table.explain(decision).matches[0].cells
        #expect(cells.map(\.undeclared) == [["et"], ["odd"]])
    }

    @Test func explainsWhyARuleDidNotMatch() throws {
        let table = try Self.table()
        let key = try table.key(for: [
            "channel": .symbol("email"), "priority": .integer(9), "language": .symbol("fi"),
        ])
        let failed = try table.whyNot("vip", key)
        #expect(failed.map(\.tests) == [[.isIn(["voice", "chat"])], [.lessThan(9)]])
        #expect(failed.map(\.place.description) == ["rules[1].when.channel", "rules[1].when.priority"])
        #expect(
            failed.map { $0.sentence(in: .english) } == [
                "The rule asks that channel is one of voice, chat, and it is email.",
                "The rule asks that priority is less than 9, and it is 9.",
            ])
        #expect(
            failed[1].sentence(in: .finnish) == "Sääntö edellyttää, että priority on alle 9, mutta arvo on 9.")
        #expect(
            refusal { _ = try table.whyNot("vipp", key) }?.description
                == "unknownName: there is no rule “vipp”; did you mean “vip”?")
    }

    @Test func aDecisionIsExplainedFromItsRecord() throws {
        let table = try Self.table(.collect)
        for facts: RoutingFacts in [
            ["channel": .symbol("chat"), "priority": .integer(5), "tags": .set(["legal"])],
            ["channel": .symbol("voice"), "priority": .integer(8), "known": .boolean(true)],
            ["channel": .symbol("email"), "hour": .instant(Samples.monday)],
        ] {
            let decision = try table.decide(facts)
            let record = try RecordDecoder().decode(RoutingDecision.self, from: RecordEncoder().encode(decision))
            #expect(record == decision)
            #expect(try JSONDecoder().decode(RoutingDecision.self, from: JSONEncoder().encode(decision)) == decision)
            #expect(try table.explain(record) == table.explain(decision))
            #expect(record.sentence(in: .finnish) == decision.sentence(in: .finnish))
        }
    }

    @Test func aDecisionOfAnotherTableIsNotExplained() throws {
        let table = try Self.table()
        let decision = try Self.table(.collect).decide(["channel": .symbol("chat")])
        #expect(refusal { _ = try table.explain(decision) }?.code == .wrongState)
        let forged = """
            {"table": "\(table.fingerprint)", "rules": ["vip"], "outcome": {"queue": "vip"},
             "facts": {"channel": {"symbol": "email"}}}
            """
        let read = try JSONDecoder().decode(RoutingDecision.self, from: Data(forged.utf8))
        #expect(refusal { _ = try table.explain(read) }?.code == .corrupt)
    }

    @Test func everyTestHasWords() throws {
        let cases: [(RoutingTest, String, String)] = [
            (.isIn(["a"]), "is a", "on a"), (.isNotIn(["a", "b"]), "is none of a, b", "ei ole mikään näistä: a, b"),
            (.equals(3), "is 3", "on 3"), (.differs(3), "is not 3", "ei ole 3"),
            (.moreThan(3), "is more than 3", "on yli 3"), (.atMost(3), "is at most 3", "on enintään 3"),
            (.between(1, 2), "is between 1 and 2", "on vähintään 1 ja enintään 2"),
            (.isOneOf([1, 2]), "is one of 1, 2", "on jokin näistä: 1, 2"), (.is(true), "is true", "on tosi"),
            (.containsAll(["a"]), "has all of a", "sisältää kaikki nämä: a"),
            (.containsNone(["a"]), "has none of a", "ei sisällä mitään näistä: a"),
            (.isEmpty(true), "is empty", "on tyhjä"), (.isEmpty(false), "is not empty", "ei ole tyhjä"),
            (.within([WeekRange(545, 10_080)]), "is within Mon 09:05–Mon 00:00", "on aikavälillä ma 9.05–ma 0.00"),
            (.missing(true), "is missing", "puuttuu"), (.missing(false), "is known", "on tiedossa"),
        ]
        for (test, english, finnish) in cases {
            let (name, value) = Self.failing(test)
            let rule = RoutingRule("r", when: [RoutingCondition(name, test)], then: RoutingOutcome(queue: "q"))
            let table = try RoutingTable(
                attributes: [
                    RoutingAttribute("e", .enumeration(["a", "b"]), isOptional: true),
                    RoutingAttribute("i", .integer, isOptional: true),
                    RoutingAttribute("b", .boolean, isOptional: true),
                    RoutingAttribute("s", .set(["a", "b"]), isOptional: true),
                    RoutingAttribute("t", .timeOfWeek(zone: "UTC"), isOptional: true),
                ], rules: [rule])
            let facts = value.map { RoutingFacts([name: $0]) } ?? [:]
            let failed = try #require(try table.whyNot("r", table.key(for: facts)).first, "\(test)")
            #expect(failed.sentence(in: .english).hasPrefix("The rule asks that \(name) \(english), and it is "))
            #expect(
                failed.sentence(in: .finnish).hasPrefix("Sääntö edellyttää, että \(name) \(finnish), mutta arvo on "))
        }
    }

    /// An attribute for a test and a value that fails it.
    private static func failing(_ test: RoutingTest) -> (String, RoutingValue?) {
        switch test {
        case .isIn, .isNotIn: ("e", nil)
        case .missing(let flag): ("i", flag ? .integer(1) : nil)
        case .is: ("b", .boolean(false))
        case .containsAny, .containsAll, .containsNone, .isEmpty: ("s", nil)
        case .within: ("t", .minuteOfWeek(3))
        default: ("i", nil)
        }
    }
}
