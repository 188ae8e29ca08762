/// What kind of value an attribute has, and with it which tests it takes.
public enum RoutingAttributeType: Hashable, Sendable {
    /// One of the declared symbols; `enum` in documents.
    case enumeration([String])
    /// A 64-bit integer; `int` in documents.
    case integer
    /// True or false; `bool` in documents.
    case boolean
    /// Any number of the declared symbols, none included; `set` in documents.
    case set([String])
    /// The minute of the week on the wall clocks of a zone, 0 (Monday 00:00) … 10,079; `timeOfWeek` in documents.
    ///
    /// Minutes that the clocks skip in spring are never reached; those that come twice in autumn count both times.
    case timeOfWeek(zone: String)

    /// The name in documents.
    public var name: String {
        switch self {
        case .enumeration: "enum"
        case .integer: "int"
        case .boolean: "bool"
        case .set: "set"
        case .timeOfWeek: "timeOfWeek"
        }
    }

    /// The names of all types in documents.
    static let names = ["enum", "int", "bool", "set", "timeOfWeek"]

    /// The symbols a rule may name; nil for types that have none.
    var symbols: [String]? {
        switch self {
        case .enumeration(let values), .set(let values): values
        case .integer, .boolean, .timeOfWeek: nil
        }
    }

    /// The operators its tests have in documents.
    var operators: [String] {
        switch self {
        case .enumeration: ["in", "notIn", "missing"]
        case .integer: ["eq", "ne", "ge", "gt", "le", "lt", "between", "in", "missing"]
        case .boolean: ["is", "missing"]
        case .set: ["anyOf", "allOf", "noneOf", "empty", "missing"]
        case .timeOfWeek: ["within", "missing"]
        }
    }
}
