/// One test of one attribute.
///
/// No test but ``missing(_:)`` holds for a missing attribute, the negative ones included; a condition says
/// ``RoutingCondition/orMissing`` where it should hold anyway.
public enum RoutingTest: Hashable, Sendable {
    /// An enumeration has one of these symbols; `in`.
    case isIn([String])
    /// An enumeration has none of these symbols; `notIn`.
    case isNotIn([String])
    /// An integer is this; `eq`.
    case equals(Int64)
    /// An integer is not this; `ne`.
    case differs(Int64)
    /// An integer is this or larger; `ge`.
    case atLeast(Int64)
    /// An integer is larger; `gt`.
    case moreThan(Int64)
    /// An integer is this or smaller; `le`.
    case atMost(Int64)
    /// An integer is smaller; `lt`.
    case lessThan(Int64)
    /// An integer lies between two, both included; `between`.
    case between(Int64, Int64)
    /// An integer is one of these; `in`.
    case isOneOf([Int64])
    /// A boolean is this; `is`.
    case `is`(Bool)
    /// A set holds at least one of these symbols; `anyOf`.
    case containsAny([String])
    /// A set holds all these symbols; `allOf`.
    case containsAll([String])
    /// A set holds none of these symbols; `noneOf`.
    case containsNone([String])
    /// A set is empty (true) or not (false); `empty`.
    case isEmpty(Bool)
    /// A time of week lies in one of these ranges; `within`.
    case within([WeekRange])
    /// The attribute is missing (true) or present (false); `missing`.
    case missing(Bool)

    /// The operator in documents.
    public var name: String {
        switch self {
        case .isIn, .isOneOf: "in"
        case .isNotIn: "notIn"
        case .equals: "eq"
        case .differs: "ne"
        case .atLeast: "ge"
        case .moreThan: "gt"
        case .atMost: "le"
        case .lessThan: "lt"
        case .between: "between"
        case .is: "is"
        case .containsAny: "anyOf"
        case .containsAll: "allOf"
        case .containsNone: "noneOf"
        case .isEmpty: "empty"
        case .within: "within"
        case .missing: "missing"
        }
    }

    /// Whether it is a test of attributes of a type.
    func fits(_ type: RoutingAttributeType) -> Bool {
        switch (self, type) {
        case (.missing, _), (.isIn, .enumeration), (.isNotIn, .enumeration), (.is, .boolean), (.within, .timeOfWeek),
            (.containsAny, .set), (.containsAll, .set), (.containsNone, .set), (.isEmpty, .set),
            (.equals, .integer), (.differs, .integer), (.atLeast, .integer), (.moreThan, .integer),
            (.atMost, .integer), (.lessThan, .integer), (.between, .integer), (.isOneOf, .integer):
            true
        default: false
        }
    }

    /// Whether it holds because something is *not* so: what a missing attribute turns into a trap elsewhere.
    var isNegative: Bool {
        switch self {
        case .isNotIn, .differs, .containsNone: true
        default: false
        }
    }
}
