import DeskTestKit
import ServiceDesk
import Testing

/// The town's desk with text messages, reasons, and everything that follows from an answer.
enum FeedbackDesk {
    static let number = "+358401234567"

    static func policy(
        feedback: FeedbackPolicy? = nil, plan: SurveyPlan? = nil, questions: [String] = ["resolved", "recommend"]
    ) throws -> DeskPolicy {
        var policy = try TownDesk.policy()
        policy.channels.append(
            try ContactChannel(id: "text", kind: .textMessage, name: LocalizedText(en: "Text", fi: "Tekstiviesti")))
        policy.routing = try RoutingTable(attributes: [], rules: [], otherwise: RoutingOutcome(queue: "technical"))
        let survey = policy.surveys[0]
        policy.surveys = [
            try Survey(
                id: survey.id, questions: survey.questions.filter { questions.contains($0.id) },
                invitation: survey.invitation,
                reasons: [
                    FeedbackReason(
                        "wait", LocalizedText(en: "I had to wait", fi: "Jouduin odottamaan"), concerns: .speed),
                    FeedbackReason("tone", LocalizedText(en: "The tone", fi: "Äänensävy"), concerns: .agent),
                    FeedbackReason(
                        "kind", LocalizedText(en: "Kindness", fi: "Ystävällisyys"), concerns: .agent, isPraise: true),
                ])
        ]
        policy.surveyPlan = try plan ?? SurveyPlan(survey: survey.id, cooldown: .days(30))
        policy.feedback =
            try feedback
            ?? FeedbackPolicy(
                recovery: RecoveryPlan(contactWithin: .hours(8), calendar: "office"), promoters: PromoterPlan(),
                reviews: ReviewPlan(
                    rules: [ReviewPlan.Rule(reader: "aino", channels: ["social"], within: .days(2))], otherwise: "onni",
                    at: LocalTime(hour: 9)))
        return policy
    }

    /// A day of it, over a store that keeps nothing but bytes.
    static func day(_ policy: DeskPolicy? = nil) throws -> DeskOfTheDay {
        try DeskOfTheDay(policy: try policy ?? Self.policy(), front: { EncodingStore($0) })
    }
}

extension DeskOfTheDay {
    func call(from number: String = FeedbackDesk.number, about id: CaseID? = nil) throws -> Arrival {
        Arrival(
            channel: "phone", claims: try IdentityClaims(points: [.phone(number)]), subject: id.map { "[#\($0)]" },
            text: "Katuvalo on pimeänä",
            topic: "streets", language: .finnish, occurredAt: clock.now())
    }

    /// A text message to the desk.
    @discardableResult
    func text(
        _ text: String, from number: String = FeedbackDesk.number, id: String? = nil, topic: TopicID? = nil
    ) async throws -> ReceivedResult {
        try await receive(
            Arrival(
                channel: "text", externalID: id, claims: try IdentityClaims(points: [.phone(number)]), text: text,
                topic: topic, language: .finnish, occurredAt: clock.now()))
    }

    /// A call that veikko takes and settles.
    @discardableResult
    func settledCall(from number: String = FeedbackDesk.number) async throws -> CaseID {
        try await desk.perform(.setPresence("veikko", .available))
        let id = try #require(try await receive(try call(from: number)).caseID)
        try await acceptNext(in: "technical")
        clock.advance(by: .minutes(5))
        try await desk.perform(.resolve(id, by: "veikko"))
        return id
    }

    /// What was sent to people by text message, in the order it was queued.
    func texts() async throws -> [String] {
        try await messages(on: "text").map(\.message.text)
    }

    func messages(on channel: ChannelID) async throws -> [OutboxDelivery] {
        let keys = try await desk.events().compactMap { event -> MessageKey? in
            if case .messageQueued(let key, _) = event.event.fact { key } else { nil }
        }
        var messages: [OutboxDelivery] = []
        for key in keys {
            let delivery = try #require(try await desk.record(OutboxDelivery.self, key))
            if delivery.message.channel == channel { messages.append(delivery) }
        }
        return messages
    }

    func feedbackFacts() async throws -> [FeedbackFact] {
        try await facts().compactMap { if case .feedback(let fact) = $0 { fact } else { nil } }
    }

    /// All records of a type, by key.
    func all<Content: RecordContent>(_ type: Content.Type = Content.self) async throws -> [Content] {
        try await store.snapshot().records.filter { $0.key.collection == Content.collection }
            .map { (record) throws in try record.body.value(as: type) }
    }

    /// What was answered at a node ever, as it is stored.
    func tally(_ level: TallyRow.Level, _ node: String) async throws -> Tally {
        try await all(TallyRow.self).filter { $0.key.level == level && $0.key.node == node }
            .reduce(.zero) { $0 + $1.tally }
    }

    func deskTally() async throws -> Tally {
        try await all(TallyRow.self).filter { $0.key.level == .desk }.reduce(.zero) { $0 + $1.tally }
    }
}
