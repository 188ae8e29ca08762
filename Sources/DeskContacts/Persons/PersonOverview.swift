public import DeskPrimitives

/// What an agent sees of a person when a contact is opened, as far as this room knows: a fold over contacts in any order.
///
/// The desk adds cases, promises and ratings.
public struct PersonOverview: Hashable, Sendable {
    /// How much there was on one channel.
    public struct ChannelUse: Hashable, Sendable {
        /// The channel.
        public let channel: ChannelID
        /// Contacts from the person.
        public fileprivate(set) var inbound = 0
        /// Contacts to the person.
        public fileprivate(set) var outbound = 0
        /// When the last one occurred.
        public fileprivate(set) var lastAt: Instant
    }

    /// The most contacts kept in ``latest``.
    public static let latestLimit = 50

    /// The person, standing for everybody merged into it.
    public let person: Person
    /// The latest contacts, the latest first; of two at the same instant the larger id first.
    public private(set) var latest: [Contact] = []
    /// Use by channel, in order of their ids.
    public private(set) var channels: [ChannelUse] = []
    /// The cases contacts belong to, in order of their ids.
    public private(set) var cases: [CaseID] = []
    /// When the first contact occurred.
    public private(set) var firstAt: Instant?

    /// Folds contacts, each given once.
    ///
    /// - Complexity: O(n log n).
    public init(of person: Person, contacts: some Sequence<Contact>) {
        self.person = person
        let ordered = contacts.sorted { ($1.occurredAt, $1.id) < ($0.occurredAt, $0.id) }
        latest = Array(ordered.prefix(Self.latestLimit))
        firstAt = ordered.last?.occurredAt
        cases = Set(ordered.compactMap(\.caseID)).sorted()
        var uses: [ChannelID: ChannelUse] = [:]
        for contact in ordered {
            var use = uses[contact.channel] ?? ChannelUse(channel: contact.channel, lastAt: contact.occurredAt)
            switch contact.direction {
            case .inbound: use.inbound += 1
            case .outbound: use.outbound += 1
            }
            uses[contact.channel] = use
        }
        channels = uses.values.sorted { $0.channel < $1.channel }
    }

    /// The language to answer in: what the person wants, else that of the latest contact that has one.
    public var language: LanguageTag? { person.language ?? latest.lazy.compactMap(\.language).first }

    /// The purposes on which the person has said something, with the last word on all channels or on one.
    public func consents(on channel: ChannelID?) -> [Consent] {
        Set(person.consents.map(\.purpose)).sorted().compactMap { person.lastConsent($0, on: channel) }
    }
}
