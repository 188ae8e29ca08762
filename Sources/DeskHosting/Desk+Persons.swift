import DeskContacts
public import DeskFeedback
public import DeskOperations
public import DeskPrimitives
import DeskRouting
import DeskServiceLevels

/// Looking at a person when a contact is opened.
extension Desk {
    /// The overview of a person, or of who stands for the person, for somebody who serves people.
    ///
    /// Reads for each of at most 64 merged persons the latest `limit` contacts, promises, ratings and entitlements, and of
    /// the person the latest `limit` cases; the overview says which part has more. A single person is for those who serve,
    /// agents and leaders of their teams: whoever looks at numbers needs none. Whose work a rating is about is shown to
    /// those who may see that agent's scores, and to nobody else.
    ///
    /// - Parameters:
    ///   - limit: The most entries read of each part, 1 … `Limits.pageCount`; others are taken as the nearest end.
    ///   - viewer: Who looks.
    /// - Throws: `Refusal` with code `notAllowed` at `viewer` for a viewer who serves nobody, `unknownName` at `viewer` for
    ///   an agent or a team that the policy does not have, and at `person` for a person the desk does not know.
    public func overview(
        of id: PersonID, limit: Int = 200, for viewer: FeedbackViewer
    ) async throws -> PersonSheet {
        try requireServing(viewer)
        let (machine, now) = (machine, clock.now())
        let persons = try await answer { view throws(DeskHalt) in
            try machine.persons(standingFor: id, at: now, reading: view)
        }
        guard let person = persons.first else {
            throw Refusal(.unknownName, "the desk knows no such person", at: .field("person"))
        }
        let limit = min(max(limit, 1), Limits.pageCount)
        var cut: Set<PersonSheet.Part> = []
        var (contacts, promises): ([Contact], [Promise]) = ([], [])
        var (responses, recoveries): ([SurveyResponse], [Recovery]) = ([], [])
        var owned: [EntitlementID: Entitlement] = [:]
        var holders = Set(persons.flatMap(\.organizations)).sorted().map { EntitlementHolder.organization($0) }
        for member in persons.map(\.id) {
            holders.append(.person(member))
            contacts += try await part(.contacts, Contact.ofPerson(member), limit, &cut)
            promises += try await part(.promises, Promise.promises(to: member), limit, &cut)
            responses += try await part(.ratings, SurveyResponse.query(person: member), limit, &cut)
            recoveries += try await part(.recoveries, Recovery.query(openOf: member), limit, &cut)
        }
        for holder in holders {
            for item: Entitlement in try await part(.entitlements, Entitlement.entitlements(of: holder), limit, &cut) {
                owned[item.id] = item
            }
        }
        let cases: [ServiceCase] = try await part(.cases, ServiceCase.of(person.id), limit, &cut)
        let policy = machine.policy
        return PersonSheet(
            of: person, persons: persons.map(\.id), contacts: contacts, cases: cases, promises: promises,
            responses: responses, recoveries: recoveries, entitlements: Array(owned.values),
            hints: policy.document.communication.hints, cut: cut, at: clock.now(),
            mayKnow: { response in
                guard let agent = response.node.agent else { return true }
                return visibility.decide(viewer, sees: policy.scoreNode(of: agent)).isAllowed
            })
    }

    /// The latest of what a query finds, and whether there is more.
    private func part<Content: RecordContent>(
        _ part: PersonSheet.Part, _ query: RecordQuery, _ limit: Int, _ cut: inout Set<PersonSheet.Part>
    ) async throws -> [Content] {
        var query = query
        query.order = .descending
        query.limit = limit
        let found = try await load(query).records
        if found.count == limit, let cursor = found.last?.cursor {
            query.after = cursor
            query.limit = 1
            if !(try await load(query)).records.isEmpty { cut.insert(part) }
        }
        return try found.map { (record) throws in try record.body.value(as: Content.self) }
    }

    /// Refuses who does not serve people at this desk.
    func requireServing(_ viewer: FeedbackViewer) throws(Refusal) {
        let policy = machine.policy
        switch viewer {
        case .agent(let agent, _):
            guard policy.document.agents.contains(where: { $0.id == agent }) else {
                throw Refusal(.unknownName, "the policy has no such agent", at: .field("viewer"))
            }
        case .teamLeader(let teams):
            for team in teams where policy.teams[team] == nil {
                throw Refusal(.unknownName, "the policy has no such team", at: .field("viewer"))
            }
            guard !teams.isEmpty else {
                throw Refusal(.notAllowed, "who leads no team serves nobody", at: .field("viewer"))
            }
        case .unitLeader, .director, .topicOwner, .customer:
            throw Refusal(.notAllowed, "a single person is for those who serve them", at: .field("viewer"))
        }
    }
}
