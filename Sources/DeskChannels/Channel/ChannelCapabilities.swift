public import DeskPrimitives

/// What a kind of channel can do by nature; a ``ContactChannel`` narrows it.
public struct ChannelCapabilities: Hashable, Sendable, Codable {
    /// Whether everybody can read what is written on it.
    public let isPublic: Bool
    /// Whether the agent and the customer are there at the same time.
    public let isSynchronous: Bool
    /// Whether the desk can send a text on it.
    public let canSendText: Bool
    /// The longest text the desk may send in one message, in UTF-8 bytes; 0 when it can send none.
    public let maximumTextBytes: Int
    /// How long after a person's last message the channel lets the desk write freely; nil when always.
    public let replyWindow: TimeSpan?
    /// Whether the network takes templates it has approved outside the ``replyWindow``.
    public let takesTemplatesOutsideWindow: Bool
    /// How much may be attached to one message.
    public let attachments: AttachmentLimits
    /// Whether the channel as a rule tells that a message has reached the person.
    public let hasDeliveryReceipts: Bool
    /// How much of an agent's 100 units one contact takes when the channel does not say.
    public let defaultLoadUnits: Int

    /// Creates capabilities.
    public init(
        isPublic: Bool, isSynchronous: Bool, canSendText: Bool, maximumTextBytes: Int, replyWindow: TimeSpan?,
        takesTemplatesOutsideWindow: Bool = false, attachments: AttachmentLimits = .none, hasDeliveryReceipts: Bool,
        defaultLoadUnits: Int
    ) {
        self.isPublic = isPublic
        self.isSynchronous = isSynchronous
        self.canSendText = canSendText
        self.maximumTextBytes = maximumTextBytes
        self.replyWindow = replyWindow
        self.takesTemplatesOutsideWindow = takesTemplatesOutsideWindow
        self.attachments = attachments
        self.hasDeliveryReceipts = hasDeliveryReceipts
        self.defaultLoadUnits = defaultLoadUnits
    }
}

extension ChannelKind {
    /// What channels of this kind can do.
    ///
    /// Lengths are the narrowest among the common networks, so that a text that passes is taken everywhere: a text
    /// message is ten joined parts of 153 characters, a public post 280, a private message 1,000 bytes (Instagram), the
    /// answer to a review 4,096 bytes (Google). Messengers let a business write freely for 24 hours after the person's
    /// last message. Attachments: 25 MB of a mail less the third that base64 adds, one picture (JPEG or PNG) of 5 MB on a messenger.
    public var capabilities: ChannelCapabilities {
        switch self {
        case .voice: Self.present(load: 100)
        case .counter: Self.present(load: 100)
        case .chat: Self.written(bytes: 4_096, load: 33, isSynchronous: true, files: (10, 16_000_000), receipts: true)
        case .mail: Self.written(bytes: Limits.textBytes, load: 25, files: (20, 18_000_000))
        case .post: Self.written(bytes: Limits.textBytes, load: 25)
        case .textMessage: Self.written(bytes: 1_530, load: 20, receipts: true)
        case .socialPrivate:
            Self.written(
                bytes: 1_000, load: 33, window: .hours(24), files: (1, 5_000_000),
                kinds: ["image/jpeg", "image/png"], receipts: true)
        case .bot: Self.written(bytes: 4_096, load: 33, receipts: true)
        case .socialPublic: Self.written(bytes: 280, load: 25, isPublic: true)
        case .reviewSite: Self.written(bytes: 4_096, load: 25, isPublic: true)
        case .webForm:
            ChannelCapabilities(
                isPublic: false, isSynchronous: false, canSendText: false, maximumTextBytes: 0, replyWindow: nil,
                hasDeliveryReceipts: false, defaultLoadUnits: 25)
        }
    }

    private static func present(load: Int) -> ChannelCapabilities {
        ChannelCapabilities(
            isPublic: false, isSynchronous: true, canSendText: false, maximumTextBytes: 0, replyWindow: nil,
            hasDeliveryReceipts: false, defaultLoadUnits: load)
    }

    private static func written(
        bytes: Int, load: Int, isPublic: Bool = false, isSynchronous: Bool = false, window: TimeSpan? = nil,
        files: (count: Int, bytes: Int) = (0, 0), kinds: [String]? = nil, receipts: Bool = false
    ) -> ChannelCapabilities {
        ChannelCapabilities(
            isPublic: isPublic, isSynchronous: isSynchronous, canSendText: true, maximumTextBytes: bytes,
            replyWindow: window, takesTemplatesOutsideWindow: window != nil,
            attachments: AttachmentLimits(count: files.count, bytes: files.bytes, kinds: kinds),
            hasDeliveryReceipts: receipts,
            defaultLoadUnits: load)
    }
}
