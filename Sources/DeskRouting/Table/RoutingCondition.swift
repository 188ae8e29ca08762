/// What a rule asks of one attribute: all its tests hold.
///
/// In documents an object of operators, `{"ge": 5, "lt": 9}`, in which `"orMissing": true` lets a missing attribute
/// pass.
public struct RoutingCondition: Hashable, Sendable {
    /// The name of the attribute.
    public var attribute: String
    /// The tests, all of which must hold; a table refuses two of one operator.
    public var tests: [RoutingTest]
    /// Whether the condition also holds for a missing attribute.
    public var orMissing: Bool

    /// Creates a condition.
    public init(_ attribute: String, _ tests: RoutingTest..., orMissing: Bool = false) {
        self.init(attribute, tests: tests, orMissing: orMissing)
    }

    /// Creates a condition of a list of tests.
    public init(_ attribute: String, tests: [RoutingTest], orMissing: Bool = false) {
        self.attribute = attribute
        self.tests = tests
        self.orMissing = orMissing
    }
}
