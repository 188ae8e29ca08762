public import DeskPrimitives

extension OutboxDelivery: RecordContent {
    /// The collection `delivery`.
    public static let collection = RecordCollection("delivery")
    /// When deliveries that are queued are tried next.
    public static let dueIndex = RecordIndex(collection, "due")
    /// Whom deliveries are for, then when they were queued.
    public static let personIndex = RecordIndex(collection, "person")

    /// The names of messages on their networks, as digests: the desk's own and the network's.
    public static let externalIndex = RecordIndex(collection, "external")

    /// The message's own key.
    public var recordID: ByteKey { ByteKey(message.key) }

    /// Under its person and its own Message-ID always, under its due time only while it is to be sent, under the network's
    /// name once there is one.
    public var indexEntries: [IndexEntry] {
        var entries = [
            IndexEntry(
                Self.personIndex,
                .composed {
                    $0.append(message.person)
                    $0.append(queuedAt)
                })
        ]
        let own = IndexEntry(Self.externalIndex, Self.externalKey(message.messageID, message.channel))
        if case .delivered(_, let receipt) = state, let externalID = receipt.externalID {
            let given = IndexEntry(Self.externalIndex, Self.externalKey(externalID, message.channel))
            if given != own { entries.append(given) }
        }
        if case .queued(let next) = state, trace.isEmpty {
            entries.append(IndexEntry(Self.dueIndex, Self.dueKey(next)))
        }
        entries.append(own)
        return entries
    }

    /// Queued deliveries that are due before an instant, the earliest first.
    public static func due(before instant: Instant, limit: Int = Limits.pageCount) -> RecordQuery {
        RecordQuery(.range(dueIndex, from: .composed { _ in }, before: dueKey(instant)), limit: limit)
    }

    /// Queued deliveries that are due at an instant or before it, the earliest first.
    public static func due(by instant: Instant, limit: Int = Limits.pageCount) -> RecordQuery {
        RecordQuery(.range(dueIndex, from: .composed { _ in }, before: dueKey(instant).endOfPrefix), limit: limit)
    }

    /// Everything sent or to be sent to a person, the latest first.
    public static func toPerson(
        _ person: PersonID, limit: Int = Limits.pageCount, after cursor: RecordCursor? = nil
    ) -> RecordQuery {
        let prefix = ByteKey.composed { $0.append(person) }
        return RecordQuery(
            .range(personIndex, from: prefix, before: prefix.endOfPrefix), order: .descending, limit: limit,
            after: cursor)
    }

    /// The delivery that a channel's network knows under a name, for reports that do not give the message's key.
    ///
    /// Space around the name, one pair of angle brackets, and the domain behind the desk's own id do not count.
    public static func known(as externalID: String, on channel: ChannelID) -> RecordQuery {
        RecordQuery(.equal(externalIndex, externalKey(externalID, channel)), limit: 2)
    }

    private static func externalKey(_ externalID: String, _ channel: ChannelID) -> ByteKey {
        let name = externalID.withBytes { Array(OwnMessageID.bare($0)) }
        return ByteKey(checked: SHA256.digest(Array(channel.rawValue.utf8) + [0] + name))
    }

    private static func dueKey(_ instant: Instant) -> ByteKey { .composed { $0.append(instant) } }
}
