public import DeskPrimitives

/// A condition of a rule that a contact does not meet.
public struct FailedTest: Hashable, Sendable {
    /// What the rule asks.
    public let condition: RoutingCondition
    /// The tests of it that do not hold.
    public let tests: [RoutingTest]
    /// What the contact has; nil when it is missing.
    public let value: RoutingValue?
    /// Where the condition stands in the table.
    public let place: Place
}

extension FailedTest: Explained {
    /// What is asked and what is there.
    public func sentence(in language: LanguageTag) -> String {
        let asked = RoutingSentences.tests(tests, orMissing: condition.orMissing, in: language)
        let value = RoutingSentences.value(value, in: language)
        return language.pick(
            en: "The rule asks that \(condition.attribute) \(asked), and it is \(value).",
            fi: "Sääntö edellyttää, että \(condition.attribute) \(asked), mutta arvo on \(value).")
    }
}
