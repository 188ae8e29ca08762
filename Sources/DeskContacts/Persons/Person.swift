import DeskChannels
public import DeskPrimitives

/// Somebody who contacts the desk, with every address known: personal data.
///
/// Everything stands behind one reference, so a copy costs one count however much the person holds.
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
    public var id: PersonID { box.content.id }
    /// What the person is called; at most `Limits.lineBytes`.
    public internal(set) var name: String? {
        get { box.content.name }
        set { content.name = newValue }
    }
    /// The names registers give to the person.
    public internal(set) var strongIdentifiers: [KeyedStrongIdentifier] {
        get { box.content.strongIdentifiers }
        set { content.strongIdentifiers = newValue }
    }
    /// Where the person can be reached, the longest known first; no queue numbers.
    public internal(set) var points: [KeyedContactPoint] {
        get { box.content.points }
        set { content.points = newValue }
    }
    /// The organisations the person belongs to, in order of their ids.
    public internal(set) var organizations: [OrganizationID] {
        get { box.content.organizations }
        set { content.organizations = newValue }
    }
    /// What the person is to the desk, in order of their names.
    public internal(set) var roles: [PersonRole] {
        get { box.content.roles }
        set { content.roles = newValue }
    }
    /// The language the person wants to be answered in.
    public internal(set) var language: LanguageTag? {
        get { box.content.language }
        set { content.language = newValue }
    }
    /// Every word on consent, in the order it was written down.
    public internal(set) var consents: [Consent] {
        get { box.content.consents }
        set { content.consents = newValue }
    }
    /// Whether the person was made because nobody could tell which of several it is, so that a human has to look.
    public internal(set) var isProvisional: Bool {
        get { box.content.isProvisional }
        set { content.isProvisional = newValue }
    }
    /// When the person was first met.
    public var createdAt: Instant { box.content.createdAt }
    /// When something about the person last changed.
    public internal(set) var updatedAt: Instant {
        get { box.content.updatedAt }
        set { content.updatedAt = newValue }
    }
    /// The person this one turned out to be; nil for everybody who stands alone.
    public internal(set) var mergedInto: PersonID? {
        get { box.content.mergedInto }
        set { content.mergedInto = newValue }
    }
    /// Whether somebody is merged into this person, so that what is looked up for it is looked up for them too.
    public internal(set) var standsForOthers: Bool {
        get { box.content.standsForOthers }
        set { content.standsForOthers = newValue }
    }

    private var box: Box

    /// Everything about the person; whatever changes, it is put down anew, so nothing that is shared ever changes.
    private(set) var content: PersonContent {
        get { box.content }
        set { box = Box(newValue) }
    }

    private final class Box: Sendable {
        let content: PersonContent

        init(_ content: PersonContent) { self.content = content }
    }

    init(_ content: PersonContent) { box = Box(content) }

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
        var content = PersonContent(id: id, createdAt: createdAt)
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
        content.name = name
        for identifier in strongIdentifiers { content.add(identifier, digest) }
        for point in points { content.add(point, digest) }
        content.organizations = Set(organizations).sorted()
        content.roles = PersonRole.allCases.filter(roles.contains).sorted { $0.rawValue < $1.rawValue }
        content.language = language
        content.consents = consents
        content.isProvisional = isProvisional
        content.mergedInto = mergedInto
        self.init(content)
    }

    /// Whether a register's name is the person's.
    public func holds(_ identifier: StrongIdentifier) -> Bool { box.content.holds(identifier) }

    /// Whether a contact point is the person's.
    public func holds(_ point: ContactPoint) -> Bool { box.content.holds(point) }

    /// The contact points of a kind, the longest known first.
    public func points(of kind: ContactPointKind) -> [ContactPoint] {
        points.lazy.map(\.point).filter { $0.kind == kind }
    }

    /// Whether both hold the same.
    public static func == (a: Self, b: Self) -> Bool { a.box === b.box || a.content == b.content }

    /// Feeds everything about the person.
    public func hash(into hasher: inout Hasher) { hasher.combine(content) }
}

extension Person: CustomReflectable {
    /// Everything the person holds, as in a structure without a reference between: for debuggers and messages of tests.
    public var customMirror: Mirror {
        Mirror(self, children: Mirror(reflecting: content).children.map { $0 }, displayStyle: .struct)
    }
}
