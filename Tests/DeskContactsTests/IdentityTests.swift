import DeskContacts
import DeskPrimitives
import Testing

@Suite("Identity")
struct IdentityTests {
    private func isNew(_ decision: IdentityDecision) -> Bool {
        if case .new = decision { true } else { false }
    }
    private func isConflict(_ decision: IdentityDecision) -> Bool {
        if case .conflict = decision { true } else { false }
    }

    @Test("a strong identifier beats a mail address, a mail address a telephone number, that a handle")
    func precedence() throws {
        let people = [
            try person("by-strong", strong: [strong("1")]), try person("by-mail", mail: ["a@b.fi"]),
            try person("by-phone", phone: ["+358401234567"]), try person("by-handle", handle: ["anna"]),
        ]
        let all = try claims(strong: [strong("1")], mail: ["a@b.fi"], phone: ["+358401234567"], handle: ["anna"])
        let steps: [(IdentityClaims, PersonID, IdentityReason.Code)] = [
            (all, "by-strong", .strongIdentifier),
            (try claims(mail: ["a@b.fi"], phone: ["+358401234567"], handle: ["anna"]), "by-mail", .mail),
            (try claims(phone: ["+358401234567"], handle: ["anna"]), "by-phone", .phone),
            (try claims(handle: ["anna"]), "by-handle", .handle),
        ]
        for (claims, expected, code) in steps {
            let decision = resolve(claims, people)
            #expect(decision.person.id == expected)
            #expect(decision.because.code == code)
            #expect(!decision.isNew)
        }
        // Whoever else holds something claimed is named, and loses nothing.
        let decision = resolve(all, people)
        #expect(decision.candidates == ["by-handle", "by-mail", "by-phone"])
        #expect(decision.person == people[0])
    }

    @Test("nobody known, nothing claimed: a new person")
    func new() throws {
        let nobody = resolve(
            try claims(strong: [strong("1")], mail: ["a@b.fi"], name: "Anna", language: .finnish), [])
        #expect(nobody.because == resolve(try claims(mail: ["x@b.fi"]), []).because)
        #expect(nobody.because.code == .nobodyKnown)
        #expect(isNew(nobody))
        #expect(nobody.isNew)
        let anna = nobody.person
        #expect(anna.id == "new")
        #expect(anna.name == "Anna")
        #expect(anna.language == .finnish)
        #expect(try anna.holds(strong("1")))
        #expect(try anna.holds(.mail("a@b.fi")))
        #expect(anna.createdAt == morning && anna.updatedAt == morning)
        #expect(!anna.isProvisional)
        let silent = resolve(try IdentityClaims(points: [.ticket("A1")]), [anna])
        #expect(silent.because.code == .nothingClaimed)
        #expect(silent.person.points.isEmpty)
    }

    @Test("blanks are filled, and nothing known is overwritten, not even by blanks")
    func blanks() throws {
        let anna = try person("p", mail: ["a@b.fi"])
        let filled = resolve(
            try claims(
                strong: [strong("1")], mail: ["a@b.fi"], phone: ["+358401234567"], name: "Anna", language: .finnish),
            [anna]
        ).person
        #expect(filled.name == "Anna")
        #expect(filled.language == .finnish)
        #expect(try filled.holds(strong("1")))
        #expect(filled.points.map(\.point.value) == ["a@b.fi", "+358401234567"])
        #expect(filled.updatedAt == morning)
        #expect(filled.createdAt == anna.createdAt)
        let again = resolve(
            try claims(mail: ["a@b.fi"], name: "Annukka", language: .english), [filled]
        ).person
        #expect(again == filled)
        let blank = resolve(try claims(mail: ["a@b.fi"], name: "  "), [filled]).person
        #expect(blank == filled)
        #expect(blank.indexEntries.count == 3)
    }

    @Test("conflicting strong identifiers never merge, whatever else agrees")
    func conflictingStrong() throws {
        let anna = try person("p", strong: [strong("1")], mail: ["a@b.fi"], phone: ["+358401234567"], handle: ["a"])
        for other in [
            try claims(strong: [strong("2")], mail: ["a@b.fi"]),
            try claims(strong: [strong("2")], phone: ["+358401234567"]),
            try claims(strong: [strong("2")], handle: ["a"]),
        ] {
            let decision = resolve(other, [anna])
            #expect(isConflict(decision))
            #expect(decision.because.code == .otherStrongIdentifier)
            #expect(decision.person.id == "new")
            #expect(try decision.person.holds(strong("2")))
            #expect(decision.candidates == ["p"])
            #expect(decision.person.isProvisional)
        }
        // Another scheme is no conflict.
        let login = resolve(try claims(strong: [strong("x", scheme: "login")], mail: ["a@b.fi"]), [anna])
        #expect(login.because.code == .mail)
        #expect(try login.person.holds(strong("x", scheme: "login")))
    }

    @Test("a new person never takes a strong identifier that somebody holds")
    func heldStrong() throws {
        let anna = try person("a", strong: [strong("1"), strong("x", scheme: "login")])
        let two = resolve(try claims(strong: [strong("1"), strong("y", scheme: "login")]), [anna])
        #expect(isConflict(two))
        #expect(two.because.code == .otherStrongIdentifier)
        #expect(two.person.strongIdentifiers.map(\.identifier) == [try strong("y", scheme: "login")])
        let bert = try person("b", strong: [strong("2", scheme: "login")])
        let both = resolve(try claims(strong: [strong("1"), strong("2", scheme: "login")]), [bert, anna])
        #expect(isConflict(both))
        #expect(both.because.code == .strongIdentifiersOfMany)
        #expect(both.person.strongIdentifiers.isEmpty)
        #expect(both.candidates == ["a", "b"])
    }

    @Test("a person with two names in one register is found by either")
    func twoOfOneScheme() throws {
        let anna = try person("a", strong: [strong("1"), strong("2")], mail: ["a@b.fi"])
        #expect(resolve(try claims(strong: [strong("2")]), [anna]).because.code == .strongIdentifier)
        let third = resolve(try claims(strong: [strong("3")], mail: ["a@b.fi"]), [anna])
        #expect(third.because.code == .otherStrongIdentifier)
    }

    @Test("a telephone number does not outweigh a mail address that differs")
    func phoneAndMail() throws {
        let anna = try person("p", mail: ["a@b.fi"], phone: ["+358401234567"])
        let decision = resolve(try claims(mail: ["c@b.fi"], phone: ["+358401234567"]), [anna])
        #expect(isNew(decision))
        #expect(decision.because.code == .otherMailAtPhone)
        #expect(decision.candidates == ["p"])
        #expect(decision.person.points.map(\.point.value) == ["c@b.fi", "+358401234567"])
        #expect(!decision.person.isProvisional)
        // Without a mail address on one side there is nothing that differs.
        #expect(resolve(try claims(phone: ["+358401234567"]), [anna]).because.code == .phone)
        let bare = try person("q", phone: ["+358401234567"])
        let filled = resolve(try claims(mail: ["c@b.fi"], phone: ["+358401234567"]), [bare])
        #expect(filled.because.code == .phone)
        #expect(try filled.person.holds(.mail("c@b.fi")))
    }

    @Test("what several share is nobody's, and the same doubt does not make a person each time")
    func shared() throws {
        let people = [
            try person("a", name: "Anna", phone: ["+358401234567"]),
            try person("b", name: "Bert", phone: ["+358401234567"]),
        ]
        let call = try claims(phone: ["+358401234567"])
        let first = resolve(call, people, newID: "x1")
        #expect(isNew(first))
        #expect(first.because.code == .sharedByMany)
        #expect(first.candidates == ["a", "b"])
        #expect(first.person.isProvisional)
        let second = resolve(call, people + [first.person], newID: "x2")
        #expect(second.because.code == .sameDoubtAsBefore)
        #expect(!second.isNew)
        #expect(second.person == first.person)
        #expect(second.candidates == ["a", "b"])
        // Somebody who says more is somebody else.
        let more = resolve(try claims(mail: ["c@b.fi"], phone: ["+358401234567"]), people + [first.person], newID: "x3")
        #expect(more.person.id == "x3")
        #expect(more.candidates == ["a", "b", "x1"])
        // A mail address of a provisional person is as good as any.
        #expect(resolve(try claims(mail: ["c@b.fi"]), [more.person]).because.code == .mail)
    }

    @Test("a conflict that comes back goes to the person made for it")
    func conflictAgain() throws {
        let anna = try person("a", strong: [strong("1")], mail: ["a@b.fi"])
        let bert = try person("b", strong: [strong("2", scheme: "login")])
        let claimed = try claims(strong: [strong("1"), strong("2", scheme: "login")], mail: ["c@b.fi"])
        let first = resolve(claimed, [anna, bert], newID: "x1")
        #expect(isConflict(first))
        let second = resolve(claimed, [anna, bert, first.person], newID: "x2")
        #expect(second.because.code == .sameDoubtAsBefore)
        #expect(second.person == first.person)
    }

    @Test("a point of somebody else is not added to a person who is known")
    func heldPoint() throws {
        let anna = try person("a", mail: ["a@b.fi"])
        let bert = try person("b", phone: ["+358401234567"])
        let decision = resolve(try claims(mail: ["a@b.fi"], phone: ["+358401234567"]), [anna, bert])
        #expect(decision.person == anna)
        #expect(decision.candidates == ["b"])
    }

    @Test("a merged person stands for the survivor")
    func merged() throws {
        let old = try person("old", mail: ["old@b.fi"], mergedInto: "mid")
        let mid = try person("mid", mail: ["mid@b.fi"], mergedInto: "end")
        let end = try person("end", mail: ["end@b.fi"])
        let decision = resolve(try claims(mail: ["old@b.fi"]), [end, old, mid])
        #expect(decision.person.id == "end")
        #expect(decision.because.code == .mail)
        #expect(try decision.person.holds(.mail("old@b.fi")))
        // The same address at both is one person, not two.
        let both = try person("old", mail: ["end@b.fi"], mergedInto: "end")
        #expect(resolve(try claims(mail: ["end@b.fi"]), [both, end]).person == end)
        // A chain that leads out of the candidates ends at the last of them; nothing is dropped.
        #expect(resolve(try claims(mail: ["old@b.fi"]), [old]).person.id == "old")
        #expect(resolve(try claims(mail: ["old@b.fi"]), [old, mid]).person.id == "mid")
        // A circle, which no merge makes, has an end too.
        let circle = [
            try person("c3", mail: ["c@b.fi"], mergedInto: "c1"), try person("c1", mergedInto: "c2"),
            try person("c2", mergedInto: "c3"), try person("tail", mail: ["t@b.fi"], mergedInto: "c2"),
        ]
        #expect(resolve(try claims(mail: ["c@b.fi"]), circle).person.id == "c1")
        #expect(resolve(try claims(mail: ["t@b.fi"]), circle.reversed()).person.id == "c1")
    }

    @Test("a person that has no room keeps what it has")
    func full() throws {
        let mails = (0..<48).map { "a\($0)@b.fi" }
        let full = try person("p", mail: mails)
        let decision = resolve(try claims(mail: ["a0@b.fi"], phone: ["+358401234567"]), [full])
        #expect(decision.person == full)
        #expect(decision.person.indexEntries.count <= Limits.indexEntries)
    }

    @Test("claims have their limits")
    func limits() throws {
        func code(strong count: Int = 0, points: Int = 0, name: String? = nil) -> String? {
            refusal {
                _ = try IdentityClaims(
                    strong: (0..<count).map { try strong("1", scheme: "s\($0)") },
                    points: (0..<points).map { try .ticket("\($0)") },
                    name: name)
            }.map { "\($0.code) \($0.place)" }
        }
        #expect(code(strong: 8, points: 16) == nil)
        #expect(code(strong: 9) == "tooLong strong")
        #expect(code(points: 17) == "tooLong points")
        #expect(code(name: String(repeating: "a", count: 999)) == "tooLong name")
        #expect(
            refusal { _ = try IdentityClaims(strong: [strong("1"), strong("2")]) }?.code == .duplicateName)
        let twice = try claims(strong: [strong("1"), strong("1")], mail: ["a@b.fi", "A@b.fi"], name: " Anna ")
        #expect(twice.strong.count == 1 && twice.points.count == 1 && twice.name == "Anna")
        #expect(try stored(twice) == twice)
    }

    @Test("a decision says itself in English and Finnish, without personal data")
    func sentences() throws {
        let anna = try person("p-1", name: "Anna", mail: ["a@b.fi"], phone: ["+358401234567"])
        let decision = resolve(
            try claims(mail: ["c@b.fi"], phone: ["+358401234567"], name: "Carl"), [anna], newID: "p-2")
        #expect(
            decision.sentence(in: .english)
                == "The telephone number is known with another mail address, so person p-2 is new. Possibly the same: p-1."
        )
        #expect(
            decision.sentence(in: .finnish)
                == "Puhelinnumero tunnetaan toisella sähköpostiosoitteella, joten henkilö p-2 on uusi. "
                + "Mahdollisesti sama henkilö: p-1.")
        for text in [decision.sentence(in: .english), decision.sentence(in: .finnish)] {
            for datum in ["Carl", "Anna", "@", "+358"] { #expect(!text.contains(datum)) }
        }
        let known = resolve(try claims(mail: ["a@b.fi"]), [anna])
        #expect(known.sentence(in: .english) == "The contact is from person p-1, found by the mail address.")
        #expect(known.sentence(in: .finnish) == "Yhteydenotto on henkilöltä p-1, joka löytyi sähköpostiosoitteella.")
    }
}
