/// How a promise came about.
public enum PromiseSource: String, Hashable, Sendable, Codable, CaseIterable {
    /// An agent gave their word.
    case agent
    /// An agent did not know and said they would find out.
    case willFindOut
    /// The desk itself set a time, as for the next update; nobody gave their word, so it is counted apart.
    case system
}
