/// What a table makes of several rules that match the same contact.
public enum HitPolicy: String, Hashable, Sendable, Codable, CaseIterable {
    /// The first one in the order of the table wins.
    case first
    /// It cannot happen: two rules that some contact matches both are an error when the table is loaded.
    case unique
    /// All of them, merged as ``CollectMerge`` says.
    ///
    /// Usually the queue of the first, every skill at its highest level and the highest urgency.
    case collect
}
