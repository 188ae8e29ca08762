/// How far a real number may lie from the expected one.
struct Tolerance: Sendable, Hashable {
    var abs: Double = 0
    var rel: Double = 0

    func accepts(_ got: Double, for want: Double) -> Bool {
        Swift.abs(got - want) <= max(abs, rel * Swift.abs(want))
    }
}

/// The `tol` of a section or case: one tolerance for all outputs, and others for those named.
struct ToleranceTable: Sendable {
    static let exact = ToleranceTable(base: Tolerance(), fields: [:])

    let base: Tolerance
    let fields: [String: Tolerance]

    func tolerance(under output: String) -> Tolerance { fields[output] ?? base }
}

extension ToleranceTable {
    init(_ json: JSONValue?) throws(Difference) {
        guard let object = json?.object else {
            throw Difference("tol", json, want: "an object with abs, rel and fields")
        }
        var fields: [String: Tolerance] = [:]
        for (name, value) in object["fields"]?.object?.members.map({ ($0.name, $0.value) }) ?? [] {
            guard let object = value.object else { throw Difference("tol.fields.\(name)", value, want: "an object") }
            fields[name] = try Tolerance(object, at: "tol.fields.\(name)", allowing: [])
        }
        if let value = object["fields"], value.object == nil {
            throw Difference("tol.fields", value, want: "an object")
        }
        self.init(base: try Tolerance(object, at: "tol", allowing: ["fields"]), fields: fields)
    }
}

extension Tolerance {
    fileprivate init(_ object: JSONObject, at field: String, allowing others: [String]) throws(Difference) {
        self.init()
        for member in object.members where !others.contains(member.name) {
            guard let number = member.value.real, number >= 0 else {
                throw Difference("\(field).\(member.name)", member.value, want: "a number that is not negative")
            }
            switch member.name {
            case "abs": abs = number
            case "rel": rel = number
            default: throw Difference(field: field, got: member.name, want: "abs or rel")
            }
        }
    }
}
