import DeskPrimitives
import DeskRouting
import Foundation
import Testing

/// Every mistake in a table is found when it is loaded, with its place and, for names, what may have been meant.
@Suite struct TableErrorTests {
    /// A document with one part exchanged.
    private func mistakes(_ part: String, with other: String) -> [String] {
        let text = TableDocumentTests.document
        precondition(text.contains(part))
        return Samples.mistakes(text.replacingOccurrences(of: part, with: other))
    }

    @Test func allMistakesAreListedInTheOrderOfTheDocument() {
        let found = Samples.mistakes(
            """
            {"version": 2, "policy": "frist", "rulez": [],
             "attributes": [{"name": "channel", "type": "enum", "values": ["voice", "chat"]},
                            {"name": "n", "type": "integer"},
                            {"name": "hour", "type": "timeOfWeek", "zone": "Europe/Helsinky"}],
             "rules": [{"id": "a", "when": {"chanel": {"in": ["voice"]}, "channel": {"in": ["voice", "caht"]}},
                        "then": {"queue": "q", "urgency": 101}},
                       {"id": "a", "when": {"channel": {"inn": ["voice"]}, "n": {"ge": 5}}, "then": {"queue": ""}}],
             "otherwise": {"queue": "general", "skills": [{"id": "x", "min": 6}, {"id": "x"}]}}
            """)
        let expected = [
            "malformed at version: version 2 is not known; there is 1",
            "unknownName at policy: “frist” is no policy; did you mean “first”?; there are first, unique, collect",
            "unknownName at attributes[1].type: “integer” is no type; there are enum, int, bool, set, timeOfWeek",
            "unknownName at attributes[2].zone",
            "unknownName at rules[0].when.chanel: there is no attribute “chanel”; did you mean “channel”?",
            "unknownName at rules[0].when.channel.in[1]: “caht” is no value of “channel”; did you mean “chat”?",
            "outOfRange at rules[0].then.urgency: an urgency is 0 to 100, not 101",
            "unknownName at rules[1].when.channel.inn: “inn” is no test of enum; did you mean “in”?; "
                + "there are in, notIn, missing",
            "malformed at rules[1].then.queue: an identifier is empty",
            "duplicateName at rules[1].id: there is another rule “a”",
            "outOfRange at otherwise.skills[0].min: a level is 1 to 5, not 6",
            "duplicateName at otherwise.skills[1].id: the skill “x” stands here twice",
            "unknownName at rulez: “rulez” means nothing here; did you mean “rules”?; "
                + "there are version, policy, merge, attributes, rules, otherwise",
        ]
        #expect(found.count == expected.count, "\(found.joined(separator: "\n"))")
        for (line, start) in zip(found, expected) { #expect(line.hasPrefix(start)) }
    }

    @Test(arguments: [
        (
            "\"type\": \"int\"", "\"type\": \"int\", \"values\": []",
            "malformed at attributes[1].values: only enum and set have values"
        ),
        (
            "\"type\": \"int\"", "\"type\": \"int\", \"zone\": \"UTC\"",
            "malformed at attributes[1].zone: only timeOfWeek has a zone"
        ),
        ("[\"voice\", \"chat\"]", "[]", "malformed at attributes[0].values: no values are declared"),
        ("[\"voice\", \"chat\"]", "[\"voice\", 3]", "malformed at attributes[0].values[1]: expected text"),
        (
            "[\"voice\", \"chat\"]", "[\"voice\", \"voice\"]",
            "duplicateName at attributes[0].values[1]: “voice” stands here twice"
        ),
        ("[\"voice\", \"chat\"]", "[\"voice\", \"\"]", "malformed at attributes[0].values[1]: a value is empty"),
        (
            "[\"voice\", \"chat\"]", "[\"voice\", \" c\"]",
            "malformed at attributes[0].values[1]: a value begins or ends with a space"
        ),
        (
            "\"name\": \"known\"", "\"name\": \"tags\"",
            "duplicateName at attributes[4].name: there is another attribute “tags”\n"
                + "unknownName at rules[2].when.known: there is no attribute “known”"
        ),
        (
            "{\"ge\": 5, \"lt\": 9}", "{\"ge\": \"5\"}",
            "malformed at rules[1].when.priority.ge: expected a whole number"
        ),
        ("{\"ge\": 5, \"lt\": 9}", "{\"ge\": 5.5}", "malformed at rules[1].when.priority.ge: expected a whole number"),
        ("{\"ge\": 5, \"lt\": 9}", "{\"ge\": null}", "malformed at rules[1].when.priority.ge: expected a whole number"),
        (
            "{\"ge\": 5, \"lt\": 9}", "{\"between\": [9, 5]}",
            "outOfRange at rules[1].when.priority.between: nothing lies between 9 and 5"
        ),
        (
            "{\"ge\": 5, \"lt\": 9}", "{\"between\": [9]}",
            "malformed at rules[1].when.priority.between: expected two whole numbers"
        ),
        ("{\"ge\": 5, \"lt\": 9}", "{\"in\": []}", "malformed at rules[1].when.priority.in: the list is empty"),
        (
            "{\"ge\": 5, \"lt\": 9}", "{\"in\": [1, true]}",
            "malformed at rules[1].when.priority.in[1]: expected whole numbers"
        ),
        (
            "{\"ge\": 5, \"lt\": 9}", "{}",
            "malformed at rules[1].when.priority: a condition without a test; leave it out if anything will do"
        ),
        (
            "{\"ge\": 5, \"lt\": 9}", "{\"missing\": true, \"orMissing\": true}",
            "malformed at rules[1].when.priority.missing: orMissing beside missing says nothing"
        ),
        ("{\"ge\": 5, \"lt\": 9}", "5", "malformed at rules[1].when.priority: expected an object"),
        ("{\"is\": false}", "{\"is\": \"no\"}", "malformed at rules[2].when.known.is: expected true or false"),
        (
            "[1320, 1440]", "[1320, 1320]",
            "outOfRange at rules[2].when.hour.within[0]: a range runs from 0…10079 to another minute of 0…10080"
        ),
        (
            "[1320, 1440]", "[1320, 10081]",
            "outOfRange at rules[2].when.hour.within[0]: a range runs from 0…10079 to another minute of 0…10080"
        ),
        ("[1320, 1440]", "[1320]", "malformed at rules[2].when.hour.within[0]: expected a pair of minutes, [from, to]"),
        (
            "\"orMissing\": true", "\"orMissing\": 1",
            "malformed at rules[1].when.language.orMissing: expected true or false"
        ),
        (
            "\"then\": {\"queue\": \"vip\"}", "\"than\": {\"queue\": \"vip\"}",
            "unknownName at rules[1].than: “than” means nothing here; did you mean “then”?; there are id, when, then\n"
                + "malformed at rules[1]: “then” is missing"
        ),
        (
            "{\"queue\": \"vip\"}", "{\"queue\": \"v ip\"}",
            "malformed at rules[1].then.queue: an identifier has a character that is not printable ASCII"
        ),
        (
            "{\"queue\": \"vip\"}", "{\"queue\": \"vip\", \"urgency\": \"high\"}",
            "malformed at rules[1].then.urgency: expected a whole number"
        ),
        ("{\"queue\": \"vip\"}", "{\"urgency\": 5}", "malformed at rules[1].then: “queue” is missing"),
        ("{\"id\": \"vip\", ", "{", "malformed at rules[1]: “id” is missing"),
        (
            "{\"id\": \"phone\"}", "{\"id\": \"phone\", \"level\": 2}",
            "unknownName at rules[0].then.skills[1].level: “level” means nothing here; there are id, min"
        ),
        (
            "\"otherwise\": {\"queue\": \"general\"}", "\"otherwise\": \"general\"",
            "malformed at otherwise: expected an object"
        ),
    ])
    func aMistakeIsFoundAtItsPlace(_ part: String, _ other: String, _ expected: String) {
        #expect(mistakes(part, with: other).joined(separator: "\n") == expected)
    }

    @Test func theDecodingErrorPointsAtTheFirst() throws {
        struct Document: Decodable {
            let routing: RoutingTable
        }
        let json = #"{"routing": {"attributes": [], "rules": [{"id": "a", "then": {"queue": "q"}}, {"id": "b"}]}}"#
        do {
            _ = try JSONDecoder().decode(Document.self, from: Data(json.utf8))
            Issue.record("the document was taken")
        } catch DecodingError.dataCorrupted(let context) {
            #expect(context.codingPath.first?.stringValue == "routing")
            #expect(context.codingPath.last?.intValue == 1)
            #expect(context.debugDescription == "malformed at rules[1]: “then” is missing")
            #expect((context.underlyingError as? RoutingTableErrors)?.errors.map(\.code) == [.malformed])
        }
    }

    @Test func tablesMadeInSwiftAreCheckedAlike() throws {
        let outcome = RoutingOutcome(queue: "q")
        let rules = [
            RoutingRule("a", when: [RoutingCondition("channel", .atLeast(3))], then: outcome),
            RoutingRule("b", when: [RoutingCondition("priority", .atLeast(3), .atLeast(4))], then: outcome),
            RoutingRule(
                "c", when: [RoutingCondition("known", .is(true)), RoutingCondition("known", .is(false))], then: outcome),
            RoutingRule("", then: outcome),
            RoutingRule(String(repeating: "x", count: 129), then: outcome),
            RoutingRule("d", when: [RoutingCondition("tags", .containsAll([]))], then: outcome),
            RoutingRule("e", when: [RoutingCondition("hour", .within([WeekRange(-1, 5)]))], then: outcome),
            RoutingRule("f\n", then: outcome),
        ]
        let error = #expect(throws: RoutingTableErrors.self) { try Samples.table(rules) }
        #expect(
            error?.errors.map(\.description) == [
                "unknownName at rules[0].when.channel.ge: “ge” is no test of enum; there are in, notIn, missing",
                "duplicateName at rules[1].when.priority.ge: two tests “ge”",
                "duplicateName at rules[2].when.known: two conditions for “known”",
                "malformed at rules[3].id: the id of a rule is empty",
                "malformed at rules[4].id: the id of a rule is longer than 128 bytes",
                "malformed at rules[5].when.tags.allOf: the list is empty",
                "outOfRange at rules[6].when.hour.within[0]: a range runs from 0…10079 to another minute of 0…10080",
                "malformed at rules[7].id: the id of a rule has a control character",
            ])
    }

    @Test func everythingHasALimit() throws {
        let outcome = RoutingOutcome(queue: "q")
        func places(
            _ attributes: [RoutingAttribute], _ rules: [RoutingRule], _ policy: HitPolicy = .first
        ) -> [String] {
            do throws(RoutingTableErrors) {
                _ = try RoutingTable(attributes: attributes, rules: rules, policy: policy)
                return []
            } catch {
                return error.errors.map { "\($0.code) \($0.place)" }
            }
        }
        let many = (0...64).map { RoutingAttribute("a\($0)", .boolean) }
        #expect(places(many, []) == ["tooLong attributes"])
        #expect(places(Array(many.dropLast()), []) == [])
        let symbols = (0...10_000).map { "s\($0)" }
        #expect(places([RoutingAttribute("a", .enumeration(symbols))], []) == ["tooLong attributes[0].values"])
        let numbers = RoutingCondition("n", .isOneOf((0...10_000).map { Int64($0) }))
        let integer = [RoutingAttribute("n", .integer)]
        #expect(places(integer, [RoutingRule("a", when: [numbers], then: outcome)]) == ["tooLong rules[0].when.n.in"])
        let empty = (0...10_000).map { RoutingRule("r\($0)", then: outcome) }
        #expect(places([], empty, .unique) == ["tooLong rules"])
        #expect(places([], empty) == [])
        let skills = (0...64).map { SkillRequirement(SkillID(stringLiteral: "s\($0)")) }
        let demanding = RoutingRule("a", then: RoutingOutcome(queue: "q", skills: skills))
        #expect(places([], [demanding]) == ["tooLong rules[0].then.skills"])
        let collected = skills.enumerated().map {
            RoutingRule("r\($0)", then: RoutingOutcome(queue: "q", skills: [$1]))
        }
        #expect(places([], collected, .collect) == ["tooLong rules"])
        #expect(places([], collected) == [])
    }

    @Test func tooManyDifferentValuesForTheIndexAreRefused() {
        let rules = (0..<60_000).map { number in
            RoutingRule(
                "r\(number)", when: [RoutingCondition("n", .equals(Int64(number) * 2))],
                then: RoutingOutcome(queue: "q"))
        }
        let error = #expect(throws: RoutingTableErrors.self) {
            try RoutingTable(attributes: [RoutingAttribute("n", .integer)], rules: rules)
        }
        #expect(error?.errors.map(\.code) == [.tooLong])
    }

    @Test func aThousandMistakesAreEnough() {
        let rules = (0..<1_500).map { _ in RoutingRule("a", then: RoutingOutcome(queue: "q")) }
        let error = #expect(throws: RoutingTableErrors.self) { try RoutingTable(attributes: [], rules: rules) }
        #expect(error?.errors.count == 1_000)
        #expect(error?.isTruncated == true)
        let free = (0..<1_500).map { RoutingRule("r\($0)", then: RoutingOutcome(queue: "q")) }
        let overlaps = #expect(throws: RoutingTableErrors.self) {
            try RoutingTable(attributes: [], rules: free, policy: .unique)
        }
        #expect(overlaps?.errors.count == 1_000)
        #expect(overlaps?.isTruncated == true)
    }

    @Test func overlapsOfAUniqueTableAreNamed() throws {
        let attributes = [RoutingAttribute("tier", .enumeration(["free", "pro"]), isOptional: true)]
        func rules(_ first: RoutingCondition, _ second: RoutingCondition) -> [RoutingRule] {
            [
                RoutingRule("a", when: [first], then: RoutingOutcome(queue: "q")),
                RoutingRule("b", when: [second], then: RoutingOutcome(queue: "q")),
            ]
        }
        func details(_ rules: [RoutingRule]) -> [String] {
            do throws(RoutingTableErrors) {
                _ = try RoutingTable(attributes: attributes, rules: rules, policy: .unique)
                return []
            } catch {
                return error.errors.map(\.description)
            }
        }
        #expect(details(rules(.init("tier", .isIn(["free"])), .init("tier", .isIn(["pro"])))) == [])
        #expect(
            details(rules(.init("tier", .isIn(["free"])), .init("tier", .isNotIn(["pro"]))))
                == [
                    "duplicateName at rules[1]: a contact can match “a” and “b” both; for example a contact with tier free"
                ])
        #expect(
            details(rules(.init("tier", .isNotIn(["free"])), .init("tier", .isNotIn(["pro"]))))
                == [
                    "duplicateName at rules[1]: a contact can match “a” and “b” both, "
                        + "when “tier” is a symbol that is not declared; for example a contact with tier other"
                ])
        #expect(
            details(rules(.init("tier", .isIn(["free"]), orMissing: true), .init("tier", .missing(true))))
                == [
                    "duplicateName at rules[1]: a contact can match “a” and “b” both; for example a contact of which nothing is known"
                ])
    }

    @Test func warnsOfWhatIsProbablyNotMeant() throws {
        let outcome = RoutingOutcome(queue: "q")
        let table = try Samples.table([
            RoutingRule("a", when: [RoutingCondition("language", .isNotIn(["fi"]))], then: outcome),
            RoutingRule("b", when: [RoutingCondition("language", .isNotIn(["fi"]), orMissing: true)], then: outcome),
            RoutingRule("c", when: [RoutingCondition("channel", .missing(true))], then: outcome),
            RoutingRule("d", when: [RoutingCondition("channel", .isNotIn(["chat"]), orMissing: true)], then: outcome),
        ])
        #expect(table.warnings.map(\.severity) == [.warning, .warning, .warning])
        #expect(
            table.warnings.map(\.place.description) == [
                "rules[0].when.language.notIn", "rules[2].when.channel", "rules[3].when.channel",
            ])
        #expect(
            table.warnings[0].sentence(in: .english)
                == "A contact without language never passes this test; say orMissing if it should.")
        #expect(
            table.warnings[1].sentence(in: .finnish) == "channel ei ole valinnainen, joten se ei koskaan puutu.")
    }
}
