/// The inputs of a case by name; what is missing or of another type fails the case.
struct VectorInputs: Sendable {
    private let object: JSONObject

    init(_ object: JSONObject) { self.object = object }

    /// Whether the input is there and not null.
    func has(_ name: String) -> Bool {
        guard let value = object[name] else { return false }
        return !value.isNull
    }

    func value(_ name: String) throws(Difference) -> JSONValue {
        guard let value = object[name] else { throw Difference("i.\(name)", nil, want: "an input") }
        return value
    }

    func real(_ name: String) throws(Difference) -> Double { try value(name).asReal("i.\(name)") }

    func whole(_ name: String) throws(Difference) -> Int { try value(name).asWhole("i.\(name)") }

    func text(_ name: String) throws(Difference) -> String {
        guard let text = try value(name).string else { throw try wrong(name, "a text") }
        return text
    }

    func flag(_ name: String) throws(Difference) -> Bool {
        guard let flag = try value(name).bool else { throw try wrong(name, "true or false") }
        return flag
    }

    func reals(_ name: String) throws(Difference) -> [Double] {
        var reals: [Double] = []
        for element in try list(name) { reals.append(try element.asReal("i.\(name)")) }
        return reals
    }

    func wholes(_ name: String) throws(Difference) -> [Int] {
        var wholes: [Int] = []
        for element in try list(name) { wholes.append(try element.asWhole("i.\(name)")) }
        return wholes
    }

    /// A list of lists, such as one row of counts per period.
    func rows(_ name: String) throws(Difference) -> [[Double]] {
        var rows: [[Double]] = []
        for row in try list(name) {
            var reals: [Double] = []
            for element in try Optional(row).elements(of: "i.\(name)") { reals.append(try element.asReal("i.\(name)")) }
            rows.append(reals)
        }
        return rows
    }

    func wholeRows(_ name: String) throws(Difference) -> [[Int]] {
        var rows: [[Int]] = []
        for row in try list(name) {
            var wholes: [Int] = []
            for element in try Optional(row).elements(of: "i.\(name)") {
                wholes.append(try element.asWhole("i.\(name)"))
            }
            rows.append(wholes)
        }
        return rows
    }

    func list(_ name: String) throws(Difference) -> [JSONValue] {
        try Optional(value(name)).elements(of: "i.\(name)")
    }

    private func wrong(_ name: String, _ want: String) throws(Difference) -> Difference {
        Difference("i.\(name)", try value(name), want: want)
    }
}

extension JSONValue {
    fileprivate func asReal(_ field: String) throws(Difference) -> Double {
        guard let real else { throw Difference(field, self, want: "a number") }
        return real
    }

    fileprivate func asWhole(_ field: String) throws(Difference) -> Int {
        guard let whole, let number = Int(exactly: whole) else { throw Difference(field, self, want: "a whole number") }
        return number
    }
}
