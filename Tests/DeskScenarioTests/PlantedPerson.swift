import DeskTestKit
import ServiceDesk
import Testing

/// A person of whom every field that can hold a word holds one that is found again wherever its bytes lie.
enum PlantedPerson {
    static let mark = "canary7f3e9b"

    /// The words that are stored.
    static let words = [
        "name", "subject", "text", "note", "promise", "reply", "comment", "cause", "thanks", "review", "answer",
        "proof", "entitlement", "public", "lesson", "quoted", "changed", "strong", "handle", "mail",
        "external",
    ].map { "\(mark)-\($0)" }

    static func word(_ name: String) -> String { "\(mark)-\(name)" }

    struct Cases {
        /// The case about which the person was asked.
        let asked: CaseID
    }

    /// A desk with complaints, public reviews that somebody reads, and everything that follows from an answer.
    static func policy() throws -> DeskPolicy {
        var policy = try FeedbackDesk.policy(questions: ["resolved", "service", "recommend"])
        policy.communication = CommunicationPolicy(readers: ["aino", "eero"], readWithin: .hours(4))
        policy.channels.append(
            try ContactChannel(
                id: "reviews", kind: .reviewSite, name: LocalizedText(en: "Reviews", fi: "Arvostelut"), inviteTo: "mail"
            ))
        for index in policy.topics.indices where policy.topics[index].id == "streets" {
            policy.topics[index].isComplaint = true
        }
        return policy
    }

    static var address: String { "\(word("mail"))@example.com" }

    static func plant(at day: DeskOfTheDay) async throws -> Cases {
        let desk = day.desk
        let claims = try IdentityClaims(
            strong: [StrongIdentifier(scheme: "customer", value: word("strong"))],
            points: [.mail(address), .handle(network: "reviews", name: word("handle")), .phone("+358401234567")],
            name: word("name"), language: .finnish)
        func arrival(_ channel: ChannelID, _ text: String, purpose: ChannelRole = .support) -> Arrival {
            Arrival(
                channel: channel, externalID: "<\(word("external")).\(text)@example.com>", claims: claims,
                subject: channel == "mail" ? word("subject") : nil, text: text, topic: "streets", purpose: purpose,
                language: .finnish, occurredAt: day.clock.now())
        }
        try await desk.perform(.setPresence("veikko", .available))
        let first = try await day.receive(arrival("mail", word("text")))
        let (id, person) = (try #require(first.caseID), first.person)
        try await day.acceptNext(in: "technical")
        try await desk.perform(.note(id, by: "veikko", text: word("note")))
        try await desk.perform(.reply(id, by: "veikko", text: word("reply")))
        try await desk.perform(
            .promise(id, by: "veikko", text: word("promise"), due: day.clock.now() + .hours(5), source: .agent))
        try await desk.perform(.nameCause(id, word("cause"), by: "veikko"))
        try await desk.perform(
            .putEntitlement(
                try Entitlement(
                    id: "e1", name: word("entitlement"), holder: .person(person), granted: .time(.minutes(60)),
                    validFrom: day.clock.now())))
        try await desk.perform(.feedback(.setConsent(person, .survey, isGiven: true, proof: word("proof"))))
        try await desk.perform(.resolve(id, by: "veikko"))
        try await desk.perform(.feedback(.recognise(["veikko"], by: "onni", case: id, text: word("thanks"))))
        let token = try #require(try await day.surveyToken(to: address))
        try await desk.perform(
            .answerSurvey(
                SurveyReply(
                    token: token,
                    answers: [SurveyValue("resolved", 1), SurveyValue("service", 5), SurveyValue("recommend", 10)],
                    comment: word("comment"), reasons: ["kind"])))
        // What the person said of the desk, quoted in public.
        let reference = try #require(try await day.all(CustomerReference.self).first)
        try await desk.perform(.feedback(.grantReference(reference.id, .public, wording: "v1")))
        try await desk.perform(.feedback(.publishReference(reference.id, place: "etusivu")))
        let page = try #require(try await desk.surveyPage(token: token))
        try await desk.perform(
            .feedback(
                .changeAnswers(
                    SurveyReply(token: token, answers: [], comment: word("changed")), revision: page.revision)
            ))
        // Read by somebody, and what came of it.
        let reviews = try await day.all(FeedbackReview.self)
        let review = try #require(reviews.first { $0.item.kind == .response })
        try await desk.perform(
            .feedback(
                .decideReview(
                    review.id, .coach, note: word("review"), by: review.reader)))
        // Written in public, twice: read with a lesson, and not read yet.
        var written = arrival("reviews", word("public"), purpose: .feedback)
        written.mention = PublicMention(.company, stars: 4)
        let read = try await day.receive(written)
        try await desk.perform(.readMention(read.contact, by: "aino", .lesson(word("lesson")), score: nil))
        written.text = word("answer")
        written.externalID = word("number")
        try await day.receive(written)
        // Praise of which the person was asked whether it may be quoted.
        let praise = try await day.receive(arrival("reviews", word("quoted"), purpose: .feedback))
        try await desk.perform(.feedback(.askReference(praise.contact, by: "aino")))
        return Cases(asked: id)
    }
}
