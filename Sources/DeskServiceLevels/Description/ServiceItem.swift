public import DeskPrimitives

/// What the service description says about one topic.
public struct ServiceItem: Hashable, Sendable {
    /// The topic.
    public let topic: TopicID
    /// What it is called.
    public let title: LocalizedText
    /// Whether the service covers it.
    public let included: Bool
    /// How far the service goes; nil is as far as needed.
    public let limits: LocalizedText?
    /// Where to get help with what is not covered.
    public let help: LocalizedText?
    /// How much of agents' time one matter may take; nil is as much as needed.
    ///
    /// What goes beyond is over-service.
    public let effort: TimeSpan?

    /// Creates an item.
    public init(
        topic: TopicID, title: LocalizedText, included: Bool = true, limits: LocalizedText? = nil,
        help: LocalizedText? = nil, effort: TimeSpan? = nil
    ) {
        self.topic = topic
        self.title = title
        self.included = included
        self.limits = limits
        self.help = help
        self.effort = effort
    }
}

extension ServiceItem: Codable {
    private enum CodingKeys: String, CodingKey {
        case topic, title, included, limits, help, effort
    }

    /// Reads an item; without `included` the service covers it.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownKeys(besides: CodingKeys.self)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            topic: try container.decode(TopicID.self, forKey: .topic),
            title: try container.decode(LocalizedText.self, forKey: .title),
            included: try container.decodeIfPresent(Bool.self, forKey: .included) ?? true,
            limits: try container.decodeIfPresent(LocalizedText.self, forKey: .limits),
            help: try container.decodeIfPresent(LocalizedText.self, forKey: .help),
            effort: try container.decodeIfPresent(TimeSpan.self, forKey: .effort))
        guard effort.map({ $0 > .zero && $0 <= ServiceTarget.longestSpan }) ?? true else {
            throw DecodingError.dataCorruptedError(
                forKey: .effort, in: container, debugDescription: "expected a positive time such as PT30M")
        }
    }
}
