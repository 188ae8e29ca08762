public import DeskPrimitives

/// Which topics people contacted the desk about, and whether agents had been briefed on them.
///
/// Add every contact once. Against fixed briefings the order does not matter; briefings that are published and ended while
/// contacts come are told in the order of the journal, so that each contact is held against what agents knew then, however
/// soon a briefing went or another took its name.
public struct BriefingCoverage: Hashable, Sendable {
    private struct Row: Hashable, Sendable {
        var contacts = 0
        var briefed = 0
        var first: Instant
    }

    /// What was published under one name.
    private struct Notice: Hashable, Sendable {
        let channels: Set<ChannelID>
        let from: Instant
        var until: Instant
    }

    private let briefings: [Briefing]
    private var topics: [BriefingID: [TopicID]] = [:]
    private var notices: [TopicID: [BriefingID: Notice]] = [:]
    private var rows: [TopicID: Row] = [:]

    /// Creates an empty count against some briefings.
    public init(briefings: [Briefing]) { self.briefings = briefings }

    /// A briefing was published, in place of one of the same name; the contacts added before knew nothing of it.
    ///
    /// - Parameters:
    ///   - topics: What it is about.
    ///   - channels: For which channels; empty for all.
    ///   - now: When it was published; it holds from then on at the earliest.
    public mutating func publish(
        _ id: BriefingID, topics: [TopicID], channels: [ChannelID], from: Instant, until: Instant, at now: Instant
    ) {
        for topic in self.topics[id] ?? [] { notices[topic]?[id] = nil }
        self.topics[id] = topics
        let notice = Notice(channels: Set(channels), from: max(from, now), until: until)
        for topic in topics { notices[topic, default: [:]][id] = notice }
    }

    /// A briefing was ended; nothing happens when none has the name.
    public mutating func end(_ id: BriefingID, at now: Instant) {
        for topic in topics[id] ?? [] {
            guard let notice = notices[topic]?[id] else { continue }
            notices[topic]?[id]?.until = min(notice.until, now)
        }
    }

    private func isNoticed(_ topic: TopicID, _ channel: ChannelID, at instant: Instant) -> Bool {
        notices[topic]?.values.contains { notice in
            notice.from <= instant && instant < notice.until
                && (notice.channels.isEmpty || notice.channels.contains(channel))
        } ?? false
    }

    /// Counts a contact; one without a topic is not counted.
    ///
    /// - Parameter others: Briefings besides those told before, such as those of the policy in force at that time.
    public mutating func add(
        topic: TopicID?, channel: ChannelID, at instant: Instant, knowing others: [Briefing] = []
    ) {
        guard let topic else { return }
        var row = rows[topic] ?? Row(first: instant)
        row.contacts += 1
        row.first = min(row.first, instant)
        let isBriefed =
            isNoticed(topic, channel, at: instant)
            || briefings.contains { $0.concerns(topic: topic, channel: channel, at: instant) }
            || others.contains { $0.concerns(topic: topic, channel: channel, at: instant) }
        if isBriefed { row.briefed += 1 }
        rows[topic] = row
    }

    /// The topics with contacts that no briefing covered, those with the most such contacts first.
    ///
    /// - Parameter minimum: How many uncovered contacts a topic needs to be reported; at least 1 counts.
    public func gaps(minimum: Int = 1) -> [BriefingGap] {
        rows.compactMap { topic, row in
            let uncovered = row.contacts - row.briefed
            guard uncovered >= max(1, minimum) else { return nil }
            return BriefingGap(topic: topic, contacts: row.contacts, uncovered: uncovered, firstContact: row.first)
        }.sorted { $0.uncovered == $1.uncovered ? $0.topic < $1.topic : $0.uncovered > $1.uncovered }
    }
}

/// A topic people contact the desk about without anybody having briefed the agents.
public struct BriefingGap: Hashable, Sendable, Codable {
    /// The topic.
    public let topic: TopicID
    /// The contacts about it.
    public let contacts: Int
    /// Those of them for which no briefing held.
    public let uncovered: Int
    /// When the first contact about it came.
    public let firstContact: Instant
}

extension BriefingGap: Explained {
    /// What is missing, in a sentence.
    public func sentence(in language: LanguageTag) -> String {
        language.pick(
            en: "Topic \(topic): \(uncovered) of \(contacts) contacts came without a briefing for the agents.",
            fi: "Aihe \(topic): yhteydenottoja \(contacts), joista \(uncovered) ilman tiedotetta asiakaspalvelijoille.")
    }
}
