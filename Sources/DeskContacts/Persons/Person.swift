import DeskChannels
public import DeskPrimitives

/// Somebody who contacts the desk, with every address known: personal data.
public struct Person: Hashable, Sendable, Identifiable {
    /// The most strong identifiers of one person.
    public static let maximumStrongIdentifiers = 16
    /// The most contact points of one person; with the strong identifiers they fill `Limits.indexEntries`.
    public static let maximumPoints = 48
    /// The most organisations of one person.
    public static let maximumOrganizations = 64
    /// The most words of consent of one person.
    public static let maximumConsents = 256

    /// The name of the person in the desk; tells nothing about who it is.
    public let id: PersonID
    /// What the person is called; at most `Limits.lineBytes`.
    public internal(set) var name: String?
    /// The names registers give to the person.
    public internal(set) var strongIdentifiers: [KeyedStrongIdentifier]
    /// Where the person can be reached, the longest known first; no queue numbers.
    public internal(set) var points: [KeyedContactPoint]
    /// The organisations the person belongs to, in order of their ids.
    public internal(set) var organizations: [OrganizationID]
    /// What the person is to the desk, in order of their names.
    public internal(set) var roles: [PersonRole]
    /// The language the person wants to be answered in.
    public internal(set) var language: LanguageTag?
    /// Every word on consent, in the order it was written down.
    public internal(set) var consents: [Consent]
    /// Whether the person was made because nobody could tell which of several it is, so that a human has to look.
    public internal(set) var isProvisional: Bool
    /// When the person was first met.
    public let createdAt: Instant
    /// When something about the person last changed.
    public internal(set) var updatedAt: Instant
    /// The person this one turned out to be; nil for everybody who stands alone.
    public internal(set) var mergedInto: PersonID?
    /// Whether somebody is merged into this person, so that what is looked up for it is looked up for them too.
    public internal(set) var standsForOthers = false

    /// Creates a person; what occurs twice is taken once, queue numbers are left out.
    ///
    /// - Throws: `Refusal` at the field: `tooLong` beyond a limit, `malformed` for a line break in the name,
    ///   `wrongState` for a person merged into itself, `outOfRange` for an instant outside the accepted years.
    public init(
        id: PersonID, name: String? = nil, strongIdentifiers: [StrongIdentifier] = [], points: [ContactPoint] = [],
        organizations: [OrganizationID] = [], roles: [PersonRole] = [], language: LanguageTag? = nil,
        consents: [Consent] = [], isProvisional: Bool = false, createdAt: Instant, mergedInto: PersonID? = nil,
        digest: KeyedDigest
    ) throws(Refusal) {
        self.init(bare: id, createdAt: createdAt)
        try Limits.check(createdAt, at: .field("createdAt"))
        if let name { try Limits.checkLine(name, at: .field("name")) }
        try Limits.check(
            count: strongIdentifiers.count, atMost: Self.maximumStrongIdentifiers, at: .field("strongIdentifiers"))
        try Limits.check(count: points.count, atMost: Self.maximumPoints, at: .field("points"))
        try Limits.check(
            count: organizations.count, atMost: Self.maximumOrganizations, at: .field("organizations"))
        try Limits.check(count: consents.count, atMost: Self.maximumConsents, at: .field("consents"))
        guard mergedInto != id else {
            throw Refusal(.wrongState, "a person cannot be merged into itself", at: .field("mergedInto"))
        }
        self.name = name
        for identifier in strongIdentifiers { add(identifier, digest) }
        for point in points { add(point, digest) }
        self.organizations = Set(organizations).sorted()
        self.roles = PersonRole.allCases.filter(roles.contains).sorted { $0.rawValue < $1.rawValue }
        self.language = language
        self.consents = consents
        self.isProvisional = isProvisional
        self.mergedInto = mergedInto
    }

    /// A person about whom nothing is known.
    init(bare id: PersonID, createdAt: Instant) {
        self.id = id
        strongIdentifiers = []
        points = []
        organizations = []
        roles = []
        consents = []
        isProvisional = false
        self.createdAt = createdAt
        updatedAt = createdAt
    }

    /// Refuses a person beyond the limits of one.
    func checkLimits() throws(Refusal) {
        if let name { try Limits.checkLine(name, at: .field("name")) }
        for (field, count, limit) in [
            ("strongIdentifiers", strongIdentifiers.count, Self.maximumStrongIdentifiers),
            ("points", points.count, Self.maximumPoints),
            ("organizations", organizations.count, Self.maximumOrganizations),
            ("consents", consents.count, Self.maximumConsents),
        ] {
            try Limits.check(count: count, atMost: limit, at: .field(field))
        }
    }

    /// Whether a register's name is the person's.
    public func holds(_ identifier: StrongIdentifier) -> Bool {
        strongIdentifiers.contains { $0.identifier == identifier }
    }

    /// Whether a contact point is the person's.
    public func holds(_ point: ContactPoint) -> Bool {
        points.contains { $0.point == point }
    }

    /// The contact points of a kind, the longest known first.
    public func points(of kind: ContactPointKind) -> [ContactPoint] {
        points.lazy.map(\.point).filter { $0.kind == kind }
    }

    /// Adds a register's name unless it is there or the person has no room for it; says whether it was added.
    @discardableResult
    mutating func add(_ identifier: StrongIdentifier, _ digest: KeyedDigest) -> Bool {
        guard !holds(identifier), strongIdentifiers.count < Self.maximumStrongIdentifiers else { return false }
        strongIdentifiers.append(KeyedStrongIdentifier(identifier, digest))
        return true
    }

    /// Adds a contact point unless it is a queue number, is there, or the person has no room for it; says whether it was
    /// added.
    @discardableResult
    mutating func add(_ point: ContactPoint, _ digest: KeyedDigest) -> Bool {
        guard point.kind != .ticket, !holds(point), points.count < Self.maximumPoints else { return false }
        points.append(KeyedContactPoint(point, digest))
        return true
    }
}
