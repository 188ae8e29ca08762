public import DeskChannels
public import DeskContacts
public import DeskPrimitives

/// What the desk says and knows beforehand: ready-made answers, briefings, announcements, who reads what is written in public,
/// and what each channel is expected to bring.
public struct CommunicationPolicy: Hashable, Sendable {
    /// Ready-made answers.
    public var templates: [AnswerTemplate]
    /// What agents should know about topics for a time.
    public var briefings: [Briefing]
    /// What everybody is told for a time.
    public var announcements: [Announcement]
    /// What channels are expected to bring.
    public var plans: [ChannelPlan]
    /// Who reads mentions and reviews, in turn.
    public var readers: [AgentID]
    /// How soon a mention is to be read, in the hours of its channel.
    public var readWithin: TimeSpan
    /// How many messages the desk sends by itself before it falls silent.
    public var automaticMessages: AutomaticMessageCap
    /// How often contacts open one case again before they only join it.
    public var reopening: ReopenLimit
    /// What agents are told of a person by what the person has and asked about.
    public var hints: [PersonHint]
    /// How far an agent's work may be split over channels before the policy check says so.
    public var fragmentation: FragmentationLimit

    /// Eight hours of the channel.
    public static let defaultReading = TimeSpan.hours(8)

    /// Creates a policy; what is left out is empty.
    public init(
        templates: [AnswerTemplate] = [], briefings: [Briefing] = [], announcements: [Announcement] = [],
        plans: [ChannelPlan] = [], readers: [AgentID] = [], readWithin: TimeSpan = CommunicationPolicy.defaultReading,
        automaticMessages: AutomaticMessageCap = .standard, hints: [PersonHint] = [],
        reopening: ReopenLimit = .standard,
        fragmentation: FragmentationLimit = .standard
    ) {
        self.templates = templates
        self.briefings = briefings
        self.announcements = announcements
        self.plans = plans
        self.readers = readers
        self.readWithin = readWithin
        self.automaticMessages = automaticMessages
        self.hints = hints
        self.reopening = reopening
        self.fragmentation = fragmentation
    }
}

extension CommunicationPolicy: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case templates, briefings, announcements, plans, readers, readWithin, automaticMessages, hints
        case fragmentation, reopening
    }

    /// Reads the object, filling in what is left out.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            templates: try container.decodeIfPresent([AnswerTemplate].self, forKey: .templates) ?? [],
            briefings: try container.decodeIfPresent([Briefing].self, forKey: .briefings) ?? [],
            announcements: try container.decodeIfPresent([Announcement].self, forKey: .announcements) ?? [],
            plans: try container.decodeIfPresent([ChannelPlan].self, forKey: .plans) ?? [],
            readers: try container.decodeIfPresent([AgentID].self, forKey: .readers) ?? [],
            readWithin: try container.decodeIfPresent(TimeSpan.self, forKey: .readWithin) ?? Self.defaultReading,
            automaticMessages: try container.decodeIfPresent(AutomaticMessageCap.self, forKey: .automaticMessages)
                ?? .standard,
            hints: try container.decodeIfPresent([PersonHint].self, forKey: .hints) ?? [],
            reopening: try container.decodeIfPresent(ReopenLimit.self, forKey: .reopening) ?? .standard,
            fragmentation: try container.decodeIfPresent(FragmentationLimit.self, forKey: .fragmentation) ?? .standard)
    }
}

extension CompiledPolicy {
    /// The briefings that hold for a contact, those of the policy first.
    ///
    /// - Parameter board: What was published while the desk runs.
    public func briefings(
        topic: TopicID?, channel: ChannelID, at instant: Instant, board: BriefingBoard? = nil
    ) -> [Briefing] {
        (document.communication.briefings + (board?.briefings ?? [])).filter {
            $0.concerns(topic: topic, channel: channel, at: instant)
        }
    }

    /// The announcements that hold for a contact, those of the policy first.
    public func announcements(
        topic: TopicID?, channel: ChannelID, at instant: Instant, board: BriefingBoard? = nil
    ) -> [Announcement] {
        (document.communication.announcements + (board?.announcements ?? [])).filter {
            $0.concerns(topic: topic, channel: channel, at: instant)
        }
    }

    /// The answer template of a name.
    func template(_ id: TemplateID) throws(DeskHalt) -> AnswerTemplate {
        let templates = document.communication.templates
        guard let template = templates.first(where: { $0.id == id }) else {
            throw .refused(unknown("template", id.rawValue, among: templates.map(\.id.rawValue)))
        }
        return template
    }
}
