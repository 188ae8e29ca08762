/// What the library answered, in the shape in which an expectation is written.
enum Answer: Sendable {
    case null
    case bool(Bool)
    case string(String)
    case whole(Int64)
    case real(Double)
    case list([Answer])
    case object([String: Answer])

    /// No value where the library has none.
    static func real(_ value: Double?) -> Answer { value.map { .real($0) } ?? .null }

    /// No value where the library has none.
    static func whole(_ value: Int?) -> Answer { value.map { .whole(Int64($0)) } ?? .null }

    static func reals(_ values: some Sequence<Double>) -> Answer { .list(values.map { .real($0) }) }

    static func wholes(_ values: some Sequence<Int>) -> Answer { .list(values.map { .whole($0) }) }

    static func interval(_ low: Double, _ high: Double) -> Answer { .list([.real(low), .real(high)]) }

    /// The answer on one line.
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
        case .whole(let number): String(number)
        case .real(let number): String(number)
        case .list(let elements): "[\(elements.map(\.json).joined(separator: ", "))]"
        case .object(let members):
            "{\(members.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value.json)" }.joined(separator: ", "))}"
        }
    }
}
