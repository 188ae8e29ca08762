public import DeskPrimitives

extension Contact: RecordContent {
    /// The collection `contact`.
    public static let collection = RecordCollection("contact")
    /// Arrivals by ``intakeKey``; at most one each, which is what makes a repeated arrival one contact.
    public static let intakeIndex = RecordIndex(collection, "intake", isUnique: true)
    /// Contacts of a person by the time they occurred.
    public static let personIndex = RecordIndex(collection, "person")
    /// Contacts of a case by the time they occurred.
    public static let caseIndex = RecordIndex(collection, "case")
    /// Contacts by the messages that refer to them.
    public static let messageIndex = RecordIndex(collection, "message")

    /// The contact's own id.
    public var recordID: ByteKey { ByteKey(id) }

    /// Under its person, its case, its intake key and its message keys.
    public var indexEntries: [IndexEntry] {
        var entries = [IndexEntry(Self.personIndex, Self.timeKey(person, occurredAt))]
        if let caseID { entries.append(IndexEntry(Self.caseIndex, Self.timeKey(caseID, occurredAt))) }
        if let intakeKey { entries.append(IndexEntry(Self.intakeIndex, intakeKey)) }
        return entries + messageKeys.map { IndexEntry(Self.messageIndex, $0) }
    }

    /// The contact of an id.
    public static func withID(_ id: ContactID) -> RecordQuery {
        RecordQuery(.records([RecordKey(collection, id)]), limit: 1)
    }

    /// The contact that an arrival has made already.
    public static func arrived(as intakeKey: ByteKey) -> RecordQuery {
        RecordQuery(.equal(intakeIndex, intakeKey), limit: 1)
    }

    /// The contacts that a message refers to.
    public static func referred(by messageKey: ByteKey, limit: Int = Limits.pageCount) -> RecordQuery {
        RecordQuery(.equal(messageIndex, messageKey), limit: limit)
    }

    /// The contacts of a person, the latest first.
    public static func ofPerson(
        _ person: PersonID, order: RecordQuery.Order = .descending, limit: Int = Limits.pageCount,
        after cursor: RecordCursor? = nil
    ) -> RecordQuery {
        prefixed(personIndex, .composed { $0.append(person) }, order, limit, cursor)
    }

    /// The contacts of a case, the first first.
    public static func ofCase(
        _ caseID: CaseID, order: RecordQuery.Order = .ascending, limit: Int = Limits.pageCount,
        after cursor: RecordCursor? = nil
    ) -> RecordQuery {
        prefixed(caseIndex, .composed { $0.append(caseID) }, order, limit, cursor)
    }

    /// The contacts of a case that occurred at an instant or later, the first first.
    public static func ofCase(_ caseID: CaseID, since instant: Instant, limit: Int = Limits.pageCount) -> RecordQuery {
        let end = ByteKey.composed { $0.append(caseID) }.endOfPrefix
        return RecordQuery(.range(caseIndex, from: timeKey(caseID, instant), before: end), limit: limit)
    }

    /// The contacts of a case behind a place in the order of time and name, the first first.
    public static func ofCase(
        _ caseID: CaseID, after place: ContactPlace, limit: Int = Limits.pageCount
    ) -> RecordQuery {
        let end = ByteKey.composed { $0.append(caseID) }.endOfPrefix
        let key = timeKey(caseID, place.occurredAt)
        return RecordQuery(
            .range(caseIndex, from: key, before: end), limit: limit,
            after: RecordCursor(indexKey: key, id: ByteKey(place.contact)))
    }

    private static func prefixed(
        _ index: RecordIndex, _ prefix: ByteKey, _ order: RecordQuery.Order, _ limit: Int, _ cursor: RecordCursor?
    ) -> RecordQuery {
        RecordQuery(
            .range(index, from: prefix, before: prefix.endOfPrefix), order: order, limit: limit, after: cursor)
    }

    private static func timeKey<Subject>(_ owner: Identifier<Subject>, _ time: Instant) -> ByteKey {
        .composed {
            $0.append(owner)
            $0.append(time)
        }
    }
}
