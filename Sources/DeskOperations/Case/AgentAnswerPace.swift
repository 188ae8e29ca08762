public import DeskFeedback
public import DeskPrimitives

/// How fast the last answers about an agent came.
public struct AgentAnswerPace: RecordContent, Hashable {
    /// The agent.
    public let agent: AgentID
    /// The times of the last answers.
    public internal(set) var pace: AnswerPace

    init(agent: AgentID) {
        self.agent = agent
        pace = AnswerPace()
    }

    /// The collection of paces.
    public static let collection = RecordCollection("answer-pace")
    /// The agent's own name.
    public var recordID: ByteKey { ByteKey(agent) }
}
