public import DeskPrimitives

extension Recovery: RecordContent {
    public static let collection = RecordCollection("recovery")
    /// Orders the recoveries that are not over by owner and the time they opened.
    public static let ownerIndex = RecordIndex(collection, "owner")
    /// Orders all recoveries of a person.
    public static let personIndex = RecordIndex(collection, "person")
    /// Orders the recoveries of a person that are not over.
    public static let openIndex = RecordIndex(collection, "open")
    /// Orders all recoveries by the time they opened.
    public static let openedIndex = RecordIndex(collection, "opened")
    /// Orders the recoveries on which something falls due by when.
    public static let dueIndex = RecordIndex(collection, "due")
    /// Orders the recoveries of a case.
    public static let caseIndex = RecordIndex(collection, "case")

    public var recordID: ByteKey { ByteKey(id) }

    public var indexEntries: [IndexEntry] {
        let ofPerson = ByteKey.composed {
            $0.append(person)
            $0.append(openedAt)
        }
        var entries = [
            IndexEntry(Self.personIndex, ofPerson),
            IndexEntry(Self.openedIndex, .composed { $0.append(openedAt) }),
            IndexEntry(
                Self.caseIndex,
                .composed {
                    $0.append(self.case)
                    $0.append(openedAt)
                }),
        ]
        guard isOpen else { return entries }
        entries.append(
            IndexEntry(
                Self.ownerIndex,
                .composed {
                    $0.append(owner)
                    $0.append(openedAt)
                }))
        entries.append(IndexEntry(Self.openIndex, ofPerson))
        if let wakeAt { entries.append(IndexEntry(Self.dueIndex, .composed { $0.append(wakeAt) })) }
        return entries
    }

    /// The recoveries somebody has to see to, the oldest first.
    public static func query(owner: AgentID) -> RecordQuery { RecordQuery(prefix(ownerIndex) { $0.append(owner) }) }

    /// The recoveries of a person that are not over, the oldest first.
    public static func query(openOf person: PersonID) -> RecordQuery {
        RecordQuery(prefix(openIndex) { $0.append(person) })
    }

    /// All recoveries of a person, the latest first.
    public static func query(person: PersonID) -> RecordQuery {
        RecordQuery(prefix(personIndex) { $0.append(person) }, order: .descending)
    }

    /// The recoveries of a case, the oldest first.
    public static func query(case caseID: CaseID) -> RecordQuery {
        RecordQuery(prefix(caseIndex) { $0.append(caseID) })
    }

    /// The recoveries that opened in a time, the oldest first.
    public static func query(opened range: Range<Instant>) -> RecordQuery {
        RecordQuery(
            .range(
                openedIndex, from: .composed { $0.append(range.lowerBound) },
                before: .composed { $0.append(range.upperBound) }))
    }

    /// The recoveries on which something is due at or before an instant, the earliest first.
    public static func query(dueAt instant: Instant, limit: Int = 256) -> RecordQuery {
        .due(dueIndex, at: instant, limit: limit)
    }
}
