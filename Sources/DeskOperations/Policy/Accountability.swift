import DeskChannels
public import DeskPrimitives
import DeskRouting
import DeskSchedules

/// Who answers for a topic on a channel at an instant.
public struct Accountability: Hashable, Sendable, Explained {
    /// The topic; nil when nobody has said.
    public let topic: TopicID?
    /// The channel.
    public let channel: ChannelID
    /// The instant.
    public let at: Instant
    /// The rules that led there; none when the table's `otherwise` did.
    public let rules: [String]
    /// The queue that answers; nil when the contact would be stranded.
    public let queue: QueueID?
    /// The person to escalate to; nil when the queue names none.
    public let escalateTo: AgentID?
    /// The agents of the queue who can do it and are at work then, by name.
    public let onDuty: [AgentID]
    /// When somebody who can do it is at work next: the instant itself when somebody is, nil when nobody ever is.
    public let nextOnDuty: Instant?

    let words: LocalizedText

    /// Whether there is a queue that answers and a person to escalate to.
    public var isComplete: Bool { queue != nil && escalateTo != nil && nextOnDuty != nil }

    /// The queue, who is at work and who answers in the end.
    ///
    /// For example: “Invoices, Telephone: queue General answers; at work: Aino, Eero; in the end: Aino.”
    public func sentence(in language: LanguageTag) -> String { words.text(in: language) }
}

extension CompiledPolicy {
    /// Says who answers for a topic on a channel at an instant.
    ///
    /// - Throws: `Refusal` with code `unknownName` at `channel` or `topic`.
    public func accountability(
        for topic: TopicID?, on channel: ChannelID, at instant: Instant, priority: CasePriority = .normal,
        language: LanguageTag? = nil
    ) throws(Refusal) -> Accountability {
        guard let described = channels[channel] else {
            throw unknown("channel", channel.rawValue, among: channels.keys.map(\.rawValue))
        }
        if let topic, topics[topic] == nil {
            throw unknown("topic", topic.rawValue, among: topics.keys.map(\.rawValue))
        }
        let facts = facts(
            channel: channel, topic: topic, language: language, priority: priority, sensitivity: described.allows,
            isReturning: false, at: instant)
        let decision = try document.routing.decide(facts)
        guard let outcome = decision.outcome, let queue = queues[outcome.queue] else {
            let words = LocalizedText(
                en: "\(title(topic, on: channel, .english)): nobody answers.",
                fi: "\(title(topic, on: channel, .finnish)): kukaan ei vastaa.")
            return Accountability(
                topic: topic, channel: channel, at: instant, rules: decision.rules, queue: nil, escalateTo: nil,
                onDuty: [], nextOnDuty: nil, words: words)
        }
        let able = Coverage.able(outcome, queue, document.agents)
        let served = openTime(queue.calendar)
        let present = able.filter { served.isOpen(instant) && openTime($0.calendar).isOpen(instant) }
        let next = Coverage.openTime(of: able, queue) { openTime($0) }?.nextOpening(from: instant)
        return Accountability(
            topic: topic, channel: channel, at: instant, rules: decision.rules, queue: queue.id,
            escalateTo: queue.escalateTo, onDuty: present.map(\.id).sorted(), nextOnDuty: next,
            words: words(topic, channel, queue, present: present, next: next))
    }

    private func title(_ topic: TopicID?, on channel: ChannelID, _ language: LanguageTag) -> String {
        let topic = topic.map { topics[$0]?.name.text(in: language) ?? $0.rawValue }
        let name = channels[channel]?.name.text(in: language) ?? channel.rawValue
        return (topic ?? language.pick(en: "Any matter", fi: "Mikä tahansa asia")) + ", " + name
    }

    private func words(
        _ topic: TopicID?, _ channel: ChannelID, _ queue: WorkQueue, present: [Agent], next: Instant?
    ) -> LocalizedText {
        let last = queue.escalateTo.map { agents[$0]?.name ?? $0.rawValue }
        let names = present.map(\.name).sorted().joined(separator: ", ")
        func text(_ language: LanguageTag) -> String {
            let duty: String
            if !names.isEmpty {
                duty = language.pick(en: "at work: \(names)", fi: "paikalla: \(names)")
            } else if let next {
                let when = localText(next)
                duty = language.pick(en: "nobody at work before \(when)", fi: "paikalla joku vasta \(when)")
            } else {
                duty = language.pick(en: "nobody is ever at work", fi: "kukaan ei ole koskaan paikalla")
            }
            let end =
                last.map { language.pick(en: "in the end: \($0)", fi: "viime kädessä: \($0)") }
                ?? language.pick(en: "nobody to escalate to", fi: "ei ketään, jolle asian voi nostaa")
            return "\(title(topic, on: channel, language)): "
                + language.pick(
                    en: "queue \(queue.name.text(in: language)) answers",
                    fi: "vastaa jono \(queue.name.text(in: language))")
                + "; \(duty); \(end)."
        }
        return LocalizedText(en: text(.english), fi: text(.finnish))
    }
}
