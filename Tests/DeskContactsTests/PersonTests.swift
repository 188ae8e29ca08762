import DeskContacts
import DeskPrimitives
import Testing

@Suite("Persons and organisations")
struct PersonTests {
    @Test("what occurs twice is taken once, lists have their order, queue numbers are left out")
    func canonical() throws {
        let anna = try Person(
            id: "p", name: "Anna", strongIdentifiers: [strong("1"), strong("1")],
            points: [.phone("+358401234567"), .mail("a@b.fi"), .mail("A@B.fi"), .ticket("A1")],
            organizations: ["z", "a", "z"], roles: [.endUser, .buyer, .buyer], createdAt: morning, digest: digest)
        #expect(anna.strongIdentifiers.map(\.identifier.value) == ["1"])
        #expect(anna.points.map(\.point.value) == ["+358401234567", "a@b.fi"])
        #expect(anna.organizations == ["a", "z"])
        #expect(anna.roles == [.buyer, .endUser])
        #expect(anna.updatedAt == morning)
        #expect(try anna.holds(.mail("A@b.FI")))
        #expect(try !anna.holds(.mail("c@b.fi")))
        #expect(try stored(anna) == anna)
    }

    @Test("every list and text has its limit")
    func limits() throws {
        func code(
            name: String? = nil, strong: Int = 0, points: Int = 0, organizations: Int = 0, consents: Int = 0,
            createdAt: Instant = morning, mergedInto: PersonID? = nil
        ) throws -> String? {
            let word = try Consent(.survey, at: morning, proof: "x")
            return refusal {
                _ = try Person(
                    id: "p", name: name,
                    strongIdentifiers: (0..<strong).map { try StrongIdentifier(scheme: "s", value: "\($0)") },
                    points: (0..<points).map { try .mail("a\($0)@b.fi") },
                    organizations: (0..<organizations).map { try OrganizationID("o\($0)") },
                    consents: Array(repeating: word, count: consents), createdAt: createdAt, mergedInto: mergedInto,
                    digest: digest)
            }.map { "\($0.code) \($0.place)" }
        }
        #expect(try code(strong: 16, points: 48, organizations: 64, consents: 256) == nil)
        #expect(try code(strong: 17) == "tooLong strongIdentifiers")
        #expect(try code(points: 49) == "tooLong points")
        #expect(try code(organizations: 65) == "tooLong organizations")
        #expect(try code(consents: 257) == "tooLong consents")
        #expect(try code(name: String(repeating: "a", count: 999)) == "tooLong name")
        #expect(try code(name: "a\nb") == "malformed name")
        #expect(try code(createdAt: Instant(microseconds: .max)) == "outOfRange createdAt")
        #expect(try code(mergedInto: "p") == "wrongState mergedInto")
        #expect(Person.maximumStrongIdentifiers + Person.maximumPoints <= Limits.indexEntries)
    }

    @Test("a person stands under every identifier and point, a merged one under none")
    func indexes() throws {
        let anna = try person("p", strong: [strong("1")], mail: ["a@b.fi"], phone: ["+358401234567"])
        #expect(
            anna.indexEntries == [
                IndexEntry(Person.strongIndex, try strong("1").storageKey(digest)),
                IndexEntry(Person.pointIndex, try ContactPoint.mail("a@b.fi").storageKey(digest)),
                IndexEntry(Person.pointIndex, try ContactPoint.phone("+358401234567").storageKey(digest)),
            ])
        #expect(Person.strongIndex.isUnique)
        #expect(!Person.pointIndex.isUnique)
        #expect(try person("p", mail: ["a@b.fi"], mergedInto: "q").indexEntries.isEmpty)
        #expect(anna.recordKey == RecordKey(Person.collection, ByteKey("p" as PersonID)))
    }

    @Test("the queries ask for every identifier and identifying point claimed")
    func queries() throws {
        let claimed = try IdentityClaims(
            strong: [strong("1")],
            points: [.ticket("A1"), .mail("a@b.fi"), .postal("Kuja 1"), .handle(network: "net", name: "a")])
        let queries = Person.queries(for: claimed, digest: digest)
        #expect(
            queries.map(\.selection) == [
                .equal(Person.strongIndex, try strong("1").storageKey(digest)),
                .equal(Person.pointIndex, try ContactPoint.mail("a@b.fi").storageKey(digest)),
                .equal(Person.pointIndex, try ContactPoint.handle(network: "net", name: "a").storageKey(digest)),
            ])
        #expect(Person.queries(for: try IdentityClaims(), digest: digest).isEmpty)
    }

    @Test("the last word on consent counts, of two at once the withdrawal")
    func consent() throws {
        func word(
            _ given: Bool, _ day: Int64, on channel: ChannelID? = nil, for purpose: ConsentPurpose = .survey
        ) throws -> Consent {
            try Consent(purpose, on: channel, isGiven: given, at: morning + .days(day), proof: "form 3")
        }
        func holder(_ words: [Consent]) throws -> Person {
            var result = try person("p")
            for word in words { result = try result.recording(word, at: word.at) }
            return result
        }
        #expect(try !holder([]).isGiven(.survey))
        #expect(try holder([word(true, 1)]).isGiven(.survey))
        #expect(try holder([word(true, 1)]).isGiven(.survey, on: "sms"))
        #expect(try !holder([word(true, 1)]).isGiven(.marketing))
        #expect(try !holder([word(true, 1), word(false, 2)]).isGiven(.survey, on: "sms"))
        #expect(try !holder([word(false, 2), word(true, 1)]).isGiven(.survey))
        #expect(try !holder([word(true, 1), word(false, 1)]).isGiven(.survey))
        #expect(try !holder([word(false, 1), word(true, 1)]).isGiven(.survey))
        // For one channel: neither wider nor, later, weaker than a word about all.
        let some = try holder([word(true, 1), word(false, 2, on: "sms")])
        #expect(some.isGiven(.survey))
        #expect(some.isGiven(.survey, on: "mail"))
        #expect(!some.isGiven(.survey, on: "sms"))
        let all = try holder([word(true, 1, on: "sms"), word(false, 2)])
        #expect(!all.isGiven(.survey, on: "sms"))
        #expect(try holder([word(true, 1, on: "sms")]).isGiven(.survey) == false)
        #expect(try holder([word(true, 3)]).updatedAt == morning + .days(3))
        #expect(try stored(some) == some)
    }

    @Test("consent has its limits")
    func consentLimits() throws {
        func code(_ proof: String, _ at: Instant = morning) -> Refusal.Code? {
            refusal { _ = try Consent(.survey, at: at, proof: proof) }?.code
        }
        #expect(code(String(repeating: "a", count: 4_096)) == nil)
        #expect(code(String(repeating: "a", count: 4_097)) == .tooLong)
        #expect(code("") == .malformed)
        #expect(code("a", Instant(microseconds: .min)) == .outOfRange)
        let word = try Consent(.survey, at: morning, proof: "x")
        var full = try person("p")
        for _ in 0..<300 { full = try full.recording(word, at: morning) }
        #expect(full.consents.count == 256, "what a later word replaced gives way")
        full = try person("p")
        for number in 0..<256 {
            full = try full.recording(Consent(ConsentPurpose("p\(number)"), at: morning, proof: "x"), at: morning)
        }
        #expect(refusal { _ = try full.recording(word, at: morning) }?.code == .tooLong)
        #expect(
            refusal { _ = try person("p", mergedInto: "q").recording(word, at: morning) }?.code == .wrongState)
    }

    @Test("an organisation has its limits and stands under its identifiers")
    func organization() throws {
        let works = try Organization(
            id: "o", name: "Virta Oy", strongIdentifiers: [strong("1234567-8", scheme: "business-id")], parent: "q",
            createdAt: morning, digest: digest)
        #expect(try stored(works) == works)
        #expect(works.updatedAt == morning)
        let key = try strong("1234567-8", scheme: "business-id").storageKey(digest)
        #expect(works.indexEntries == [IndexEntry(Organization.strongIndex, key)])
        #expect(
            Organization.holding(try strong("1234567-8", scheme: "business-id"), digest: digest).selection
                == .equal(Organization.strongIndex, key))
        func code(
            _ name: String, _ strong: [StrongIdentifier] = [], parent: OrganizationID? = nil, updatedAt: Instant? = nil
        ) -> Refusal.Code? {
            refusal {
                _ = try Organization(
                    id: "o", name: name, strongIdentifiers: strong, parent: parent, createdAt: morning,
                    updatedAt: updatedAt, digest: digest)
            }?.code
        }
        #expect(code("") == .malformed)
        #expect(code(String(repeating: "a", count: 999)) == .tooLong)
        #expect(code("a", [try strong("1"), try strong("1")]) == .duplicateName)
        #expect(code("a", try (0..<17).map { try strong("\($0)") }) == .tooLong)
        #expect(code("a", parent: "o") == .wrongState)
        #expect(code("a", updatedAt: morning - .days(1)) == .outOfOrder)
        #expect(code("a", updatedAt: Instant(microseconds: .max)) == .outOfRange)
    }
}
