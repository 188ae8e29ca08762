import Testing

/// The kind `routing-table` on cases made for it.
@Suite struct RoutingTableKindTests {
    private static let attributes = """
        [{"name": "language", "type": "enum", "optional": true, "values": ["en", "fi"]},
         {"name": "balance", "type": "int", "optional": true}, {"name": "vip", "type": "bool", "optional": false},
         {"name": "tags", "type": "set", "optional": true, "values": ["a", "b"]},
         {"name": "minute", "type": "timeOfWeek", "optional": true}]
        """

    private func lines(
        policy: String = "collect", attributes: String = attributes, when: String..., input: String = #"{"vip": true}"#,
        expected: String = "[]", analysis: String? = nil
    ) -> [String] {
        let rules = when.enumerated().map { #"{"id": "r\#($0)", "when": \#($1), "then": {}}"# }.joined(separator: ", ")
        let analysis =
            analysis ?? #"{"neverMatches": [], "neverWins": [], "complete": false, "overlappingPairs": []}"#
        let text = """
            {"format": 1, "kind": "routing-table", "count": 1, "cases": [{"id": "c", "policy": "\(policy)",
              "attributes": \(attributes), "rules": [\(rules)],
              "evaluations": [{"input": \(input), "expected": \(expected)}], "analysis": \(analysis)}]}
            """
        var run = VectorRun(kinds: [RoutingTableVectors()])
        run.run("x.json", Array(text.utf8))
        return run.lines
    }

    private func failure(_ problem: String) -> [String] {
        ["FAIL x.json c: \(problem)", "x.json: 0 passed, 1 failed, 0 skipped"]
    }

    private static let passed = ["x.json: 1 passed, 0 failed, 0 skipped"]

    private static func analysis(
        neverWins: String = "[]", complete: Bool = false, overlaps: String = "[]"
    ) -> String {
        #"{"neverMatches": [], "neverWins": \#(neverWins), "complete": \#(complete), "overlappingPairs": \#(overlaps)}"#
    }

    /// One rule for every operator, and what a given input satisfies of them.
    @Test(arguments: [
        (#"{"language": {"in": ["fi"]}}"#, #""language": "fi""#, true),
        (#"{"language": {"in": ["en"]}}"#, #""language": "fi""#, false),
        (#"{"language": {"notIn": ["en"]}}"#, #""language": "fi""#, true),
        (#"{"language": {"notIn": ["en"]}}"#, #""balance": 1"#, false),
        (#"{"language": {"missing": true}}"#, #""balance": 1"#, true),
        (#"{"language": {"missing": false}}"#, #""balance": 1"#, false),
        (#"{"balance": {"eq": -1}}"#, #""balance": -1"#, true),
        (#"{"balance": {"ne": -1}}"#, #""balance": -1"#, false),
        (#"{"balance": {"ge": 9223372036854775807}}"#, #""balance": 9223372036854775807"#, true),
        (#"{"balance": {"gt": 9223372036854775806}}"#, #""balance": 9223372036854775806"#, false),
        (#"{"balance": {"le": -9223372036854775808}}"#, #""balance": -9223372036854775807"#, false),
        (#"{"balance": {"lt": 5, "ge": 4}}"#, #""balance": 4"#, true),
        (#"{"balance": {"between": [4, 5]}}"#, #""balance": 5"#, true),
        (#"{"balance": {"in": [4, 6]}}"#, #""balance": 5"#, false),
        (#"{"vip": {"is": true}}"#, #""balance": 5"#, true),
        (#"{"vip": {"is": false}}"#, #""balance": 5"#, false),
        (#"{"tags": {"anyOf": ["a"]}}"#, #""tags": ["b", "a"]"#, true),
        (#"{"tags": {"allOf": ["a", "b"]}}"#, #""tags": ["a"]"#, false),
        (#"{"tags": {"noneOf": ["a"]}}"#, #""tags": []"#, true),
        (#"{"tags": {"empty": false}}"#, #""tags": []"#, false),
        (#"{"minute": {"within": [[10000, 5], [60, 120]]}}"#, #""minute": 4"#, true),
        (#"{"minute": {"within": [[10000, 5], [60, 120]]}}"#, #""minute": 5"#, false),
        (#"{"minute": {"within": [[60, 10080]]}}"#, #""minute": 10079"#, true),
        ("{}", #""balance": 5"#, true),
    ])
    func decisionsAreCompared(_ when: String, _ input: String, _ matches: Bool) {
        let right = matches ? #"["r0"]"# : "[]"
        let wrong = matches ? "[]" : #"["r0"]"#
        let input = #"{"vip": true, \#(input)}"#
        let analysis = Self.analysis(complete: when == "{}")
        #expect(lines(when: when, input: input, expected: right, analysis: analysis) == Self.passed)
        #expect(
            lines(when: when, input: input, expected: wrong, analysis: analysis)
                == failure("evaluations[0]: got \(right), want \(wrong)"))
    }

    @Test func theFirstOrAllInOrder() {
        let rules = [#"{"vip": {"is": false}}"#, #"{"vip": {"is": true}}"#, "{}"]
        func lines(_ policy: String, _ expected: String) -> [String] {
            self.lines(
                policy: policy, when: rules[0], rules[1], rules[2], expected: expected,
                analysis: Self.analysis(
                    neverWins: #"["r2"]"#, complete: true, overlaps: #"[["r0", "r2"], ["r1", "r2"]]"#))
        }
        #expect(lines("first", #"["r1"]"#) == Self.passed)
        #expect(lines("collect", #"["r1", "r2"]"#) == Self.passed)
        #expect(
            lines("collect", #"["r2", "r1"]"#)
                == failure(#"evaluations[0]: got ["r1", "r2"], want ["r2", "r1"]"#))
    }

    @Test func analysesAreCompared() {
        let rules = [#"{"vip": {"is": false}}"#, #"{"vip": {"is": true}}"#, "{}"]
        func problems(_ analysis: String) -> [String] {
            lines(when: rules[0], rules[1], rules[2], expected: #"["r1", "r2"]"#, analysis: analysis)
        }
        let pairs = #"[["r0", "r2"], ["r1", "r2"]]"#
        #expect(problems(Self.analysis(neverWins: #"["r2"]"#, complete: true, overlaps: pairs)) == Self.passed)
        #expect(
            problems(Self.analysis(complete: true, overlaps: pairs))
                == failure(#"analysis.neverWins: got ["r2"], want []"#))
        #expect(
            problems(Self.analysis(neverWins: #"["r2"]"#, overlaps: pairs))
                == failure("analysis.complete: got true, want false"))
        #expect(problems(Self.analysis(neverWins: #"["r2"]"#, complete: true))[0].contains("analysis.overlapCount"))
    }

    @Test func whatIsNotOfTheFormatFails() {
        #expect(lines(policy: "best") == failure("policy: got best, want first or collect"))
        #expect(
            lines(attributes: #"[{"name": "vip", "type": "float", "optional": false}]"#)
                == failure("attributes.vip.type: got float, want enum, int, bool, set or timeOfWeek"))
        #expect(
            lines(when: #"{"vip": {"like": true}}"#)
                == failure("rules.r0.when.vip: got like, want an operator of bool"))
        #expect(
            lines(when: #"{"language": {"ge": 3}}"#)
                == failure("rules.r0.when.language: got ge, want an operator of enum"))
        #expect(
            lines(when: #"{"colour": {"in": []}}"#)
                == failure("rules.r0.when.colour: got colour, want an attribute of the table"))
        #expect(
            lines(when: #"{"balance": {"between": [1]}}"#)
                == failure("rules.r0.when.balance.between: got [1], want two whole numbers"))
        #expect(
            lines(when: #"{"balance": {"eq": 1.0}}"#)
                == failure("rules.r0.when.balance.eq: got 1.0, want a whole number"))
        #expect(
            lines(when: #"{"minute": {"within": [[5, 5]]}}"#)
                == failure("rules.r0.when.minute.within: got [5, 5], want two different minutes of the week"))
        #expect(
            lines(when: #"{"minute": {"within": [[5, 10081]]}}"#)
                == failure("rules.r0.when.minute.within: got [5, 10081], want two different minutes of the week"))
        #expect(
            lines(input: #"{"vip": true, "language": "sv"}"#)
                == failure("evaluations[0].input.language: got sv, want a enum"))
        #expect(
            lines(input: #"{"vip": true, "minute": 10080}"#)
                == failure("evaluations[0].input.minute: got 10080, want a timeOfWeek"))
        #expect(
            lines(input: #"{"vip": null}"#) == failure("evaluations[0].input.vip: got null, want a bool"))
        #expect(lines(analysis: "[]") == failure("analysis: got [], want an object"))
        #expect(
            lines(analysis: #"{"neverMatches": [], "neverWins": [], "complete": 0, "overlappingPairs": []}"#)
                == failure("analysis.complete: got 0, want true or false"))
    }
}
