public import DeskPrimitives

/// What becomes of an arriving contact, why, and what that means for its content and its clocks.
public struct ReceiveDecision: Hashable, Sendable, Codable {
    /// What becomes of it.
    public enum Outcome: Hashable, Sendable, Codable {
        /// It is handled here, now.
        case accept
        /// It is handled here when the channel opens; nil when nobody knows when.
        case acceptForLater(nextOpening: Instant?)
        /// It is not answered here; the person is invited to another channel.
        case inviteElsewhere(ChannelID)
        /// It is not answered here, and there is no other channel to name.
        case decline
    }

    /// Why; later versions may have more.
    public struct Reason: RawRepresentable, Hashable, Sendable, Codable, CaseIterable, CustomStringConvertible {
        /// The name of the reason.
        public let rawValue: String
        private init(_ rawValue: String) { self.rawValue = rawValue }

        /// The one of a name; nil for a name that this version does not have.
        public init?(rawValue: String) {
            guard Self.allCases.contains(where: { $0.rawValue == rawValue }) else { return nil }
            self.rawValue = rawValue
        }

        public var description: String { rawValue }

        /// The channel is open and the right place.
        public static let open = Reason("open")
        /// The channel is closed.
        public static let closed = Reason("closed")
        /// The channel is closed, and the person is offered a call back.
        public static let closedCallback = Reason("closedCallback")
        /// The channel is closed, and another one is named.
        public static let closedOtherChannel = Reason("closedOtherChannel")
        /// The channel is not for what the contact wants.
        public static let wrongRole = Reason("wrongRole")
        /// The content needs more care than the channel gives.
        public static let tooSensitive = Reason("tooSensitive")
        /// The question was about another channel.
        public static let otherChannel = Reason("otherChannel")

        /// All of them, a closed set in every version.
        public static let allCases: [Reason] = [
            .open, .closed, .closedCallback, .closedOtherChannel, .wrongRole, .tooSensitive, .otherChannel,
        ]

        /// Writes the bare name.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(rawValue)
        }

        /// Reads the bare name; another one than those of this version is an error that lists them.
        public init(from decoder: any Decoder) throws {
            self = try decoder.name(of: Self.self)
        }
    }

    /// The channel that decided.
    public let channel: ChannelID
    /// What becomes of the contact.
    public let outcome: Outcome
    /// Whether personal data has to be masked in what the desk keeps of it.
    public let masksContent: Bool
    /// What it means for the clocks.
    public let clock: ClockFate
    /// Why.
    public let reason: Reason
    /// Another channel the person is told of; also when the contact waits here.
    public let invitation: ChannelID?
    /// When the channel opens next, for telling the person; nil while it is open or when nobody knows.
    public let nextOpening: Instant?

    /// Whether it is as it is because the channel is closed.
    public var isClosed: Bool { [.closed, .closedCallback, .closedOtherChannel].contains(reason) }

    init(
        _ outcome: Outcome, on channel: ChannelID, masksContent: Bool, reason: Reason, invitation: ChannelID? = nil,
        nextOpening: Instant? = nil
    ) {
        self.nextOpening = nextOpening
        self.channel = channel
        self.outcome = outcome
        self.masksContent = masksContent
        self.reason = reason
        switch outcome {
        case .accept:
            clock = .startsNow
            self.invitation = invitation
        case .acceptForLater:
            clock = .startsAtOpening
            self.invitation = invitation
        case .inviteElsewhere(let other):
            clock = .doesNotStart
            self.invitation = other
        case .decline:
            clock = .doesNotStart
            self.invitation = invitation
        }
    }
}
