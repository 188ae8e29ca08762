import DeskPrimitives
import DeskRouting
import Testing

/// The index against an evaluator that shares nothing with it, on random tables of every attribute type.
@Suite struct AgreementTests {
    @Test func theIndexDecidesAsTheReferenceDoes() throws {
        for round in 0..<Samples.cases(300) {
            let seed = UInt64(round) &* 7_919 &+ 17
            var tables = RandomTables(seed: seed)
            let attributes = tables.attributes()
            let count = round % 20 == 0 ? tables.number(200...600) : tables.number(1...12)
            let rules = tables.rules(attributes, count: count)
            let reference = ReferenceEvaluator(rules: rules)
            let first = try RoutingTable(attributes: attributes, rules: rules)
            let collect = try RoutingTable(attributes: attributes, rules: rules, policy: .collect)
            for _ in 0..<12 {
                let facts = tables.facts(attributes)
                let expected = reference.matches(facts)
                let key = try first.key(for: facts)
                #expect(try first.matches(key) == expected, "seed \(seed), \(facts)")
                #expect(try first.decide(key).rules == Array(expected.prefix(1)), "seed \(seed), \(facts)")
                #expect(try collect.decide(facts).rules == expected, "seed \(seed), \(facts)")
            }
        }
    }

    @Test func explanationsAgreeWithDecisions() throws {
        for round in 0..<Samples.cases(60) {
            let seed = UInt64(round) &* 104_729 &+ 3
            var tables = RandomTables(seed: seed)
            let attributes = tables.attributes()
            let rules = tables.rules(attributes, count: 8)
            let reference = ReferenceEvaluator(rules: rules)
            let table = try RoutingTable(attributes: attributes, rules: rules, policy: .collect)
            for _ in 0..<8 {
                let facts = tables.facts(attributes)
                let key = try table.key(for: facts)
                let explanation = try table.explain(table.decide(key))
                #expect(explanation.matches.map(\.rule) == reference.matches(facts), "seed \(seed)")
                for (index, rule) in rules.enumerated() {
                    let failed = try table.whyNot(rule.id, key)
                    let expected = rule.conditions.filter { !reference.holds($0, facts) }
                    #expect(failed.map(\.condition.attribute) == expected.map(\.attribute), "seed \(seed)")
                    for test in failed {
                        let place = "rules[\(index)].when.\(test.condition.attribute)"
                        #expect(test.place.description == place)
                        #expect(test.value == facts[test.condition.attribute])
                        let wrong = test.condition.tests.filter { one in
                            guard let value = facts[test.condition.attribute] else { return one != .missing(true) }
                            return !ReferenceEvaluator.holds(one, value)
                        }
                        #expect(Set(test.tests) == Set(wrong), "seed \(seed)")
                    }
                }
            }
        }
    }

    /// Two rules of a `unique` table overlap exactly when some contact of the whole domain matches both.
    @Test func uniqueTablesRefuseExactlyTheOverlaps() throws {
        var overlapping = 0
        var apart = 0
        for round in 0..<Samples.cases(400) {
            let seed = UInt64(round) &* 15_485_863 &+ 1
            var tables = RandomTables(seed: seed)
            let attributes = Array(tables.attributes().prefix(2))
            let rules = tables.rules(attributes, count: 2)
            let reference = ReferenceEvaluator(rules: rules)
            let truth = Domain(attributes).contacts.contains { reference.matches($0).count == 2 }
            var isRefused = false
            do throws(RoutingTableErrors) {
                _ = try RoutingTable(attributes: attributes, rules: rules, policy: .unique)
            } catch {
                isRefused = true
                #expect(error.errors.map(\.place.description) == ["rules[1]"], "seed \(seed)")
            }
            #expect(isRefused == truth, "seed \(seed): \(rules)")
            if truth { overlapping += 1 } else { apart += 1 }
        }
        #expect(overlapping > 50 && apart > 50)
    }

    @Test func aTableOfManyRulesStopsAtTheFirst() throws {
        let rules = (0..<2_000).map { number in
            RoutingRule(
                "r\(number)", when: [RoutingCondition("n", .atLeast(Int64(1_999 - number)))],
                then: RoutingOutcome(queue: "q", urgency: number % 101))
        }
        let table = try RoutingTable(attributes: [RoutingAttribute("n", .integer)], rules: rules)
        for value: Int64 in [0, 1, 63, 64, 255, 256, 257, 1_998, 1_999, .max] {
            let decision = try table.decide(["n": .integer(value)])
            let expected = max(0, 1_999 - value)
            #expect(decision.rules == ["r\(expected)"])
            #expect(decision.outcome?.urgency == Int(expected) % 101)
        }
        #expect(try table.decide(["n": .integer(-1)]).result == .noMatch)
        #expect(try table.matches(table.key(for: ["n": .integer(5)])).count == 6)
    }
}

/// Every contact there can be, one for each class of values that tests of ``RandomTables`` can tell apart.
struct Domain {
    let contacts: [RoutingFacts]

    init(_ attributes: [RoutingAttribute]) {
        var contacts = [RoutingFacts()]
        for attribute in attributes {
            var values: [RoutingValue?] = attribute.isOptional ? [nil] : []
            switch attribute.type {
            case .enumeration(let names): values += (names + ["undeclared"]).map { .symbol($0) }
            case .boolean: values += [.boolean(false), .boolean(true)]
            case .integer: values += ([.min, .min + 1, .max - 1, .max] + Array(-5...5)).map { .integer($0) }
            case .set(let names):
                let all = names + ["undeclared"]
                for bits in 0..<(1 << all.count) {
                    values.append(.set(all.indices.filter { bits >> $0 & 1 == 1 }.map { all[$0] }))
                }
            case .timeOfWeek:
                for half in 0..<14 { values += [.minuteOfWeek(half * 720), .minuteOfWeek(half * 720 + 700)] }
                values += [.minuteOfWeek(10_079), .minuteOfWeek(1), .minuteOfWeek(4)]
            }
            contacts = contacts.flatMap { contact in
                values.map { value in
                    var contact = contact
                    contact[attribute.name] = value
                    return contact
                }
            }
        }
        self.contacts = contacts
    }
}
