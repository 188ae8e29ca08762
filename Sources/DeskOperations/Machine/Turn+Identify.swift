import DeskContacts
import DeskPrimitives

/// Who a contact is from: a person the desk knows, or a new one under a name that follows from what was claimed.
extension Turn {
    /// Finds the person of some claims, or makes a new one.
    ///
    /// - Parameters:
    ///   - newID: The name of a new person about whom nothing tells who it is.
    ///   - isNatural: Whether that name is the same whenever the same person is met, so that no other is needed.
    mutating func identify(
        _ claims: IdentityClaims, as newID: PersonID, isNatural: Bool = false
    ) throws(DeskHalt) -> (Person, isNew: Bool) {
        var candidates: [Person] = []
        var needs: [RecordQuery] = []
        for query in Person.queries(for: claims, digest: digest) {
            // All lookups are asked for in one round.
            do throws(DeskHalt) {
                candidates.append(contentsOf: try workspace.find(Person.self, query))
            } catch {
                guard case .needs(let queries) = error else { throw error }
                needs.append(contentsOf: queries)
            }
        }
        guard needs.isEmpty else { throw .needs(needs) }
        var newID = newID
        if candidates.isEmpty, isNatural {
            newID = try unerased(newID)
        } else if candidates.isEmpty, let first = naturalName(of: claims) {
            let name = try unerased(first)
            if let known = try workspace.load(Person.self, name) {
                // Written after the lookups were answered and before this was read: it is who they would find now.
                let queries = Person.queries(for: claims, digest: digest)
                let isFound = known.indexEntries.contains { entry in queries.contains { $0.selection.finds(entry) } }
                if isFound { candidates = [known] }
            } else {
                newID = name
            }
        }
        let decision = IdentityResolver.resolve(
            claims, among: candidates, digest: digest, newID: newID, at: now)
        let person = decision.person
        if candidates.first(where: { $0.id == person.id }) != person { workspace.save(person) }
        if !decision.candidates.isEmpty {
            emit(.identityInDoubt(person: person.id, candidates: decision.candidates))
            try raiseDoubt(person.id, decision.because)
        }
        return (person, decision.isNew)
    }

    /// A name made of what tells most about a person, so that two desks that meet the same new person at once meet in a
    /// conflict, and one of them finds the person when it decides again.
    private func naturalName(of claims: IdentityClaims) -> PersonID? {
        let key: ByteKey?
        if let identifier = claims.strong.first {
            key = identifier.storageKey(digest)
        } else {
            let points = claims.identifyingPoints
            let kinds: [ContactPointKind] = [.mail, .phone, .handle]
            key = kinds.lazy.compactMap { kind in points.first { $0.kind == kind } }.first?.storageKey(digest)
        }
        // Another digest than the one it is found under, so that the name tells nothing even to who knows that one.
        return key.map { PersonID(checked: Hexadecimal.text(digest.key(Array("person".utf8), $0.bytes).bytes)) }
    }

    /// A name, or where an erased person had it, the next one made of it that nobody erased ever had.
    private mutating func unerased(_ first: PersonID) throws(DeskHalt) -> PersonID {
        var name = first
        for _ in 0..<Self.mostErasures {
            try workspace.prefetch([
                RecordKey(Person.collection, name), RecordKey(PersonTombstone.collection, name),
            ])
            guard try workspace.load(PersonTombstone.self, name) != nil else { return name }
            name = PersonID(
                checked: Hexadecimal.text(digest.key(Array("again".utf8), Array(name.rawValue.utf8)).bytes))
        }
        throw .refused(Refusal(.tooLong, "erased \(Self.mostErasures) times already", at: .field("claims")))
    }

    /// The most times one person may come back and be erased again.
    private static let mostErasures = 64
}
