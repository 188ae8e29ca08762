public import DeskPrimitives

extension ContactDirectory {
    /// The person of an id.
    public func person(_ id: PersonID) -> Person? { persons.person(id, under: key(of: id)) }

    private func key(of id: PersonID) -> SipHash.Digest { hash(id.rawValue, of: Kind.person.rawValue) }

    /// Adds a person, or puts it in the place of what was known under its id.
    public mutating func put(_ person: Person) {
        if let before = self.person(person.id) {
            for key in keys(of: before) { holders.remove(person.id, under: key) }
        }
        persons.put(person, under: key(of: person.id))
        for key in keys(of: person) { holders.put(person, under: key) }
    }

    /// Takes a person away; its cases stay.
    public mutating func remove(_ id: PersonID) {
        guard let person = person(id) else { return }
        for key in keys(of: person) { holders.remove(id, under: key) }
        persons.remove(id, under: key(of: id))
    }

    /// The digests under which a person is found: none once it was merged, since the survivor holds the same.
    private func keys(of person: Person) -> [SipHash.Digest] {
        guard person.mergedInto == nil else { return [] }
        return person.strongIdentifiers.map { key(of: $0.identifier) }
            + person.points.compactMap { $0.point.identifies ? key(of: $0.point) : nil }
    }

    private func key(of point: ContactPoint) -> SipHash.Digest {
        let kind: Kind =
            switch point.kind {
            case .mail: .mail
            case .phone: .phone
            case .handle: .handle
            case .postal: .postal
            case .ticket: .ticket
            }
        return hash(point.value, of: kind.rawValue)
    }

    private func key(of identifier: StrongIdentifier) -> SipHash.Digest {
        // The digest of the scheme is far from any kind.
        hash(identifier.value, of: hash(identifier.scheme, of: Kind.scheme.rawValue).low)
    }

    /// The candidates for ``IdentityResolver``: who holds something of what is claimed.
    ///
    /// Of those who share one contact point the first ``Person/maximumHolders`` in order of their ids count, as in a store.
    ///
    /// - Complexity: O(claims × holders), whoever else is known.
    public func persons(for claims: IdentityClaims) -> [Person] {
        var found: [Person] = []
        for identifier in claims.strong {
            collect(key(of: identifier), into: &found) { $0.holds(identifier) }
        }
        for point in claims.points where point.identifies {
            collect(key(of: point), into: &found) { $0.holds(point) }
        }
        return found
    }

    /// Appends who is under a digest and meets a condition.
    private func collect(_ key: SipHash.Digest, into found: inout [Person], where holds: (Person) -> Bool) {
        var all: [Person] = []
        var start = holders.start(of: key)
        while let place = holders.next(under: key, from: start) {
            if let person = holders[place] { all.append(person) }
            start = holders.behind(place)
        }
        if all.count > 1 { all.sort { $0.id < $1.id } }
        for person in all.prefix(Person.maximumHolders)
        where holds(person) && !found.contains(where: { $0.id == person.id }) {
            found.append(person)
        }
    }

    /// Decides whose contact it is, as ``IdentityResolver`` does among the persons here.
    ///
    /// Nothing changes: put the person of the decision when it is new or has changed.
    ///
    /// - Parameters:
    ///   - claims: What the contact says about who it is from.
    ///   - newID: The id of the person, should it be a new one.
    ///   - now: When the contact arrived.
    public func identify(_ claims: IdentityClaims, newID: PersonID, at now: Instant) -> IdentityDecision {
        if let person = soleHolder(of: claims),
            let decision = IdentityResolver.decision(for: claims, soleHolder: person)
        {
            return decision
        }
        return IdentityResolver.resolve(claims, among: persons(for: claims), digest: digest, newID: newID, at: now)
    }

    /// The only person who holds the only thing claimed, as for most mails; found by its digest alone.
    private func soleHolder(of claims: IdentityClaims) -> Person? {
        guard claims.strong.isEmpty, claims.points.count == 1, claims.points[0].identifies else { return nil }
        let key = key(of: claims.points[0])
        guard let place = holders.next(under: key, from: holders.start(of: key)),
            holders.next(under: key, from: holders.behind(place)) == nil
        else { return nil }
        return holders[place]
    }
}
