public import DeskPrimitives

extension ContactDirectory {
    /// The person of an id.
    public func person(_ id: PersonID) -> Person? {
        personNumbers.first(under: hash(id.rawValue, of: Kind.person.rawValue)).flatMap { persons[$0] }
    }

    /// Adds a person, or puts it in the place of what was known under its id.
    public mutating func put(_ person: Person) {
        let key = hash(person.id.rawValue, of: Kind.person.rawValue)
        let number: Int
        if let known = personNumbers.first(under: key) {
            number = known
            if let before = persons[number] { for key in keys(of: before) { holders.remove(number, under: key) } }
            persons[number] = person
        } else {
            number = persons.append(person)
            personNumbers.insert(number, under: key)
        }
        for key in keys(of: person) { holders.insert(number, under: key) }
    }

    /// Takes a person away; its cases stay.
    public mutating func remove(_ id: PersonID) {
        let key = hash(id.rawValue, of: Kind.person.rawValue)
        guard let number = personNumbers.first(under: key), let person = persons[number] else { return }
        for key in keys(of: person) { holders.remove(number, under: key) }
        personNumbers.remove(number, under: key)
        persons.remove(number)
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
    /// Of those who share one contact point the first ``Person/maximumHolders`` that became known count.
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

    /// Appends who is under a digest and meets a condition, in the order in which they became known.
    @inline(__always)
    private func collect(_ key: SipHash.Digest, into found: inout [Person], where holds: (Person) -> Bool) {
        var place = holders.start(of: key)
        guard let first = holders.next(under: key, from: &place) else { return }
        // Mostly a point is one person's.
        guard let second = holders.next(under: key, from: &place) else {
            return take(first, into: &found, where: holds)
        }
        var all = [first, second]
        while let next = holders.next(under: key, from: &place) { all.append(next) }
        for number in all.sorted().prefix(Person.maximumHolders) { take(number, into: &found, where: holds) }
    }

    @inline(__always)
    private func take(_ number: Int, into found: inout [Person], where holds: (Person) -> Bool) {
        guard let person = persons[number], holds(person) else { return }
        if found.isEmpty || !found.contains(where: { $0.id == person.id }) { found.append(person) }
    }

    /// Decides whose contact it is, as ``IdentityResolver`` does among the persons here.
    ///
    /// Nothing changes: ``put(_:)-(Person)`` the person of the decision when it is new or has changed.
    ///
    /// - Parameters:
    ///   - claims: What the contact says about who it is from.
    ///   - newID: The id of the person, should it be a new one.
    ///   - now: When the contact arrived.
    public func identify(_ claims: IdentityClaims, newID: PersonID, at now: Instant) -> IdentityDecision {
        IdentityResolver.resolve(claims, among: persons(for: claims), digest: digest, newID: newID, at: now)
    }
}
