import DeskFoundation
import DeskTestKit
import ServiceDesk
import Testing

/// Who somebody is, what agents change about it, and for which organisation they write.
@Suite struct IntakePersonScenarios {
    // MARK: Open cases, whatever their number

    @Test("A1 an open case on the topic is found behind a hundred newer ones on others")
    func oldOpenCase() async throws {
        var policy = try TownDesk.policy()
        let topics = try (0..<100).map { try TopicID("t\($0)") }
        policy.topics += topics.map { DeskTopic($0, LocalizedText(en: $0.rawValue, fi: $0.rawValue)) }
        policy.routing = try RoutingTable(attributes: [], rules: [], otherwise: RoutingOutcome(queue: "technical"))
        let day = try DeskOfTheDay(policy: policy, front: { EncodingStore($0) })
        let first = try await day.receive(try day.mail(from: "maija@example.com", topic: "streets"))
        for topic in topics {
            day.clock.advance(by: .minutes(1))
            #expect(try await day.receive(try day.mail(from: "maija@example.com", topic: topic)).opensCase)
        }
        let again = try await day.receive(try day.mail(from: "maija@example.com", topic: "streets"))
        #expect(again.caseID == first.caseID && !again.opensCase)
        // Somebody else's case is not meant, nor one that was settled.
        #expect(try await day.receive(try day.mail(from: "b@example.com", topic: "streets")).opensCase)
        try await day.desk.perform(.resolve(try #require(first.caseID), by: "veikko"))
        #expect(try await day.receive(try day.mail(from: "maija@example.com", topic: "streets")).opensCase)
        let unsettled = try await day.desk.records(
            ServiceCase.self, ServiceCase.unsettled(of: first.person, about: "streets"))
        #expect(unsettled.count == 1 && unsettled.first?.id != first.caseID)
    }

    // MARK: Doubts

    private func doubtful(_ day: DeskOfTheDay) async throws -> [DoubtfulPerson] {
        try await day.desk.doubtfulPersons(for: .agent("veikko", team: "technical")).persons
    }

    /// Two persons who share a number, and a third contact that could be from either.
    private func doubt(_ day: DeskOfTheDay) async throws -> (one: PersonID, two: PersonID, third: PersonID) {
        func call(_ mail: String?, _ name: String? = nil) async throws -> PersonID {
            var points = [try ContactPoint.phone("+358401234567")]
            if let mail { points.append(try .mail(mail)) }
            return try await day.receive(
                Arrival(
                    channel: "phone", claims: try IdentityClaims(points: points, name: name), text: "",
                    topic: "streets", occurredAt: day.clock.now())
            ).person
        }
        let one = try await call("anna@example.com", "Anna")
        day.clock.advance(by: .minutes(1))
        let two = try await call("bert@example.com", "Bert")
        day.clock.advance(by: .minutes(1))
        return (one, two, try await call(nil))
    }

    @Test("A1 who is in doubt is put before team leaders with candidates and reason, till merged or confirmed")
    func doubts() async throws {
        var policy = try TownDesk.policy()
        let index = try #require(policy.teams.firstIndex { $0.id == "technical" })
        policy.teams[index].leaders = ["veikko"]
        #expect(try DeskPolicy(json: try policy.json()) == policy)
        let day = try DeskOfTheDay(policy: policy, front: { EncodingStore($0) })
        let (one, two, third) = try await doubt(day)
        #expect(Set([one, two, third]).count == 3)
        let list = try await doubtful(day)
        #expect(list.map(\.person.id) == [two, third], "the longest waiting first")
        #expect(list.map { $0.candidates.map(\.id) } == [[one], [one, two].sorted()])
        #expect(list.map(\.doubt.code) == [.otherMailAtPhone, .sharedByMany])
        #expect(list[1].sentence(in: .english).contains("Several people share the address"))
        // The same doubt again tells nobody anew.
        let told = try await day.facts().count { if case .personInDoubt = $0 { true } else { false } }
        #expect(told == 2)
        day.clock.advance(by: .minutes(1))
        let again = try await day.receive(
            Arrival(
                channel: "phone", claims: try IdentityClaims(points: [try .phone("+358401234567")]), text: "",
                topic: "waste", occurredAt: day.clock.now()))
        #expect(again.person == third)
        #expect(try await day.facts().count { if case .personInDoubt = $0 { true } else { false } } == told)
        let tray = try #require(try await day.desk.record(AlertTray.self, "veikko" as AgentID))
        #expect(tray.pending.map(\.matter) == [.personInDoubt(two), .personInDoubt(third)])
        // Bert is not Anna.
        try await day.desk.perform(.confirmPerson(two, by: "veikko"))
        #expect(try await doubtful(day).map(\.person.id) == [third])
        #expect(try await day.facts().contains(.personConfirmed(two, by: "veikko")))
        try await day.expectRefusal(of: .confirmPerson(two, by: "veikko"), .wrongState, at: "person")
        try await day.expectRefusal(of: .confirmPerson("nobody", by: "veikko"), .unknownName, at: "person")
        // The third one was Anna.
        try await day.desk.perform(.mergePersons(third, into: one, by: "veikko"))
        #expect(try await doubtful(day).isEmpty)
        // What is settled is told nobody any more.
        try await day.desk.perform(.setPresence("veikko", .available))
        day.clock.advance(by: .hours(1))
        guard case .done = try await day.desk.perform(.showAlerts("veikko")) else {
            Issue.record("an alert was shown")
            return
        }
        // A leader is one of the agents.
        #expect(throws: PolicyErrors.self) {
            policy.teams[index].leaders = ["nobody"]
            _ = try CompiledPolicy(policy)
        }
    }

    @Test("A1 persons in doubt come page by page, for those who serve only, and an erasure leaves no doubt of a person")
    func doubtPages() async throws {
        let day = try DeskOfTheDay()
        let (_, two, third) = try await doubt(day)
        let first = try await day.desk.doubtfulPersons(limit: 1, for: .agent("veikko", team: "technical"))
        #expect(first.persons.map(\.person.id) == [two] && first.next != nil)
        let rest = try await day.desk.doubtfulPersons(
            limit: 1, after: first.next, for: .agent("veikko", team: "technical"))
        #expect(rest.persons.map(\.person.id) == [third] && rest.next == nil)
        await #expect(throws: Refusal.self) {
            try await day.desk.doubtfulPersons(for: .agent("nobody", team: "technical"))
        }
        #expect(try await day.desk.export(of: third).records(of: PersonDoubt.self).count == 1)
        try await day.desk.perform(.erasePerson(third, by: "veikko"))
        #expect(try await doubtful(day).map(\.person.id) == [two])
        // Of who was erased nothing is shown as a candidate.
        let candidate = try #require(try await doubtful(day).first?.candidates.first?.id)
        try await day.desk.perform(.erasePerson(candidate, by: "veikko"))
        #expect(try await doubtful(day).first?.candidates.isEmpty == true)
    }

    // MARK: What agents change

    @Test("A7 agents set name, language, organisations, roles, points and identifiers, and the journal tells it")
    func changes() async throws {
        let day = try DeskOfTheDay(front: { EncodingStore($0) })
        let id = try await day.receive(try day.mail(from: "maija@example.com")).person
        let number = try StrongIdentifier(scheme: "customer", value: "7")
        let changes: [PersonChange] = [
            .name("Maija Virta"), .language(.english), .organizations(["acme", "beta"]), .roles([.buyer]),
            .addPoint(try .phone("+358401234567")), .addIdentifier(number),
            .removePoint(try .mail("maija@example.com")),
        ]
        for change in changes { try await day.desk.perform(.changePerson(id, change, by: "veikko")) }
        let person = try #require(try await day.desk.record(Person.self, id))
        #expect(person.name == "Maija Virta" && person.language == .english && person.roles == [.buyer])
        #expect(person.organizations == ["acme", "beta"] && person.holds(number))
        #expect(person.points.map(\.point.value) == ["+358401234567"])
        let told = try await day.facts().compactMap { fact -> PersonChange.Kind? in
            if case .personChanged(id, let kind, "veikko") = fact { kind } else { nil }
        }
        #expect(told == changes.map(\.kind))
        // The next contact is found by what was added, and by nothing that was taken away.
        let call = Arrival(
            channel: "phone", claims: try IdentityClaims(points: [try .phone("+358401234567")]), text: "",
            topic: "waste", occurredAt: day.clock.now())
        #expect(try await day.receive(call).person == id)
        #expect(try await day.receive(try day.mail(from: "maija@example.com", topic: "waste")).person != id)
        // Nothing changed: nothing told.
        try await day.desk.perform(.changePerson(id, .name("Maija Virta"), by: "veikko"))
        #expect(try await day.facts().count { if case .personChanged = $0 { true } else { false } } == changes.count)
    }

    @Test("A7 somebody else's identifier, an unknown, a merged or an erased person: refused at its place")
    func refusedChanges() async throws {
        let day = try DeskOfTheDay()
        let one = try await day.receive(try day.mail(from: "a@example.com")).person
        let two = try await day.receive(try day.mail(from: "b@example.com")).person
        let number = try StrongIdentifier(scheme: "customer", value: "7")
        try await day.desk.perform(.changePerson(one, .addIdentifier(number), by: "veikko"))
        try await day.expectRefusal(
            of: .changePerson(two, .addIdentifier(number), by: "veikko"), .duplicateName, at: "identifier")
        try await day.expectRefusal(of: .changePerson(two, .name("x"), by: "nobody"), .unknownName, at: "agent")
        try await day.expectRefusal(of: .changePerson("nobody", .name("x"), by: "veikko"), .unknownName, at: "person")
        try await day.expectRefusal(of: .changePerson(two, .name("a\nb"), by: "veikko"), .malformed, at: "name")
        try await day.desk.perform(.mergePersons(two, into: one, by: "veikko"))
        try await day.expectRefusal(of: .changePerson(two, .name("x"), by: "veikko"), .wrongState, at: "person")
        try await day.desk.perform(.erasePerson(one, by: "veikko"))
        try await day.expectRefusal(of: .changePerson(one, .name("x"), by: "veikko"), .wrongState, at: "person")
    }

    // MARK: For which organisation

    private func target(_ name: String, _ hours: Int64, for organizations: [OrganizationID]?) throws -> ServiceTarget {
        try ServiceTarget(
            name: name, metric: .firstReply,
            within: Dictionary(uniqueKeysWithValues: CasePriority.allCases.map { ($0, .hours(hours)) }),
            organizations: organizations)
    }

    @Test("C4 somebody of several organisations: the case is of the one named, and of none when nobody names one")
    func organizations() async throws {
        var policy = try TownDesk.policy()
        policy.targets = [try target("gold", 1, for: ["acme"]), try target("usual", 8, for: nil)]
        let day = try DeskOfTheDay(policy: policy)
        let person = try await day.receive(try day.mail(from: "maija@example.com")).person
        try await day.desk.perform(.changePerson(person, .organizations(["zeta", "acme"]), by: "veikko"))
        func opened(_ topic: TopicID, for organization: OrganizationID?) async throws -> ServiceCase {
            var arrival = try day.mail(from: "maija@example.com", topic: topic)
            arrival.organization = organization
            return try await day.item(try #require(try await day.receive(arrival).caseID))
        }
        let named = try await opened("waste", for: "acme")
        #expect(named.service?.organization == "acme" && named.clocks.map(\.clock.targetName) == ["gold"])
        let other = try await opened("permits", for: "zeta")
        #expect(other.service?.organization == "zeta" && other.clocks.map(\.clock.targetName) == ["usual"])
        let open = try await opened("billing", for: nil)
        #expect(open.service?.organization == nil && open.clocks.map(\.clock.targetName) == ["usual"])
        // Who has one only need not say.
        try await day.desk.perform(.changePerson(person, .organizations(["acme"]), by: "veikko"))
        #expect(try await opened("daycare", for: nil).service?.organization == "acme")
        var arrival = try day.mail(from: "maija@example.com", topic: "daycare")
        arrival.organization = "zeta"
        try await day.expectRefusal(of: .receive(arrival), .notAllowed, at: "organization")
    }

    // MARK: Mentions

    @Test("B4 a mention that nobody reads by its date is told to its reader and the leaders of the team, once")
    func lateMention() async throws {
        var policy = try TownDesk.policy()
        policy.channels.append(try ContactChannel(id: "reviews", kind: .reviewSite, name: "Reviews"))
        policy.communication.readers = ["helmi"]
        policy.communication.readWithin = .hours(4)
        let index = try #require(policy.teams.firstIndex { $0.id == "front" })
        policy.teams[index].leaders = ["aino"]
        let day = try DeskOfTheDay(policy: policy)
        let keeper = Timekeeper(day.desk)
        func review(_ number: Int) async throws -> ContactID {
            try await day.receive(
                Arrival(
                    channel: "reviews",
                    claims: try IdentityClaims(points: [.handle(network: "net", name: "a\(number)")]),
                    text: "Huono", purpose: .feedback, occurredAt: day.clock.now(),
                    mention: PublicMention(.company, stars: 1))
            ).contact
        }
        let (late, read) = (try await review(1), try await review(2))
        try await day.desk.perform(.readMention(read, by: "helmi", .nothing("Ei asiaa"), score: nil))
        day.clock.advance(by: .hours(4) - .seconds(1))
        try await keeper.sweep()
        func overdue() async throws -> [DeskFact] {
            try await day.facts().filter { if case .mentionOverdue = $0 { true } else { false } }
        }
        #expect(try await overdue().isEmpty)
        day.clock.advance(by: .seconds(1))
        try await keeper.sweep()
        day.clock.advance(by: .hours(1))
        try await keeper.sweep()
        #expect(try await overdue() == [.mentionOverdue(late, reader: "helmi")])
        for agent in ["aino", "helmi"] as [AgentID] {
            let tray = try #require(try await day.desk.record(AlertTray.self, agent))
            #expect(tray.pending.contains { $0.matter == .mentionOverdue(late) })
        }
        // Read late, it is told nobody any more.
        try await day.desk.perform(.readMention(late, by: "helmi", .lesson("Kyltit"), score: nil))
        try await day.desk.perform(.setPresence("aino", .available))
        try await keeper.sweep()
        let shown = try await day.facts().compactMap { if case .alertsShown(let bundle) = $0 { bundle } else { nil } }
        #expect(!shown.contains { $0.alerts.contains { $0.matter == .mentionOverdue(late) } })
    }
}
