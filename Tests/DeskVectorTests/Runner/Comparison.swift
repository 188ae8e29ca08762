/// Compares what the library answered with what a case expects.
struct Comparison {
    /// Outputs that are compared when the answer has them and passed over when not.
    var optionalOutputs: Set<String> = []
    var tolerances = ToleranceTable.exact

    private(set) var differences: [Difference] = []

    init(optionalOutputs: Set<String> = [], tolerances: ToleranceTable = .exact) {
        self.optionalOutputs = optionalOutputs
        self.tolerances = tolerances
    }

    /// Compares whole outputs: the members of an object by name, with the tolerance of that name.
    mutating func compare(_ got: Answer, with want: JSONValue) {
        guard case .object(let outputs) = got, let wanted = want.object else {
            return compare(got, with: want, at: "answer", within: tolerances.base)
        }
        for member in wanted.members {
            guard let output = outputs[member.name] else {
                if !optionalOutputs.contains(member.name) { missing(member.name, want: member.value) }
                continue
            }
            compare(output, with: member.value, at: member.name, within: tolerances.tolerance(under: member.name))
        }
    }

    private mutating func compare(_ got: Answer, with want: JSONValue, at field: String, within tolerance: Tolerance) {
        switch (got, want) {
        case (.null, .null): return
        case (.bool(let got), .bool(let want)) where got == want: return
        case (.string(let got), .string(let want)) where got.isByteEqual(to: want): return
        case (.whole(let got), .number(let want)) where Self.accepts(got, want, tolerance): return
        case (.real(let got), .number(let want)) where Self.accepts(got, want, tolerance): return
        case (.list(let got), .array(let want)):
            if got.count != want.count {
                differences.append(
                    Difference(field: "\(field).count", got: String(got.count), want: String(want.count)))
            }
            for (index, pair) in zip(got, want).enumerated() {
                compare(pair.0, with: pair.1, at: "\(field)[\(index)]", within: tolerance)
            }
        case (.object(let got), .object(let want)):
            for member in want.members {
                if let value = got[member.name] {
                    compare(value, with: member.value, at: "\(field).\(member.name)", within: tolerance)
                } else {
                    missing("\(field).\(member.name)", want: member.value)
                }
            }
        default: differences.append(Difference(field: field, got: got.line, want: want.line))
        }
    }

    private mutating func missing(_ field: String, want: JSONValue) {
        differences.append(Difference(field: field, got: "nothing", want: want.line))
    }

    private static func accepts(_ got: Int64, _ want: JSONNumber, _ tolerance: Tolerance) -> Bool {
        want.isWhole ? got == want.whole : tolerance.accepts(Double(got), for: want.real)
    }

    /// A whole number must be equal, however the library holds it.
    private static func accepts(_ got: Double, _ want: JSONNumber, _ tolerance: Tolerance) -> Bool {
        guard want.isWhole else { return tolerance.accepts(got, for: want.real) }
        guard let whole = want.whole else { return false }
        return Int64(exactly: got) == whole
    }
}
