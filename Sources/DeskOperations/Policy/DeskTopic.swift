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

extension DeskTopic {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case id, name
    }

    /// Reads an object; an unknown member is an error.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        id = try object.decode(TopicID.self, forKey: .id)
        name = try object.decode(LocalizedText.self, forKey: .name)
    }
}
