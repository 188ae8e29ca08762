public import DeskContacts
public import DeskPrimitives
public import DeskServiceLevels

/// The subject of ``PersonHintID``.
public enum PersonHintSubject {}

/// Names a hint.
public typealias PersonHintID = Identifier<PersonHintSubject>

/// Something an agent is told of everybody to whom it applies: "Owns model X; part Y is what usually comes next".
///
/// All conditions that are given must hold; one without any holds for everybody.
public struct PersonHint: Hashable, Sendable {
    /// The name.
    public let id: PersonHintID
    /// What the agent is told; each text at most `Limits.lineBytes`.
    public let text: LocalizedText
    /// The person or the person's organisation has a valid entitlement that is called so, such as a product or a contract.
    public let owns: String?
    /// The person had a case about one of these, settled or not.
    public let topics: [TopicID]
    /// The person is one of these to the desk.
    public let roles: [PersonRole]

    /// Creates a hint.
    ///
    /// - Throws: `Refusal` at the field: `malformed` for an empty name of what is owned, `tooLong` beyond `Limits.lineBytes`.
    public init(
        id: PersonHintID, text: LocalizedText, owns: String? = nil, topics: [TopicID] = [], roles: [PersonRole] = []
    ) throws(Refusal) {
        for (language, text) in text.texts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            try Limits.check(text, atMost: Limits.lineBytes, at: .field("text").field(language.rawValue))
        }
        if let owns {
            guard !owns.isEmpty else { throw Refusal(.malformed, "empty", at: .field("owns")) }
            try Limits.check(owns, atMost: Limits.lineBytes, at: .field("owns"))
        }
        self.id = id
        self.text = text
        self.owns = owns
        self.topics = topics
        self.roles = roles
    }

    /// Whether it applies to somebody.
    ///
    /// - Parameter owned: The entitlements that are the person's or the person's organisations'.
    public func applies(
        to person: Person, owned: [Entitlement], cases: [ServiceCase], at now: Instant
    ) -> Bool {
        if let owns {
            let isOwned = owned.contains { item in
                item.name == owns && now >= item.validFrom && (item.validUntil.map { now < $0 } ?? true)
            }
            guard isOwned else { return false }
        }
        if !topics.isEmpty {
            guard cases.contains(where: { item in item.topic.map { topics.contains($0) } ?? false }) else {
                return false
            }
        }
        return roles.isEmpty || roles.contains { person.roles.contains($0) }
    }
}

extension PersonHint: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case id, text, owns, topics, roles
    }

    /// Reads and checks the object; lists may be left out.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let id = try container.decode(PersonHintID.self, forKey: .id)
        let text = try container.decode(LocalizedText.self, forKey: .text)
        let owns = try container.decodeIfPresent(String.self, forKey: .owns)
        let topics = try container.decodeIfPresent([TopicID].self, forKey: .topics) ?? []
        let roles = try container.decodeIfPresent([PersonRole].self, forKey: .roles) ?? []
        do throws(Refusal) {
            try self.init(id: id, text: text, owns: owns, topics: topics, roles: roles)
        } catch {
            throw decoder.failure(error)
        }
    }
}
