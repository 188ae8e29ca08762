import DeskPrimitives
import DeskRouting
import DeskTestKit
import Foundation
import Testing

/// The name of the exact content of a table.
@Suite struct FingerprintTests {
    /// The digest was computed with Python's hashlib over a canonical form written in Python from the document, the old one
    /// is from a version of the library that knew no other.
    @Test("The fingerprint of a document is the same on every platform and in every version of the library")
    func pinned() throws {
        let table = try Samples.read(TableDocumentTests.document)
        #expect(
            table.fingerprint.description == "39f0bb937763ea45668d5b1eade6daccbe23aac8f9a182cfdd03843c724241f1")
        let old = try #require(RoutingFingerprint("beafbeac5ed3a20a"))
        #expect(old.names(table))
        #expect(old != table.fingerprint)
        let other = try Samples.read(
            TableDocumentTests.document.replacingOccurrences(of: "\"urgency\": 90", with: "\"urgency\": 91"))
        #expect(other.fingerprint != table.fingerprint)
        #expect(!old.names(other) && !table.fingerprint.names(other) && table.fingerprint.names(table))
    }

    @Test("It goes there and back in records and documents, and so does an old one; nothing else is one")
    func coding() throws {
        let table = try Samples.read(TableDocumentTests.document)
        let old = try #require(RoutingFingerprint([0xBE, 0xAF, 0xBE, 0xAC, 0x5E, 0xD3, 0xA2, 0x0A]))
        #expect(old.description == "beafbeac5ed3a20a")
        for print in [table.fingerprint, old] {
            #expect(try JSONDecoder().decode(RoutingFingerprint.self, from: JSONEncoder().encode(print)) == print)
            #expect(try RecordDecoder().decode(RoutingFingerprint.self, from: RecordEncoder().encode(print)) == print)
            #expect(RoutingFingerprint(print.bytes) == print && RoutingFingerprint(print.description) == print)
        }
        // As they stood in records before: text of sixteen digits.
        let text = try RecordEncoder().encode("beafbeac5ed3a20a")
        #expect(try RecordDecoder().decode(RoutingFingerprint.self, from: text) == old)
        // In a record 32 bytes and their two of length.
        #expect(try RecordEncoder().encode(table.fingerprint).count == 34)
        for bad in ["+123456789012345", "", "beafbeac5ed3a20", "beafbeac5ed3a20a0", "xeafbeac5ed3a20a"] {
            #expect(RoutingFingerprint(bad) == nil)
            #expect(throws: DecodingError.self) {
                try JSONDecoder().decode(RoutingFingerprint.self, from: Data("\"\(bad)\"".utf8))
            }
        }
        #expect(RoutingFingerprint([1, 2, 3]) == nil)
        #expect(throws: Refusal.self) {
            try RecordDecoder().decode(
                RoutingFingerprint.self, from: RecordEncoder().encode([UInt8](repeating: 0, count: 9)))
        }
    }

    @Test("A decision that bears an old fingerprint is explained by the table it names, and by no other")
    func oldDecision() throws {
        let table = try Samples.read(TableDocumentTests.document)
        let kept = Data(
            """
            {"table": "beafbeac5ed3a20a", "rules": ["vip"], "outcome": {"queue": "vip"},
             "facts": {"channel": {"symbol": "voice"}, "priority": {"integer": 7}}}
            """.utf8)
        let decision = try JSONDecoder().decode(RoutingDecision.self, from: kept)
        let explanation = try table.explain(decision)
        #expect(explanation.matches.map(\.rule) == ["vip"])
        #expect(explanation.sentence(in: .english).contains("priority is at least 5 and is less than 9 (it is 7)"))
        let other = try Samples.read(
            TableDocumentTests.document.replacingOccurrences(of: "\"urgency\": 90", with: "\"urgency\": 91"))
        #expect(refusal { _ = try other.explain(decision) }?.code == .wrongState)
        let editions = [other, table]
        #expect(editions.first { decision.table.names($0) } == table)
    }

    // MARK: Properties

    /// What a table is made of, to be changed.
    private struct Parts: Hashable {
        var attributes: [RoutingAttribute]
        var rules: [RoutingRule]
        var otherwise: RoutingOutcome?
        var policy: HitPolicy
        var merge: CollectMerge

        func table() -> RoutingTable? {
            try? RoutingTable(attributes: attributes, rules: rules, otherwise: otherwise, policy: policy, merge: merge)
        }
    }

    /// Everything one change can make of a table: every part of it is touched by some of them.
    private func variants(_ parts: Parts, _ tables: inout RandomTables) -> [Parts] {
        var variants: [Parts] = []
        func add(_ change: (inout Parts) -> Void) {
            var other = parts
            change(&other)
            if other != parts { variants.append(other) }
        }
        add { $0.policy = $0.policy == .collect ? .first : .collect }
        add { $0.merge.queue = .mostUrgent }
        add { $0.merge.urgency = .lowest }
        add { $0.merge.skills = .common }
        add { $0.otherwise = $0.otherwise == nil ? RoutingOutcome(queue: "z") : nil }
        add { $0.rules.append(RoutingRule("more", then: RoutingOutcome(queue: "q"))) }
        add { $0.attributes.append(RoutingAttribute("more", .integer)) }
        for number in parts.attributes.indices {
            add { $0.attributes[number].isOptional.toggle() }
            add { parts in
                switch parts.attributes[number].type {
                case .enumeration(let names): parts.attributes[number].type = .enumeration(names + ["more"])
                case .set(let names): parts.attributes[number].type = .set(names.reversed())
                case .timeOfWeek: parts.attributes[number].type = .timeOfWeek(zone: "Asia/Tokyo")
                case .integer, .boolean: break
                }
            }
        }
        for number in parts.rules.indices {
            add { $0.rules.remove(at: number) }
            add { $0.rules.swapAt(number, 0) }
            add { $0.rules[number].id += "-" }
            add { $0.rules[number].outcome.queue = "other" }
            add { $0.rules[number].outcome.urgency += 1 }
            add { $0.rules[number].outcome.skills.append(SkillRequirement("new")) }
            for skill in parts.rules[number].outcome.skills.indices {
                add { $0.rules[number].outcome.skills[skill].atLeast += 1 }
                add { $0.rules[number].outcome.skills[skill].skill = "other" }
            }
            for condition in parts.rules[number].conditions.indices {
                add { $0.rules[number].conditions.remove(at: condition) }
                add { $0.rules[number].conditions[condition].orMissing.toggle() }
                let name = parts.rules[number].conditions[condition].attribute
                guard let attribute = parts.attributes.first(where: { $0.name == name }) else { continue }
                for test in parts.rules[number].conditions[condition].tests.indices {
                    add { $0.rules[number].conditions[condition].tests.remove(at: test) }
                    let other = tables.test(attribute)
                    add { $0.rules[number].conditions[condition].tests[test] = other }
                }
            }
        }
        return variants
    }

    private func random(_ tables: inout RandomTables) -> Parts {
        let attributes = tables.attributes()
        var rules = tables.rules(attributes, count: tables.number(1...4))
        for number in rules.indices where tables.random.chance(1, in: 2) {
            rules[number].outcome.skills = [SkillRequirement("s", atLeast: tables.number(1...4))]
        }
        return Parts(
            attributes: attributes, rules: rules,
            otherwise: tables.random.chance(1, in: 2) ? RoutingOutcome(queue: "o") : nil,
            policy: tables.random.chance(1, in: 2) ? .collect : .first, merge: CollectMerge())
    }

    @Test("Any one change of a table changes its fingerprint")
    func everyChangeCounts() throws {
        var compared = 0
        for round in 0..<Samples.cases(60) {
            let seed = UInt64(round) &* 7_919 &+ 13
            var tables = RandomTables(seed: seed)
            let parts = random(&tables)
            let table = try #require(parts.table(), "seed \(seed)")
            var seen: [RoutingFingerprint: Parts] = [table.fingerprint: normal(table)]
            for variant in variants(parts, &tables) {
                guard let other = variant.table() else { continue }
                compared += 1
                // Two tables have one fingerprint exactly when they are the same table.
                let content = normal(other)
                #expect(seen[other.fingerprint] == nil || seen[other.fingerprint] == content, "seed \(seed)")
                #expect((other.fingerprint == table.fingerprint) == (content == normal(table)), "seed \(seed)")
                seen[other.fingerprint] = content
            }
            #expect(Set(seen.values).count == seen.count, "seed \(seed): one table, two fingerprints")
        }
        #expect(compared > 1_000)
    }

    /// A table as it is after loading: its conditions and tests in order.
    private func normal(_ table: RoutingTable) -> Parts {
        Parts(
            attributes: table.attributes, rules: table.rules, otherwise: table.otherwise, policy: table.policy,
            merge: table.merge)
    }

    @Test("A table in the program, in lists and in a document, in any order, has one fingerprint")
    func everyFormAlike() throws {
        for round in 0..<Samples.cases(80) {
            let seed = UInt64(round) &* 104_729 &+ 3
            var tables = RandomTables(seed: seed)
            let parts = random(&tables)
            let table = try #require(parts.table(), "seed \(seed)")
            let built = try RoutingTable(
                attributes: parts.attributes, otherwise: parts.otherwise, policy: parts.policy, merge: parts.merge
            ) {
                for rule in parts.rules { rule }
            }
            #expect(built.fingerprint == table.fingerprint, "seed \(seed)")
            for formatting in [JSONEncoder.OutputFormatting.sortedKeys, [.prettyPrinted], []] {
                let encoder = JSONEncoder()
                encoder.outputFormatting = formatting
                let again = try JSONDecoder().decode(RoutingTable.self, from: encoder.encode(table))
                #expect(again.fingerprint == table.fingerprint, "seed \(seed)")
            }
            var turned = parts
            for number in turned.rules.indices {
                tables.random.shuffle(&turned.rules[number].conditions)
                for condition in turned.rules[number].conditions.indices {
                    tables.random.shuffle(&turned.rules[number].conditions[condition].tests)
                }
            }
            #expect(turned.table()?.fingerprint == table.fingerprint, "seed \(seed)")
        }
    }

    @Test("No two tables of some thousands share a fingerprint, neither the whole nor its first eight bytes")
    func noneAlike() throws {
        var seen: Set<[UInt8]> = []
        var known: Set<Parts> = []
        for round in 0..<Samples.cases(2_000) {
            var tables = RandomTables(seed: UInt64(round) &+ 1_000_003)
            let attributes = tables.attributes()
            let table = try RoutingTable(
                attributes: attributes, rules: tables.rules(attributes, count: 1), policy: .collect)
            if known.insert(normal(table)).inserted {
                #expect(seen.insert(Array(table.fingerprint.bytes.prefix(8))).inserted, "round \(round)")
            }
        }
    }
}
