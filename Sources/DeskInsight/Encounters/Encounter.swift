public import DeskFeedback
public import DeskPrimitives

/// One handled case, flat: everything that was measured about it, and how it felt.
///
/// It is what every analysis reads. It holds identifiers, times and counts, and no other personal data. Who handled
/// it, on what channel and about what is as it was then.
public struct Encounter: Hashable, Sendable, Codable, Identifiable {
    /// The form of the stored row.
    public struct Version: Hashable, Sendable, Codable {
        /// The number of the form.
        public let number: Int

        /// The form this version of the library writes.
        public static let current = Version(number: 1)

        private init(number: Int) { self.number = number }

        /// Writes the bare number.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(number)
        }

        /// Reads the number; throws `DecodingError` for a form that this version does not know.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            number = try container.decode(Int.self)
            guard number == Self.current.number else {
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "an encounter of form \(number), known is \(Self.current.number)")
            }
        }
    }

    /// The form of the row.
    public private(set) var version = Version.current
    /// Which handling of which case.
    public let id: EncounterID

    /// Who contacted the desk.
    public var person: PersonID?
    /// The organisation the person came from.
    public var organization: OrganizationID?
    /// The channel it arrived on.
    public var channel: ChannelID
    /// What it was about.
    public var topic: TopicID?
    /// The unit that handled it.
    public var unit: UnitID?
    /// The team that handled it.
    public var team: TeamID?
    /// The agent who owned it in the end; nil when nobody is named.
    public var agent: AgentID?
    /// How urgent it was.
    public var priority: CasePriority

    /// When it arrived.
    public var arrivedAt: Instant
    /// When a human first answered.
    public var answeredAt: Instant?
    /// When the first reply went out.
    public var firstReplyAt: Instant?
    /// When it was resolved.
    public var resolvedAt: Instant?
    /// How long the person waited for a human.
    public var wait: TimeSpan?
    /// The time to the first reply as the service description counts it.
    public var timeToFirstReply: TimeSpan?
    /// The time to the resolution as the service description counts it.
    public var timeToResolve: TimeSpan?
    /// How long agents worked on it.
    public var effort: TimeSpan = .zero
    /// How long it waited for the customer.
    public var pausedByCustomer: TimeSpan = .zero
    /// How long it waited for a supplier.
    public var pausedBySupplier: TimeSpan = .zero

    /// The contacts in it.
    public var contacts = 1
    /// The different channels they came on.
    public var channels = 1
    /// How often it moved to another channel.
    public var channelMoves = 0
    /// How often it moved to another agent or team.
    public var handOvers = 0
    /// How often it was opened again.
    public var reopens = 0
    /// Answer templates that were used.
    public var templatesUsed = 0
    /// Promises made.
    public var promisesMade = 0
    /// Promises kept in time.
    public var promisesKept = 0
    /// Promises kept, but late.
    public var promisesLate = 0
    /// Promises not kept.
    public var promisesBroken = 0
    /// Service-level targets met.
    public var targetsMet = 0
    /// Service-level targets missed.
    public var targetsMissed = 0

    /// Whether it interrupted other work, or was interrupted.
    public var wasInterrupted = false
    /// Whether the person had contacted the desk about the same within seven days.
    public var isRepeat = false
    /// Whether it arrived outside the opening hours.
    public var arrivedOutOfHours = false
    /// Whether an automation tried first and a human took over.
    public var startedAutomated = false

    /// How it felt.
    public var scores = ScoreSet()

    /// Creates an encounter that has just arrived; everything else is set on the value.
    public init(
        id: EncounterID, channel: ChannelID, topic: TopicID? = nil, priority: CasePriority = .normal, arrivedAt: Instant
    ) {
        self.id = id
        self.channel = channel
        self.topic = topic
        self.priority = priority
        self.arrivedAt = arrivedAt
    }

    /// The case.
    public var `case`: CaseID { id.case }

    /// The largest count a row may hold.
    public static let largestCount = 1_000_000
}

extension Encounter {
    /// Refuses a row that cannot be.
    ///
    /// - Throws: `Refusal` at the member: `outOfRange` for a count or span that is negative, a count beyond
    ///   ``largestCount``, an instant that is not accepted or a score outside its scale; `outOfOrder` for an answer,
    ///   reply or resolution before the arrival.
    public func validate() throws(Refusal) {
        for (name, count) in counts where !(0...Self.largestCount).contains(count) {
            throw Refusal(.outOfRange, "a count lies in 0 … \(Self.largestCount)", at: .field(name))
        }
        for (name, span) in spans {
            if let span, span < .zero { throw Refusal(.outOfRange, "a span is negative", at: .field(name)) }
        }
        try Limits.check(arrivedAt, at: .field("arrivedAt"))
        let later = [("answeredAt", answeredAt), ("firstReplyAt", firstReplyAt), ("resolvedAt", resolvedAt)]
        for (name, instant) in later {
            guard let instant else { continue }
            try Limits.check(instant, at: .field(name))
            guard instant >= arrivedAt else {
                throw Refusal(.outOfOrder, "before the arrival", at: .field(name))
            }
        }
        do throws(Refusal) {
            try scores.validate()
        } catch {
            throw error.within(.field("scores"))
        }
    }

    private var counts: [(String, Int)] {
        [
            ("episode", id.episode), ("contacts", contacts), ("channels", channels), ("channelMoves", channelMoves),
            ("handOvers", handOvers), ("reopens", reopens), ("templatesUsed", templatesUsed),
            ("promisesMade", promisesMade), ("promisesKept", promisesKept), ("promisesLate", promisesLate),
            ("promisesBroken", promisesBroken), ("targetsMet", targetsMet), ("targetsMissed", targetsMissed),
        ]
    }

    private var spans: [(String, TimeSpan?)] {
        [
            ("wait", wait), ("timeToFirstReply", timeToFirstReply), ("timeToResolve", timeToResolve),
            ("effort", effort), ("pausedByCustomer", pausedByCustomer), ("pausedBySupplier", pausedBySupplier),
        ]
    }
}

extension Encounter: RecordContent {
    public static let collection = RecordCollection("encounter")
    /// Orders encounters by the time they arrived.
    public static let arrivalIndex = RecordIndex(collection, "arrival")
    /// Orders the encounters of a person by the time they arrived.
    public static let personIndex = RecordIndex(collection, "person")

    public var recordID: ByteKey { Self.recordKey(of: id).id }

    public var indexEntries: [IndexEntry] {
        var entries = [IndexEntry(Self.arrivalIndex, ByteKey.composed { $0.append(arrivedAt) })]
        if let person {
            let key = ByteKey.composed {
                $0.append(person)
                $0.append(arrivedAt)
            }
            entries.append(IndexEntry(Self.personIndex, key))
        }
        return entries
    }

    /// Where the row of an encounter is stored.
    public static func recordKey(of id: EncounterID) -> RecordKey {
        RecordKey(
            collection,
            ByteKey.composed {
                $0.append(id.case)
                $0.append(Int64(id.episode))
            })
    }

    /// The encounters that arrived in a window, the earliest first.
    public static func query(arrivedIn window: Range<Instant>) -> RecordQuery {
        RecordQuery(
            .range(
                arrivalIndex, from: ByteKey.composed { $0.append(window.lowerBound) },
                before: ByteKey.composed { $0.append(window.upperBound) }))
    }

    /// The encounters of a person, the latest first.
    public static func query(person: PersonID) -> RecordQuery {
        let start = ByteKey.composed { $0.append(person) }
        return RecordQuery(.range(personIndex, from: start, before: start.endOfPrefix), order: .descending)
    }
}
