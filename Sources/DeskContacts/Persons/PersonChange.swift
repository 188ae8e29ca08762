public import DeskPrimitives

/// A change of what is known of a person, made by somebody who knows it.
public enum PersonChange: Hashable, Sendable {
    /// The person is called so; nil for nobody knows.
    case name(String?)
    /// The person wants to be answered in it; nil for whatever they write in.
    case language(LanguageTag?)
    /// The person belongs to these and to no others.
    case organizations([OrganizationID])
    /// The person is this to the desk and nothing else.
    case roles([PersonRole])
    /// The person can be reached there; it may be somebody else's too, and then tells nobody apart.
    case addPoint(ContactPoint)
    /// The person cannot be reached there.
    case removePoint(ContactPoint)
    /// A register gives the person this name.
    case addIdentifier(StrongIdentifier)
    /// The name is not the person's.
    case removeIdentifier(StrongIdentifier)

    /// What sort of change it is, as the journal keeps it, which holds no personal data.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// The name.
        case name
        /// The language.
        case language
        /// The organisations.
        case organizations
        /// The roles.
        case roles
        /// A contact point more.
        case pointAdded
        /// A contact point less.
        case pointRemoved
        /// A register's name more.
        case identifierAdded
        /// A register's name less.
        case identifierRemoved
    }

    /// What sort of change it is.
    public var kind: Kind {
        switch self {
        case .name: .name
        case .language: .language
        case .organizations: .organizations
        case .roles: .roles
        case .addPoint: .pointAdded
        case .removePoint: .pointRemoved
        case .addIdentifier: .identifierAdded
        case .removeIdentifier: .identifierRemoved
        }
    }
}

extension Person {
    /// The person after a change; the same person, with the same time of its last change, when there was nothing to change.
    ///
    /// Whether somebody else holds an identifier that is added is for the caller to know.
    ///
    /// - Throws: `Refusal` at the field: `wrongState` at `person` for somebody who was merged into another, `malformed` for a
    ///   name that is no line, `tooLong` beyond a limit, `notAllowed` for a queue number or for a second name in one
    ///   register, `unknownName` for a point or identifier the person does not have.
    public func changing(_ change: PersonChange, digest: KeyedDigest, at now: Instant) throws(Refusal) -> Person {
        if let mergedInto {
            throw Refusal(.wrongState, "the person is merged into \(mergedInto)", at: .field("person"))
        }
        try Limits.check(now, at: .field("at"))
        var result = content
        switch change {
        case .name(let name): result.name = name
        case .language(let language): result.language = language
        case .organizations(let organizations): result.organizations = Set(organizations).sorted()
        case .roles(let roles):
            result.roles = PersonRole.allCases.filter(roles.contains).sorted { $0.rawValue < $1.rawValue }
        case .addPoint(let point):
            guard point.kind != .ticket else {
                throw Refusal(.notAllowed, "a queue number is nobody's for long", at: .field("point"))
            }
            guard result.holds(point) || result.add(point, digest) else {
                throw Refusal(.tooLong, "at most \(Self.maximumPoints) contact points", at: .field("point"))
            }
        case .removePoint(let point):
            guard let index = result.points.firstIndex(where: { $0.point == point }) else {
                throw Refusal(.unknownName, "the person has no such contact point", at: .field("point"))
            }
            result.points.remove(at: index)
        case .addIdentifier(let identifier):
            guard !result.holds(identifier) else { break }
            guard !result.strongIdentifiers.contains(where: { $0.identifier.scheme == identifier.scheme }) else {
                throw Refusal(
                    .notAllowed, "the person has another name in this register", at: .field("identifier"))
            }
            guard result.add(identifier, digest) else {
                throw Refusal(
                    .tooLong, "at most \(Self.maximumStrongIdentifiers) identifiers", at: .field("identifier"))
            }
        case .removeIdentifier(let identifier):
            guard let index = result.strongIdentifiers.firstIndex(where: { $0.identifier == identifier }) else {
                throw Refusal(.unknownName, "the person has no such identifier", at: .field("identifier"))
            }
            result.strongIdentifiers.remove(at: index)
        }
        guard result != content else { return self }
        try result.checkLimits()
        result.updatedAt = max(updatedAt, now)
        return Person(result)
    }
}
