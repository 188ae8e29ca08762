import DeskChannels
public import DeskPrimitives

/// That it is in doubt who a person is, until somebody has said so: who else it may be, and what raised the doubt.
///
/// Holds names of persons only, which tell nothing about who they are.
public struct PersonDoubt: Hashable, Sendable, Codable {
    /// The most candidates of one doubt; of more the smallest ids are kept.
    public static let maximumCandidates = 256

    /// The person.
    public let person: PersonID
    /// What raised it last.
    public private(set) var code: IdentityReason.Code
    /// Others who may be the same, in order of their ids; empty when nobody has to look.
    public private(set) var candidates: [PersonID]
    /// Others who are not, as somebody has said, in order of their ids.
    public private(set) var others: [PersonID]
    /// When it was raised last.
    public private(set) var raisedAt: Instant
    /// Who has said last that they are not; nil while nobody has.
    public private(set) var confirmedBy: AgentID?

    /// A doubt about which nobody has said anything.
    public init(_ person: PersonID, because reason: IdentityReason, at now: Instant) {
        self.person = person
        code = reason.code
        candidates = Self.kept(reason.candidates)
        others = []
        raisedAt = now
    }

    /// Whether somebody has to look.
    public var isOpen: Bool { !candidates.isEmpty }

    /// The doubt with new reason; unchanged when it names nobody of whom nothing was known.
    public func raising(_ reason: IdentityReason, at now: Instant) -> PersonDoubt {
        let fresh = reason.candidates.filter { !candidates.contains($0) && !others.contains($0) }
        guard !fresh.isEmpty, candidates.count < Self.maximumCandidates else { return self }
        var copy = self
        copy.code = reason.code
        copy.candidates = Self.kept(candidates + fresh)
        copy.raisedAt = max(raisedAt, now)
        return copy
    }

    /// The doubt after somebody has said that the person is none of the candidates.
    public func confirmed(by agent: AgentID) -> PersonDoubt {
        var copy = self
        copy.others = Self.kept(others + candidates)
        copy.candidates = []
        copy.confirmedBy = agent
        return copy
    }

    /// The doubt after a candidate turned out to be the person, or is no more.
    public func without(_ candidate: PersonID) -> PersonDoubt {
        var copy = self
        copy.candidates.removeAll { $0 == candidate }
        return copy
    }

    /// The doubt after the person turned out to be another one.
    public func ended() -> PersonDoubt {
        var copy = self
        copy.candidates = []
        return copy
    }

    private static func kept(_ persons: [PersonID]) -> [PersonID] {
        Array(Set(persons).sorted().prefix(maximumCandidates))
    }
}

extension PersonDoubt: RecordContent {
    /// The collection `person-doubt`.
    public static let collection = RecordCollection("person-doubt")
    /// Doubts that wait for somebody, by when they were raised.
    private static let openIndex = RecordIndex(collection, "open")

    /// The person's id.
    public var recordID: ByteKey { ByteKey(person) }
    /// By time while somebody has to look.
    public var indexEntries: [IndexEntry] {
        isOpen ? [IndexEntry(Self.openIndex, .composed { $0.append(raisedAt) })] : []
    }

    /// The doubts that wait for somebody, the longest waiting first.
    public static func waiting(limit: Int = Limits.pageCount, after cursor: RecordCursor? = nil) -> RecordQuery {
        RecordQuery(
            .range(
                openIndex, from: .composed { $0.append(Instant.earliest) },
                before: ByteKey.composed { $0.append(Instant.latest) }.endOfPrefix), limit: limit, after: cursor)
    }
}

extension PersonDoubt {
    private enum CodingKeys: String, CodingKey { case person, code, candidates, others, raisedAt, confirmedBy }

    /// Reads an object; more candidates than there may be are an error.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        person = try object.decode(PersonID.self, forKey: .person)
        code = try object.decode(IdentityReason.Code.self, forKey: .code)
        candidates = try object.decodeList(forKey: .candidates)
        others = try object.decodeList(forKey: .others)
        raisedAt = try object.decode(Instant.self, forKey: .raisedAt)
        confirmedBy = try object.decodeIfPresent(AgentID.self, forKey: .confirmedBy)
        let counts = [("candidates", candidates.count), ("others", others.count)]
        try decoder.checked { () throws(Refusal) in
            for (field, count) in counts {
                try Limits.check(count: count, atMost: Self.maximumCandidates, at: .field(field))
            }
        }
    }

    /// Writes an object; what is nil or empty is left out.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: CodingKeys.self)
        try object.encode(person, forKey: .person)
        try object.encode(code, forKey: .code)
        try object.encodeUnlessEmpty(candidates, forKey: .candidates)
        try object.encodeUnlessEmpty(others, forKey: .others)
        try object.encode(raisedAt, forKey: .raisedAt)
        try object.encodeIfPresent(confirmedBy, forKey: .confirmedBy)
    }
}
