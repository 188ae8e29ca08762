import DeskTestKit
import ServiceDesk
import Testing

@Suite("B and D. Channels, moves, ready-made answers, briefings") struct CommunicationScenarios {
    private static func policy(
        _ communication: CommunicationPolicy = CommunicationPolicy(), more: [ContactChannel] = [],
        targets: [ServiceTarget] = []
    ) throws -> DeskPolicy {
        var policy = try TownDesk.policy()
        policy.communication = communication
        policy.channels += more
        policy.targets = targets + policy.targets
        let names = more.map(\.id.rawValue)
        policy.routing = try RoutingTable(
            attributes: policy.routing.attributes.map { attribute in
                guard attribute.name == "channel", case .enumeration(let known) = attribute.type else {
                    return attribute
                }
                return RoutingAttribute("channel", .enumeration(known + names))
            }, rules: policy.routing.rules, otherwise: policy.routing.otherwise)
        return policy
    }

    private func template(_ freedom: TemplateFreedom = .adapt, approvedOn: [ChannelID] = []) throws -> AnswerTemplate {
        try AnswerTemplate(
            id: "late", name: LocalizedText(en: "Late bin", fi: "Myöhässä"), topics: ["streets"],
            texts: LocalizedText(
                en: "Dear {name}, the lorry comes on {day}.", fi: "Hei {name}, auto tulee {day}."),
            placeholders: [TemplatePlaceholder("name", .line), TemplatePlaceholder("day", .date)], freedom: freedom,
            approvedOn: approvedOn)
    }

    private static let values: [String: TemplateValue] = ["name": .line("Maija {day}"), "day": .date("2026-03-04")]

    // MARK: B1

    @Test("B1 the portfolio shows volume, load, waits, effort, experience and cost by channel, and who is split how")
    func portfolio() async throws {
        var policy = try Self.policy()
        let phone = try #require(policy.channels.firstIndex { $0.id == "phone" })
        policy.channels[phone] = try ContactChannel(
            id: "phone", kind: .voice, name: "Phone", hours: "office", outOfHours: .callback,
            cost: ContactCost(currency: "EUR", perContact: 250_000))
        let day = try DeskOfTheDay(policy: policy)
        let start = day.clock.now()
        try await day.desk.perform(.setPresence("veikko", .available))
        for number in 0..<6 {
            let isCall = number % 2 == 0
            let claims = try IdentityClaims(points: [
                isCall ? try .phone("+35840100000\(number)") : try .mail("m\(number)@example.com")
            ])
            let arrival = Arrival(
                channel: isCall ? "phone" : "mail", claims: claims, text: "Hei", topic: "streets", language: .finnish,
                occurredAt: day.clock.now())
            let id = try #require(try await day.receive(arrival).caseID)
            day.clock.advance(by: .minutes(2))
            let offer = try #require(try await day.acceptNext(in: "technical"))
            #expect(offer.caseID == id)
            day.clock.advance(by: .minutes(10))
            try await day.desk.perform(.resolve(id, by: "veikko"))
        }
        let report = try await day.desk.portfolio(in: start..<day.clock.now())
        #expect(report.rows.map(\.figures.channel) == ["mail", "phone"])
        let calls = report.rows[1].figures
        #expect((calls.cases, calls.contacts) == (3, 3))
        #expect(calls.meanWait == .minutes(2) && report.rows[1].medianWait == .minutes(2))
        #expect(calls.cost == 750_000 && calls.currency == "EUR")
        #expect(calls.effort >= .minutes(30) && calls.load == calls.effort, "a call takes the whole agent")
        #expect(report.rows[0].figures.load.microseconds == report.rows[0].figures.effort.microseconds / 4)
        #expect(report.rows[0].goodService.withheld != nil, "nobody has rated it")
        let split = try #require(report.fragmentation.first)
        #expect(split.agent == "veikko" && split.switches == 5 && split.effectiveChannels == 2)
    }

    @Test("B1 the policy check reports a channel whose load its staff cannot hold, and an unknown name at its place")
    func staffing() throws {
        func findings(_ change: (inout DeskPolicy) throws -> Void) throws -> [String] {
            var policy = try Self.policy()
            try change(&policy)
            do throws(PolicyErrors) {
                return try CompiledPolicy(policy).warnings.map { $0.sentence(in: .english) }
            } catch {
                return error.findings.map { $0.sentence(in: .english) }
            }
        }
        let before = try findings { _ in }
        // 200 an hour × 0.1 h × 33 units = 660 of 900 units; 300 an hour are 990.
        let fits = try findings {
            $0.communication.plans = [try ChannelPlan(channel: "chat", contactsPerHour: 200, handling: .minutes(6))]
        }
        #expect(fits == before)
        let over = try findings {
            $0.communication.plans = [try ChannelPlan(channel: "chat", contactsPerHour: 300, handling: .minutes(6))]
        }
        #expect(
            Set(over).subtracting(before) == [
                "communication.plans[0].contactsPerHour: the contacts in hand take 990 units, "
                    + "and all who could get them hold 900"
            ])
        let small = try findings { policy in
            for index in policy.agents.indices { policy.agents[index].capacityUnits = 50 }
        }
        #expect(small.contains { $0.hasPrefix("channels[0].loadUnits: a contact takes 100 units") })
        let unknown = try findings {
            $0.communication.readers = ["ainoo"]
            $0.communication.templates = [try self.template(approvedOn: ["maill"])]
        }
        #expect(unknown.contains { $0.hasPrefix("communication.readers[0]:") && $0.contains("aino") })
        #expect(unknown.contains { $0.hasPrefix("communication.templates[0].approvedOn[0]:") && $0.contains("mail") })
    }

    // MARK: B2

    @Test("B2 nobody's word is taken that a public post is harmless; words without a form are not kept at all")
    func publicPosts() async throws {
        let day = try DeskOfTheDay()
        let claims = try IdentityClaims(points: [.handle(network: "example", name: "maija")])
        let post = try await day.receive(
            Arrival(
                channel: "social", claims: claims, text: "Soita 040 123 4567", purpose: .feedback, sensitivity: .open,
                occurredAt: day.clock.now()))
        let kept = try #require(try await day.desk.record(Contact.self, post.contact))
        #expect(!kept.text.contains("4567") && kept.text.hasPrefix("Soita "))
        #expect(try await day.facts().contains(.invitedElsewhere(contact: post.contact, from: "social", to: "mail")))
        let health = try await day.receive(
            Arrival(
                channel: "social", claims: claims, text: "Lapseni sairaudesta", purpose: .support,
                sensitivity: .confidential, occurredAt: day.clock.now()))
        #expect(try await day.desk.record(Contact.self, health.contact)?.text == "[…]")
        let needle = Array("Lapseni".utf8)
        for bytes in try await day.store.dump() {
            #expect(!bytes.indices.contains { bytes[$0...].starts(with: needle) })
        }
    }

    // MARK: B4

    private func reviews() throws -> DeskPolicy {
        try Self.policy(
            CommunicationPolicy(readers: ["aino", "eero"], readWithin: .hours(4)),
            more: [
                try ContactChannel(
                    id: "reviews", kind: .reviewSite, name: LocalizedText(en: "Reviews", fi: "Arvostelut"),
                    inviteTo: "mail")
            ])
    }

    private func review(_ day: DeskOfTheDay, stars: Int?, text: String = "Ok") throws -> Arrival {
        Arrival(
            channel: "reviews", externalID: "r-\(text)",
            claims: try IdentityClaims(points: [.handle(network: "reviews", name: "pena")]), text: text,
            purpose: .feedback, language: .finnish, occurredAt: day.clock.now(),
            mention: PublicMention(.company, stars: stars))
    }

    @Test("B4 a review of the company is a contact, scored, has a reader and a date, and ends in a lesson or an answer")
    func mentions() async throws {
        let day = try DeskOfTheDay(policy: try reviews())
        let first = try await day.receive(try review(day, stars: 2, text: "Jonotin tunnin"))
        #expect(first.caseID == nil)
        let mention = try #require(try await day.desk.record(Mention.self, first.contact))
        #expect(mention.score == 25 && mention.subject == .company && mention.due == day.clock.now() + .hours(4))
        let waiting = try await day.desk.records(Mention.self, Mention.waiting(for: mention.reader))
        #expect(waiting == [mention])
        try await day.desk.perform(.assignMention(first.contact, to: "helmi"))
        try await day.desk.perform(
            .readMention(first.contact, by: "helmi", .lesson("Jono ruuhkautuu perjantaisin"), score: 20))
        #expect(try await day.desk.records(Mention.self, Mention.waiting(for: "helmi")).isEmpty)
        #expect(
            try await day.facts().contains(.mentionRead(first.contact, "helmi", outcome: "lesson", score: 20)))

        let second = try await day.receive(try review(day, stars: 5, text: "Kiitos"))
        try await day.desk.perform(
            .readMention(second.contact, by: "eero", .answer("Kiitos! Soita 040 123 4567."), score: nil))
        let answer = try #require(try await day.outbox().map(\.message).last { $0.kind == .reply })
        #expect(answer.channel == "reviews" && !answer.text.contains("4567"))
        try await day.expectRefusal(
            of: .readMention(second.contact, by: "eero", .nothing("x"), score: nil), .wrongState, at: "contact")
        try await day.expectRefusal(of: .receive(try review(day, stars: 6, text: "Outo")), .outOfRange, at: "score")
        // The same review again changes nothing.
        #expect(try await day.receive(try review(day, stars: 2, text: "Jonotin tunnin")).isRepeat)
    }

    @Test("B4 a review channel that nobody reads is reported")
    func unread() throws {
        var policy = try reviews()
        policy.communication.readers = []
        let warnings = try CompiledPolicy(policy).warnings.map { $0.sentence(in: .english) }
        #expect(warnings.contains("channels[5]: nobody reads what is written on this channel"))
    }

    // MARK: B9

    private func movable() throws -> DeskPolicy {
        let quick = try ServiceTarget(
            name: "chat-resolution", metric: .resolution, within: [.normal: .hours(4)], calendar: "office",
            channels: ["messenger"])
        return try Self.policy(
            more: [try ContactChannel(id: "messenger", kind: .chat, name: "Messenger")], targets: [quick])
    }

    @Test("B9 a case moves with its history and owner, and its clock goes on, is converted or begins again as stated")
    func move() async throws {
        // 16 open hours by mail, 4 by messenger, moved after 1: due 16 after arrival, 3 from now, 4 from now.
        let expected: [(ClockMoveRule, String)] = [
            (.keep, "2026-03-04T07:00:00Z"), (.convert, "2026-03-02T11:00:00Z"), (.restart, "2026-03-02T12:00:00Z"),
        ]
        for (rule, due) in expected {
            let day = try DeskOfTheDay(at: try utc("2026-03-02T07:00:00Z"), policy: try movable())
            try await day.desk.perform(.setPresence("veikko", .available))
            var arrival = try day.mail(from: "maija@example.com")
            arrival.claims = try IdentityClaims(points: [
                try .mail("maija@example.com"), .handle(network: "messenger", name: "maija"),
            ])
            let id = try #require(try await day.receive(arrival).caseID)
            _ = try await day.acceptNext(in: "technical")
            let before = try await day.item(id)
            day.clock.advance(by: .hours(1))
            guard
                case .channelMoved(let decision) = try await day.desk.perform(
                    .moveChannel(id, to: "messenger", by: "veikko", clock: rule))
            else {
                Issue.record("not moved")
                continue
            }
            #expect(decision.outcome == .move && decision.clock == rule)
            let after = try await day.item(id)
            #expect(after.lastChannel == "messenger" && after.channel == "mail" && after.channelMoves == 1)
            #expect((after.agent, after.contacts, after.queue) == (before.agent, before.contacts, before.queue))
            #expect(try await day.status(.resolution, of: id).due == utc(due), "\(rule)")
            #expect(try await day.facts().contains(.channelMoved(decision)))
            try await day.desk.perform(.reply(id, by: "veikko", text: "Jatketaan täällä"))
            #expect(try await day.outbox().map(\.message).contains { $0.channel == "messenger" && $0.kind == .reply })
        }
    }

    @Test("B9 without an address the person is invited; a public channel or the same one is refused")
    func invitation() async throws {
        let day = try DeskOfTheDay()
        let id = try await day.taken()
        guard
            case .channelMoved(let decision) = try await day.desk.perform(
                .moveChannel(id, to: "counter", by: "veikko", clock: nil))
        else {
            Issue.record("no decision")
            return
        }
        #expect(decision.outcome == .invite)
        #expect(try await day.item(id).lastChannel == "mail")
        #expect(try await day.outbox().contains { $0.message.kind == .channelInvitation })
        try await day.expectRefusal(
            of: .moveChannel(id, to: "social", by: "veikko", clock: nil), .notAllowed, at: "channel")
        try await day.expectRefusal(
            of: .moveChannel(id, to: "mail", by: "veikko", clock: nil), .notAllowed, at: "channel")
        try await day.expectRefusal(
            of: .moveChannel(id, to: "fax", by: "veikko", clock: nil), .unknownName, at: "channel")
    }

    // MARK: D9

    @Test("D9 a template is filled in the person's language, adapting is recorded, and word for word stays so")
    func templates() async throws {
        for freedom in TemplateFreedom.allCases {
            let day = try DeskOfTheDay(
                policy: try Self.policy(CommunicationPolicy(templates: [try template(freedom)])))
            let id = try await day.taken()
            try await day.desk.perform(
                .replyFromTemplate(id, by: "veikko", TemplateAnswer("late", values: Self.values)))
            let sent = try #require(try await day.outbox().map(\.message).last { $0.kind == .reply })
            #expect(sent.text == "Hei Maija {day}, auto tulee 4.3.2026." && sent.language == .finnish)
            let adapted = TemplateAnswer("late", values: Self.values, text: "Hei Maija, auto tulee keskiviikkona.")
            if freedom == .wordForWord {
                try await day.expectRefusal(
                    of: .replyFromTemplate(id, by: "veikko", adapted), .notAllowed, at: "text")
            } else {
                try await day.desk.perform(.replyFromTemplate(id, by: "veikko", adapted))
                #expect(
                    try await day.facts().contains(.templateUsed("late", "veikko", .adapted, keptPercent: 50)))
            }
            #expect(try await day.facts().contains(.templateUsed("late", "veikko", .verbatim, keptPercent: 100)))
            try await day.expectRefusal(
                of: .replyFromTemplate(id, by: "veikko", TemplateAnswer("late")), .malformed, at: "values.name")
            try await day.expectRefusal(
                of: .replyFromTemplate(id, by: "veikko", TemplateAnswer("lat")), .unknownName, at: "template")
            try await day.desk.perform(.resolve(id, by: "veikko"))
            let row = try #require(
                try await day.desk.records(
                    Encounter.self, RecordQuery(.records([Encounter.recordKey(of: EncounterID(case: id))]))
                ).first)
            #expect(row.templatesUsed == (freedom == .wordForWord ? 1 : 2))
        }
    }

    @Test("D9 outcomes of texts as they are and adapted are compared with an interval, and no agent is named")
    func comparison() async throws {
        let day = try DeskOfTheDay(policy: try Self.policy(CommunicationPolicy(templates: [try template()])))
        let start = day.clock.now()
        for number in 0..<12 {
            let id = try await day.taken(from: "m\(number)@example.com")
            let text = number < 6 ? nil : "Hei, auto tulee keskiviikkona."
            try await day.desk.perform(
                .replyFromTemplate(id, by: "veikko", TemplateAnswer("late", values: Self.values, text: text)))
            day.clock.advance(by: .minutes(1))
            try await day.desk.perform(.resolve(id, by: "veikko"))
        }
        let rows = try await day.desk.templateComparisons(in: start..<day.clock.now())
        let row = try #require(rows.first)
        #expect(rows.count == 1 && row.verbatim.cases == 6 && row.adapted.cases == 6)
        #expect(row.settledOnce.value == 0 && !row.settledOnce.isClear)
        #expect(row.goodService.value == nil, "nobody rated")
        for language in [LanguageTag.english, .finnish] {
            #expect(!row.sentence(in: language).contains("veikko"))
        }
        #expect(row.sentence(in: .finnish).hasSuffix("ei selvää eroa."))
    }

    @Test("D9 outside a reply window only an approved template goes out; anything else is a visible no")
    func window() async throws {
        let messenger = try ContactChannel(id: "dm", kind: .socialPrivate, name: "Messenger")
        let day = try DeskOfTheDay(
            policy: try Self.policy(
                CommunicationPolicy(templates: [try template(approvedOn: ["dm"])]), more: [messenger]))
        try await day.desk.perform(.setPresence("veikko", .available))
        let arrival = Arrival(
            channel: "dm", claims: try IdentityClaims(points: [.handle(network: "dm", name: "maija")]), text: "Hei",
            topic: "streets", language: .finnish, occurredAt: day.clock.now())
        let id = try #require(try await day.receive(arrival).caseID)
        _ = try await day.acceptNext(in: "technical")
        try await day.desk.perform(.reply(id, by: "veikko", text: "Hei!"))
        day.clock.advance(by: .hours(25))
        let no = try await day.expectRefusal(of: .reply(id, by: "veikko", text: "Hei"), .notAllowed, at: "channel")
        #expect(no?.detail.contains("only an approved template") == true)
        try await day.desk.perform(.replyFromTemplate(id, by: "veikko", TemplateAnswer("late", values: Self.values)))
        try await day.expectRefusal(
            of: .replyFromTemplate(id, by: "veikko", TemplateAnswer("late", values: Self.values, text: "Muuta")),
            .notAllowed, at: "channel")
    }

    // MARK: D10

    @Test("D10 a briefing is shown with the contact while it holds; a topic with contacts and none is reported")
    func briefings() async throws {
        let day = try DeskOfTheDay()
        let start = day.clock.now()
        let early = try await day.receive(try day.mail(from: "a@example.com", topic: "waste"))
        let briefing = try Briefing(
            id: "spring", topics: ["waste"], title: LocalizedText(en: "Campaign", fi: "Kampanja"),
            text: LocalizedText(en: "Free bins in March.", fi: "Maaliskuussa ilmaiset astiat."), from: start,
            until: start + .days(2))
        let gaps = try await day.desk.briefingGaps(in: start..<(start + .days(1)))
        #expect(gaps.map(\.topic) == ["waste"] && gaps[0].uncovered == 1)
        try await day.desk.perform(.publishBriefing(briefing))
        let shown = try await day.desk.briefings(for: day.item(#require(early.caseID)))
        #expect(shown == [briefing])
        let other = try await day.receive(try day.mail(from: "b@example.com", topic: "streets"))
        #expect(try await day.desk.briefings(for: day.item(#require(other.caseID))).isEmpty)
        try await day.receive(try day.mail(from: "c@example.com", topic: "waste"))
        let left = try await day.desk.briefingGaps(in: start..<(start + .days(1)))
        #expect(left.map(\.topic) == ["streets", "waste"], "what came before the briefing came without one")
        #expect(left.map(\.contacts) == [1, 2] && left.map(\.uncovered) == [1, 1])
        day.clock.advance(by: .hours(1))
        try await day.desk.perform(.endBriefing("spring"))
        #expect(try await day.desk.briefings(for: day.item(#require(early.caseID))).isEmpty)
        try await day.expectRefusal(of: .endBriefing("autumn"), .unknownName, at: "briefing")
        let wrong = try Briefing(
            id: "x", topics: ["wast"], title: "T", text: "x", from: start, until: start + .days(1))
        try await day.expectRefusal(of: .publishBriefing(wrong), .unknownName, at: "topic")
    }

    @Test("D10 an announcement is told with the acknowledgement while it holds")
    func announcements() async throws {
        let day = try DeskOfTheDay()
        try await day.desk.perform(
            .publishAnnouncement(
                try Announcement(
                    id: "strike", topics: ["waste"],
                    text: LocalizedText(en: "Bins are late.", fi: "Tyhjennykset myöhästyvät."), from: day.clock.now(),
                    until: day.clock.now() + .days(1))))
        try await day.receive(try day.mail(from: "a@example.com", topic: "waste"))
        try await day.receive(try day.mail(from: "b@example.com", topic: "streets"))
        day.clock.advance(by: .days(1))
        try await day.receive(try day.mail(from: "c@example.com", topic: "waste"))
        #expect(try await day.outbox().count { $0.message.text.hasSuffix("Tyhjennykset myöhästyvät.") } == 1)
    }

    // MARK: Messages

    @Test("reports about a message come late, twice, in any order and under the network's name, and are told once")
    func reports() async throws {
        let day = try DeskOfTheDay()
        let id = try await day.taken()
        try await day.desk.perform(.reply(id, by: "veikko", text: "Hei"))
        let key = try #require(try await day.outbox().last { $0.message.kind == .reply }).message.key
        let read = try DeliveryReport(.reached(.read), at: day.clock.now())
        let sent = try DeliveryReport(.reached(.sent), at: day.clock.now())
        try await day.expectRefusal(
            of: .reportExternalDelivery("mail", externalID: "<x@mx>", read), .unknownName, at: "externalID")
        try await day.desk.perform(.reportDelivery(key, read))
        try await day.desk.perform(.recordDelivery(key, .delivered(DeliveryReceipt(externalID: "<x@mx>"))))
        try await day.desk.perform(.reportExternalDelivery("mail", externalID: "<x@mx>", sent))
        try await day.desk.perform(.reportDelivery(key, read))
        let delivery = try #require(try await day.desk.record(OutboxDelivery.self, key))
        #expect(delivery.standing == .arrived(isRead: true))
        #expect(try await day.facts().count { $0 == .messageReported(key, "read") } == 1)
    }

    @Test("a message that may have been sent is sent again only when somebody says that it was not")
    func doubt() async throws {
        let day = try DeskOfTheDay()
        let id = try await day.taken()
        try await day.desk.perform(.reply(id, by: "veikko", text: "Hei"))
        let key = try #require(try await day.outbox().last { $0.message.kind == .reply }).message.key
        try await day.expectRefusal(of: .settleDoubt(key, wasSent: true), .wrongState, at: "state")
        try await day.desk.perform(.recordDelivery(key, .maybeSent))
        try await day.desk.perform(.settleDoubt(key, wasSent: false))
        #expect(
            try await day.desk.record(OutboxDelivery.self, key)?.standing == .waiting(next: day.clock.now()))
    }

    @Test("no byte of an internal note is in any message, whatever agents do around it")
    func notes() async throws {
        for seed in 0..<UInt64(10) {
            var random = SeededGenerator(seed: seed)
            let day = try DeskOfTheDay(policy: try Self.policy(CommunicationPolicy(templates: [try template()])))
            let id = try await day.taken()
            let canary = "kanarialintu-\(seed)-\(random.next())"
            for step in 0..<8 {
                day.clock.advance(by: .minutes(1))
                switch random.integer(in: 0...4) {
                case 0, 1: try await day.desk.perform(.note(id, by: "veikko", text: "Huom: \(canary) \(step)"))
                case 2: try await day.desk.perform(.reply(id, by: "veikko", text: "Vastaus \(step)"))
                case 3:
                    try await day.desk.perform(
                        .replyFromTemplate(id, by: "veikko", TemplateAnswer("late", values: Self.values)))
                default: try await day.receive(try day.mail(from: "maija@example.com", text: "Lisää \(step)"))
                }
            }
            try await day.desk.perform(.note(id, by: "veikko", text: canary))
            try await day.desk.perform(.moveChannel(id, to: "counter", by: "veikko", clock: nil))
            try await day.desk.perform(.resolve(id, by: "veikko"))
            let needle = Array(canary.utf8)
            for delivery in try await day.outbox() {
                let bytes = try RecordBody(delivery).bytes()
                #expect(!bytes.indices.contains { bytes[$0...].starts(with: needle) }, "seed \(seed)")
            }
            #expect(try await day.outbox().isEmpty == false)
        }
    }
}
