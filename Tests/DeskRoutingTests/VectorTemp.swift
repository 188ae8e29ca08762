import DeskPrimitives
import DeskRouting
import Foundation
import Testing

@Test func vectors() throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: ProcessInfo.processInfo.environment["VEC"]!))
    let root = try JSONSerialization.jsonObject(with: data) as! [String: Any]
    var evaluations = 0
    for c in root["cases"] as! [[String: Any]] {
        var rules = c["rules"] as! [[String: Any]]
        for i in rules.indices {
            let then = rules[i]["then"] as! [String: Any]
            rules[i]["then"] = [
                "queue": then["queue"]!, "urgency": then["priority"]!,
                "skills": (then["skills"] as! [String]).map { ["id": $0] },
            ]
        }
        let doc: [String: Any] = ["policy": c["policy"]!, "attributes": c["attributes"]!, "rules": rules]
        let table = try JSONDecoder().decode(RoutingTable.self, from: JSONSerialization.data(withJSONObject: doc))
        let again = try JSONDecoder().decode(RoutingTable.self, from: JSONEncoder().encode(table))
        #expect(again == table && again.fingerprint == table.fingerprint)
        for e in c["evaluations"] as! [[String: Any]] {
            var facts = RoutingFacts()
            for (name, value) in e["input"] as! [String: Any] {
                switch table.attributes.first(where: { $0.name == name })!.type {
                case .enumeration: facts[name] = .symbol(value as! String)
                case .integer: facts[name] = .integer((value as! NSNumber).int64Value)
                case .boolean: facts[name] = .boolean(value as! Bool)
                case .set: facts[name] = .set(value as! [String])
                case .timeOfWeek: facts[name] = .minuteOfWeek(value as! Int)
                }
            }
            let expected = e["expected"] as! [String]
            let decision = try table.decide(facts)
            #expect(decision.rules == expected, "\(c["id"]!)")
            let key = try table.key(for: facts)
            for r in table.rules {
                let matches = try table.matches(key).contains(r.id)
                let failed = try table.whyNot(r.id, key)
                #expect(failed.isEmpty == matches)
                #expect(failed.allSatisfy { !$0.tests.isEmpty })
            }
            _ = try table.explain(decision).sentence(in: .finnish)
            evaluations += 1
        }
    }
    print("evaluations", evaluations)
}

@Test func overlaps() throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: ProcessInfo.processInfo.environment["VEC"]!))
    let root = try JSONSerialization.jsonObject(with: data) as! [String: Any]
    var total = 0, extra = 0
    for c in root["cases"] as! [[String: Any]] {
        var rules = c["rules"] as! [[String: Any]]
        for i in rules.indices { rules[i]["then"] = ["queue": "q"] }
        let doc: [String: Any] = ["policy": "unique", "attributes": c["attributes"]!, "rules": rules]
        var got: Set<[String]> = []
        do { _ = try JSONDecoder().decode(RoutingTable.self, from: JSONSerialization.data(withJSONObject: doc)) }
        catch DecodingError.dataCorrupted(let context) {
            let errors = context.underlyingError as! RoutingTableErrors
            #expect(!errors.isTruncated)
            for e in errors.errors {
                let parts = e.detail.split(whereSeparator: { "“”".contains($0) })
                got.insert([String(parts[1]), String(parts[3])])
            }
        }
        let want = Set((c["analysis"] as! [String: Any])["overlappingPairs"] as! [[String]])
        total += want.count
        #expect(want.isSubset(of: got), "\(c["id"]!) \(want.subtracting(got))")
        for pair in got.subtracting(want) { extra += 1; print(c["id"]!, pair, rules.filter { pair.contains($0["id"] as! String) }.map { $0["when"]! }) }
    }
    print("pairs", total, "extra", extra)
}
