import DeskChannels
import DeskPrimitives

/// What a ``Person`` holds.
struct PersonContent: Hashable, Sendable {
    let id: PersonID
    var name: String?
    var strongIdentifiers: [KeyedStrongIdentifier] = []
    var points: [KeyedContactPoint] = []
    var organizations: [OrganizationID] = []
    var roles: [PersonRole] = []
    var language: LanguageTag?
    var consents: [Consent] = []
    var isProvisional = false
    let createdAt: Instant
    var updatedAt: Instant
    var mergedInto: PersonID?
    var standsForOthers = false

    /// Somebody about whom nothing is known.
    init(id: PersonID, createdAt: Instant) {
        self.id = id
        self.createdAt = createdAt
        updatedAt = createdAt
    }

    /// Refuses a person beyond the limits of one.
    func checkLimits() throws(Refusal) {
        if let name { try Limits.checkLine(name, at: .field("name")) }
        for (field, count, limit) in [
            ("strongIdentifiers", strongIdentifiers.count, Person.maximumStrongIdentifiers),
            ("points", points.count, Person.maximumPoints),
            ("organizations", organizations.count, Person.maximumOrganizations),
            ("consents", consents.count, Person.maximumConsents),
            ("roles", roles.count, PersonRole.allCases.count),
        ] {
            try Limits.check(count: count, atMost: limit, at: .field(field))
        }
        guard Set(roles).count == roles.count else {
            throw Refusal(.duplicateName, "a role occurs twice", at: .field("roles"))
        }
        guard mergedInto != id else {
            throw Refusal(.wrongState, "a person cannot be merged into itself", at: .field("mergedInto"))
        }
        guard !points.contains(where: { $0.point.kind == .ticket }) else {
            throw Refusal(.malformed, "a queue number is nobody's", at: .field("points"))
        }
    }

    func holds(_ identifier: StrongIdentifier) -> Bool {
        strongIdentifiers.contains { $0.identifier == identifier }
    }

    func holds(_ point: ContactPoint) -> Bool {
        points.indices.contains { points[$0].point == point }
    }

    /// Adds a register's name unless it is there or the person has no room for it; says whether it was added.
    @discardableResult
    mutating func add(_ identifier: StrongIdentifier, _ digest: KeyedDigest) -> Bool {
        guard !holds(identifier), strongIdentifiers.count < Person.maximumStrongIdentifiers else { return false }
        strongIdentifiers.append(KeyedStrongIdentifier(identifier, digest))
        return true
    }

    /// Adds a contact point unless it is a queue number, is there, or the person has no room for it; says whether it was
    /// added.
    @discardableResult
    mutating func add(_ point: ContactPoint, _ digest: KeyedDigest) -> Bool {
        guard point.kind != .ticket, !holds(point), points.count < Person.maximumPoints else { return false }
        points.append(KeyedContactPoint(point, digest))
        return true
    }
}
