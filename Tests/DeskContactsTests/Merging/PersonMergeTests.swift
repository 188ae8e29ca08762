import DeskContacts
import DeskPrimitives
import Testing

@Suite("Merges")
struct PersonMergeTests {
    private func anyone(_ id: PersonID, _ random: inout SplitMix64) throws -> Person {
        let mails = random.subset(["a@x.fi", "b@x.fi", "c@x.fi"], percent: 50)
        let own = try strong(id.rawValue, scheme: id.rawValue)
        let words = try [ConsentPurpose.survey, .marketing].filter { _ in random.chance(50) }.map {
            try Consent($0, isGiven: random.chance(50), at: morning - .days(2), proof: "web form")
        }
        return try Person(
            id: id, name: random.chance(50) ? id.rawValue : nil, strongIdentifiers: random.chance(50) ? [own] : [],
            points: points(mail: mails), organizations: random.subset(["o1", "o2", "o3"], percent: 40),
            roles: random.subset(PersonRole.allCases, percent: 40), language: random.chance(50) ? .finnish : nil,
            consents: words, createdAt: morning - .days(9), digest: digest)
    }

    /// What a person is, apart from when it was changed.
    private func essence(_ person: Person) throws -> [String] {
        [
            person.id.rawValue, person.name ?? "-", person.language?.rawValue ?? "-",
            person.mergedInto?.rawValue ?? "-",
            "\(person.strongIdentifiers.map(\.key).sorted())", "\(person.points.map(\.key).sorted())",
            "\(person.organizations)", "\(person.roles)", "\(Set(person.consents).count)",
            "\(person.consents.map { "\($0.purpose)\($0.isGiven)" }.sorted())",
        ]
    }

    @Test("merge then un-merge restores both, in any order of undoing several")
    func restores() throws {
        for seed in UInt64(0)..<200 {
            var random = SplitMix64(seed: seed)
            let survivor = try anyone("s", &random)
            let others = try ["m1", "m2", "m3"].map { try anyone(PersonID($0), &random) }
            var current = survivor
            var merged: [Person] = []
            var merges: [PersonMerge] = []
            for other in others {
                let step = try PersonMerge.merge(other, into: current, at: morning)
                #expect(step.merged.mergedInto == "s" && step.merged.indexEntries.isEmpty)
                #expect(other.points.allSatisfy { step.survivor.holds($0.point) }, "seed \(seed)")
                #expect(current.name == nil || step.survivor.name == current.name, "seed \(seed)")
                current = step.survivor
                merged.append(step.merged)
                merges.append(try stored(step.merge))
            }
            var standing = Array(merges.indices)
            for index in merges.indices.shuffled(using: &random) {
                standing.removeAll { $0 == index }
                let step = try merges[index].undo(
                    merged: merged[index], survivor: current, standing: standing.map { (merges[$0], merged[$0]) },
                    at: morning + .days(1))
                #expect(try essence(step.merged) == essence(others[index]), "seed \(seed)")
                for change in step.changed {
                    if let place = merges.firstIndex(where: { $0.merged == change.merged }) { merges[place] = change }
                }
                current = step.survivor
            }
            #expect(try essence(current) == essence(survivor), "seed \(seed)")
        }
    }

    @Test(
        "what was learned since stays with the survivor; a withdrawal since counts for both; later contacts by address")
    func since() throws {
        let anna = try person("anna", mail: ["anna@x.fi"])
        let other = try person("other", name: "Other", mail: ["other@x.fi"])
        let step = try PersonMerge.merge(other, into: anna, by: "agent", at: morning)
        let learned = resolve(try claims(mail: ["other@x.fi"], phone: ["+358401111111"]), [step.survivor]).person
        let word = try Consent(.survey, isGiven: false, at: morning + .days(1), proof: "said so")
        let later = try learned.recording(word, at: morning + .days(1))
        let undone = try step.merge.undo(merged: step.merged, survivor: later, at: morning + .days(2))
        #expect(undone.survivor.points.map(\.point) == (try points(mail: ["anna@x.fi"], phone: ["+358401111111"])))
        #expect(undone.survivor.name == nil && undone.merged.name == "Other")
        #expect(undone.survivor.consents == [word] && undone.merged.consents == [word])
        let back = { PersonMerge.movesBack($0, between: undone.merged, and: undone.survivor) }
        #expect(back(try points(mail: ["other@x.fi"])))
        #expect(!back(try points(mail: ["other@x.fi", "anna@x.fi"])))
        #expect(!back(try points(mail: ["stranger@x.fi"])))
    }

    @Test("a withdrawal written down later counts for both, whatever its date; what each had before does not")
    func laterWords() throws {
        func word(_ purpose: ConsentPurpose, _ isGiven: Bool, _ days: Int64, _ proof: String) throws -> Consent {
            try Consent(purpose, isGiven: isGiven, at: morning + .days(days), proof: proof)
        }
        let (mine, theirs) = (try word(.survey, true, -3, "mine"), try word(.marketing, true, -4, "theirs"))
        let anna = try person("anna").recording(mine, at: morning)
        let other = try person("other").recording(theirs, at: morning)
        let step = try PersonMerge.merge(other, into: anna, at: morning)
        let third = try person("third").recording(try word(.reference, true, -5, "third's"), at: morning)
        let next = try PersonMerge.merge(third, into: step.survivor, at: morning + .days(1))
        // A letter that was dated and posted before the merge, and read after it.
        let late = try word(.marketing, false, -1, "a letter")
        let later = try next.survivor.recording(late, at: morning + .days(2))
        let undone = try stored(step.merge).undo(
            merged: step.merged, survivor: later, standing: [(next.merge, next.merged)], at: morning + .days(3))
        #expect(undone.merged.consents == [theirs, late])
        #expect(!undone.merged.isGiven(.marketing) && !undone.survivor.isGiven(.marketing))
        #expect(undone.survivor.consents == [mine] + third.consents + [late])
        let last = try next.merge.undo(merged: next.merged, survivor: undone.survivor, at: morning + .days(4))
        #expect(last.merged.consents == third.consents + [late])
        #expect(last.survivor.consents == [mine, late])
    }

    @Test("a merge of an older version is read, and tells later words by their date")
    func olderMerges() throws {
        struct Old: Encodable {
            let merged = "other"
            let survivor = "anna"
            let at = morning
            let tookName = false
            let tookLanguage = false
            let strongIdentifiers: [KeyedStrongIdentifier] = []
            let points: [KeyedContactPoint] = []
            let organizations: [String] = []
            let roles: [PersonRole] = []
            let consents: [Consent] = []
        }
        let merge = try RecordDecoder().decode(PersonMerge.self, from: RecordEncoder().encode(Old()))
        #expect(try stored(merge) == merge)
        let step = try PersonMerge.merge(person("other"), into: person("anna"), at: morning)
        let words = try [-1, 1].map { try Consent(.survey, isGiven: false, at: morning + .days($0), proof: "x") }
        let later = try words.reduce(step.survivor) { try $0.recording($1, at: morning + .days(2)) }
        let undone = try merge.undo(merged: step.merged, survivor: later, at: morning + .days(3))
        #expect(undone.merged.consents == [words[1]])
    }

    @Test("refused: itself, twice, into the merged, two persons by a register, inner merge before the outer")
    func refusals() throws {
        let (a, b, c) = (try person("a"), try person("b"), try person("c"))
        let ab = try PersonMerge.merge(a, into: b, at: morning)
        #expect(refusal { _ = try PersonMerge.merge(a, into: a, at: morning) }?.code == .wrongState)
        #expect(refusal { _ = try PersonMerge.merge(ab.merged, into: c, at: morning) }?.place == .field("merged"))
        #expect(refusal { _ = try PersonMerge.merge(c, into: ab.merged, at: morning) }?.place == .field("survivor"))
        #expect(refusal { _ = try PersonMerge.merge(b, into: ab.merged, at: morning) }?.place == .field("survivor"))
        let one = try person("one", strong: [strong("1")])
        let two = try person("two", strong: [strong("2")])
        #expect(refusal { _ = try PersonMerge.merge(one, into: two, at: morning) }?.code == .notAllowed)
        let bc = try PersonMerge.merge(ab.survivor, into: c, at: morning)
        #expect(
            refusal { _ = try ab.merge.undo(merged: ab.merged, survivor: bc.merged, at: morning) }?.place
                == .field("survivor"))
        #expect(refusal { _ = try ab.merge.undo(merged: a, survivor: ab.survivor, at: morning) }?.code == .wrongState)
    }
}

@Suite("Merge chains")
struct MergeLinksTests {
    @Test("chains of any shape end, and a circle or a link to nowhere leaves what was asked for")
    func shapes() throws {
        for seed in UInt64(0)..<1_000 {
            var random = SplitMix64(seed: seed)
            let ids = try (0..<8).map { try CaseID("c\($0)") }
            var links: [CaseID: CaseID] = [:]
            for id in ids where random.chance(60) { links[id] = ids.randomElement(using: &random) }
            let gone = Set(random.subset(ids, percent: 15))
            for id in ids {
                let end = MergeLinks.end(of: id, link: { links[$0] }, exists: { !gone.contains($0) })
                // An oracle of its own: eight steps leave every chain of eight that has an end.
                var walker = id
                var isWhole = true
                for _ in 0..<8 {
                    guard let next = links[walker] else { break }
                    if gone.contains(next) { isWhole = false }
                    walker = next
                }
                let hasEnd = links[walker] == nil
                #expect(end == (hasEnd && isWhole ? walker : id), "seed \(seed)")
            }
        }
    }

    @Test("no circle can be made; undoing every merge in any order leaves everything alone")
    func noCircle() throws {
        for seed in UInt64(0)..<200 {
            var random = SplitMix64(seed: seed)
            let ids = try (0..<6).map { try CaseID("c\($0)") }
            var links = MergeLinks<CaseSubject>()
            var merged: [CaseID] = []
            for _ in 0..<20 {
                let (a, b) = (ids[Int.random(in: 0..<6, using: &random)], ids[Int.random(in: 0..<6, using: &random)])
                if (try? links.merge(a, into: b)) != nil { merged.append(a) }
            }
            #expect(!merged.isEmpty && merged.count < 6, "seed \(seed)")
            for id in ids { #expect(!merged.contains(links.survivor(of: id)), "seed \(seed)") }
            for id in merged.shuffled(using: &random) { try links.undo(id) }
            for id in ids { #expect(links.survivor(of: id) == id, "seed \(seed)") }
        }
        var links = MergeLinks<CaseSubject>()
        #expect(refusal { try links.undo("c") }?.code == .wrongState)
        try links.merge("a", into: "b")
        #expect(refusal { try links.merge("b", into: "a") }?.place == .field("survivor"))
        #expect(refusal { try links.merge("a", into: "c") }?.place == .field("merged"))
    }
}
