public import DeskPrimitives

/// One channel of a desk as its policy describes it: what it is for, what may be said on it, when it is open.
public struct ContactChannel: Hashable, Sendable, Identifiable {
    /// The most receiving ends of one channel.
    public static let maximumReceivingEnds = 256

    /// The name by which the policy refers to it.
    public let id: ChannelID
    /// What sort of channel it is.
    public let kind: ChannelKind
    /// What people call it; each text at most `Limits.lineBytes`.
    public let name: LocalizedText
    /// What it is for; by default `feedback` where everybody can read, `support` elsewhere.
    public let role: ChannelRole
    /// The most sensitive data that may be handled on it.
    ///
    /// By default and at most `open` where everybody can read, `personal` by default on text messages and social
    /// networks' private messages, which pass through others' hands, `confidential` elsewhere.
    public let allows: DataSensitivity
    /// The calendar of its opening hours; nil when it is always open.
    public let hours: CalendarID?
    /// How much of an agent's 100 units one contact on it takes, 1 … 100.
    public let loadUnits: Int
    /// Where people are sent when this channel is the wrong place.
    public let inviteTo: ChannelID?
    /// What becomes of a contact that arrives while it is closed.
    public let outOfHours: OutOfHoursPlan
    /// A text limit narrower or wider than that of its kind, 1 … `Limits.textBytes`; nil for that of its kind.
    public let maximumTextBytes: Int?
    /// The desk's own addresses or numbers on it.
    public let receivingEnds: [String]
    /// What becomes of the clocks of a case that is moved to this channel.
    public let clockOnMove: ClockMoveRule
    /// What a contact on it costs besides people's time; nil when nobody has said.
    public let cost: ContactCost?
    /// Where help is for those who are not helped here; each text at most `Limits.lineBytes`.
    public let help: LocalizedText?
    /// The network whose names it reaches, in lower case, such as `instagram`; nil where the policy does not say, and then
    /// it is the one from which people wrote on it.
    public let network: String?
    /// The files taken from people; nil takes all that come, up to ``AttachmentReference/maximumCount`` with one contact.
    ///
    /// Apart from what may be sent on it: a form of the web sends no files and brings many.
    public let takesFiles: AttachmentLimits?

    /// Describes a channel; what is left out is as its kind suggests.
    ///
    /// - Throws: `Refusal` at the field: `tooLong` (a name, a receiving end, their list), `malformed` (an empty
    ///   receiving end or one with a line break, a network in other letters), `outOfRange` (load units, text limit), `notAllowed` (more than open
    ///   data on a public channel, a channel that sends people to itself, or a network of a channel without one).
    public init(
        id: ChannelID, kind: ChannelKind, name: LocalizedText, role: ChannelRole? = nil,
        allows: DataSensitivity? = nil, hours: CalendarID? = nil, loadUnits: Int? = nil, inviteTo: ChannelID? = nil,
        outOfHours: OutOfHoursPlan = .queue, maximumTextBytes: Int? = nil, receivingEnds: [String] = [],
        clockOnMove: ClockMoveRule = .keep, cost: ContactCost? = nil, help: LocalizedText? = nil,
        network: String? = nil, takesFiles: AttachmentLimits? = nil
    ) throws(Refusal) {
        self.id = id
        self.kind = kind
        self.name = name
        self.role = role ?? kind.defaultRole
        self.allows = allows ?? kind.defaultSensitivity
        self.hours = hours
        self.loadUnits = loadUnits ?? kind.capabilities.defaultLoadUnits
        self.inviteTo = inviteTo
        self.outOfHours = outOfHours
        self.maximumTextBytes = maximumTextBytes
        self.receivingEnds = receivingEnds
        self.clockOnMove = clockOnMove
        self.cost = cost
        self.help = help
        self.network = network
        self.takesFiles = takesFiles
        try check()
    }

    /// What its kind can do.
    public var capabilities: ChannelCapabilities { kind.capabilities }

    /// The longest text the desk may send on it in one message, in UTF-8 bytes; 0 when it can send none.
    public var textLimit: Int {
        capabilities.canSendText ? maximumTextBytes ?? capabilities.maximumTextBytes : 0
    }

    /// The first instant at which the desk may no longer write freely after a person's message; nil when it always may.
    public func replyWindowEnd(after arrival: Instant) -> Instant? {
        capabilities.replyWindow.map { arrival.adding($0) ?? .latest }
    }

    private func check() throws(Refusal) {
        try name.checkLines(at: .field("name"))
        if let help { try help.checkLines(at: .field("help")) }
        guard !capabilities.isPublic || allows == .open else {
            throw Refusal(.notAllowed, "everybody can read this channel, so only open data", at: .field("allows"))
        }
        guard (1...100).contains(loadUnits) else {
            throw Refusal(.outOfRange, "load units are 1 to 100", at: .field("loadUnits"))
        }
        guard inviteTo != id else {
            throw Refusal(.notAllowed, "a channel cannot send people to itself", at: .field("inviteTo"))
        }
        guard outOfHours != .otherChannel(id) else {
            throw Refusal(.notAllowed, "a channel cannot send people to itself", at: .field("outOfHours"))
        }
        if let maximumTextBytes {
            guard (1...Limits.textBytes).contains(maximumTextBytes) else {
                throw Refusal(
                    .outOfRange, "a text limit is 1 to \(Limits.textBytes) bytes", at: .field("maximumTextBytes"))
            }
        }
        if let network { try check(network) }
        let ends = Place.field("receivingEnds")
        try Limits.check(count: receivingEnds.count, atMost: Self.maximumReceivingEnds, at: ends)
        for (number, end) in receivingEnds.enumerated() {
            try Limits.checkLine(end, at: ends.index(number))
        }
    }
}

extension ContactChannel {
    /// The longest name of a network, in bytes.
    public static let maximumNetworkBytes = 64

    private func check(_ network: String) throws(Refusal) {
        guard kind.hasNetwork else {
            throw Refusal(.notAllowed, "people have no names of a network on such a channel", at: .field("network"))
        }
        let isWell = network.utf8.allSatisfy {
            ($0 >= 97 && $0 <= 122) || ($0 >= 48 && $0 <= 57) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
        }
        guard (1...Self.maximumNetworkBytes).contains(network.utf8.count), isWell else {
            throw Refusal(
                .malformed, "a network is named by small letters, digits, dots and hyphens", at: .field("network"))
        }
    }
}

extension ChannelKind {
    /// Whether people are reached on such a channel by their names on a network.
    public var hasNetwork: Bool {
        switch self {
        case .chat, .bot, .socialPublic, .socialPrivate, .reviewSite: true
        case .voice, .mail, .textMessage, .webForm, .counter, .post: false
        }
    }

    /// Whether what is sent on such a channel has a subject line.
    public var hasSubject: Bool {
        switch self {
        case .mail, .post, .webForm: true
        case .chat, .bot, .socialPublic, .socialPrivate, .reviewSite, .voice, .textMessage, .counter: false
        }
    }

    /// What a channel of this kind is for when its policy does not say.
    fileprivate var defaultRole: ChannelRole { capabilities.isPublic ? .feedback : .support }

    /// The most sensitive data on a channel of this kind when its policy does not say.
    fileprivate var defaultSensitivity: DataSensitivity {
        switch self {
        case .socialPublic, .reviewSite: .open
        case .textMessage, .socialPrivate: .personal
        case .voice, .mail, .chat, .webForm, .counter, .post, .bot: .confidential
        }
    }
}
