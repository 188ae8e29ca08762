public import DeskPrimitives

/// Decides whose contact it is from what the contact claims and from the persons a store found.
public enum IdentityResolver {
    /// Decides whose contact it is.
    ///
    /// What tells most decides alone: a strong identifier, then a mail address, then a telephone number, then a handle.
    /// Within these steps:
    /// - Who has another strong identifier of the same scheme is never the same person.
    /// - A telephone number does not outweigh mail addresses that differ.
    /// - A mail address, telephone number or handle of several persons is nobody's: there is a new, provisional person.
    ///   When the same doubt arises again, it goes to the provisional person made before.
    /// - What is known is never overwritten; blanks are filled. A strong identifier or contact point that somebody else
    ///   holds is not added to a person who is known, and a new person never gets somebody else's strong identifier.
    /// - A person who was merged stands for the survivor, where that one is among the candidates.
    ///
    /// The result does not depend on the order of the candidates. Queue numbers and postal addresses identify nobody.
    /// Claims that a person has no more room for are left out.
    ///
    /// - Parameters:
    ///   - claims: What the contact says about who it is from.
    ///   - persons: What the queries of ``Person/queries(for:digest:)`` found, and the survivors of those who were
    ///     merged.
    ///   - digest: Makes the storage keys of what is added.
    ///   - newID: The id of the person, should it be a new one.
    ///   - now: When the contact arrived.
    /// - Complexity: O(claims × persons × what a person holds).
    public static func resolve(
        _ claims: IdentityClaims, among persons: [Person], digest: KeyedDigest, newID: PersonID, at now: Instant
    ) -> IdentityDecision {
        Resolution(claims: claims, pool: PersonPool(persons), digest: digest, newID: newID, now: now).decision()
    }

    /// What ``resolve(_:among:digest:newID:at:)`` decides when one contact point is claimed and nothing else, and the person
    /// is the only one who holds it; nil when there are blanks to fill.
    static func decision(for claims: IdentityClaims, soleHolder person: Person) -> IdentityDecision? {
        guard claims.name == nil || person.name != nil, claims.language == nil || person.language != nil else {
            return nil
        }
        let code: IdentityReason.Code
        switch claims.points[0].kind {
        case .mail: code = .mail
        case .phone: code = .phone
        case .handle: code = .handle
        case .postal, .ticket: return nil
        }
        return .known(person, because: IdentityReason(code))
    }
}

/// One run of the resolver.
private struct Resolution {
    let claims: IdentityClaims
    let pool: PersonPool
    let digest: KeyedDigest
    let newID: PersonID
    let now: Instant

    func decision() -> IdentityDecision {
        switch pool.holders(of: claims.strong) {
        case .many: return doubt(.strongIdentifiersOfMany, isConflict: true)
        case .one(let number):
            return contradicts(pool.survivors[number])
                ? doubt(.otherStrongIdentifier, isConflict: true) : known(pool.survivors[number], .strongIdentifier)
        case .none: break
        }
        if let decision = decision(by: .mail, .mail) ?? decision(by: .phone, .phone) ?? decision(by: .handle, .handle) {
            return decision
        }
        let isSilent = claims.strong.isEmpty && claims.identifyingPoints.isEmpty
        return .new(newPerson(isProvisional: false), because: reason(isSilent ? .nothingClaimed : .nobodyKnown))
    }

    /// What contact points of one kind decide; nil when nobody holds one.
    private func decision(by kind: ContactPointKind, _ code: IdentityReason.Code) -> IdentityDecision? {
        switch pool.holders(of: claims.points, kind: kind) {
        case .none: return nil
        case .many: return doubt(.sharedByMany, isConflict: false)
        case .one(let number):
            if contradicts(pool.survivors[number]) { return doubt(.otherStrongIdentifier, isConflict: true) }
            if kind == .phone, hasOtherMail(pool.survivors[number]) {
                return .new(newPerson(isProvisional: false), because: reason(.otherMailAtPhone))
            }
            return known(pool.survivors[number], code)
        }
    }

    /// Whether a strong identifier claimed has a scheme in which the person is known by another one only.
    private func contradicts(_ person: Person) -> Bool {
        claims.strong.contains { claimed in
            !person.holds(claimed) && person.strongIdentifiers.contains { $0.identifier.scheme == claimed.scheme }
        }
    }

    /// Whether both sides give mail addresses; none of them is the same, or the mail step had decided.
    private func hasOtherMail(_ person: Person) -> Bool {
        claims.points.contains { $0.kind == .mail } && !person.points(of: .mail).isEmpty
    }

    private func known(_ person: Person, _ code: IdentityReason.Code) -> IdentityDecision {
        .known(filled(person), because: reason(code, without: person.id))
    }

    /// A doubt that a human has to settle: the provisional person of the same doubt before, or a new one.
    private func doubt(_ code: IdentityReason.Code, isConflict: Bool) -> IdentityDecision {
        let before = pool.survivors.filter(isSameDoubt).min { a, b in
            let (aIsNamed, bIsNamed) = (isNamedAsClaimed(a), isNamedAsClaimed(b))
            if aIsNamed != bIsNamed { return aIsNamed }
            return a.createdAt == b.createdAt ? a.id < b.id : a.createdAt < b.createdAt
        }
        if let before { return known(before, .sameDoubtAsBefore) }
        let person = newPerson(isProvisional: true)
        return isConflict ? .conflict(person, because: reason(code)) : .new(person, because: reason(code))
    }

    /// Whether a person was made for exactly such claims as these.
    private func isSameDoubt(_ person: Person) -> Bool {
        guard person.isProvisional, person.name == nil || claims.name == nil || isNamedAsClaimed(person) else {
            return false
        }
        let points = person.points.map(\.point).filter(\.identifies)
        let free = claims.strong.filter { !pool.isHeld($0, byOtherThan: person.id) }
        return Set(points) == Set(claims.identifyingPoints)
            && Set(person.strongIdentifiers.map(\.identifier)) == Set(free)
            && !(points.isEmpty && free.isEmpty)
    }

    private func isNamedAsClaimed(_ person: Person) -> Bool {
        guard let name = person.name, let claimed = claims.name else { return false }
        return name.hasSameBytes(as: claimed)
    }

    /// The person with blanks filled from the claims; unchanged when there was nothing to fill.
    private func filled(_ person: Person) -> Person {
        let missing = claims.points.filter { !pool.isHeld($0, byOtherThan: person.id) && !person.holds($0) }
        let isBlank = (person.name == nil && claims.name != nil) || (person.language == nil && claims.language != nil)
        // Mostly there is nothing to fill.
        guard isBlank || !missing.isEmpty || !claims.strong.isEmpty else { return person }
        var result = person.content
        var isChanged = false
        if result.name == nil, let name = claims.name { (result.name, isChanged) = (name, true) }
        if result.language == nil, let language = claims.language { (result.language, isChanged) = (language, true) }
        for identifier in claims.strong where !pool.isHeld(identifier, byOtherThan: person.id) {
            let isBlank = !result.strongIdentifiers.contains { $0.identifier.scheme == identifier.scheme }
            if isBlank, result.add(identifier, digest) { isChanged = true }
        }
        for point in missing {
            if result.add(point, digest) { isChanged = true }
        }
        guard isChanged else { return person }
        result.updatedAt = max(person.updatedAt, now)
        return Person(result)
    }

    /// A person of the claims, without the strong identifiers that others hold.
    private func newPerson(isProvisional: Bool) -> Person {
        var person = PersonContent(id: newID, createdAt: now)
        person.name = claims.name
        person.language = claims.language
        person.isProvisional = isProvisional
        for identifier in claims.strong where !pool.isHeld(identifier, byOtherThan: nil) {
            person.add(identifier, digest)
        }
        for point in claims.points { person.add(point, digest) }
        return Person(person)
    }

    private func reason(_ code: IdentityReason.Code, without person: PersonID? = nil) -> IdentityReason {
        IdentityReason(code, candidates: pool.others(holding: claims, than: person))
    }
}
