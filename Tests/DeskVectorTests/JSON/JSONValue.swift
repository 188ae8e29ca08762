/// One JSON value whose numbers keep the text they were written as, so that `1` and `1.0` stay different things.
indirect enum JSONValue: Sendable {
    case null
    case bool(Bool)
    case string(String)
    case number(JSONNumber)
    case array([JSONValue])
    case object(JSONObject)
}

extension JSONValue {
    var string: String? {
        if case .string(let text) = self { return text }
        return nil
    }

    var bool: Bool? {
        if case .bool(let flag) = self { return flag }
        return nil
    }

    var array: [JSONValue]? {
        if case .array(let elements) = self { return elements }
        return nil
    }

    var object: JSONObject? {
        if case .object(let object) = self { return object }
        return nil
    }

    /// A number written without a decimal point or exponent, when it fits 64 bits.
    var whole: Int64? {
        if case .number(let number) = self { return number.whole }
        return nil
    }

    /// Any number, whole or real.
    var real: Double? {
        if case .number(let number) = self { return number.real }
        return nil
    }

    var isNull: Bool {
        if case .null = self { return true }
        return false
    }

    /// The value on one line, as the failing cases print it: a string bare, everything else as JSON.
    var line: String {
        switch self {
        case .string(let text): text.escaped
        default: json
        }
    }

    private var json: String {
        switch self {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .string(let text): "\"\(text.escaped)\""
        case .number(let number): number.literal
        case .array(let elements): "[\(elements.map(\.json).joined(separator: ", "))]"
        case .object(let object):
            "{\(object.members.map { "\"\($0.name.escaped)\": \($0.value.json)" }.joined(separator: ", "))}"
        }
    }
}

/// A number as it was written.
struct JSONNumber: Sendable {
    let literal: String
    let real: Double

    /// False as soon as the text has a decimal point or an exponent.
    let isWhole: Bool

    var whole: Int64? { isWhole ? Int64(literal) : nil }
}

/// An object in the order it was written; no name stands in it twice.
struct JSONObject: Sendable {
    struct Member: Sendable {
        let name: String
        let value: JSONValue
    }

    let members: [Member]

    /// Positions by the bytes of the name, kept for large objects only (a file may hold thousands of schedules).
    private let positions: [[UInt8]: Int]?

    init(_ members: [Member]) {
        self.members = members
        positions =
            members.count <= 8
            ? nil
            : Dictionary(
                members.enumerated().map { (Array($1.name.utf8), $0) }, uniquingKeysWith: { first, _ in first })
    }

    subscript(name: String) -> JSONValue? {
        if let positions {
            return positions[Array(name.utf8)].map { members[$0].value }
        }
        return members.first { $0.name.isByteEqual(to: name) }?.value
    }

    /// The first name that stands twice, if any.
    var repeatedName: String? {
        var seen: Set<[UInt8]> = []
        return members.first { !seen.insert(Array($0.name.utf8)).inserted }?.name
    }
}

extension String {
    /// Equal byte for byte; `==` would also take canonically equivalent text.
    func isByteEqual(to other: String) -> Bool { utf8.elementsEqual(other.utf8) }

    /// Without anything that would break a printed line.
    var escaped: String {
        guard unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else { return self }
        return unicodeScalars.map { scalar in
            scalar.value < 0x20 || scalar.value == 0x7F ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
        }.joined()
    }
}
