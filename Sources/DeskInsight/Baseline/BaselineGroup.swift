public import DeskPrimitives

/// The encounters of one channel, topic, team, agent or organisation, and their figures.
public struct BaselineGroup<Subject>: Hashable, Sendable, Codable {
    /// Which one; nil for the encounters that have none.
    public let id: Identifier<Subject>?
    /// Their figures.
    public let figures: BaselineFigures
}
