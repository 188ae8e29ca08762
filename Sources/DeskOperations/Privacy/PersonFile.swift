import DeskContacts
public import DeskPrimitives

/// Everything the desk holds about a person: what an export hands out, and what an erasure goes through.
///
/// It is `Encodable`: a JSON encoder makes of it an object with a list of records for each collection, whole as they are
/// stored. ``bytes()`` gives their stored form. Both the person's own records are in it (``PersonalData`` tells which an
/// erasure leaves) and those that only name the person's cases.
public struct PersonFile: Sendable {
    /// Who stands for the person.
    public let person: PersonID
    /// The person and everybody merged into it.
    public let persons: [PersonID]
    /// The records, each once, in the order they were found.
    public private(set) var records: [any RecordContent] = []
    private var keys: Set<RecordKey> = []

    /// The most records of one person that are looked through, all held in memory at once.
    ///
    /// What an export hands out and an erasure takes away may be more than one batch of a store.
    public static let limit = 250_000

    init(_ person: PersonID, _ persons: [PersonID]) {
        self.person = person
        self.persons = persons
    }

    /// The records of one type, in the order they were found.
    public func records<Content: RecordContent>(of type: Content.Type = Content.self) -> [Content] {
        records.compactMap { $0 as? Content }
    }

    mutating func add(_ content: any RecordContent) throws(Refusal) {
        guard keys.insert(content.recordKey).inserted else { return }
        guard records.count < Self.limit else {
            throw Refusal(.tooLong, "more than \(Self.limit) records of one person", at: .field("person"))
        }
        records.append(content)
    }

    /// Every record in the form it is stored in: deterministic CBOR.
    public func bytes() throws(Refusal) -> [(key: RecordKey, bytes: [UInt8])] {
        var result: [(key: RecordKey, bytes: [UInt8])] = []
        result.reserveCapacity(records.count)
        for content in records { result.append((content.recordKey, try RecordBody(content).bytes())) }
        return result
    }
}

extension PersonFile: Encodable {
    private enum CodingKeys: String, CodingKey { case person, persons, records }

    /// Writes the names of the persons, and the records by collection.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: CodingKeys.self)
        try object.encode(person, forKey: .person)
        try object.encode(persons, forKey: .persons)
        var sections = object.nestedContainer(keyedBy: AnyKey.self, forKey: .records)
        for (collection, items) in Dictionary(grouping: records, by: { $0.recordKey.collection.name })
            .sorted(by: { $0.key < $1.key })
        {
            var list = sections.nestedUnkeyedContainer(forKey: AnyKey(collection))
            for item in items { try list.encode(item) }
        }
    }
}
