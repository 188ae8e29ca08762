import DeskChannels
public import DeskPrimitives

/// A merge of two persons as it can be undone: what the survivor got by it.
///
/// Holds person ids and, of what the survivor got, personal data; it is erased with either person.
///
/// Only persons that stand alone are merged, and into one that stands alone, so merges never form a circle. The person who
/// was merged keeps everything; contacts keep the person they were written down for and are read through the chain.
public struct PersonMerge: Hashable, Sendable, Codable {
    /// The person who was merged.
    public let merged: PersonID
    /// The person who stands for both.
    public let survivor: PersonID
    /// When it happened.
    public let at: Instant
    /// Who did it.
    public let agent: AgentID?
    /// Whether the cases that moved by it can be looked for by the person they were opened for; false in records of an
    /// earlier library.
    public let findsCasesByOwner: Bool
    /// Whether the survivor got the name.
    fileprivate(set) var tookName: Bool
    /// Whether the survivor got the language.
    fileprivate(set) var tookLanguage: Bool
    /// What the survivor got.
    fileprivate(set) var strongIdentifiers: [KeyedStrongIdentifier]
    fileprivate(set) var points: [KeyedContactPoint]
    fileprivate(set) var organizations: [OrganizationID]
    fileprivate(set) var roles: [PersonRole]
    fileprivate(set) var consents: [Consent]
    /// The words on consent that the survivor had before; nil for merges of older versions.
    private let survivorConsents: [Consent]?

    /// Merges a person into another: blanks are filled, nothing is overwritten, addresses are united.
    ///
    /// - Returns: Both persons as they are afterwards, and the merge as it can be undone.
    /// - Throws: `Refusal`: `wrongState` when they are the same or one is merged already, `notAllowed` when both have
    ///   different identifiers of the same scheme and so are two persons, `tooLong` when the survivor has no room.
    public static func merge(
        _ merged: Person, into survivor: Person, by agent: AgentID? = nil, at now: Instant
    ) throws(Refusal) -> (merged: Person, survivor: Person, merge: PersonMerge) {
        guard merged.id != survivor.id else {
            throw Refusal(.wrongState, "a person cannot be merged into itself", at: .field("survivor"))
        }
        guard merged.mergedInto == nil else {
            throw Refusal(.wrongState, "the person is merged already", at: .field("merged"))
        }
        guard survivor.mergedInto == nil else {
            throw Refusal(.wrongState, "the survivor is merged into another person", at: .field("survivor"))
        }
        try Limits.check(now, at: .field("at"))
        for mine in merged.strongIdentifiers {
            let scheme = mine.identifier.scheme
            let hasOther = survivor.strongIdentifiers.contains { $0.identifier.scheme == scheme }
            if hasOther, !survivor.holds(mine.identifier) {
                throw Refusal(.notAllowed, "different unique identifiers: two persons", at: .field("strongIdentifiers"))
            }
        }
        let merge = PersonMerge(
            merged: merged.id, survivor: survivor.id, at: now, agent: agent, findsCasesByOwner: true,
            tookName: survivor.name == nil && merged.name != nil,
            tookLanguage: survivor.language == nil && merged.language != nil,
            strongIdentifiers: merged.strongIdentifiers.filter { !survivor.strongIdentifiers.contains($0) },
            points: merged.points.filter { !survivor.holds($0.point) },
            organizations: merged.organizations.filter { !survivor.organizations.contains($0) },
            roles: merged.roles.filter { !survivor.roles.contains($0) },
            consents: merged.consents.filter { !survivor.consents.contains($0) },
            survivorConsents: survivor.consents)
        var joined = survivor
        if merge.tookName { joined.name = merged.name }
        if merge.tookLanguage { joined.language = merged.language }
        joined.strongIdentifiers += merge.strongIdentifiers
        joined.points += merge.points
        joined.organizations = (joined.organizations + merge.organizations).sorted()
        joined.roles = (joined.roles + merge.roles).sorted { $0.rawValue < $1.rawValue }
        joined.consents += merge.consents
        joined.standsForOthers = true
        joined.updatedAt = max(survivor.updatedAt, now)
        try joined.content.checkLimits()
        var gone = merged
        gone.mergedInto = survivor.id
        gone.updatedAt = max(merged.updatedAt, now)
        return (gone, joined, merge)
    }

    /// Undoes a merge.
    ///
    /// The rule: the merged person stands again as it was. The survivor loses exactly what it got by this merge and keeps
    /// what it had and what was learned since. What somebody else who is still merged into it has too stays, and goes
    /// with that merge from then on. A word on consent written down after the merge counts for both, so that no withdrawal
    /// is lost, whatever its date. Whether a later contact moves back, ``movesBack(_:between:and:)`` tells.
    ///
    /// - Parameters:
    ///   - merged: The merged person as stored.
    ///   - survivor: The survivor as stored.
    ///   - standing: Every other merge into the survivor that stands, with the person merged by it.
    /// - Returns: Both persons as they are afterwards, and the standing merges that took something over.
    /// - Throws: `Refusal`: `wrongState` when these are not the persons of the merge, or the survivor was merged itself
    ///   meanwhile (that merge is undone first), `tooLong` when a person has no room for the words on consent.
    public func undo(
        merged: Person, survivor: Person, standing: [(merge: PersonMerge, person: Person)] = [], at now: Instant
    ) throws(Refusal) -> (merged: Person, survivor: Person, changed: [PersonMerge]) {
        guard merged.id == self.merged, survivor.id == self.survivor, merged.mergedInto == survivor.id else {
            throw Refusal(.wrongState, "not the persons of this merge", at: .field("merged"))
        }
        guard survivor.mergedInto == nil else {
            throw Refusal(.wrongState, "the survivor's own merge is undone first", at: .field("survivor"))
        }
        try Limits.check(now, at: .field("at"))
        var again = merged
        again.mergedInto = nil
        again.updatedAt = max(merged.updatedAt, now)
        var heirs = MergeHeirs(standing.filter { $0.merge.survivor == survivor.id && $0.merge.merged != merged.id })
        var alone = survivor
        if tookName, alone.name.hasSameBytes(as: merged.name) {
            alone.name = heirs.inherit {
                $0.name
            } record: {
                $0.tookName = true
            }
        }
        if tookLanguage, alone.language == merged.language {
            alone.language = heirs.inherit {
                $0.language
            } record: {
                $0.tookLanguage = true
            }
        }
        alone.strongIdentifiers.removeAll { item in
            strongIdentifiers.contains(item)
                && !heirs.inherit(item, where: { $0.holds(item.identifier) }, \.strongIdentifiers)
        }
        alone.points.removeAll { item in
            points.contains(item) && !heirs.inherit(item, where: { $0.holds(item.point) }, \.points)
        }
        alone.organizations.removeAll { item in
            organizations.contains(item)
                && !heirs.inherit(item, where: { $0.organizations.contains(item) }, \.organizations)
        }
        alone.roles.removeAll { item in
            roles.contains(item) && !heirs.inherit(item, where: { $0.roles.contains(item) }, \.roles)
        }
        alone.consents.removeAll { item in
            consents.contains(item) && !heirs.inherit(item, where: { $0.consents.contains(item) }, \.consents)
        }
        again.consents += survivor.consents.filter { word in
            isLater(word) && !again.consents.contains(word)
                && !heirs.all.contains { $0.person.consents.contains(word) }
        }
        again.consents = Consent.fitting(again.consents)
        alone.standsForOthers = !heirs.all.isEmpty
        alone.updatedAt = max(survivor.updatedAt, now)
        try again.content.checkLimits()
        return (again, alone, heirs.changed)
    }

    /// Whether a word of the survivor was written down since; of an older version's merge only its date can tell.
    private func isLater(_ word: Consent) -> Bool {
        guard let survivorConsents else { return word.at > at }
        return !survivorConsents.contains(word) && !consents.contains(word)
    }

    /// Whether a contact that comes while the merge stands is written down for the person who was merged, by the rule of
    /// ``movesBack(_:between:and:)``: it names that person, and nothing the survivor has of its own.
    ///
    /// - Parameters:
    ///   - claims: What the contact says about whom it is from.
    ///   - merged: The merged person as stored.
    ///   - survivor: The survivor as stored, with what it got by the merge.
    public func isOfMerged(_ claims: IdentityClaims, merged: Person, survivor: Person) -> Bool {
        let points = claims.identifyingPoints
        guard claims.strong.contains(where: merged.holds) || points.contains(where: merged.holds) else { return false }
        let namesSurvivor =
            claims.strong.contains { name in
                survivor.holds(name) && !strongIdentifiers.contains { $0.identifier == name }
            }
            || points.contains { point in survivor.holds(point) && !self.points.contains { $0.point == point } }
        return !namesSurvivor
    }

    /// Whether a contact that came while the merge stood goes back to the person who was merged: when it came from an
    /// address of that person and from none of the survivor's own.
    ///
    /// - Parameters:
    ///   - points: The addresses the contact came from.
    ///   - merged: The merged person after the merge was undone.
    ///   - survivor: The survivor after the merge was undone.
    public static func movesBack(_ points: [ContactPoint], between merged: Person, and survivor: Person) -> Bool {
        points.contains(where: merged.holds) && !points.contains(where: survivor.holds)
    }
}

extension PersonMerge: RecordContent {
    /// The collection `person-merge`; one merge at a time stands for a person.
    public static let collection = RecordCollection("person-merge")
    /// Merges by their survivor.
    public static let survivorIndex = RecordIndex(collection, "survivor")

    /// The merged person's id.
    public var recordID: ByteKey { ByteKey(merged) }

    /// Under the survivor.
    public var indexEntries: [IndexEntry] { [IndexEntry(Self.survivorIndex, ByteKey(survivor))] }

    /// The merge of a person.
    public static func of(_ merged: PersonID) -> RecordQuery {
        RecordQuery(.records([RecordKey(collection, merged)]), limit: 1)
    }

    /// The merges into a person.
    public static func into(_ survivor: PersonID, limit: Int = Limits.pageCount) -> RecordQuery {
        RecordQuery(.equal(survivorIndex, ByteKey(survivor)), limit: limit)
    }
}

/// The merges that stand beside one that is undone, in the order they were made.
private struct MergeHeirs {
    private(set) var all: [(merge: PersonMerge, person: Person)]
    private var touched: Set<PersonID> = []

    init(_ standing: [(merge: PersonMerge, person: Person)]) {
        all = standing.sorted { ($0.merge.at, $0.merge.merged) < ($1.merge.at, $1.merge.merged) }
    }

    /// The merges that took something over.
    var changed: [PersonMerge] { all.lazy.map(\.merge).filter { touched.contains($0.merged) } }

    /// Hands an item to the first merge whose person has it; says whether there is one.
    mutating func inherit<Item>(
        _ item: Item, where holds: (Person) -> Bool, _ list: WritableKeyPath<PersonMerge, [Item]>
    ) -> Bool {
        guard let index = all.firstIndex(where: { holds($0.person) }) else { return false }
        all[index].merge[keyPath: list].append(item)
        touched.insert(all[index].merge.merged)
        return true
    }

    /// The value of the first person who has one.
    mutating func inherit<Value>(
        _ value: (Person) -> Value?, record: (inout PersonMerge) -> Void
    ) -> Value? {
        for index in all.indices {
            guard let found = value(all[index].person) else { continue }
            record(&all[index].merge)
            touched.insert(all[index].merge.merged)
            return found
        }
        return nil
    }
}

extension PersonMerge {
    private enum CodingKeys: String, CodingKey {
        case merged, survivor, at, agent, tookName, tookLanguage, strongIdentifiers, points, organizations, roles
        case consents, survivorConsents, findsCasesByOwner
    }

    /// Reads an object; more than one person can have of anything is an error.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        merged = try object.decode(PersonID.self, forKey: .merged)
        survivor = try object.decode(PersonID.self, forKey: .survivor)
        at = try object.decode(Instant.self, forKey: .at)
        agent = try object.decodeIfPresent(AgentID.self, forKey: .agent)
        findsCasesByOwner = try object.decodeIfPresent(Bool.self, forKey: .findsCasesByOwner) ?? false
        tookName = try object.decode(Bool.self, forKey: .tookName)
        tookLanguage = try object.decode(Bool.self, forKey: .tookLanguage)
        strongIdentifiers = try object.decode([KeyedStrongIdentifier].self, forKey: .strongIdentifiers)
        points = try object.decode([KeyedContactPoint].self, forKey: .points)
        organizations = try object.decode([OrganizationID].self, forKey: .organizations)
        roles = try object.decode([PersonRole].self, forKey: .roles)
        consents = try object.decode([Consent].self, forKey: .consents)
        survivorConsents = try object.decodeIfPresent([Consent].self, forKey: .survivorConsents)
        let merge = self
        try decoder.checked { () throws(Refusal) in
            for (field, count, limit) in [
                ("strongIdentifiers", merge.strongIdentifiers.count, Person.maximumStrongIdentifiers),
                ("points", merge.points.count, Person.maximumPoints),
                ("organizations", merge.organizations.count, Person.maximumOrganizations),
                ("roles", merge.roles.count, PersonRole.allCases.count),
                ("consents", merge.consents.count, Person.maximumConsents),
                ("survivorConsents", merge.survivorConsents?.count ?? 0, Person.maximumConsents),
            ] {
                try Limits.check(count: count, atMost: limit, at: .field(field))
            }
        }
    }
}
