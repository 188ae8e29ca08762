public import DeskPrimitives

/// Something contacts can be about.
public struct DeskTopic: Hashable, Sendable, Codable {
    /// The topic's own name.
    public var id: TopicID
    /// What people call it.
    public var name: LocalizedText
    /// Whether it is a complaint: it goes to the best qualified, and whoever settles it names its cause in our own work.
    public var isComplaint: Bool

    /// Creates a topic.
    public init(_ id: TopicID, _ name: LocalizedText, isComplaint: Bool = false) {
        self.id = id
        self.name = name
        self.isComplaint = isComplaint
    }
}

extension DeskTopic {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case id, name, isComplaint
    }

    /// Reads an object; an unknown member is an error.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        id = try object.decode(TopicID.self, forKey: .id)
        name = try object.decode(LocalizedText.self, forKey: .name)
        isComplaint = try object.decodeIfPresent(Bool.self, forKey: .isComplaint) ?? false
    }

    /// Writes the object without what is as usual.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: CodingKeys.self)
        try object.encode(id, forKey: .id)
        try object.encode(name, forKey: .name)
        if isComplaint { try object.encode(isComplaint, forKey: .isComplaint) }
    }
}
