public import DeskPrimitives

extension Promise: RecordContent {
    /// The collection `promise`.
    public static let collection = RecordCollection("promise")
    /// Open promises by due time.
    public static let openByDue = RecordIndex(collection, "open-by-due")
    /// Open promises by the time of the next reminder.
    public static let openByReminder = RecordIndex(collection, "open-by-reminder")
    /// All promises of a case, by the time they were made.
    public static let byCase = RecordIndex(collection, "by-case")
    /// All promises to a person, by the time they were made.
    public static let byPerson = RecordIndex(collection, "by-person")
    /// All promises an agent has to see to or had, by due time.
    public static let byAgent = RecordIndex(collection, "by-agent")
    /// What an agent still owes, by due time.
    public static let owedByAgent = RecordIndex(collection, "owed-by-agent")

    public var recordID: ByteKey { ByteKey(id) }

    public var indexEntries: [IndexEntry] {
        var entries = [
            IndexEntry(Self.byCase, Self.key(caseID, madeAt)),
            IndexEntry(Self.byPerson, Self.key(person, madeAt)),
            IndexEntry(Self.byAgent, Self.key(agent, due)),
        ]
        if isOwed { entries.append(IndexEntry(Self.owedByAgent, Self.key(agent, due))) }
        if state == .open { entries.append(IndexEntry(Self.openByDue, Self.key(due))) }
        if state == .open, let remindAt { entries.append(IndexEntry(Self.openByReminder, Self.key(remindAt))) }
        return entries
    }

    /// The open promises of which a reminder is due before an instant, the earliest first.
    public static func reminding(before end: Instant) -> RecordQuery {
        RecordQuery(.range(openByReminder, from: key(.earliest), before: key(end)))
    }

    /// The open promises due from an instant on and before another, soonest first; nil has no bound.
    public static func openPromises(from start: Instant? = nil, before end: Instant? = nil) -> RecordQuery {
        RecordQuery(.range(openByDue, from: key(start ?? .earliest), before: end.map(key)))
    }

    /// All promises of a case, oldest first.
    public static func promises(of caseID: CaseID) -> RecordQuery { all(byCase, caseID) }

    /// All promises to a person, oldest first.
    public static func promises(to person: PersonID) -> RecordQuery { all(byPerson, person) }

    /// All promises of an agent, by due time.
    public static func promises(by agent: AgentID) -> RecordQuery { all(byAgent, agent) }

    /// What an agent still owes, soonest or longest overdue first.
    public static func owed(by agent: AgentID) -> RecordQuery { all(owedByAgent, agent) }

    private static func all<Subject>(_ index: RecordIndex, _ id: Identifier<Subject>) -> RecordQuery {
        let prefix = ByteKey.composed { $0.append(id) }
        return RecordQuery(.range(index, from: prefix, before: prefix.endOfPrefix))
    }

    private static func key<Subject>(_ id: Identifier<Subject>, _ instant: Instant) -> ByteKey {
        ByteKey.composed {
            $0.append(id)
            $0.append(instant)
        }
    }

    private static func key(_ instant: Instant) -> ByteKey {
        ByteKey.composed { $0.append(instant) }
    }
}
