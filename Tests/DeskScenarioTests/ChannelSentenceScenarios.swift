import DeskTestKit
import ServiceDesk
import Testing

@Suite("B1 – B4, B8, B9, D9, D10, sentence by sentence") struct ChannelSentenceScenarios {
    // MARK: B1

    @Test("B1 the policy check names the channel whose hours its staff cannot cover, with the first gap")
    func hoursOfChannels() throws {
        var policy = try TownDesk.policy()
        policy.calendars["staff"] = BusinessCalendar(
            zone: "Europe/Helsinki", week: .mondayToFriday(["09:00-15:00"]), holidays: .finland)
        for number in policy.agents.indices { policy.agents[number].calendar = "staff" }
        let found = try CompiledPolicy(policy, checkedFrom: CompiledPolicy.defaultCheckStart).warnings
        let phone = try #require(found.first { $0.place.description == "channels[0].hours" })
        #expect(phone.sentence(in: .english).contains("open 2026-01-02 08:00–2026-01-02 09:00, and nobody"))
        #expect(phone.sentence(in: .finnish).contains("Puhelin"))
    }

    @Test("B1 the portfolio shows what people thought of each channel, and nothing where too few have said so")
    func experience() async throws {
        var policy = try TownDesk.policy()
        policy.surveyPlan = try SurveyPlan(survey: "after-case", cooldown: .zero)
        let day = try DeskOfTheDay(policy: policy)
        let start = day.clock.now()
        for number in 0..<8 {
            let id = try await day.taken(from: "m\(number)@example.com")
            try await day.desk.perform(.resolve(id, by: "veikko"))
            let token = try #require(try await day.surveyToken(to: "m\(number)@example.com"))
            try await day.desk.perform(
                .answerSurvey(SurveyReply(token: token, answers: [SurveyValue("service", number < 6 ? 5 : 2)])))
            day.clock.advance(by: .minutes(1))
        }
        let call = try #require(try await day.receive(try day.call()).caseID)
        try await day.acceptNext(in: "technical")
        try await day.desk.perform(.resolve(call, by: "veikko"))
        let report = try await day.desk.portfolio(in: start..<day.clock.now() + .seconds(1))
        let mail = try #require(report.rows.first { $0.figures.channel == "mail" })
        #expect(mail.goodService.n == 8 && mail.goodService.value == 0.75)
        let phone = try #require(report.rows.first { $0.figures.channel == "phone" })
        #expect(phone.goodService.value == nil && phone.goodService.withheld != nil)
        #expect(phone.figures.cases == 1 && phone.figures.load >= .zero)
    }

    // MARK: B2

    @Test("B2 role and sensitivity decide, and the clock's fate is said: it does not start where nobody is answered")
    func rolesAndSensitivity() async throws {
        let day = try DeskOfTheDay()
        func come(_ channel: ChannelID, _ purpose: ChannelRole, _ sensitivity: DataSensitivity) async throws
            -> ReceiveDecision
        {
            day.clock.advance(by: .minutes(1))
            let point: ContactPoint =
                channel == "mail" ? try .mail("a@example.com") : try .handle(network: "n", name: "a")
            let result = try await day.receive(
                Arrival(
                    channel: channel, claims: try IdentityClaims(points: [point]), text: "Hei", topic: "streets",
                    purpose: purpose, sensitivity: sensitivity, language: .finnish, occurredAt: day.clock.now()))
            return try #require(result.decision)
        }
        for (channel, purpose, sensitivity, outcome, fate) in [
            ("social", .support, .open, .inviteElsewhere("mail"), .doesNotStart),
            ("social", .support, .personal, .inviteElsewhere("mail"), .doesNotStart),
            ("social", .feedback, .personal, .inviteElsewhere("mail"), .doesNotStart),
            ("social", .feedback, .open, .accept, .startsNow),
            ("mail", .support, .confidential, .accept, .startsNow),
        ] as [(ChannelID, ChannelRole, DataSensitivity, ReceiveDecision.Outcome, ClockFate)] {
            let decision = try await come(channel, purpose, sensitivity)
            #expect(decision.outcome == outcome, "\(channel) \(purpose) \(sensitivity)")
            #expect(decision.clock == fate, "\(channel) \(purpose) \(sensitivity)")
            #expect(!decision.sentence(in: .finnish).isEmpty)
        }
        // Only the mail opened a case, and only there do clocks run.
        let cases = try await day.all(ServiceCase.self)
        #expect(cases.map(\.channel) == ["mail"] && cases.allSatisfy { !$0.clocks.isEmpty })
    }

    // MARK: B3, B4

    @Test(
        "B3 words that nobody allowed us to quote are never shown; a promise to remove them is kept in view until it is done"
    )
    func praise() async throws {
        let day = try FeedbackDesk.day()
        let post = try await day.receive(
            Arrival(
                channel: "social", claims: try IdentityClaims(points: [.handle(network: "social", name: "maija")]),
                text: "Parasta palvelua!", purpose: .feedback, language: .finnish, occurredAt: day.clock.now()))
        try await day.desk.perform(.feedback(.askReference(post.contact, by: "aino")))
        let id = try #require(try await day.all(CustomerReference.self).first).id
        try await day.expectRefusal(of: .feedback(.publishReference(id, place: "etusivu")), .notAllowed, at: "state")
        try await day.desk.perform(.feedback(.refuseReference(id)))
        #expect(try await day.all(CustomerReference.self).first?.text(for: .marketing) == nil)
        try await day.expectRefusal(
            of: .feedback(.grantReference(id, .public, wording: "ei")), .wrongState, at: "state")
    }

    @Test(
        "B4 a mention of the company is a contact with a reader, also where nobody gave stars, and a thread of its own")
    func mentionOfCompany() async throws {
        var policy = try TownDesk.policy()
        policy.channels.append(
            try ContactChannel(
                id: "reviews", kind: .reviewSite, name: LocalizedText(en: "Reviews", fi: "Arvostelut"), inviteTo: "mail"
            ))
        policy.communication = CommunicationPolicy(readers: ["aino"], readWithin: .hours(4))
        policy.routing = try RoutingTable(attributes: [], rules: [], otherwise: RoutingOutcome(queue: "technical"))
        let day = try DeskOfTheDay(policy: policy)
        for (number, subject) in Mention.Subject.allCases.enumerated() {
            let result = try await day.receive(
                Arrival(
                    channel: "reviews", externalID: "r\(number)",
                    claims: try IdentityClaims(points: [.handle(network: "reviews", name: "pena")]),
                    text: "Kaupunki toimii",
                    purpose: .feedback, language: .finnish, occurredAt: day.clock.now(), mention: PublicMention(subject)
                ))
            let mention = try #require(try await day.desk.record(Mention.self, result.contact))
            #expect(mention.subject == subject && mention.reader == "aino" && mention.score == nil)
            #expect(result.caseID == nil)
            #expect(try await day.desk.record(Contact.self, result.contact) != nil)
        }
        #expect(try await day.desk.records(Mention.self, Mention.waiting(for: "aino")).count == 3)
    }

    // MARK: B8

    @Test(
        "B8 a visit to the counter goes by the same table, the same clocks and the same survey as every other contact")
    func counterLikeEverybody() async throws {
        var policy = try TownDesk.policy()
        policy.channels.append(
            try ContactChannel(id: "text", kind: .textMessage, name: LocalizedText(en: "Text", fi: "Tekstiviesti")))
        policy.routing = try RoutingTable(
            attributes: policy.routing.attributes.filter { $0.name != "channel" }, rules: policy.routing.rules,
            otherwise: policy.routing.otherwise)
        let day = try DeskOfTheDay(policy: policy)
        func visit(_ ticket: String, _ topic: TopicID, _ language: LanguageTag) async throws -> CaseID {
            try #require(
                try await day.receive(
                    Arrival(
                        channel: "counter",
                        claims: try IdentityClaims(points: [.ticket(ticket), .phone(FeedbackDesk.number)]), text: "",
                        topic: topic, language: language, occurredAt: day.clock.now())
                ).caseID)
        }
        let swedish = try await visit("A1", "billing", .swedish)
        let streets = try await visit("A2", "streets", .finnish)
        #expect(try await day.item(swedish).queue == "languages")
        #expect(try await day.item(streets).queue == "technical")
        guard case .ticket(let ticket) = try await day.desk.perform(.giveTicket(streets, prefix: "A")) else { return }
        #expect(ticket.label == "A 001")
        // Three minutes to be answered at the counter, as at the telephone; late after that, and said.
        day.clock.advance(by: .minutes(4))
        try await Timekeeper(day.desk).sweep()
        #expect(try await day.facts().contains(.targetMissed(.answer)))
        try await day.desk.perform(.setPresence("veikko", .available))
        #expect(try await day.acceptNext(in: "technical")?.caseID == streets)
        try await day.desk.perform(.resolve(streets, by: "veikko"))
        // The person is asked by text message, and what they say counts for the counter.
        let asked = try #require(try await day.outbox().last { $0.message.kind == .surveyInvitation }).message
        #expect(asked.channel == "text")
        let row = try await day.encounter(streets)
        #expect(row.channel == "counter" && row.targetsMissed == 1)
    }

    // MARK: B9

    @Test(
        "B9 history and owner stay through any chain of moves; each move says its rule, and back again is another move")
    func moves() async throws {
        let rules = ClockMoveRule.allCases
        for seed in UInt64(1)...4 {
            var random = SeededGenerator(seed: seed)
            var policy = try TownDesk.policy()
            policy.channels.append(try ContactChannel(id: "messenger", kind: .chat, name: "Messenger"))
            policy.routing = try RoutingTable(attributes: [], rules: [], otherwise: RoutingOutcome(queue: "technical"))
            let day = try DeskOfTheDay(policy: policy)
            try await day.desk.perform(.setPresence("veikko", .available))
            var mail = try day.mail(from: "maija@example.com")
            mail.claims = try IdentityClaims(points: [
                .mail("maija@example.com"), .phone("+358401234567"), .handle(network: "m", name: "maija"),
            ])
            let id = try #require(try await day.receive(mail).caseID)
            try await day.acceptNext(in: "technical")
            var (at, moves): (ChannelID, Int) = ("mail", 0)
            for _ in 0..<8 {
                day.clock.advance(by: .minutes(Int64.random(in: 0...50, using: &random)))
                let target = try #require(["mail", "phone", "messenger"].randomElement(using: &random)) as ChannelID
                let rule = rules[Int.random(in: 0..<rules.count, using: &random)]
                if target == at {
                    try await day.expectRefusal(
                        of: .moveChannel(id, to: target, by: "veikko", clock: rule), .notAllowed, at: "channel")
                    continue
                }
                guard
                    case .channelMoved(let decision) = try await day.desk.perform(
                        .moveChannel(id, to: target, by: "veikko", clock: rule))
                else { return }
                #expect(decision.clock == rule && decision.from == at && decision.outcome == .move)
                (at, moves) = (target, moves + 1)
                try await day.desk.perform(.reply(id, by: "veikko", text: "\(moves)"))
            }
            let item = try await day.item(id)
            #expect((item.agent, item.lastChannel, item.channelMoves) == ("veikko", at, moves), "seed \(seed)")
            let said = try await day.desk.conversation(of: id).contacts
            #expect(said.count == moves + 1 && item.contacts == moves + 1, "seed \(seed)")
            #expect(try await day.facts().count { if case .channelMoved = $0 { true } else { false } } == moves)
        }
    }

    // MARK: D9, D10

    @Test("D9 the template speaks the person's language, and the desk's own where it has none of theirs")
    func templateLanguages() async throws {
        var policy = try TownDesk.policy()
        policy.communication.templates = [
            try AnswerTemplate(
                id: "hello", name: "Hello",
                texts: LocalizedText([.finnish: "Hei {name}", .swedish: "Hej {name}", .english: "Hello {name}"]),
                placeholders: [TemplatePlaceholder("name", .line)])
        ]
        policy.routing = try RoutingTable(attributes: [], rules: [], otherwise: RoutingOutcome(queue: "technical"))
        let day = try DeskOfTheDay(policy: policy)
        for (number, language) in ["fi", "sv", "en", "et"].enumerated() {
            let tag = try LanguageTag(language)
            let id = try #require(
                try await day.receive(try day.mail(from: "m\(number)@example.com", language: tag)).caseID)
            try await day.desk.perform(
                .replyFromTemplate(id, by: "veikko", TemplateAnswer("hello", values: ["name": .line("M")])))
            let sent = try #require(
                try await day.outbox().last { $0.message.caseID == id && $0.message.kind == .reply })
            let wanted = ["fi": "Hei M", "sv": "Hej M", "en": "Hello M"]
            #expect(wanted.values.contains(sent.message.text))
            if let text = wanted[language] { #expect(sent.message.text == text, "\(language)") }
        }
    }

    @Test(
        "D10 a campaign is tied to its times as well: before and after it the topic is without a briefing, and reported"
    )
    func campaignTimes() async throws {
        let day = try DeskOfTheDay()
        let start = day.clock.now()
        let id = try #require(try await day.receive(try day.mail(from: "a@example.com", topic: "waste")).caseID)
        try await day.desk.perform(
            .publishBriefing(
                try Briefing(
                    id: "spring", topics: ["waste"], title: "Campaign", text: "Free bins", from: start + .hours(1),
                    until: start + .hours(2))))
        #expect(try await day.desk.briefings(for: day.item(id)).isEmpty, "not yet")
        day.clock.advance(by: .minutes(90))
        #expect(try await day.desk.briefings(for: day.item(id)).map(\.id) == ["spring"])
        try await day.receive(try day.mail(from: "b@example.com", topic: "waste"))
        day.clock.advance(by: .hours(1))
        #expect(try await day.desk.briefings(for: day.item(id)).isEmpty, "over")
        try await day.receive(try day.mail(from: "c@example.com", topic: "waste"))
        let gaps = try await day.desk.briefingGaps(in: start..<start + .days(1))
        #expect(gaps.map(\.topic) == ["waste"] && gaps.map(\.uncovered) == [2])
    }
}
