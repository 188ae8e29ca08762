public import DeskPrimitives

/// What a service is for and what it covers, topic by topic, in the words the customer reads.
///
/// In a policy document:
///
///     { "name": { "en": "Waste", "fi": "Jätehuolto" }, "purpose": { "en": "Bins are emptied." },
///       "items": [ { "topic": "missed-bin", "title": { "en": "Missed bins" } },
///                  { "topic": "garden", "title": { "en": "Garden waste" }, "included": false,
///                    "help": { "en": "Bring it to the recycling yard." } } ],
///       "notes": [] }
public struct ServiceDescription: Hashable, Sendable {
    /// The name of the service.
    public let name: LocalizedText
    /// What it is for.
    public let purpose: LocalizedText
    /// What it covers and what it does not.
    public let items: [ServiceItem]
    /// What else the customer should know.
    public let notes: [LocalizedText]

    /// The most items or notes a description may have.
    public static let countLimit = 10_000

    /// Creates a description.
    ///
    /// - Throws: `Refusal` with code `duplicateName` at the second item of a topic, `tooLong` beyond ``countLimit``.
    public init(
        name: LocalizedText, purpose: LocalizedText, items: [ServiceItem], notes: [LocalizedText] = []
    ) throws(Refusal) {
        for (list, count) in [("items", items.count), ("notes", notes.count)] where count > Self.countLimit {
            throw Refusal(.tooLong, "at most \(Self.countLimit) are taken", at: .field(list))
        }
        var topics: Set<TopicID> = []
        for (index, item) in items.enumerated() where !topics.insert(item.topic).inserted {
            throw Refusal(
                .duplicateName, "another item has the same topic", at: .field("items").index(index).field("topic"))
        }
        self.name = name
        self.purpose = purpose
        self.items = items
        self.notes = notes
    }

    /// Whether the service covers a topic.
    ///
    /// - Complexity: O(items).
    public func scope(of topic: TopicID) -> ScopeDecision {
        guard let item = items.first(where: { $0.topic == topic }) else { return .unstated }
        return item.included ? .inside(item) : .outside(item)
    }
}

extension ServiceDescription: Codable {
    private enum CodingKeys: String, CodingKey {
        case name, purpose, items, notes
    }

    /// Reads and checks a description; `notes` may be left out.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(besides: CodingKeys.self)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let name = try container.decode(LocalizedText.self, forKey: .name)
        let purpose = try container.decode(LocalizedText.self, forKey: .purpose)
        let items = try container.decode([ServiceItem].self, forKey: .items)
        let notes = try container.decodeIfPresent([LocalizedText].self, forKey: .notes) ?? []
        do throws(Refusal) {
            try self.init(name: name, purpose: purpose, items: items, notes: notes)
        } catch {
            throw decoder.failure(error)
        }
    }

    /// Writes the form that ``init(from:)`` reads.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(purpose, forKey: .purpose)
        try container.encode(items, forKey: .items)
        try container.encode(notes, forKey: .notes)
    }
}
