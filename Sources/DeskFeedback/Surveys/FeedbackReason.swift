public import DeskPrimitives

/// The subject of ``FeedbackReasonID``.
public enum FeedbackReasonSubject {}

/// Names a reason that a survey offers for a rating.
public typealias FeedbackReasonID = Identifier<FeedbackReasonSubject>

/// A reason that people can give for their rating, and whom it concerns.
///
/// In documents: `{"id": "wait", "text": {"en": "I had to wait", "fi": "Jouduin odottamaan"}, "concerns": "speed"}`.
public struct FeedbackReason: Hashable, Sendable, Codable {
    /// Whom or what a reason concerns: only what concerns the agent is a matter for coaching.
    public enum Concern: String, Hashable, Sendable, Codable, CaseIterable {
        /// How the agent served: listening, tone, clarity.
        case agent
        /// What the agent can know or do: skills and authority.
        case knowledge
        /// How work runs: hand-overs, repeats, forms.
        case process
        /// How long it took.
        case speed
        /// What is decided elsewhere: rules, prices, decisions.
        case policy
        /// The product or service itself.
        case product
        /// Anything else.
        case other

        /// Whether an agent can do something about it.
        public var isCoachable: Bool { self == .agent || self == .knowledge }
    }

    /// The name of the reason.
    public let id: FeedbackReasonID
    /// The reason as it is offered.
    public let text: LocalizedText
    /// Whom or what it concerns.
    public let concern: Concern
    /// Whether it is praise; otherwise it is criticism.
    public let isPraise: Bool
    /// What to try where it is given often; shown with the hint.
    public let advice: LocalizedText?

    /// Creates a reason.
    public init(
        _ id: FeedbackReasonID, _ text: LocalizedText, concerns concern: Concern, isPraise: Bool = false,
        advice: LocalizedText? = nil
    ) {
        self.id = id
        self.text = text
        self.concern = concern
        self.isPraise = isPraise
        self.advice = advice
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case id, text, concern = "concerns", isPraise, advice
    }

    /// Reads a reason; `isPraise` and `advice` may be left out.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(FeedbackReasonID.self, forKey: .id)
        text = try container.decode(LocalizedText.self, forKey: .text)
        concern = try container.decode(Concern.self, forKey: .concern)
        isPraise = try container.decodeIfPresent(Bool.self, forKey: .isPraise) ?? false
        advice = try container.decodeIfPresent(LocalizedText.self, forKey: .advice)
    }
}
