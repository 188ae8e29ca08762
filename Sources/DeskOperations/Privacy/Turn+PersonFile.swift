import DeskChannels
public import DeskContacts
import DeskFeedback
import DeskInsight
public import DeskPrimitives
import DeskRouting
import DeskServiceLevels

/// The walk over everything that is held about a person, the same for an export and for an erasure.
extension Turn {
    /// Some records of one type that belong to a person, as they are looked for.
    private struct Search {
        var keys: [RecordKey] = []
        var query: RecordQuery?
        let run: (inout Workspace) throws(DeskHalt) -> [any RecordContent]

        /// A record under its key.
        init<Content: RecordContent>(_ type: Content.Type, _ id: ByteKey) {
            keys = [RecordKey(Content.collection, id)]
            run = { (workspace) throws(DeskHalt) in
                try workspace.load(type, id).map { [$0] } ?? []
            }
        }

        init<Content: RecordContent, Subject>(_ type: Content.Type, _ id: Identifier<Subject>) {
            self.init(type, ByteKey(id))
        }

        /// What a query finds, all of it.
        init<Content: RecordContent>(_ type: Content.Type, _ query: RecordQuery) {
            var query = query
            query.limit = Limits.pageCount
            self.query = query
            let whole = query
            run = { (workspace) throws(DeskHalt) in
                try workspace.walk(type, whole, atMost: PersonFile.limit + 1)
            }
        }
    }

    /// What is held about a person and everybody merged with it; nil for nobody the desk knows.
    mutating func personFile(of id: PersonID) throws(DeskHalt) -> PersonFile? {
        guard let standing = try standingPerson(id) else { return nil }
        return try personFile(of: standing.id, and: try family(of: standing))
    }

    /// What is held about a person and others, whether there are records of the persons themselves or not.
    mutating func personFile(of survivor: PersonID, and persons: [PersonID]) throws(DeskHalt) -> PersonFile {
        var file = PersonFile(survivor, persons)
        try gather(file.persons.flatMap(Self.searches(ofPerson:)), into: &file)
        let points = file.records(of: Person.self).flatMap(\.points).map(\.point)
        let addresses = points.map { AutomaticMessageLog(of: $0, digest: digest).recordID }
        try gather(
            file.records(of: ServiceCase.self).map(\.id).flatMap(Self.searches(ofCase:))
                + addresses.map { Search(AutomaticMessageLog.self, $0) }, into: &file)
        let contacts = file.records(of: Contact.self).map(\.id)
        let items =
            contacts.map { FeedbackReview.Item.contact($0) }
            + file.records(of: SurveyInvitation.self).map { .response($0.id) }
            + file.records(of: Recovery.self).map { .recovery($0.id) }
        try gather(
            contacts.map { Search(Mention.self, $0) }
                + items.map { Search(FeedbackReview.self, FeedbackReview.id(of: $0)) }, into: &file)
        return file
    }

    /// Asks for all of it in one round, then takes in what was found.
    private mutating func gather(_ searches: [Search], into file: inout PersonFile) throws(DeskHalt) {
        try workspace.prefetch(searches.flatMap(\.keys), searches.compactMap(\.query))
        for search in searches {
            for content in try search.run(&workspace) {
                do throws(Refusal) { try file.add(content) } catch { throw .refused(error) }
            }
        }
    }

    private static func searches(ofPerson id: PersonID) -> [Search] {
        [
            Search(Person.self, id),
            Search(PersonMerge.self, id),
            Search(PersonDoubt.self, id),
            Search(PromoterAsk.self, id),
            Search(AutomaticMessageLog.self, AutomaticMessageLog(of: id).recordID),
            Search(Contact.self, Contact.ofPerson(id)),
            Search(ServiceCase.self, ServiceCase.of(id)),
            Search(OutboxDelivery.self, OutboxDelivery.toPerson(id)),
            Search(Promise.self, Promise.promises(to: id)),
            Search(SurveyInvitation.self, SurveyInvitation.query(person: id)),
            Search(SurveyResponse.self, SurveyResponse.query(person: id)),
            Search(Recovery.self, Recovery.query(person: id)),
            Search(CustomerReference.self, CustomerReference.query(person: id)),
            Search(Recognition.self, Recognition.query(person: id)),
            Search(Encounter.self, Encounter.query(person: id)),
            Search(Entitlement.self, Entitlement.entitlements(of: .person(id))),
            Search(TallyRow.self, TallyRow.query(level: .person, node: id.rawValue)),
            Search(ReasonRow.self, ReasonRow.query(level: .person, node: id.rawValue)),
        ]
    }

    private static func searches(ofCase id: CaseID) -> [Search] {
        [
            Search(WorkItem.self, id),
            Search(Offer.self, id),
            Search(CaseAutomation.self, id),
            Search(CaseCallback.self, id),
            Search(CaseTicket.self, id),
            Search(WaitingPlace.self, id),
            Search(CaseMerge.self, id),
            Search(AutomaticMessageLog.self, AutomaticMessageLog(of: id).recordID),
            Search(CaseNote.self, CaseNote.of(id)),
            Search(CaseLink.self, CaseLink.from(id)),
            Search(CaseLink.self, CaseLink.to(id)),
            Search(TemplateUse.self, TemplateUse.query(case: id)),
            Search(Recognition.self, Recognition.query(case: id)),
        ]
    }
}

extension DeskMachine {
    /// What is held about a person and everybody merged with it: for a person who asks to see it.
    ///
    /// - Throws: ``DeskHalt/needs(_:)`` when the reader lacks something; ``DeskHalt/refused(_:)`` with code `unknownName` at
    ///   `person` for nobody the desk knows, `tooLong` beyond ``PersonFile/limit``.
    public func file(
        of person: PersonID, at now: Instant, reading reader: any DeskReader
    ) throws(DeskHalt) -> PersonFile {
        var turn = reading(reader, at: now)
        guard let file = try turn.personFile(of: person) else {
            throw .refused(Refusal(.unknownName, "the desk knows no such person", at: .field("person")))
        }
        return file
    }

    /// Who stands for a person and everybody merged into that one, the survivor first; empty for nobody the desk knows.
    ///
    /// - Throws: ``DeskHalt/needs(_:)`` when the reader lacks something.
    public func persons(
        standingFor person: PersonID, at now: Instant, reading reader: any DeskReader
    ) throws(DeskHalt) -> [Person] {
        var turn = reading(reader, at: now)
        guard let standing = try turn.standingPerson(person) else { return [] }
        let others = try turn.family(of: standing).dropFirst()
        try turn.workspace.prefetch(others.map { RecordKey(Person.collection, $0) })
        var persons = [standing]
        for id in others {
            if let member = try turn.workspace.load(Person.self, id) { persons.append(member) }
        }
        return persons
    }

    /// A turn that only reads.
    func reading(_ reader: any DeskReader, at now: Instant) -> Turn {
        Turn(
            machine: self, request: DeskRequest("read", .expireOffer("nothing"), at: now),
            workspace: Workspace(reading: reader, isShared: false))
    }
}
