import DeskContacts
import DeskPrimitives
import Testing

@Suite("Changes of persons")
struct PersonChangeTests {
    private let digest = KeyedDigest(secret: Array("secret".utf8))
    private let start = Instant(seconds: 1_772_434_800)

    private func person(_ mergedInto: PersonID? = nil) throws -> Person {
        try Person(
            id: "p1", name: "Maija", strongIdentifiers: [StrongIdentifier(scheme: "crm", value: "1")],
            points: [.mail("maija@example.com")], createdAt: start, mergedInto: mergedInto, digest: digest)
    }

    private func change(_ change: PersonChange, of person: Person? = nil) throws -> Person {
        try (person ?? self.person()).changing(change, digest: digest, at: start + .hours(1))
    }

    private func refusal(_ change: PersonChange, of person: Person? = nil) -> Refusal? {
        do {
            _ = try self.change(change, of: person)
            return nil
        } catch { return error as? Refusal }
    }

    @Test("every change and its opposite; what changes nothing leaves the time of the last change")
    func changes() throws {
        let person = try person()
        let crm2 = try StrongIdentifier(scheme: "erp", value: "2")
        #expect(try change(.name("Maija Virta")).name == "Maija Virta")
        #expect(try change(.name(nil)).name == nil)
        #expect(try change(.language(.finnish)).language == .finnish)
        #expect(try change(.organizations(["b", "a", "b"])).organizations == ["a", "b"])
        #expect(try change(.roles([.endUser, .buyer])).roles == [.buyer, .endUser])
        let phone = try ContactPoint.phone("+358401234567")
        let more = try change(.addPoint(phone))
        #expect(more.holds(phone) && more.updatedAt == start + .hours(1))
        #expect(try change(.removePoint(phone), of: more).points == person.points)
        let named = try change(.addIdentifier(crm2))
        #expect(named.holds(crm2))
        #expect(try !change(.removeIdentifier(crm2), of: named).holds(crm2))
        for same in [
            PersonChange.name("Maija"), .language(nil), .organizations([]), .roles([]),
            .addPoint(try .mail("Maija@Example.com")), .addIdentifier(try StrongIdentifier(scheme: "crm", value: "1")),
        ] {
            #expect(try change(same) == person)
        }
    }

    @Test("what cannot be is refused at its place")
    func refusals() throws {
        #expect(refusal(.name("a\nb"))?.place == .field("name"))
        #expect(refusal(.addPoint(try .ticket("A1")))?.code == .notAllowed)
        #expect(refusal(.removePoint(try .mail("x@example.com")))?.code == .unknownName)
        #expect(refusal(.addIdentifier(try StrongIdentifier(scheme: "crm", value: "2")))?.code == .notAllowed)
        #expect(refusal(.removeIdentifier(try StrongIdentifier(scheme: "crm", value: "2")))?.code == .unknownName)
        #expect(refusal(.name("x"), of: try person("p2"))?.place == .field("person"))
        let many = (0...Person.maximumOrganizations).map { OrganizationID(checked: "o\($0)") }
        #expect(refusal(.organizations(many))?.place == .field("organizations"))
        var full = try person()
        for number in 1..<Person.maximumPoints {
            full = try change(.addPoint(.mail("a\(number)@example.com")), of: full)
        }
        #expect(refusal(.addPoint(try .mail("z@example.com")), of: full)?.code == .tooLong)
    }
}
