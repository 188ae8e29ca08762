import DeskChannels
import DeskFeedback
import DeskPrimitives
import DeskRouting

/// Looks for holes in what follows from an answer: names that lead nowhere, recoveries without an owner, questions that
/// do not fit into a message.
enum FeedbackCheck {
    static func findings(_ policy: DeskPolicy) -> [PolicyFinding] {
        people(policy) + messages(policy)
    }

    private static func people(_ policy: DeskPolicy) -> [PolicyFinding] {
        var findings: [PolicyFinding] = []
        let agents = Set(policy.agents.map(\.id))
        let channels = Set(policy.channels.map(\.id))
        let topics = Set(policy.topics.map(\.id))
        func require<Subject>(
            _ name: Identifier<Subject>?, among known: Set<Identifier<Subject>>, _ en: String, _ fi: String,
            _ place: Place
        ) {
            guard let name, !known.contains(name) else { return }
            let hint = NearestName.hint(name.rawValue, among: known.map(\.rawValue).sorted())
            findings.append(
                PolicyFinding(
                    .error, place,
                    LocalizedText(en: "there is no \(en) “\(name)”\(hint)", fi: "\(fi) ”\(name)” puuttuu")))
        }
        let root = Place.field("feedback")
        if let plan = policy.feedback.recovery {
            let place = root.field("recovery")
            require(plan.owner, among: agents, "agent", "asiakaspalvelija", place.field("owner"))
            require(
                plan.calendar, among: Set(policy.calendars.keys), "calendar", "kalenteri", place.field("calendar"))
            if policy.surveyPlan == nil {
                findings.append(
                    PolicyFinding(
                        .warning, place,
                        LocalizedText(
                            en: "nobody is asked how it was, so no recovery will open",
                            fi: "kenenkään kokemusta ei kysytä, joten yhtään korjausta ei avaudu")))
            }
            if plan.owner == nil {
                for (number, queue) in policy.queues.enumerated() where queue.escalateTo == nil {
                    findings.append(
                        PolicyFinding(
                            .warning, Place.field("queues").index(number).field("escalateTo"),
                            LocalizedText(
                                en: "a bad rating about this queue goes back to who was rated",
                                fi: "tämän jonon huono arvosana palaa sille, jota arvioitiin")))
                }
            }
        }
        if let plan = policy.feedback.reviews {
            let place = root.field("reviews")
            require(plan.otherwise, among: agents, "agent", "asiakaspalvelija", place.field("otherwise"))
            for (number, rule) in plan.rules.enumerated() {
                let place = place.field("rules").index(number)
                require(rule.reader, among: agents, "agent", "asiakaspalvelija", place.field("reader"))
                for (index, channel) in (rule.channels ?? []).enumerated() {
                    require(channel, among: channels, "channel", "kanava", place.field("channels").index(index))
                }
                for (index, topic) in (rule.topics ?? []).enumerated() {
                    require(topic, among: topics, "topic", "aihe", place.field("topics").index(index))
                }
            }
        }
        for (index, channel) in (policy.surveyPlan?.byMessage ?? []).enumerated() {
            require(
                channel, among: channels, "channel", "kanava",
                Place.field("surveyPlan").field("byMessage").index(index))
        }
        return findings
    }

    /// Questions that are asked with messages must fit into one.
    private static func messages(_ policy: DeskPolicy) -> [PolicyFinding] {
        guard let plan = policy.surveyPlan,
            let number = policy.surveys.firstIndex(where: { $0.id == plan.survey })
        else { return [] }
        var findings: [PolicyFinding] = []
        let survey = policy.surveys[number]
        let carriers = policy.channels.filter { $0.isAskedByMessage(plan) }
        let longest = CaseID(checked: String(repeating: "x", count: Limits.identifierBytes))
        for (index, question) in survey.questions.enumerated() {
            for language in question.text.texts.keys.sorted() {
                let size = survey.texts.text(
                    index == 0 ? .opening : .next, in: language,
                    filling: [
                        "question": question.text.text(in: language),
                        "expected": question.scale.instruction(in: language), "case": longest.rawValue,
                    ]
                ).utf8.count
                guard let channel = carriers.first(where: { $0.textLimit < size }) else { continue }
                findings.append(
                    PolicyFinding(
                        .error,
                        Place.field("surveys").index(number).field("questions").index(index).field("text").field(
                            language.rawValue),
                        LocalizedText(
                            en: "it is too long for channel “\(channel.id)”, which takes \(channel.textLimit) bytes",
                            fi: "se on liian pitkä kanavalle ”\(channel.id)”, johon mahtuu \(channel.textLimit) tavua"))
                )
            }
        }
        return findings
    }
}

extension ContactChannel {
    /// Whether the questions of a survey are asked here one by one: on text messages unless the plan names channels.
    func isAskedByMessage(_ plan: SurveyPlan) -> Bool {
        guard capabilities.canSendText, !capabilities.isPublic else { return false }
        return plan.byMessage?.contains(id) ?? (kind == .textMessage)
    }
}
