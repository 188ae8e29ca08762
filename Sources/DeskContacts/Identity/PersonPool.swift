import DeskPrimitives

/// The candidates of one identity decision, each standing for itself or for whom it was merged into.
///
/// Everything is in order of ids, so nothing depends on the order in which a store gave the persons.
struct PersonPool {
    /// The persons that stand alone, in order of their ids.
    let survivors: [Person]
    /// Every person given, in order of their ids.
    private let members: [Person]
    /// Whom each member stands for; empty when each stands for itself.
    private let standing: [PersonID]

    init(_ persons: [Person]) {
        guard persons.count > 1 else {
            survivors = persons
            members = persons
            standing = []
            return
        }
        var byID: [PersonID: Person] = [:]
        for person in persons {
            // A person given twice was read twice; the later state counts.
            if let other = byID[person.id], other.updatedAt >= person.updatedAt { continue }
            byID[person.id] = person
        }
        members = byID.values.sorted { $0.id < $1.id }
        standing = members.map { Self.survivor(of: $0.id, byID) }
        let alone = Set(standing)
        survivors = members.filter { alone.contains($0.id) }
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

    /// Whom a member stands for.
    private func survivor(_ index: Int) -> PersonID { standing.isEmpty ? members[index].id : standing[index] }

    /// Who holds something: of themselves, or because somebody who does is merged into them.
    enum Holders {
        case none
        /// The number of the person among the survivors.
        case one(Int)
        case many
    }

    /// The survivors for whom a condition holds, of themselves or of somebody merged into them.
    private func holders(where condition: (Person) -> Bool) -> Holders {
        var found: PersonID?
        for index in members.indices where condition(members[index]) {
            let id = survivor(index)
            if let found, found != id { return .many }
            found = id
        }
        guard let found, let number = survivors.firstIndex(where: { $0.id == found }) else { return .none }
        return .one(number)
    }

    /// Who holds any of some identifiers.
    func holders(of identifiers: [StrongIdentifier]) -> Holders {
        identifiers.isEmpty ? .none : holders { person in identifiers.contains(where: person.holds) }
    }

    /// Who holds any of some points of a kind.
    func holders(of points: [ContactPoint], kind: ContactPointKind) -> Holders {
        holders { person in points.indices.contains { points[$0].kind == kind && person.holds(points[$0]) } }
    }

    /// Whether somebody other than a person holds an identifier.
    func isHeld(_ identifier: StrongIdentifier, byOtherThan person: PersonID?) -> Bool {
        members.indices.contains { survivor($0) != person && members[$0].holds(identifier) }
    }

    /// Whether somebody other than a person holds a point.
    func isHeld(_ point: ContactPoint, byOtherThan person: PersonID?) -> Bool {
        members.indices.contains { survivor($0) != person && members[$0].holds(point) }
    }

    /// Everybody other than a person who holds something of what was claimed, in order of their ids.
    func others(holding claims: IdentityClaims, than person: PersonID?) -> [PersonID] {
        var found: [PersonID] = []
        for index in members.indices {
            let id = survivor(index)
            guard id != person, !found.contains(id) else { continue }
            let holder = members[index]
            let holds =
                claims.strong.contains(where: holder.holds)
                || claims.points.contains { $0.identifies && holder.holds($0) }
            if holds { found.append(id) }
        }
        return found.count < 2 ? found : found.sorted()
    }
}
