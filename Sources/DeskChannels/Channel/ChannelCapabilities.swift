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

extension ChannelCapabilities {
    /// The longest reply window.
    public static let longestReplyWindow = TimeSpan.days(3_660)

    private enum CodingKeys: String, CodingKey {
        case isPublic, isSynchronous, canSendText, maximumTextBytes, replyWindow, takesTemplatesOutsideWindow,
            attachments
        case hasDeliveryReceipts, defaultLoadUnits
    }

    /// Reads and checks an object: texts of 0 to `Limits.textBytes`, a window of 0 to ``longestReplyWindow``, 1 to 100 units.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        isPublic = try object.decode(Bool.self, forKey: .isPublic)
        isSynchronous = try object.decode(Bool.self, forKey: .isSynchronous)
        canSendText = try object.decode(Bool.self, forKey: .canSendText)
        maximumTextBytes = try object.decode(Int.self, forKey: .maximumTextBytes)
        replyWindow = try object.decodeIfPresent(TimeSpan.self, forKey: .replyWindow)
        takesTemplatesOutsideWindow = try object.decode(Bool.self, forKey: .takesTemplatesOutsideWindow)
        attachments = try object.decode(AttachmentLimits.self, forKey: .attachments)
        hasDeliveryReceipts = try object.decode(Bool.self, forKey: .hasDeliveryReceipts)
        defaultLoadUnits = try object.decode(Int.self, forKey: .defaultLoadUnits)
        let (bytes, window, units) = (maximumTextBytes, replyWindow ?? .zero, defaultLoadUnits)
        try decoder.checked { () throws(Refusal) in
            guard (0...Limits.textBytes).contains(bytes) else {
                throw Refusal(.outOfRange, "0 to \(Limits.textBytes)", at: .field("maximumTextBytes"))
            }
            guard (.zero...Self.longestReplyWindow).contains(window) else {
                throw Refusal(.outOfRange, "a window is PT0S to P3660D", at: .field("replyWindow"))
            }
            guard (1...100).contains(units) else {
                throw Refusal(.outOfRange, "load units are 1 to 100", at: .field("defaultLoadUnits"))
            }
        }
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
