import DeskFoundation
import DeskOperations
import DeskPrimitives
import DeskTestKit
import Foundation
import Testing

/// Policy documents in JSON: there and back, and every mistake at its place.
@Suite struct PolicyDocumentTests {
    /// The town's document with something changed in it.
    private func changed(_ change: (inout JSON) -> Void) throws -> Data {
        let object = try JSONSerialization.jsonObject(with: try TownDesk.policy().json())
        var json = JSON(object)
        change(&json)
        return try JSONSerialization.data(withJSONObject: json.value)
    }

    /// A document that can be changed by its path.
    private struct JSON {
        var value: Any
        init(_ value: Any) { self.value = value }

        subscript(_ path: Any...) -> Any? {
            get { Self.get(value, path[...]) }
            set { value = Self.set(value, path[...], newValue) ?? value }
        }

        private static func get(_ value: Any?, _ path: ArraySlice<Any>) -> Any? {
            guard let step = path.first else { return value }
            if let index = step as? Int { return get((value as? [Any])?[index], path.dropFirst()) }
            return get((value as? [String: Any])?["\(step)"], path.dropFirst())
        }

        private static func set(_ value: Any?, _ path: ArraySlice<Any>, _ new: Any?) -> Any? {
            guard let step = path.first else { return new }
            if let index = step as? Int, var list = value as? [Any] {
                if let changed = set(list[index], path.dropFirst(), new) {
                    list[index] = changed
                } else {
                    list.remove(at: index)
                }
                return list
            }
            var object = value as? [String: Any] ?? [:]
            object["\(step)"] = set(object["\(step)"], path.dropFirst(), new)
            return object
        }
    }

    private func expectRefusal(
        _ data: Data, _ code: Refusal.Code, at place: String, _ detail: String? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        do throws(Refusal) {
            _ = try DeskPolicy(json: data)
            Issue.record("it was read", sourceLocation: sourceLocation)
        } catch {
            #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
            #expect(error.place.description == place, "\(error)", sourceLocation: sourceLocation)
            if let detail { #expect(error.detail.contains(detail), "\(error)", sourceLocation: sourceLocation) }
        }
    }

    @Test("the town's policy written and read again is the same, and so is what is written then")
    func roundTrip() throws {
        let policy = try TownDesk.policy()
        let json = try policy.json()
        let again = try DeskPolicy(json: json)
        #expect(again == policy)
        #expect(try again.json() == json)
        #expect(throws: Never.self) { try CompiledPolicy(again) }
    }

    @Test("what may be left out may be left out")
    func smallest() throws {
        let json = """
            {"version": 1, "name": {"fi": "Neuvonta"}, "zone": "Europe/Helsinki",
             "channels": [{"id": "mail", "kind": "mail", "name": {"fi": "Posti"}}],
             "teams": [{"id": "desk", "name": {"fi": "Neuvonta"}}],
             "agents": [{"id": "anna", "name": "Anna", "team": "desk"}],
             "queues": [{"id": "all", "teams": ["desk"]}],
             "routing": {"version": 1, "attributes": [], "rules": [], "otherwise": {"queue": "all"}},
             "description": {"name": {"fi": "Neuvonta"}, "purpose": {"fi": "Apua"}, "items": []}}
            """
        let policy = try DeskPolicy(json: Data(json.utf8))
        #expect(policy.closesAfter == .days(7))
        #expect(policy.surveyPlan == nil)
        #expect(try DeskPolicy(json: policy.json()) == policy)
        #expect(throws: Never.self) { try CompiledPolicy(policy) }
    }

    // MARK: Places

    @Test("an unknown member, at any depth, with the nearest known one")
    func unknownMembers() throws {
        expectRefusal(
            try changed { $0["chanels"] = [] }, .malformed, at: "chanels", "did you mean “channels”?")
        expectRefusal(
            try changed { $0["channels", 2, "hourz"] = "office" }, .malformed, at: "channels[2].hourz",
            "did you mean “hours”?")
        expectRefusal(
            try changed { $0["targets", 1, "within", "urgent"] = "PT1H" }, .malformed, at: "targets[1].within.urgent")
        expectRefusal(
            try changed { $0["description", "items", 5, "hlep"] = "x" }, .malformed, at: "description.items[5].hlep")
        expectRefusal(try changed { $0["routing", "rulez"] = [] }, .malformed, at: "routing.rulez")
        expectRefusal(
            try changed { $0["routing", "rules", 1, "wen"] = [:] as [String: Any] }, .malformed,
            at: "routing.rules[1].wen")
        expectRefusal(try changed { $0["teams", 0, "unti"] = "people" }, .malformed, at: "teams[0].unti")
        expectRefusal(try changed { $0["topics", 0, "nmae"] = "x" }, .malformed, at: "topics[0].nmae")
        for list in ["units", "skills", "agents", "queues", "surveys"] {
            expectRefusal(try changed { $0[list, 0, "x"] = 1 }, .malformed, at: "\(list)[0].x")
        }
        for object in ["distribution", "surveyPlan"] {
            expectRefusal(try changed { $0[object, "x"] = 1 }, .malformed, at: "\(object).x")
        }
        expectRefusal(
            try changed { $0["calendars", "office", "holiday"] = [] as [Any] }, .malformed,
            at: "calendars.office.holiday", "did you mean “holidays”?")
    }

    @Test("a version that this library does not read")
    func version() throws {
        for version in [0, 2, -1] {
            expectRefusal(
                try changed { $0["version"] = version }, .malformed, at: "version", "version \(version) is not known")
        }
        expectRefusal(try changed { $0["version"] = nil }, .malformed, at: "version", "missing")
        expectRefusal(try changed { $0["version"] = "1" }, .malformed, at: "version", "a whole number")
    }

    @Test("a value of another type, an unknown name and a malformed span, each at its path")
    func values() throws {
        expectRefusal(try changed { $0["zone"] = nil }, .malformed, at: "zone", "missing")
        expectRefusal(try changed { $0["zone"] = 3 }, .malformed, at: "zone", "expected text")
        expectRefusal(try changed { $0["agents"] = "aino" }, .malformed, at: "agents", "expected a list")
        expectRefusal(try changed { $0["channels", 1, "name"] = nil }, .malformed, at: "channels[1].name", "missing")
        expectRefusal(try changed { $0["channels", 0, "kind"] = "telepathy" }, .malformed, at: "channels[0].kind")
        expectRefusal(try changed { $0["channels", 0, "id"] = "a b" }, .malformed, at: "channels[0].id")
        expectRefusal(try changed { $0["channels", 0, "loadUnits"] = 101 }, .malformed, at: "channels[0].loadUnits")
        expectRefusal(try changed { $0["closesAfter"] = "a week" }, .malformed, at: "closesAfter")
        expectRefusal(try changed { $0["targets", 2, "metric"] = "speed" }, .malformed, at: "targets[2].metric")
        expectRefusal(
            try changed { $0["targets", 0, "within", "normal"] = "soon" }, .malformed, at: "targets[0].within.normal")
        expectRefusal(
            try changed { $0["routing", "rules", 0, "when"] = ["topik": ["in": ["waste"]]] }, .malformed,
            at: "routing.rules[0].when.topik")
        expectRefusal(
            try changed { $0["routing", "rules", 1, "then", "urgency"] = 5_000 }, .malformed,
            at: "routing.rules[1].then.urgency")
    }

    @Test("a calendar whose name is a number is a member, not an element")
    func numericNames() throws {
        let data = try changed {
            $0["calendars", "2026"] = ["zone": "Europe/Helsinki", "week": 3] as [String: Any]
        }
        expectRefusal(data, .malformed, at: "calendars.2026.week")
    }

    @Test("a text that is no JSON is refused with its line")
    func broken() {
        expectRefusal(Data("{\n \"version\": 1,\n \"name\": }\n".utf8), .malformed, at: "line 3, column 10")
        expectRefusal(Data("{\n \"version\": 1\n \"name\": {}}".utf8), .malformed, at: "line 3, column 2")
        for text in ["", " ", "{", "[1,", "nonsense", "{\"version\": 1", "\u{FEFF}"] {
            do throws(Refusal) {
                _ = try DeskPolicy(json: Data(text.utf8))
                Issue.record("“\(text)” was read")
            } catch {
                #expect(error.code == .malformed, "\(text)")
            }
        }
        expectRefusal(Data("[]".utf8), .malformed, at: "")
        expectRefusal(
            Data([0x7B, 0x22, 0xFF, 0xFE, 0x22, 0x3A, 0x31, 0x7D]), .malformed, at: "line 1, column 3", "UTF-8")
    }

    @Test("nesting and size over their limits are refused before anything is read")
    func tooMuch() {
        let deep = String(repeating: "[", count: Limits.depth) + "\n[" + String(repeating: "]", count: Limits.depth + 1)
        expectRefusal(Data(deep.utf8), .tooLong, at: "line 2, column 1")
        let brackets = "{\"name\": \"" + String(repeating: "[", count: 500) + "\\\"[[\"}"
        expectRefusal(Data(brackets.utf8), .malformed, at: "version", "missing")
        let large = Data(count: JSONDocument.byteLimit + 1)
        expectRefusal(large, .tooLong, at: "")
    }

    @Test("no prefix of a document is read as one, and none traps")
    func prefixes() throws {
        let json = try TownDesk.policy().json()
        for length in stride(from: 0, to: json.count - 1, by: 61) {
            #expect(throws: Refusal.self) { try DeskPolicy(json: json.prefix(length)) }
        }
        // A slice that does not begin at 0 is read like any other.
        #expect(try DeskPolicy(json: (Data("  ".utf8) + json).dropFirst(2)) == TownDesk.policy())
    }
}
