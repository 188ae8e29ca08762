public import DeskPrimitives

/// Which topics people contacted the desk about, and whether agents had been briefed on them.
///
/// Add every contact once; the order does not matter.
public struct BriefingCoverage: Hashable, Sendable {
    private struct Row: Hashable, Sendable {
        var contacts = 0
        var briefed = 0
        var first: Instant
    }

    private let briefings: [Briefing]
    private var rows: [TopicID: Row] = [:]

    /// Creates an empty count against some briefings.
    public init(briefings: [Briefing]) { self.briefings = briefings }

    /// Counts a contact; one without a topic is not counted.
    public mutating func add(topic: TopicID?, channel: ChannelID, at instant: Instant) {
        guard let topic else { return }
        var row = rows[topic] ?? Row(first: instant)
        row.contacts += 1
        row.first = min(row.first, instant)
        if briefings.contains(where: { $0.concerns(topic: topic, channel: channel, at: instant) }) { row.briefed += 1 }
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
