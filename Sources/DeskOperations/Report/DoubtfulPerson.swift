public import DeskContacts
public import DeskPrimitives

/// A person of whom it is in doubt who it is, with those it may be.
public struct DoubtfulPerson: Sendable {
    /// The person.
    public let person: Person
    /// What raised the doubt, and when.
    public let doubt: PersonDoubt
    /// Who it may be, each as it stands now, in order of their ids; fewer than the doubt names where some were merged with
    /// each other or with the person, or erased.
    public let candidates: [Person]
}

/// A page of persons of whom it is in doubt who they are.
public struct DoubtPage: Sendable {
    /// The persons, the longest waiting first.
    public let persons: [DoubtfulPerson]
    /// Where the next page begins behind; nil when this was the last one.
    public let next: RecordCursor?

    /// The most persons of one page.
    public static let limit = 100
}

extension DoubtfulPerson: Explained {
    /// Who is in doubt and why, in a sentence, without personal data.
    public func sentence(in language: LanguageTag) -> String {
        IdentityReason.sentence(doubt.code, of: person.id, candidates: candidates.map(\.id), in: language)
    }
}

extension DeskMachine {
    /// The persons of whom it is in doubt who they are, the longest waiting first.
    ///
    /// - Parameters:
    ///   - limit: The most persons of the page, 1 … ``DoubtPage/limit``; others are taken as the nearest end.
    ///   - cursor: Where the page before ended; nil for the first page.
    /// - Throws: ``DeskHalt/needs(_:)`` when the reader lacks something.
    public func doubtfulPersons(
        limit: Int = DoubtPage.limit, after cursor: RecordCursor? = nil, at now: Instant, reading reader: any DeskReader
    ) throws(DeskHalt) -> DoubtPage {
        var turn = reading(reader, at: now)
        let limit = min(max(limit, 1), DoubtPage.limit)
        // One more than the page holds tells whether there is another page.
        let records = try reader.records(PersonDoubt.waiting(limit: limit + 1, after: cursor))
        let page = records.prefix(limit)
        var doubts: [PersonDoubt] = []
        for record in page {
            doubts.append(try checked { () throws(Refusal) in try record.body.value(as: PersonDoubt.self) })
        }
        try turn.workspace.prefetch(
            Set(doubts.flatMap { [$0.person] + $0.candidates }).sorted().map { RecordKey(Person.collection, $0) })
        var found: [DoubtfulPerson] = []
        for doubt in doubts {
            guard let person = try turn.standingPerson(doubt.person) else { continue }
            var candidates: [PersonID: Person] = [:]
            for id in doubt.candidates {
                if let candidate = try turn.standingPerson(id), candidate.id != person.id {
                    candidates[candidate.id] = candidate
                }
            }
            found.append(
                DoubtfulPerson(person: person, doubt: doubt, candidates: candidates.values.sorted { $0.id < $1.id }))
        }
        return DoubtPage(persons: found, next: records.count > limit ? page.last?.cursor : nil)
    }
}
