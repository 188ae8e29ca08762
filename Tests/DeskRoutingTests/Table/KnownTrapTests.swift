import DeskPrimitives
import DeskRouting
import Testing

/// What other engines take silently and then never match: here each is a mistake when the table is loaded, with its
/// place.
@Suite struct KnownTrapTests {
    private func mistakes(cell: String, outcome: String = #"{"queue": "q"}"#) -> [String] {
        Samples.mistakes(
            """
            {"attributes": [{"name": "tier", "type": "enum", "values": ["a", "b"], "optional": true},
                            {"name": "n", "type": "int", "optional": true}],
             "rules": [{"id": "x", "when": \(cell), "then": \(outcome)},
                       {"id": "next", "then": {"queue": "other"}}]}
            """)
    }

    @Test func anExpressionInParentheses() {
        #expect(
            mistakes(cell: #"{"n": "($ != null and $ >= 3)"}"#) == ["malformed at rules[0].when.n: expected an object"])
        #expect(
            mistakes(cell: #"{"n": {"ge": "(3)"}}"#) == ["malformed at rules[0].when.n.ge: expected a whole number"])
    }

    @Test func aDashForAnything() {
        #expect(mistakes(cell: #"{"tier": "-"}"#) == ["malformed at rules[0].when.tier: expected an object"])
        #expect(
            mistakes(cell: #"{"tier": {"in": ["-"]}}"#)
                == ["unknownName at rules[0].when.tier.in[0]: “-” is no value of “tier”; did you mean “a”?"])
    }

    @Test func aNegationInWords() {
        #expect(mistakes(cell: #"{"tier": "not(\"a\")"}"#) == ["malformed at rules[0].when.tier: expected an object"])
        #expect(
            mistakes(cell: #"{"tier": {"not": ["a"]}}"#)
                == [
                    "unknownName at rules[0].when.tier.not: “not” is no test of enum; did you mean “notIn”?; "
                        + "there are in, notIn, missing"
                ])
    }

    @Test func anOutcomeThatDoesNotWork() {
        #expect(
            mistakes(cell: "{}", outcome: #"{"queue": "q", "urgency": "1 / 0"}"#)
                == ["malformed at rules[0].then.urgency: expected a whole number"])
        #expect(mistakes(cell: "{}", outcome: "null") == ["malformed at rules[0].then: expected an object"])
    }

    @Test func anUnterminatedText() {
        #expect(
            mistakes(cell: #"{"tier": {"in": ["\"a"]}}"#)
                == ["unknownName at rules[0].when.tier.in[0]: “\"a” is no value of “tier”; did you mean “a”?"])
    }

    /// What a missing value does is said by the rule and by nothing else.
    @Test func aNegativeTestOfAMissingValue() throws {
        let table = try Samples.read(
            """
            {"attributes": [{"name": "tier", "type": "enum", "values": ["a", "b"], "optional": true}],
             "rules": [{"id": "strict", "when": {"tier": {"notIn": ["a"]}}, "then": {"queue": "q"}},
                       {"id": "open", "when": {"tier": {"notIn": ["a"], "orMissing": true}}, "then": {"queue": "q"}}]}
            """)
        #expect(try table.decide([:]).rules == ["open"])
        #expect(try table.decide(["tier": .symbol("b")]).rules == ["strict"])
        #expect(try table.decide(["tier": .symbol("zzz")]).rules == ["strict"])
        #expect(try table.decide(["tier": .symbol("a")]).rules == [])
    }
}
