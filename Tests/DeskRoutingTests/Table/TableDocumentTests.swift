import DeskPrimitives
import DeskRouting
import DeskSchedules
import Foundation
import Testing

/// The document form of a table.
@Suite struct TableDocumentTests {
    static let document = """
        {"version": 1, "policy": "first",
         "attributes": [
          {"name": "channel", "type": "enum", "values": ["voice", "chat"]},
          {"name": "priority", "type": "int"},
          {"name": "language", "type": "enum", "values": ["fi", "fr"], "optional": true},
          {"name": "tags", "type": "set", "values": ["fraud", "legal"], "optional": true},
          {"name": "known", "type": "bool", "optional": true},
          {"name": "hour", "type": "timeOfWeek", "zone": "Europe/Madrid", "optional": true}],
         "rules": [
          {"id": "fraud", "when": {"tags": {"anyOf": ["fraud"]}},
           "then": {"queue": "risk", "skills": [{"id": "fraud", "min": 3}, {"id": "phone"}], "urgency": 90}},
          {"id": "vip", "when": {"channel": {"in": ["voice"]}, "priority": {"ge": 5, "lt": 9},
            "language": {"notIn": ["fr"], "orMissing": true}}, "then": {"queue": "vip"}},
          {"id": "night", "when": {"hour": {"within": [[1320, 1440], [10000, 60]]}, "known": {"is": false}},
           "then": {"queue": "night"}}],
         "otherwise": {"queue": "general"}}
        """

    @Test func readsTheDocument() throws {
        let table = try Samples.read(Self.document)
        #expect(table.policy == .first)
        #expect(table.attributes.map(\.name) == ["channel", "priority", "language", "tags", "known", "hour"])
        #expect(table.attributes[5] == RoutingAttribute("hour", .timeOfWeek(zone: "Europe/Madrid"), isOptional: true))
        #expect(
            table.rules[0].outcome
                == RoutingOutcome(
                    queue: "risk", skills: [SkillRequirement("fraud", atLeast: 3), SkillRequirement("phone")],
                    urgency: 90))
        #expect(
            table.rules[1]
                == RoutingRule(
                    "vip",
                    when: [
                        RoutingCondition("channel", .isIn(["voice"])),
                        RoutingCondition("priority", .atLeast(5), .lessThan(9)),
                        RoutingCondition("language", .isNotIn(["fr"]), orMissing: true),
                    ], then: RoutingOutcome(queue: "vip", urgency: 50)))
        #expect(
            table.rules[2].conditions
                == [
                    RoutingCondition("known", .is(false)),
                    RoutingCondition("hour", .within([WeekRange(1_320, 1_440), WeekRange(10_000, 60)])),
                ])
        #expect(table.otherwise == RoutingOutcome(queue: "general"))
    }

    @Test func goesThereAndBack() throws {
        let table = try Samples.read(Self.document)
        let json = try JSONDecoder().decode(RoutingTable.self, from: JSONEncoder().encode(table))
        #expect(json == table)
        #expect(json.fingerprint == table.fingerprint)
        let record = try RecordDecoder().decode(RoutingTable.self, from: RecordEncoder().encode(table))
        #expect(record == table)
    }

    @Test func randomTablesGoThereAndBack() throws {
        for round in 0..<Samples.cases(60) {
            var tables = RandomTables(seed: UInt64(round) &+ 77)
            let attributes = tables.attributes()
            let table = try RoutingTable(
                attributes: attributes, rules: tables.rules(attributes, count: 6), policy: .collect)
            let again = try JSONDecoder().decode(RoutingTable.self, from: JSONEncoder().encode(table))
            #expect(again == table, "round \(round)")
            #expect(again.fingerprint == table.fingerprint, "round \(round)")
        }
    }

    @Test func writesWhatTheNotesSay() throws {
        let table = try RoutingTable(
            attributes: [
                RoutingAttribute("channel", .enumeration(["voice"])), RoutingAttribute("n", .integer, isOptional: true),
            ],
            rules: [
                RoutingRule(
                    "a",
                    when: [
                        RoutingCondition("n", .lessThan(4), .atLeast(1), orMissing: true),
                        RoutingCondition("channel", .isIn(["voice"])),
                    ], then: RoutingOutcome(queue: "q", skills: [SkillRequirement("s", atLeast: 2)], urgency: 7))
            ], otherwise: RoutingOutcome(queue: "z"))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let text = String(decoding: try encoder.encode(table), as: UTF8.self)
        #expect(
            text == """
                {"attributes":[{"name":"channel","type":"enum","values":["voice"]},\
                {"name":"n","optional":true,"type":"int"}],"otherwise":{"queue":"z"},"policy":"first",\
                "rules":[{"id":"a","then":{"queue":"q","skills":[{"id":"s","min":2}],"urgency":7},\
                "when":{"channel":{"in":["voice"]},"n":{"ge":1,"lt":4,"orMissing":true}}}],"version":1}
                """)
    }

    @Test func theOrderOfConditionsAndTestsIsNoDifference() throws {
        let one = RoutingRule(
            "a",
            when: [
                RoutingCondition("channel", .isIn(["chat"])), RoutingCondition("priority", .atLeast(1), .atMost(3)),
            ],
            then: RoutingOutcome(queue: "q"))
        let other = RoutingRule(
            "a",
            when: [
                RoutingCondition("priority", .atMost(3), .atLeast(1)), RoutingCondition("channel", .isIn(["chat"])),
            ],
            then: RoutingOutcome(queue: "q"))
        #expect(try Samples.table([one]) == Samples.table([other]))
    }

    @Test func hoursOfSomeDays() {
        let hours = WeekRange.on([.monday, .tuesday], from: "09:00", to: "17:30")
        #expect(hours == [WeekRange(540, 1_050), WeekRange(1_980, 2_490)])
        #expect(WeekRange.on([.sunday], from: "22:00", to: "06:00") == [WeekRange(9_960, 360)])
        #expect(WeekRange.on([.sunday], from: "00:00", to: "24:00") == [WeekRange(8_640, 10_080)])
        #expect(WeekRange.on([.wednesday], from: "00:00", to: "00:00") == [WeekRange(2_880, 4_320)])
        #expect(WeekRange.on([.sunday], from: "24:00", to: "02:00") == [WeekRange(0, 120)])
        #expect(WeekRange.minute(.thursday, "10:30") == 4_950)
    }
}
