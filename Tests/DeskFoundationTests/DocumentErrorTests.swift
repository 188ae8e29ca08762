import DeskFoundation
import DeskOperations
import DeskPrimitives
import DeskRouting
import DeskTestKit
import Foundation
import Testing

/// Everything that is wrong with a document, each error with its line and column.
@Suite("Errors of documents")
struct DocumentErrorTests {
    /// What is wrong with a text, as a list of lines.
    private func errors<Value: Decodable>(_ text: String, as type: Value.Type = DeskPolicy.self) -> [String] {
        do throws(DocumentErrors) {
            _ = try JSONDocument.read(type, from: Data(text.utf8))
            return []
        } catch {
            return error.errors.map(\.description)
        }
    }

    /// The line and column at which a piece of a text stands, counted by hand.
    private func place(of piece: String, in text: String, occurrence: Int = 1) -> String {
        var left = occurrence
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            var from = line.startIndex
            while let range = line[from...].range(of: piece) {
                left -= 1
                if left == 0 { return "\(number + 1):\(line[..<range.lowerBound].unicodeScalars.count + 1)" }
                from = line.index(after: range.lowerBound)
            }
        }
        return "not there: \(piece)"
    }

    static let faulty = """
        {
         "version": 1,
         "name": {"en": "Help desk"},
         "zoen": "UTC",
         "zone": "Europe/Helsinki",
         "channels": [
          {"id": "mail", "kind": "mail", "name": {"en": "Mail"}},
          {"name": {"en": "Ääni 📞"}, "id": "a b", "kind": "smoke", "hourz": "x"},
          {"id": "web"}
         ],
         "teams": [{"id": "desk", "name": {"en": "Desk"}, "id": "desks"}],
         "agents": "anna",
         "queues": [{"id": "q", "teams": ["desk"], "offerTimeout": "soon"}],
         "routing": {
          "version": 1, "policy": "frist",
          "attributes": [{"name": "channel", "type": "enum", "values": ["mail", "web"]}],
          "rules": [
           {"id": "r", "when": {"chanel": {"in": ["mail"]}}, "then": {"queue": "q", "urgency": 500}},
           {"id": "r", "when": {"channel": {"in": ["mail", "wbe"]}}, "then": {"queue": "q"}},
           {"id": "s", "when": {"channel": {"inn": ["mail"]}}}
          ]
         },
         "description": {"name": {"en": "Help"}, "purpose": {"en": "Help"}, "items": [], "hlep": 1},
         "closesAfter": "a week"
        }
        """

    @Test("A policy with eighteen faults gives all of them, each where it stands")
    func allAtOnce() {
        let text = Self.faulty
        let expected: [(String, Int, String)] = [
            ("\"zoen\"", 1, "zoen: “zoen” is not known here; did you mean “zone”?"),
            ("\"a b\"", 1, "channels[1].id: "),
            ("\"smoke\"", 1, "channels[1].kind: "),
            ("\"hourz\"", 1, "channels[1].hourz: “hourz” is not known here; did you mean “hours”?"),
            ("{\"id\": \"web\"}", 1, "channels[2].kind: “kind” is missing"),
            ("{\"id\": \"web\"}", 1, "channels[2].name: “name” is missing"),
            ("\"id\": \"desks\"", 1, "teams[0].id: “id” stands here twice, first at line 11, column 13"),
            ("\"anna\"", 1, "agents: expected a list"),
            ("\"soon\"", 1, "queues[0].offerTimeout: "),
            ("\"frist\"", 1, "routing.policy: “frist” is no policy; did you mean “first”?"),
            ("\"chanel\"", 1, "routing.rules[0].when.chanel: there is no attribute “chanel”; did you mean “channel”?"),
            ("500", 1, "routing.rules[0].then.urgency: an urgency is 0 to 100, not 500"),
            ("\"r\"", 2, "routing.rules[1].id: there is another rule “r”"),
            ("\"wbe\"", 1, "routing.rules[1].when.channel.in[1]: “wbe” is no value of “channel”; did you mean “web”?"),
            ("{\"id\": \"s\"", 1, "routing.rules[2]: “then” is missing"),
            ("\"inn\"", 1, "routing.rules[2].when.channel.inn: “inn” is no test of enum; did you mean “in”?"),
            ("\"hlep\"", 1, "description.hlep: "),
            ("\"a week\"", 1, "closesAfter: "),
        ]
        let found = errors(text)
        #expect(found.count == expected.count, "\(found.joined(separator: "\n"))")
        for (piece, occurrence, message) in expected {
            let line = place(of: piece, in: text, occurrence: occurrence) + ": " + message
            #expect(found.contains { $0.hasPrefix(line) }, "\(line)\n\(found.joined(separator: "\n"))")
        }
    }

    @Test("The errors of rules alone have the same positions, and stand in the order of the text")
    func rulesAlone() throws {
        let start = try #require(Self.faulty.range(of: "\"routing\": ")?.upperBound)
        let end = try #require(Self.faulty.range(of: ",\n \"description\"")?.lowerBound)
        let text = String(Self.faulty[start..<end])
        let found = errors(text, as: RoutingTable.self)
        #expect(found.count == 7, "\(found)")
        #expect(found.first?.hasPrefix("2:27: policy: “frist”") == true)
        #expect(found.contains { $0.hasPrefix(place(of: "\"wbe\"", in: text) + ": rules[1].when.channel.in[1]: ") })
        let lines = found.compactMap { $0.split(separator: ":").first.flatMap { Int($0) } }
        #expect(lines == lines.sorted() && lines.count == 7)
    }

    @Test(
        "What is no JSON is one error at its line and column",
        arguments: [
            ("", "1:1", "the text ends where a value is expected"),
            ("{\n \"version\": 1,\n \"name\": }\n", "3:10", "expected a value"),
            ("{\r\n \"ä\": 1\r\n \"b\": 2}", "3:2", "expected a comma or }"),
            ("{\r \"a\": tru}", "2:7", "expected a value"),
            ("[1,\n2,\n]", "3:1", "expected a value"),
            ("{\"a\" 1}", "1:6", "expected a colon"),
            ("{\"ä𝄞\": \"no end", "1:8", "a text without an end"),
            ("[\"\\ud800\"]", "1:3", "half of a surrogate pair"),
            ("[\"a\\x\"]", "1:4", "no such escape"),
            ("[01]", "1:3", "expected a comma or ]"),
            ("{} {}", "1:4", "something follows the end of the document"),
            ("\u{FEFF}{\"a\": nul}", "1:7", "expected a value"),
            ("[\"a\tb\"]", "1:4", "a control character in a text"),
        ])
    func syntax(_ text: String, _ position: String, _ what: String) {
        #expect(errors(text) == ["\(position): \(what)"])
        let refusal = #expect(throws: Refusal.self) { try JSONDocument.decode(DeskPolicy.self, from: Data(text.utf8)) }
        #expect(refusal?.code == .malformed && refusal?.place.steps.count == 2)
    }

    @Test("A member that stands twice is refused with both positions, however its name is written")
    func duplicates() {
        let found = errors("[{\"a\": 1, \"b\": {},\n \"\\u0061\": 2, \"b\": 3}]", as: [[String: Int]].self)
        #expect(found.count == 3, "\(found)")
        #expect(found.first == "1:16: [0].b: expected a whole number")
        #expect(found.dropFirst().first == "2:2: [0].a: “a” stands here twice, first at line 1, column 3")
        #expect(found.last == "2:15: [0].b: “b” stands here twice, first at line 1, column 11")
        #expect(refused("{\"a\": 1, \"a\": 1}", as: [String: Int].self)?.code == .duplicateName)
    }

    private func refused<Value: Decodable>(_ text: String, as type: Value.Type) -> Refusal? {
        do throws(Refusal) {
            _ = try JSONDocument.decode(type, from: Data(text.utf8))
            return nil
        } catch {
            return error
        }
    }

    @Test("Each limit is an error where it is passed")
    func limits() {
        let deep = "\n" + String(repeating: "[", count: Limits.depth) + "\n [" + String(repeating: "]", count: 70)
        #expect(errors(deep) == ["3:2: nested deeper than 64"])
        #expect(refused(deep, as: DeskPolicy.self)?.code == .tooLong)
        let long = "[" + String(repeating: "1,\n", count: Limits.listCount) + "1]"
        #expect(errors(long, as: [Int].self) == ["\(Limits.listCount + 1):1: more than 100000 elements"])
        let wide = "{" + (0...Limits.listCount).map { "\"\($0)\":1" }.joined(separator: ",\n") + "}"
        #expect(errors(wide) == ["\(Limits.listCount + 1):1: more than 100000 members"])
        let found = errors(String(repeating: " ", count: JSONDocument.byteLimit + 1))
        #expect(found.count == 1 && found[0].hasPrefix("1:1: a document of"))
    }

    @Test("A valid document is read, and every path leads to its value")
    func positions() throws {
        let json = try TownDesk.policy().json()
        let document = try PolicyDocument(json: json)
        #expect(try document.policy == TownDesk.policy())
        // Every value, found by an independent reader, stands where the map says.
        var seen = 0
        func look(_ value: Any, _ place: Place) throws {
            let position = document.map.position(of: place)
            let rest = json[(json.startIndex + position.offset)...]
            let line = String(decoding: json, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)[
                position.line - 1]
            #expect(line.unicodeScalars.count >= position.column, "\(place)")
            let first: UInt8 =
                switch value {
                case is [String: Any]: UInt8(ascii: "{")
                case is [Any]: UInt8(ascii: "[")
                case is String: UInt8(ascii: "\"")
                default: rest.first ?? 0
                }
            #expect(rest.first == first, "\(place)")
            seen += 1
            if let object = value as? [String: Any], seen < 1_500 {
                for (name, inner) in object.sorted(by: { $0.key < $1.key }).prefix(26) {
                    try look(inner, place.field(name))
                }
            } else if let list = value as? [Any] {
                for (number, inner) in list.enumerated().prefix(3) { try look(inner, place.index(number)) }
            } else if let text = value as? String {
                let written = try JSONSerialization.data(
                    withJSONObject: text, options: [.fragmentsAllowed, .withoutEscapingSlashes])
                #expect(rest.starts(with: written), "\(place)")
            }
        }
        try look(try JSONSerialization.jsonObject(with: json), .root)
        #expect(seen > 150)
        // What is not there is where it would be.
        let there = document.map.position(of: Place.field("channels").index(1))
        #expect(document.map.position(of: Place.field("channels").index(1).field("nothing").index(7)) == there)
        #expect(document.map.position(of: .root).description == "1:1")
    }

    @Test("What the check of a policy finds is shown where it stands")
    func findings() throws {
        let text = """
            {"version": 1, "name": {"fi": "Neuvonta"}, "zone": "Europe/Helsinki",
             "channels": [{"id": "mail", "kind": "mail", "name": {"fi": "Posti"}, "hours": "offce"}],
             "calendars": {"office": {"zone": "Europe/Helsinki", "week": {}}},
             "teams": [{"id": "desk", "name": {"fi": "Neuvonta"}}],
             "agents": [{"id": "anna", "name": "Anna", "team": "desk"}],
             "queues": [{"id": "all", "teams": ["dsek"]}],
             "routing": {"version": 1, "attributes": [], "rules": [], "otherwise": {"queue": "all"}},
             "description": {"name": {"fi": "Neuvonta"}, "purpose": {"fi": "Apua"}, "items": []}}
            """
        let document = try PolicyDocument(json: Data(text.utf8))
        do throws(PolicyErrors) {
            _ = try CompiledPolicy(document.policy)
            Issue.record("it was taken")
        } catch {
            let lines = error.findings.map { "\(document.position(of: $0)): \($0.place)" }
            #expect(lines.contains(place(of: "\"offce\"", in: text) + ": channels[0].hours"), "\(lines)")
            #expect(lines.contains(place(of: "\"dsek\"", in: text) + ": queues[0].teams[0]"), "\(lines)")
        }
    }

    // MARK: Hostile input

    /// A small policy with a part of every kind.
    static let small = """
        {"version": 1, "name": {"en": "Dësk 📞"}, "zone": "Europe/Helsinki",
         "calendars": {"office": {"zone": "Europe/Helsinki", "week": {"mon-fri": ["09:00-17:00"]}}},
         "channels": [{"id": "mail", "kind": "mail", "name": {"en": "Mail"}, "hours": "office"}],
         "teams": [{"id": "desk", "name": {"en": "Desk"}}],
         "agents": [{"id": "anna", "team": "desk", "skills": [{"id": "s", "level": 3}], "capacityUnits": 200}],
         "queues": [{"id": "all", "teams": ["desk"], "offerTimeout": "PT30S",
           "relaxation": {"steps": [{"after": "PT20S", "drop": ["s"]}], "endAfter": "PT5M", "end": "anyone"}}],
         "routing": {"version": 1, "policy": "first",
           "attributes": [{"name": "channel", "type": "enum", "values": ["mail"]},
             {"name": "time", "type": "timeOfWeek", "zone": "Europe/Helsinki", "optional": true}],
           "rules": [{"id": "r", "when": {"channel": {"in": ["mail"]}, "time": {"within": [[540, 1020]], "orMissing": true}},
             "then": {"queue": "all", "skills": [{"id": "s", "min": 2}], "urgency": 60}}],
           "otherwise": {"queue": "all"}},
         "description": {"name": {"en": "Desk"}, "purpose": {"en": "Help"}, "items": []}}
        """

    @Test("Whatever is done to a document, it is read or refused at a position in it, and nothing traps")
    func hostile() throws {
        let valid = Array(Self.small.utf8)
        #expect(errors(Self.small).isEmpty, "\(errors(Self.small))")
        let pieces = [
            "\"", "{", "}", "[", "]", ",", ":", "null", "1e999", "-", "\\u", "\u{0}", "ä", "\"id\":", "[[[[", "\r",
            "9999999999999999999",
        ]
        var (refused, read, many) = (0, 0, 0)
        for round in 0..<cases(3_000) {
            let seed = UInt64(round) &* 1_000_003 &+ 41
            var random = SeededGenerator(seed: seed)
            var bytes = valid
            for _ in 0..<random.integer(in: 1...4) {
                let at = random.integer(in: 0...max(0, bytes.count - 1))
                switch random.integer(in: 0...6) {
                case 0: bytes = Array(bytes[..<at])
                case 1: if !bytes.isEmpty { bytes[at] = random.integer(in: 0...255) }
                case 2: bytes.insert(contentsOf: Array((random.pick(pieces) ?? "").utf8), at: min(at, bytes.count))
                case 3:
                    let end = min(bytes.count, at + random.integer(in: 0...30))
                    bytes.removeSubrange(min(at, bytes.count)..<end)
                case 4:
                    // A part said twice.
                    let end = min(bytes.count, at + random.integer(in: 0...60))
                    bytes.insert(contentsOf: bytes[min(at, end)..<end], at: min(at, bytes.count))
                default:
                    // A letter or digit of a name or value exchanged: the text stays JSON and means something else.
                    let letters = bytes.indices.filter { bytes[$0] >= 0x61 && bytes[$0] <= 0x7A }
                    if let letter = random.pick(letters) { bytes[letter] = random.integer(in: 0x61...0x7A) }
                }
            }
            let lines = lines(bytes)
            do throws(DocumentErrors) {
                _ = try PolicyDocument(json: Data(bytes))
                read += 1
            } catch {
                refused += 1
                if error.errors.count > 1 { many += 1 }
                #expect(!error.errors.isEmpty, "seed \(seed)")
                for one in error.errors {
                    let position = one.position
                    let isInside =
                        (1...lines.count).contains(position.line)
                        && (1...(lines[position.line - 1] + 1)).contains(position.column)
                        && (0...bytes.count).contains(position.offset)
                    #expect(isInside, "seed \(seed): \(one) of \(lines.count) lines")
                }
            }
        }
        #expect(
            refused > 2_000 && read > 40 && many > 100, "\(refused) refused, \(many) with several errors, \(read) read"
        )
    }

    /// How many scalars each line has at the most, counted by hand.
    private func lines(_ bytes: [UInt8]) -> [Int] {
        var lines = [0]
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A {
                index += 1
                lines.append(0)
            } else if bytes[index] == 0x0D || bytes[index] == 0x0A {
                lines.append(0)
            } else {
                lines[lines.count - 1] += 1
            }
            index += 1
        }
        return lines
    }

    private func cases(_ usual: Int) -> Int {
        usual * max(1, ProcessInfo.processInfo.environment["SERVICE_DESK_CASES"].flatMap { Int($0) } ?? 1)
    }
}
