public import DeskPrimitives

/// How often people ask for what the service does not cover, made of a desk's events alone.
///
/// Feed it the journal from the beginning, each event once. What is asked for often belongs into the description, or
/// better help belongs beside it.
public struct ScopeReport: Hashable, Sendable, Explained {
    /// Contacts that arrived.
    public private(set) var contacts = 0
    /// Contacts that asked for what the service does not cover, by topic.
    public private(set) var outside: [TopicID: Int] = [:]

    /// Creates an empty report.
    public init() {}

    /// Counts an event.
    public mutating func add(_ event: DeskEvent) {
        switch event.fact {
        case .contactReceived: contacts += 1
        case .outsideDescription(_, let topic, _): outside[topic, default: 0] += 1
        default: break
        }
    }

    /// All contacts that asked for what the service does not cover.
    public var outsideTotal: Int { outside.values.reduce(0, +) }

    /// The topics, the most asked for first; equal ones by name.
    public var ranked: [(topic: TopicID, count: Int)] {
        outside.sorted { a, b in a.value == b.value ? a.key < b.key : a.value > b.value }.map { ($0.key, $0.value) }
    }

    /// The counts of everything.
    ///
    /// For example: “3 of 120 contacts asked for what the service does not cover.”
    public func sentence(in language: LanguageTag) -> String {
        language.pick(
            en: "\(outsideTotal) of \(contacts) contacts asked for what the service does not cover.",
            fi: "\(outsideTotal)/\(contacts) yhteydenottoa koski asiaa, joka ei kuulu palveluun.")
    }
}
