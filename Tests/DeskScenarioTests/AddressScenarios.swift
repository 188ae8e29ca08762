import DeskTestKit
import ServiceDesk
import Testing

/// Messages go to where the person wrote from.
@Suite("B. The address a message goes to") struct AddressScenarios {
    private static func policy(networks: Bool = true) throws -> DeskPolicy {
        var policy = try TownDesk.policy()
        for (id, kind) in [("insta", ChannelKind.socialPrivate), ("masto", .socialPrivate), ("text", .textMessage)] {
            policy.channels.append(
                try ContactChannel(
                    id: ChannelID(id), kind: kind, name: LocalizedText(en: id, fi: id),
                    network: networks && kind == .socialPrivate ? (id == "insta" ? "instagram" : "mastodon") : nil))
        }
        policy.routing = try RoutingTable(attributes: [], rules: [], otherwise: RoutingOutcome(queue: "technical"))
        return policy
    }

    private func arrival(
        _ day: DeskOfTheDay, on channel: ChannelID = "mail", from points: [ContactPoint], topic: TopicID = "streets",
        id: String? = nil
    ) throws -> Arrival {
        Arrival(
            channel: channel, externalID: id, claims: try IdentityClaims(points: points), text: "Hei! Katu on rikki.",
            topic: topic, language: .finnish, occurredAt: day.clock.now())
    }

    private func opened(_ day: DeskOfTheDay, _ arrival: Arrival) async throws -> CaseID {
        let result = try await day.receive(arrival)
        try #require(result.opensCase)
        return try #require(result.caseID)
    }

    /// Where everything about a case went, by the kind of message.
    private func addresses(_ day: DeskOfTheDay, _ id: CaseID, _ kind: OutboundMessage.Kind) async throws -> [String] {
        try await day.outbox().filter { $0.message.caseID == id && $0.message.kind == kind }
            .sorted { $0.queuedAt < $1.queuedAt }.map(\.message.address)
    }

    // MARK: Two mail addresses

    @Test("Who is known at home and writes from work is answered at work; who writes from home again, at home")
    func twoMails() async throws {
        let day = try DeskOfTheDay(policy: Self.policy(), front: { EncodingStore($0) })
        let (home, work) = (try ContactPoint.mail("home@example.com"), try ContactPoint.mail("Work@Example.com"))
        try await day.receive(try arrival(day, from: [home, work], topic: "permits"))
        let id = try await opened(day, try arrival(day, from: [work]))
        #expect(try await addresses(day, id, .acknowledgement) == ["Work@Example.com"])
        try await day.desk.perform(.reply(id, by: "veikko", text: "Korjaamme."))
        #expect(try await addresses(day, id, .reply) == ["Work@Example.com"], "as it was written")
        try await day.desk.perform(.inform(id, by: "veikko", nextUpdate: day.clock.now() + .hours(2)))
        #expect(try await addresses(day, id, .notice) == ["Work@Example.com"])

        day.clock.advance(by: .minutes(5))
        try await day.receive(try arrival(day, from: [home]))
        try await day.desk.perform(.reply(id, by: "veikko", text: "Huomenna."))
        #expect(try await addresses(day, id, .reply).last == "home@example.com")
        let sent = try #require(
            try await day.desk.records(Contact.self, Contact.ofCase(id)).last { $0.direction == .outbound })
        #expect(sent.point == home, "the contact tells where it went")
    }

    @Test("How it was is asked where the person wrote from last, under the subject of the matter")
    func survey() async throws {
        let day = try DeskOfTheDay(policy: Self.policy())
        try await day.desk.perform(.setPresence("veikko", .available))
        let (home, work) = (try ContactPoint.mail("home@example.com"), try ContactPoint.mail("work@example.com"))
        let id = try await opened(day, try arrival(day, from: [home, work]))
        try #require(try await day.acceptNext(in: "technical")?.caseID == id)
        day.clock.advance(by: .minutes(5))
        var later = try arrival(day, from: [work])
        later.subject = "VS: Katu"
        #expect(try await day.receive(later).caseID == id)
        try await day.desk.perform(.resolve(id, by: "veikko"))
        let survey = try await day.outbox().map(\.message).filter { $0.kind == .surveyInvitation }
        #expect(survey.map(\.address) == ["work@example.com"])
        #expect(survey.map(\.subject) == ["Re: Katu"], "an answer is not to join the case, so it has no tag")
    }

    @Test("Somebody else who writes into a case does not turn its answers away from the person")
    func somebodyElse() async throws {
        let day = try DeskOfTheDay(policy: Self.policy())
        let (home, work) = (try ContactPoint.mail("home@example.com"), try ContactPoint.mail("work@example.com"))
        try await day.receive(try arrival(day, from: [home, work], topic: "permits"))
        let id = try await opened(day, try arrival(day, from: [work], id: "<1@example.com>"))
        day.clock.advance(by: .minutes(5))
        var other = try arrival(day, from: [.mail("neighbour@example.com")])
        other.references = ["<1@example.com>"]
        #expect(try await day.receive(other).caseID == id)
        try await day.desk.perform(.reply(id, by: "veikko", text: "Korjaamme."))
        #expect(try await addresses(day, id, .reply) == ["work@example.com"])
    }

    @Test("Merged persons are answered where the matter came from, whoever of them stands for both")
    func merged() async throws {
        let day = try DeskOfTheDay(policy: Self.policy())
        let (one, two) = (try ContactPoint.mail("one@example.com"), try ContactPoint.mail("two@example.com"))
        let survivor = try await day.receive(try arrival(day, from: [one], topic: "permits")).person
        let id = try await opened(day, try arrival(day, from: [two]))
        let merged = try await day.item(id).person
        try await day.desk.perform(.mergePersons(merged, into: survivor, by: "veikko"))
        try await day.desk.perform(.reply(id, by: "veikko", text: "Korjaamme."))
        #expect(try await day.item(id).person == survivor)
        #expect(try await addresses(day, id, .reply) == ["two@example.com"])
        // The case of one stands for a case of the other: the last word of the matter decides.
        day.clock.advance(by: .minutes(5))
        let other = try #require(try await day.receive(try arrival(day, from: [one], topic: "daycare")).caseID)
        try await day.desk.perform(.mergeCases(other, into: id, by: "veikko"))
        try await day.desk.perform(.reply(id, by: "veikko", text: "Molemmat hoidossa."))
        #expect(try await addresses(day, id, .reply).sorted() == ["one@example.com", "two@example.com"])
    }

    // MARK: Telephone numbers

    @Test("A number is handed over in E.164 however it was written, and of two the one that was written from")
    func phones() async throws {
        let day = try DeskOfTheDay(policy: Self.policy())
        let first = try ContactPoint.phone("+358 50 765 4321")
        let second = try ContactPoint.phone("040 123 4567", defaultCountryCode: "358")
        #expect(second.display == "040 123 4567")
        try await day.receive(try arrival(day, on: "text", from: [first, second], topic: "permits"))
        let id = try await opened(day, try arrival(day, on: "text", from: [second]))
        try await day.desk.perform(.reply(id, by: "veikko", text: "Korjaamme."))
        #expect(try await addresses(day, id, .reply) == ["+358401234567"])
        #expect(try await addresses(day, id, .acknowledgement) == ["+358401234567"])
    }

    // MARK: Networks

    @Test(
        "A name is used on its own network only: where the policy names the channel's, and where the contact tells it",
        arguments: [true, false])
    func networks(isNamed: Bool) async throws {
        let day = try DeskOfTheDay(policy: Self.policy(networks: isNamed))
        let points = [
            try ContactPoint.handle(network: "mastodon", name: "@anna"),
            try ContactPoint.handle(network: "instagram", name: "a.v"), try .mail("anna@example.com"),
        ]
        try await day.receive(try arrival(day, from: points, topic: "permits"))
        let id = try await opened(day, try arrival(day, on: "insta", from: [points[1]]))
        try await day.desk.perform(.reply(id, by: "veikko", text: "Korjaamme."))
        #expect(try await addresses(day, id, .reply) == ["a.v"])
        // To a channel on which the person has not written about the matter.
        let command = DeskCommand.moveChannel(id, to: "masto", by: "veikko", clock: nil)
        guard isNamed else {
            // Nobody knows of which of the two networks the channel is: the person is asked to go there.
            try await expectInvitation(day, command, id, from: "insta")
            return
        }
        try await day.desk.perform(command)
        #expect(try await day.item(id).lastChannel == "masto")
        // Its window is closed: nothing came from there.
        try await day.expectRefusal(of: .reply(id, by: "veikko", text: "Hei!"), .notAllowed, at: "channel")
        try await day.receive(try arrival(day, on: "masto", from: [points[0]]))
        try await day.desk.perform(.reply(id, by: "veikko", text: "Hei!"))
        #expect(try await addresses(day, id, .reply).sorted() == ["a.v", "anna"])
    }

    @Test("A person without a name on the channel's network is not written to under a name of another")
    func noSuchName() async throws {
        let day = try DeskOfTheDay(policy: Self.policy())
        let points = [try ContactPoint.handle(network: "mastodon", name: "anna"), try .mail("anna@example.com")]
        let id = try await opened(day, try arrival(day, from: points))
        try await expectInvitation(day, .moveChannel(id, to: "insta", by: "veikko", clock: nil), id, from: "mail")
    }

    /// Expects that a move only invites the person, and writes nothing on the other channel.
    private func expectInvitation(
        _ day: DeskOfTheDay, _ move: DeskCommand, _ id: CaseID, from channel: ChannelID
    ) async throws {
        guard case .channelMoved(let decision) = try await day.desk.perform(move), case .invite = decision.outcome
        else {
            Issue.record("it was moved")
            return
        }
        #expect(try await day.item(id).lastChannel == channel)
        let sent = try await day.outbox().map(\.message).filter { $0.caseID == id }
        #expect(sent.contains { $0.kind == .channelInvitation } && sent.allSatisfy { $0.channel == channel })
    }

    @Test("A policy names a network in small letters, on channels that have one")
    func networkNames() throws {
        for (kind, network, code) in [
            (ChannelKind.mail, "instagram", Refusal.Code.notAllowed), (.socialPrivate, "Instagram", .malformed),
            (.socialPrivate, "", .malformed), (.chat, String(repeating: "a", count: 65), .malformed),
        ] {
            #expect {
                try ContactChannel(id: "x", kind: kind, name: LocalizedText(en: "X", fi: "X"), network: network)
            } throws: { error in
                (error as? Refusal)?.code == code && (error as? Refusal)?.place == .field("network")
            }
        }
    }

    // MARK: Reply windows

    @Test("A window that one address opened does not permit writing to another, nor asking how it was")
    func windowOfTheAddress() async throws {
        let day = try DeskOfTheDay(policy: Self.policy())
        let points = [
            try ContactPoint.handle(network: "instagram", name: "anna"),
            try ContactPoint.handle(network: "instagram", name: "anna.work"),
        ]
        try await day.receive(try arrival(day, on: "insta", from: points, topic: "permits"))
        let id = try await opened(day, try arrival(day, on: "insta", from: [points[1]]))
        day.clock.advance(by: .hours(25))
        // The other address of the same person opens a window of its own, in another matter.
        try await day.receive(try arrival(day, on: "insta", from: [points[0]], topic: "daycare"))
        try await day.expectRefusal(of: .reply(id, by: "veikko", text: "Korjattu."), .notAllowed, at: "channel")
        // From the address itself, in whichever matter.
        try await day.receive(try arrival(day, on: "insta", from: [points[1]], topic: "daycare"))
        try await day.desk.perform(.reply(id, by: "veikko", text: "Korjattu."))
        #expect(try await addresses(day, id, .reply) == ["anna.work"])
    }
}
