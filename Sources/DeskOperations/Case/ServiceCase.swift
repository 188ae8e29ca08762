public import DeskContacts
public import DeskPrimitives
public import DeskServiceLevels

/// What has to be settled for a person, and how it stands.
public struct ServiceCase: RecordContent, Hashable {
    /// The case's own name.
    public let id: CaseID
    /// Whose matter it is.
    public internal(set) var person: PersonID
    /// The channel it arrived on.
    public internal(set) var channel: ChannelID
    /// The channel of the last contact.
    public internal(set) var lastChannel: ChannelID
    /// What it is about.
    public internal(set) var topic: TopicID?
    /// How urgent it is.
    public internal(set) var priority: CasePriority
    /// The language the person used.
    public internal(set) var language: LanguageTag?
    /// How far it is.
    public internal(set) var status: CaseStatus
    /// The queue it was routed to.
    public internal(set) var queue: QueueID?
    /// The team that has it.
    public internal(set) var team: TeamID?
    /// The agent who owns it.
    public internal(set) var agent: AgentID?
    /// An earlier case that this one follows up.
    public internal(set) var follows: CaseID?

    /// When the first contact arrived.
    public internal(set) var openedAt: Instant
    /// When an agent first took it.
    public internal(set) var answeredAt: Instant?
    /// When an agent first replied.
    public internal(set) var firstReplyAt: Instant?
    /// When it was last resolved; nil while it is not.
    public internal(set) var resolvedAt: Instant?
    /// When it was closed; nil while it is not.
    public internal(set) var closedAt: Instant?
    /// The last time anything happened to it; nothing may happen before.
    public internal(set) var lastActivityAt: Instant

    /// Contacts so far, in both directions.
    public internal(set) var contacts = 0
    /// How often it changed hands.
    public internal(set) var handOvers = 0
    /// How often it was opened again.
    public internal(set) var reopens = 0
    /// How often the person or the desk went on over another channel.
    public internal(set) var channelMoves = 0
    /// The running and stopped clocks.
    public internal(set) var clocks: [CaseClock] = []
    /// Targets of earlier replies and updates that were met; their clocks are gone.
    public internal(set) var pastTargetsMet = 0
    /// Targets of earlier replies and updates that were missed.
    public internal(set) var pastTargetsMissed = 0
    /// Who had the case from when on.
    public internal(set) var timeline: [HolderChange] = []
    /// How it was routed.
    public internal(set) var route: RouteTrace?
    /// What another system said about it; nil for the desk's own cases.
    public internal(set) var observed: ObservedHistory?
    /// What in our own work a complaint comes from; nil until somebody names it.
    public internal(set) var cause: String?

    /// Who had it from when until when; nil in records of an earlier library, and before anybody took it.
    public internal(set) var handlings: [CaseHandling]?

    /// Contract, version of the rules and what is measured apart from speed; nil in records of an earlier library.
    public internal(set) var service: CaseService?
    /// For whom the case was written down, where that person was merged into ``person``; it goes back there when the
    /// merge is undone.
    public internal(set) var openedFor: PersonID?
    /// Whether nothing that came in so far wants an answer: thank-yous and what machines wrote; nil when something does.
    public internal(set) var isUnasked: Bool?

    /// The case that stands for it since they were merged; nil while it stands for itself.
    public internal(set) var mergedInto: CaseID?
    /// When its person was erased; nothing more happens to it then, and it counts as before.
    public internal(set) var erasedAt: Instant?
    /// Whether other cases were merged into it; nil when none are.
    public internal(set) var standsForOthers: Bool?
    /// What contacts opened or woke it of late; nil when none did.
    public internal(set) var wakings: [CaseWaking]?

    init(
        id: CaseID, person: PersonID, channel: ChannelID, topic: TopicID?, priority: CasePriority,
        language: LanguageTag?, openedAt: Instant
    ) {
        self.id = id
        self.person = person
        self.channel = channel
        lastChannel = channel
        self.topic = topic
        self.priority = priority
        self.language = language
        status = .new
        self.openedAt = openedAt
        lastActivityAt = openedAt
    }

    /// The collection of cases.
    public static let collection = RecordCollection("case")
    /// Cases of a person by the time they were opened.
    static let byPerson = RecordIndex(collection, "person")
    /// Cases of who stands for a person by the person they were opened for, and the time.
    static let byOpenedFor = RecordIndex(collection, "opened-for")
    /// Cases by the next time something falls due on them.
    static let byWake = RecordIndex(collection, "wake")

    /// The key of the record.
    public var recordID: ByteKey { ByteKey(id) }

    /// When something falls due next; the index that the timekeeper reads.
    public internal(set) var wakeAt: Instant?

    /// By person and time, and by the next due time.
    public var indexEntries: [IndexEntry] {
        var entries = [
            IndexEntry(
                Self.byPerson,
                .composed {
                    $0.append(person)
                    $0.append(openedAt)
                })
        ]
        if let topic, !status.isSettled, mergedInto == nil {
            entries.append(
                IndexEntry(
                    Self.byUnsettledTopic,
                    .composed {
                        $0.append(person)
                        $0.append(topic)
                        $0.append(openedAt)
                    }))
        }
        if let openedFor {
            entries.append(
                IndexEntry(
                    Self.byOpenedFor,
                    .composed {
                        $0.append(openedFor)
                        $0.append(openedAt)
                    }))
        }
        if let edition = service?.edition, !status.isSettled {
            entries.append(IndexEntry(Self.byEdition, .composed { $0.append(edition.utf8) }))
        }
        if let wakeAt { entries.append(IndexEntry(Self.byWake, .composed { $0.append(wakeAt) })) }
        return entries
    }

    /// Unsettled cases by the version of the rules they go by.
    static let byEdition = RecordIndex(collection, "edition")

    /// Unsettled cases that go by a version of the rules.
    public static func running(under edition: String, limit: Int = 256) -> RecordQuery {
        RecordQuery(.equal(byEdition, .composed { $0.append(edition.utf8) }), limit: limit)
    }

    /// Unsettled cases of a person by topic and then by the time they were opened.
    static let byUnsettledTopic = RecordIndex(collection, "unsettled-topic")

    /// The unsettled cases of a person about a topic, newest first.
    ///
    /// Cases that were last written by an earlier library are not among them until they are written again.
    public static func unsettled(of person: PersonID, about topic: TopicID, limit: Int = 20) -> RecordQuery {
        let from = ByteKey.composed {
            $0.append(person)
            $0.append(topic)
        }
        return RecordQuery(
            .range(byUnsettledTopic, from: from, before: from.endOfPrefix), order: .descending, limit: limit)
    }

    /// The cases of a person, newest first.
    public static func of(_ person: PersonID, limit: Int = 20) -> RecordQuery {
        let from = ByteKey.composed { $0.append(person) }
        return RecordQuery(.range(byPerson, from: from, before: from.endOfPrefix), order: .descending, limit: limit)
    }

    /// The cases that were opened for a person and are with who stands for that person, oldest first.
    static func opened(for person: PersonID) -> RecordQuery {
        let from = ByteKey.composed { $0.append(person) }
        return RecordQuery(.range(byOpenedFor, from: from, before: from.endOfPrefix))
    }

    /// The cases on which something is due at or before an instant, the earliest first.
    public static func due(at now: Instant, limit: Int = 256) -> RecordQuery {
        .due(byWake, at: now, limit: limit)
    }
}
