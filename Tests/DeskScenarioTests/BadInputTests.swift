import DeskTestKit
import ServiceDesk
import Testing

/// Whatever a host hands in wrongly is refused with a code and a place, and nothing of it is stored.
@Suite("Bad input") struct BadInputTests {
    // MARK: Arrivals

    @Test("a name that the policy does not have is refused with the nearest one it has")
    func unknownNames() async throws {
        let day = try DeskOfTheDay()
        var arrival = try day.mail(from: "maija@example.com")
        arrival.channel = "maill"
        let channel = try await day.expectRefusal(of: .receive(arrival), .unknownName, at: "channel")
        #expect(channel?.detail == "the policy has no channel “maill”; did you mean “mail”?")

        arrival = try day.mail(from: "maija@example.com", topic: "permit")
        let topic = try await day.expectRefusal(of: .receive(arrival), .unknownName, at: "topic")
        #expect(topic?.detail == "the policy has no topic “permit”; did you mean “permits”?")

        arrival.topic = "astrology"
        let far = try await day.expectRefusal(of: .receive(arrival), .unknownName, at: "topic")
        #expect(far?.detail == "the policy has no topic “astrology”")
    }

    @Test(
        "a malformed address never becomes a claim",
        arguments: [
            "", "maija", "maija@", "@example.com", "a b@example.com", "maija@example..com", "maija@ex\u{0}.com",
        ])
    func malformedMail(_ text: String) {
        let refusal = #expect(throws: Refusal.self) { try ContactPoint.mail(text) }
        #expect(refusal?.code == .malformed)
        #expect(refusal?.place.description == "mail")
        if !text.isEmpty { #expect(refusal?.description.contains(text) == false, "an address is personal data") }
    }

    @Test("a malformed telephone number never becomes a claim", arguments: ["", "no", "12", "+", "+358 40 abc 123"])
    func malformedPhone(_ text: String) {
        let refusal = #expect(throws: Refusal.self) { try ContactPoint.phone(text) }
        #expect(refusal?.code == .malformed)
        #expect(refusal?.place.description == "phone")
    }

    @Test("a text, line or list over its limit is refused at the member")
    func tooLong() async throws {
        let day = try DeskOfTheDay()
        let good = try day.mail(from: "maija@example.com")
        let line = String(repeating: "a", count: Limits.lineBytes)

        func expect(_ place: String, _ change: (inout Arrival) -> Void) async throws {
            var arrival = good
            change(&arrival)
            try await day.expectRefusal(of: .receive(arrival), .tooLong, at: place)
        }
        try await expect("text") { $0.text = String(repeating: "ä", count: Limits.textBytes / 2) + "a" }
        try await expect("subject") { $0.subject = line + "a" }
        try await expect("externalID") { $0.externalID = line + "a" }
        try await expect("receivingEnd") { $0.receivingEnd = line + "a" }
        try await expect("references") { $0.references = Array(repeating: "a", count: Arrival.referenceLimit + 1) }
        try await expect("references[2]") { $0.references = ["a", "b", line + "a"] }

        var largest = good
        largest.text = String(repeating: "ä", count: Limits.textBytes / 2)
        largest.subject = line
        largest.externalID = line
        largest.receivingEnd = line
        largest.references = (0..<Arrival.referenceLimit).map { "\($0)" + line.dropLast(2) }
        #expect(try await day.receive(largest).opensCase, "what is just within every limit is taken")
    }

    @Test("a line with a line break, an empty external name and numbers out of range are refused at the member")
    func otherMembers() async throws {
        let day = try DeskOfTheDay()
        let good = try day.mail(from: "maija@example.com")

        func expect(_ code: Refusal.Code, _ place: String, _ change: (inout Arrival) -> Void) async throws {
            var arrival = good
            change(&arrival)
            try await day.expectRefusal(of: .receive(arrival), code, at: place)
        }
        try await expect(.malformed, "subject") { $0.subject = "Hei\r\nBcc: all@example.com" }
        // Taken for a name, it would make every further contact a repetition of the first one.
        try await expect(.malformed, "externalID") { $0.externalID = "" }
        try await expect(.outOfRange, "impact") { $0.impact = 0 }
        try await expect(.outOfRange, "impact") { $0.impact = 4 }
        try await expect(.outOfRange, "urgency") { $0.urgency = .max }
        try await expect(.outOfRange, "occurredAt") { $0.occurredAt = day.clock.now() + .days(1) + .seconds(1) }
        try await expect(.outOfRange, "occurredAt") { $0.occurredAt = Instant(microseconds: .max) }
        try await expect(.outOfRange, "occurredAt") { $0.occurredAt = Instant(microseconds: .min) }
    }

    @Test("a command at a time that cannot be is refused")
    func impossibleTime() throws {
        let machine = DeskMachine(policy: try TownDesk.compiled(), secret: TownDesk.secret)
        for microseconds in [Int64.min, .max] {
            do throws(DeskHalt) {
                _ = try machine.decide(
                    DeskRequest("x", .dispatch("general"), at: Instant(microseconds: microseconds)),
                    reading: DeskView())
                Issue.record("it was decided")
            } catch {
                guard case .refused(let refusal) = error else {
                    Issue.record("\(error)")
                    continue
                }
                #expect(refusal.code == .outOfRange)
                #expect(refusal.place.description == "at")
            }
        }
    }

    @Test("a contact at the very ends of time is taken or refused, and nothing traps")
    func endsOfTime() async throws {
        for instant in [Instant.earliest, .latest, .latest - .days(1), .epoch] {
            let day = try DeskOfTheDay(at: instant)
            let received = try await day.receive(try day.mail(from: "maija@example.com"))
            #expect(received.opensCase)
            let id = try #require(received.caseID)
            _ = try? await day.desk.perform(.resolve(id, by: "veikko"))
            _ = try await Timekeeper(day.desk).sweep()
        }
    }

    @Test("a command name so long that nothing can be named after it is refused")
    func longCommandName() async throws {
        let day = try DeskOfTheDay()
        let name = try CommandID(String(repeating: "n", count: Limits.identifierBytes))
        try await day.expectRefusal(
            of: .receive(try day.mail(from: "maija@example.com")), as: name, .tooLong, at: "id")
        let longest = try CommandID(String(repeating: "n", count: Limits.identifierBytes - 4))
        try await day.desk.perform(.receive(try day.mail(from: "maija@example.com")), as: longest)
    }

    // MARK: Commands

    @Test("an agent, queue, case, promise or message that nobody knows is refused by name")
    func unknownThings() async throws {
        let day = try DeskOfTheDay()
        let id = try await day.taken()
        let due = day.clock.now() + .days(1)
        let agent = try await day.expectRefusal(of: .setPresence("ainoo", .available), .unknownName, at: "agent")
        #expect(agent?.detail == "the policy has no agent “ainoo”; did you mean “aino”?")
        for command in [
            DeskCommand.accept(id, by: "nobody"), .decline(id, by: "nobody"), .reply(id, by: "nobody", text: "Hei"),
            .note(id, by: "nobody", text: "Hei"), .resolve(id, by: "nobody"),
            .promise(id, by: "nobody", text: "Soitan", due: due, source: .agent),
        ] {
            try await day.expectRefusal(of: command, .unknownName, at: "agent")
        }
        let queue = try await day.expectRefusal(of: .dispatch("generel"), .unknownName, at: "queue")
        #expect(queue?.detail == "the policy has no queue “generel”; did you mean “general”?")
        try await day.expectRefusal(of: .transfer(id, to: "nowhere"), .unknownName, at: "queue")
        for command in [
            DeskCommand.accept("none", by: "aino"), .decline("none", by: "aino"), .reply("none", by: "aino", text: "a"),
            .note("none", by: "aino", text: "a"), .pause("none", .customer), .resume("none"),
            .transfer("none", to: "general"), .resolve("none", by: "aino"), .expireOffer("none"), .wake("none"),
            .promise("none", by: "aino", text: "Soitan", due: due, source: .agent),
        ] {
            try await day.expectRefusal(of: command, .unknownName, at: "case")
        }
        for command in [
            DeskCommand.keepPromise("none"), .renegotiatePromise("none", to: due), .promiseDue("none"),
        ] {
            try await day.expectRefusal(of: command, .unknownName, at: "promise")
        }
        try await day.expectRefusal(of: .claimDelivery("none", until: due), .unknownName, at: "key")
        try await day.expectRefusal(of: .recordDelivery("none", .maybeSent), .unknownName, at: "key")
    }

    @Test("texts of agents over their limits, or empty where something must be said")
    func agentsTexts() async throws {
        let day = try DeskOfTheDay()
        let id = try await day.taken()
        let long = String(repeating: "a", count: Limits.textBytes + 1)
        let due = day.clock.now() + .days(1)
        try await day.expectRefusal(of: .reply(id, by: "veikko", text: long), .tooLong, at: "text")
        try await day.expectRefusal(of: .reply(id, by: "veikko", text: ""), .malformed, at: "text")
        try await day.expectRefusal(of: .note(id, by: "veikko", text: long), .tooLong, at: "text")
        try await day.expectRefusal(
            of: .promise(id, by: "veikko", text: "", due: due, source: .agent), .malformed, at: "text")
        try await day.expectRefusal(
            of: .promise(
                id, by: "veikko", text: String(repeating: "a", count: Limits.lineBytes + 1), due: due, source: .agent),
            .tooLong, at: "text")
        try await day.expectRefusal(
            of: .promise(id, by: "veikko", text: "Soitan", due: day.clock.now(), source: .agent), .outOfRange, at: "due"
        )
    }

    @Test("an event before the case's last one, beyond what clocks may differ, is out of order")
    func outOfOrder() async throws {
        let day = try DeskOfTheDay()
        let id = try await day.taken()
        let last = try await day.item(id).lastActivityAt
        day.clock.set(to: last - DeskMachine.clockTolerance - TimeSpan(microseconds: 1))
        for command in [
            DeskCommand.reply(id, by: "veikko", text: "Hei"), .note(id, by: "veikko", text: "Hei"),
            .pause(id, .customer), .transfer(id, to: "general"), .resolve(id, by: "veikko"),
        ] {
            try await day.expectRefusal(of: command, .outOfOrder, at: "at")
        }
        day.clock.set(to: last - DeskMachine.clockTolerance)
        try await day.desk.perform(.reply(id, by: "veikko", text: "Hei"))
        #expect(try await day.item(id).firstReplyAt == last, "within the tolerance the case's own time counts")
    }

    @Test("what the state of a case or an offer does not allow is refused")
    func wrongState() async throws {
        let day = try DeskOfTheDay()
        try await day.desk.perform(.setPresence("veikko", .available))
        let id = try #require(try await day.receive(try day.mail(from: "maija@example.com")).caseID)
        try await day.expectRefusal(of: .accept(id, by: "veikko"), .wrongState, at: "case.state")
        try await day.expectRefusal(of: .decline(id, by: "veikko"), .wrongState, at: "case.state")
        guard case .offered(let work) = try await day.desk.perform(.dispatch("technical")) else { return }
        let offer = try #require(work.first)
        try await day.expectRefusal(of: .accept(id, by: "siiri"), .notAllowed, at: "case")
        try await day.expectRefusal(of: .decline(id, by: "siiri"), .notAllowed, at: "case")
        day.clock.set(to: offer.expires)
        try await day.expectRefusal(of: .accept(id, by: "veikko"), .wrongState, at: "case")
        try await day.desk.perform(.expireOffer(id))

        try await day.expectRefusal(of: .resume(id), .wrongState, at: "case")
        try await day.desk.perform(.resolve(id, by: "veikko"))
        for command in [
            DeskCommand.reply(id, by: "veikko", text: "Hei"), .pause(id, .customer), .resume(id),
            .transfer(id, to: "general"), .resolve(id, by: "veikko"),
        ] {
            try await day.expectRefusal(of: command, .wrongState, at: "case")
        }
        try await day.expectRefusal(of: .accept(id, by: "veikko"), .wrongState, at: "case.state")
    }

    // MARK: Surveys

    @Test("answers outside their scale, to no question, twice, under a token that is unknown, used or expired")
    func surveyReplies() async throws {
        let day = try DeskOfTheDay()
        let id = try await day.taken()
        try await day.desk.perform(.resolve(id, by: "veikko"))
        let token = try #require(try await day.surveyToken(to: "maija@example.com"))

        func reply(_ answers: [SurveyValue], comment: String? = nil, token: String) -> DeskCommand {
            .answerSurvey(SurveyReply(token: token, answers: answers, comment: comment))
        }
        try await day.expectRefusal(
            of: reply([SurveyValue("service", 5), SurveyValue("recommend", 11)], token: token), .outOfRange,
            at: "answers[1].value")
        try await day.expectRefusal(
            of: reply([SurveyValue("service", 0)], token: token), .outOfRange, at: "answers[0].value")
        try await day.expectRefusal(
            of: reply([SurveyValue("mood", 1)], token: token), .unknownName, at: "answers[0].question")
        try await day.expectRefusal(
            of: reply([SurveyValue("service", 1), SurveyValue("service", 5)], token: token), .duplicateName,
            at: "answers[1].question")
        try await day.expectRefusal(
            of: reply([], comment: String(repeating: "a", count: Limits.textBytes + 1), token: token), .tooLong,
            at: "comment")
        try await day.expectRefusal(of: reply([], token: ""), .unknownName, at: "token")
        try await day.expectRefusal(of: reply([], token: String(token.reversed())), .unknownName, at: "token")
        try await day.expectRefusal(
            of: reply([], token: String(repeating: "a", count: Limits.identifierBytes + 1)), .tooLong, at: "token")

        let start = day.clock.now()
        day.clock.advance(by: .days(14))
        try await day.expectRefusal(
            of: reply([SurveyValue("service", 5)], token: token), .wrongState, at: "invitation")
        day.clock.set(to: start)
        try await day.desk.perform(reply([SurveyValue("service", 5)], token: token))
        try await day.expectRefusal(
            of: reply([SurveyValue("service", 1)], token: token), .wrongState, at: "invitation")
    }

    // MARK: Observations

    @Test("observations with impossible members, or of a case that is somebody else's")
    func observations() async throws {
        let day = try DeskOfTheDay()
        let own = try #require(try await day.receive(try day.mail(from: "maija@example.com")).caseID)
        let at = day.clock.now()
        let good = CaseObservation(
            source: "old", caseID: "INC-1", version: 1, at: at, openedAt: at, status: .open, channel: "phone",
            caller: "c-1")
        try await day.desk.perform(.observe(good))

        func expect(
            _ code: Refusal.Code, _ place: String, _ change: (inout CaseObservation) -> Void
        ) async throws {
            var seen = good
            seen.version = 2
            change(&seen)
            try await day.expectRefusal(of: .observe(seen), code, at: place)
        }
        try await expect(.outOfRange, "handOvers") { $0.handOvers = -1 }
        try await expect(.outOfRange, "reopens") { $0.reopens = -1 }
        // Larger than a row of a report can hold, and two of them would overflow its sums.
        try await expect(.outOfRange, "handOvers") { $0.handOvers = .max }
        try await expect(.outOfRange, "reopens") { $0.reopens = 1_000_001 }
        try await expect(.unknownName, "channel") { $0.channel = "fax" }
        try await expect(.outOfRange, "at") { $0.at = Instant(microseconds: .max) }
        try await expect(.outOfRange, "openedAt") { $0.openedAt = Instant(microseconds: .min) }
        try await expect(.tooLong, "source") { $0.source = String(repeating: "s", count: 65) }
        try await expect(.tooLong, "caller") { $0.caller = String(repeating: "c", count: 65) }
        try await expect(.duplicateName, "caseID") { $0.source = "other" }
        try await expect(.duplicateName, "caseID") { $0.caseID = own }
        try await expect(.malformed, "source") {
            $0.source = ""
            $0.caseID = "INC-2"
        }
        try await expect(.malformed, "caller") {
            $0.caller = ""
            $0.caseID = "INC-3"
        }
    }

    // MARK: Batches

    @Test("a batch over its limit is refused as a whole, two requests of one name one by one")
    func batches() async throws {
        let day = try DeskOfTheDay()
        let now = day.clock.now()
        let presence = DeskCommand.setPresence("aino", .available)
        let before = try await day.store.dump()
        let many = (0...DeskMachine.requestLimit).map { number in
            DeskRequest(CommandID(stringLiteral: "r-\(number)"), presence, at: now)
        }
        let refusal = await #expect(throws: Refusal.self) { try await day.desk.perform(many) }
        #expect(refusal?.code == .tooLong)
        #expect(try await day.store.dump() == before)

        // What is made is named after the request, so a second one of the name would overwrite what the first one made.
        let results = try await day.desk.perform([
            DeskRequest("same", .receive(try day.mail(from: "a@example.com")), at: now),
            DeskRequest("same", .receive(try day.mail(from: "b@example.com")), at: now),
        ])
        #expect(results.count == 2)
        guard case .success = results[0] else {
            Issue.record("\(results[0])")
            return
        }
        guard case .failure(let second) = results[1] else {
            Issue.record("the second request overwrote the first one")
            return
        }
        #expect(second.code == .duplicateName)
        #expect(second.place.description == "id")
    }
}

extension DeskOfTheDay {
    /// The token in the invitation that an address got last.
    func surveyToken(to address: String) async throws -> String? {
        let message = try await outbox().map(\.message).last { $0.kind == .surveyInvitation && $0.address == address }
        return message.flatMap { $0.text.split(separator: " ").last.map(String.init) }
    }
}
