public import DeskPrimitives

/// Something contacts can be about.
public struct DeskTopic: Hashable, Sendable, Codable {
    /// The topic's own name.
    public var id: TopicID
    /// What people call it.
    public var name: LocalizedText

    /// Creates a topic.
    public init(_ id: TopicID, _ name: LocalizedText) {
        self.id = id
        self.name = name
    }
}
