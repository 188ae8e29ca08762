public import DeskContacts
public import DeskOperations
public import DeskPrimitives

/// Looking at cases with their merges followed.
extension Desk {
    /// What stands for a case, the case itself when it is merged into nothing; nil when there is none of that name.
    public func standingCase(for id: CaseID) async throws -> ServiceCase? {
        try await answer { view throws(DeskHalt) in try CaseReading.standing(for: id, reading: view) }
    }

    /// A case and everything merged into it, also through others, itself first; empty when there is none of that name.
    public func caseFamily(of id: CaseID) async throws -> [CaseID] {
        try await answer { view throws(DeskHalt) in try CaseReading.family(of: id, reading: view) }
    }

    /// The links of what stands for a case, with merges followed on both ends; empty when there is none of that name.
    public func links(of id: CaseID) async throws -> [StandingLink] {
        try await answer { view throws(DeskHalt) in try CaseReading.links(of: id, reading: view) }
    }

    /// The contacts of a case and of everything merged into it, together in the order of time and then of name.
    ///
    /// - Parameters:
    ///   - limit: The most contacts of the page, 1 … `CaseReading.pageLimit`.
    ///   - place: Where the page before ended; nil for the first page.
    public func conversation(
        of id: CaseID, limit: Int = 100, after place: ContactPlace? = nil
    ) async throws -> ConversationPage {
        try await answer { view throws(DeskHalt) in
            try CaseReading.conversation(of: id, limit: limit, after: place, reading: view)
        }
    }
}
