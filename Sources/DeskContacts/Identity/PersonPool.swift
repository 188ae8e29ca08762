import DeskPrimitives

/// The candidates of one identity decision, each standing for itself or for whom it was merged into.
///
/// Everything is in order of ids, so nothing depends on the order in which a store gave the persons.
struct PersonPool {
    /// The persons that stand alone, in order of their ids.
    let survivors: [Person]
    /// Every person given, with the survivor it stands for.
    private let members: [(person: Person, survivor: PersonID)]

    init(_ persons: [Person]) {
        guard persons.count > 1 else {
            survivors = persons
            members = persons.map { ($0, $0.id) }
            return
        }
        var byID: [PersonID: Person] = [:]
        for person in persons {
            // A person given twice was read twice; the later state counts.
            if let other = byID[person.id], other.updatedAt >= person.updatedAt { continue }
            byID[person.id] = person
        }
        let ordered = byID.values.sorted { $0.id < $1.id }
        members = ordered.map { ($0, Self.survivor(of: $0.id, byID)) }
        let standing = Set(members.map(\.survivor))
        survivors = ordered.filter { standing.contains($0.id) }
    }

    /// Where the chain of merges of a person ends.
    ///
    /// A chain that leaves the candidates ends at the last of them, so that a contact is never dropped; in a circle,
    /// which no merge makes, the smallest id stands for all.
    private static func survivor(of start: PersonID, _ byID: [PersonID: Person]) -> PersonID {
        var seen: Set<PersonID> = [start]
        var current = start
        while let next = byID[current]?.mergedInto, byID[next] != nil {
            guard seen.insert(next).inserted else {
                var smallest = next
                var walker = byID[next]?.mergedInto
                while let step = walker, step != next {
                    smallest = min(smallest, step)
                    walker = byID[step]?.mergedInto
                }
                return smallest
            }
            current = next
        }
        return current
    }

    /// The survivors for whom a condition holds, of themselves or of somebody merged into them.
    private func survivors(where condition: (Person) -> Bool) -> [Person] {
        guard members.count > survivors.count else { return survivors.filter(condition) }
        let ids = Set(members.filter { condition($0.person) }.map(\.survivor))
        return survivors.filter { ids.contains($0.id) }
    }

    /// Who holds any of some identifiers.
    func holders(of identifiers: [StrongIdentifier]) -> [Person] {
        identifiers.isEmpty ? [] : survivors { person in identifiers.contains(where: person.holds) }
    }

    /// Who holds any of some points of a kind.
    func holders(of points: [ContactPoint], kind: ContactPointKind) -> [Person] {
        survivors { person in points.contains { $0.kind == kind && person.holds($0) } }
    }

    /// Whether somebody other than a person holds an identifier.
    func isHeld(_ identifier: StrongIdentifier, byOtherThan person: PersonID?) -> Bool {
        members.contains { $0.survivor != person && $0.person.holds(identifier) }
    }

    /// Whether somebody other than a person holds a point.
    func isHeld(_ point: ContactPoint, byOtherThan person: PersonID?) -> Bool {
        members.contains { $0.survivor != person && $0.person.holds(point) }
    }

    /// Everybody other than a person who holds something of what was claimed, in order of their ids.
    func others(holding claims: IdentityClaims, than person: PersonID?) -> [PersonID] {
        survivors { holder in
            claims.strong.contains(where: holder.holds) || claims.points.contains { $0.identifies && holder.holds($0) }
        }
        .lazy.map(\.id).filter { $0 != person }
    }
}
