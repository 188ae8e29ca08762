import DeskContacts
import DeskPrimitives
import Testing

@Suite("Identity: properties")
struct IdentityPropertyTests {
    private struct World {
        var persons: [Person] = []
        var claims: IdentityClaims

        init(_ random: inout SplitMix64) throws {
            let strongs = try ["1", "2", "3"].map { try strong($0) } + [try strong("x", scheme: "login")]
            let mails = ["a@b.fi", "c@b.fi", "d@b.fi"]
            let phones = ["+358401111111", "+358402222222"]
            let handles = ["anna", "bert"]
            let names = [nil, "Anna", "Bert"]
            var free = strongs
            let count = Int.random(in: 0...6, using: &random)
            for number in 0..<count {
                var own: [StrongIdentifier] = []
                if random.chance(40), let index = free.indices.randomElement(using: &random) {
                    own.append(free.remove(at: index))
                }
                let target = Int.random(in: 0..<max(count, 1), using: &random)
                persons.append(
                    try person(
                        PersonID("p\(number)"), name: names.randomElement(using: &random) ?? nil, strong: own,
                        mail: random.subset(mails, percent: 25), phone: random.subset(phones, percent: 30),
                        handle: random.subset(handles, percent: 20), isProvisional: random.chance(20),
                        createdAt: morning - .days(Int64.random(in: 1...3, using: &random)),
                        mergedInto: random.chance(25) && target != number ? PersonID("p\(target)") : nil))
            }
            claims = try DeskContactsTests.claims(
                strong: random.subset([strongs.prefix(3).randomElement(using: &random), strongs[3]], percent: 35)
                    .compactMap(\.self), mail: random.subset(mails, percent: 35),
                phone: random.subset(phones, percent: 35), handle: random.subset(handles, percent: 35),
                name: names.randomElement(using: &random) ?? nil)
            // Now and then the same has arrived before, in another order of things.
            if random.chance(30) {
                let before = resolve(claims, persons, newID: "before").person
                if before.isProvisional, before.id == "before" { persons.insert(before, at: 0) }
            }
        }
    }

    @Test("the order of the candidates never matters; what is known stays; strong identifiers stay unique")
    func properties() throws {
        var outcomes: [IdentityReason.Code: Int] = [:]
        for seed in UInt64(0)..<2_000 {
            var random = SplitMix64(seed: seed)
            let world = try World(&random)
            let decision = resolve(world.claims, world.persons)
            outcomes[decision.because.code, default: 0] += 1

            for _ in 0..<3 {
                let shuffled = world.persons.shuffled(using: &random)
                #expect(resolve(world.claims, shuffled) == decision, "seed \(seed)")
            }

            let result = decision.person
            if let before = world.persons.first(where: { $0.id == result.id }) {
                #expect(!decision.isNew, "seed \(seed)")
                #expect(before.strongIdentifiers.allSatisfy(result.strongIdentifiers.contains), "seed \(seed)")
                #expect(Array(result.points.prefix(before.points.count)) == before.points, "seed \(seed)")
                #expect(before.name == nil || result.name == before.name, "seed \(seed)")
                if decision.because.code != .sameDoubtAsBefore {
                    let schemes = Set(before.strongIdentifiers.map(\.identifier.scheme))
                    let strange = world.claims.strong.filter { schemes.contains($0.scheme) && !before.holds($0) }
                    #expect(strange.isEmpty, "seed \(seed)")
                }
            } else {
                #expect(decision.isNew && result.id == "new", "seed \(seed)")
                let held = world.persons.filter { other in
                    result.strongIdentifiers.contains { other.holds($0.identifier) }
                }
                #expect(held.isEmpty, "seed \(seed)")
                #expect(world.claims.points.allSatisfy(result.holds), "seed \(seed)")
            }
            #expect(decision.candidates == decision.candidates.sorted(), "seed \(seed)")
            #expect(!decision.candidates.contains(result.id), "seed \(seed)")
            let known = Set(world.persons.map(\.id))
            #expect(decision.candidates.allSatisfy(known.contains), "seed \(seed)")
        }
        // Every way through the rules was taken.
        for code in IdentityReason.Code.allCases { #expect(outcomes[code, default: 0] >= 10, "\(code)") }
    }

    @Test("the same arrival again finds the person the first one made, and changes nothing")
    func repeated() throws {
        for seed in UInt64(0)..<1_000 {
            var random = SplitMix64(seed: seed)
            let world = try World(&random)
            let first = resolve(world.claims, world.persons, newID: "first").person
            let after = world.persons.filter { $0.id != first.id } + [first]
            let second = resolve(world.claims, after, newID: "second")
            // Claims without an identifying point, contradicted by everybody, leave nothing to be found again by.
            let isFindable = !world.claims.identifyingPoints.isEmpty || !first.strongIdentifiers.isEmpty
            if isFindable {
                #expect(!second.isNew, "seed \(seed)")
                #expect(second.person.id == first.id, "seed \(seed): \(second.because.code)")
                #expect(second.person == first, "seed \(seed)")
            }
        }
    }
}
