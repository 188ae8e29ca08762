import DeskContacts
import DeskPrimitives
import Testing

/// The order in which contacts arrive decides nothing where their claims do not conflict.
@Suite("Identity: order of arrival")
struct IdentityOrderTests {
    /// What the desk does with one contact after the other: look up who holds what is claimed, decide, keep.
    private struct Register {
        var persons: [PersonID: Person] = [:]
        /// For each contact whom it is from, and who else might be meant.
        var decided: [Int: (person: PersonID, candidates: [PersonID])] = [:]

        mutating func take(_ contact: Int, _ claims: IdentityClaims) {
            let found = persons.values.filter { person in
                claims.strong.contains(where: person.holds) || claims.identifyingPoints.contains(where: person.holds)
            }
            let decision = IdentityResolver.resolve(
                claims, among: found, digest: digest, newID: PersonID(stringLiteral: "p\(contact)"), at: morning)
            persons[decision.person.id] = decision.person
            decided[contact] = (decision.person.id, decision.candidates)
        }

        /// Contacts that are of one person, each set by its smallest.
        var partition: Set<Set<Int>> {
            Set(Dictionary(grouping: decided.keys, by: { decided[$0]?.person }).values.map(Set.init))
        }

        /// Contacts that are of one person once somebody has merged everybody who was named as a candidate.
        var partitionAfterMerging: Set<Set<Int>> {
            var root: [PersonID: PersonID] = [:]
            func end(_ id: PersonID) -> PersonID {
                var id = id
                while let next = root[id] { id = next }
                return id
            }
            for (person, candidates) in decided.values {
                for other in candidates where end(other) != end(person) { root[end(other)] = end(person) }
            }
            return Set(
                Dictionary(grouping: decided.keys, by: { end(decided[$0]?.person ?? "none") }).values.map(Set.init))
        }
    }

    private func register(_ contacts: [IdentityClaims], in order: [Int]) -> Register {
        var register = Register()
        for contact in order { register.take(contact, contacts[contact]) }
        return register
    }

    /// Contacts of some persons, each naming what its person is always known by and some of what else the person has.
    ///
    /// - Parameter sharesPoints: Whether persons may have an address or a number in common, as families do.
    private func anchored(
        _ random: inout SplitMix64, sharesPoints: Bool
    ) throws -> (contacts: [IdentityClaims], owners: [Int]) {
        var contacts: [IdentityClaims] = []
        var owners: [Int] = []
        for number in 0..<Int.random(in: 1...4, using: &random) {
            // A strong identifier outweighs what is shared; a mail address or number of one's own needs no more.
            let anchor = sharesPoints ? 0 : Int.random(in: 0...2, using: &random)
            let mail = sharesPoints ? "family@b.fi" : "m\(number)@b.fi"
            let phone = sharesPoints ? "+358401111111" : "+35840222222\(number)"
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                contacts.append(
                    try claims(
                        strong: anchor == 0 || random.chance(40) ? [try strong("s\(number)")] : [],
                        mail: anchor == 1 || random.chance(40) ? [mail] : [],
                        phone: anchor == 2 || random.chance(40) ? [phone] : [],
                        name: random.chance(50) ? "N\(number)" : nil))
                owners.append(number)
            }
        }
        return (contacts, owners)
    }

    @Test("contacts that each name what their person is known by are shared out alike in every order")
    func sameInEveryOrder() throws {
        for seed in UInt64(0)..<400 {
            var random = SplitMix64(seed: seed)
            let (contacts, owners) = try anchored(&random, sharesPoints: seed % 2 == 1)
            let wanted = Set(Dictionary(grouping: owners.indices, by: { owners[$0] }).values.map(Set.init))
            for _ in 0..<6 {
                let order = contacts.indices.shuffled(using: &random)
                #expect(register(contacts, in: order).partition == wanted, "seed \(seed), order \(order)")
            }
        }
    }

    @Test("where only a later contact links two persons, every order names the same ones to be merged")
    func sameAfterMerging() throws {
        var lateLinks = 0
        for seed in UInt64(0)..<400 {
            var random = SplitMix64(seed: seed)
            var contacts: [IdentityClaims] = []
            // Each contact names any of what one of three persons has; nothing tells which belong together but that.
            for _ in 0..<Int.random(in: 2...9, using: &random) {
                let owner = Int.random(in: 0...2, using: &random)
                let points = ["m", "n"].filter { _ in random.chance(40) }
                var made = try claims(
                    strong: random.chance(30) ? [try strong("s\(owner)")] : [],
                    mail: points.prefix(1).map { "\($0)\(owner)@b.fi" },
                    phone: random.chance(40) ? ["+35840222222\(owner)"] : [],
                    handle: random.chance(40) ? ["h\(owner)"] : [])
                if made.strong.isEmpty, made.identifyingPoints.isEmpty { made = try claims(handle: ["h\(owner)"]) }
                contacts.append(made)
            }
            // The oracle: what shares an identifier is one person, found by looking at pairs until nothing changes.
            var group = Array(contacts.indices)
            var isChanged = true
            while isChanged {
                isChanged = false
                for a in contacts.indices {
                    for b in contacts.indices where group[a] != group[b] && shares(contacts[a], contacts[b]) {
                        let (low, high) = (min(group[a], group[b]), max(group[a], group[b]))
                        for index in group.indices where group[index] == high { group[index] = low }
                        isChanged = true
                    }
                }
            }
            let wanted = Set(Dictionary(grouping: group.indices, by: { group[$0] }).values.map(Set.init))
            for _ in 0..<6 {
                let order = contacts.indices.shuffled(using: &random)
                let register = register(contacts, in: order)
                #expect(register.partitionAfterMerging == wanted, "seed \(seed), order \(order)")
                if register.partition != wanted { lateLinks += 1 }
            }
        }
        #expect(lateLinks > 50, "the merging was needed")
    }

    private func shares(_ a: IdentityClaims, _ b: IdentityClaims) -> Bool {
        !Set(a.strong).isDisjoint(with: b.strong) || !Set(a.identifyingPoints).isDisjoint(with: b.identifyingPoints)
    }
}
