public import DeskPrimitives

/// What is known about an arriving contact when its channel decides what becomes of it.
public struct ReceiveQuestion: Hashable, Sendable, Codable {
    /// The channel it arrives on.
    public var channel: ChannelID
    /// How much care its content needs.
    public var sensitivity: DataSensitivity
    /// What it wants.
    public var purpose: ChannelRole
    /// Whether the channel is open at ``at``.
    public var isOpen: Bool
    /// When the channel opens next; nil when it is open or nobody knows.
    public var nextOpening: Instant?
    /// When it arrived.
    public var at: Instant

    /// Creates a question.
    public init(
        channel: ChannelID, sensitivity: DataSensitivity = .personal, purpose: ChannelRole = .support, isOpen: Bool,
        nextOpening: Instant? = nil, at: Instant
    ) {
        self.channel = channel
        self.sensitivity = sensitivity
        self.purpose = purpose
        self.isOpen = isOpen
        self.nextOpening = nextOpening
        self.at = at
    }
}
