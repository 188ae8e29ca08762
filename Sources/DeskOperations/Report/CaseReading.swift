public import DeskContacts
public import DeskPrimitives

/// Looking at cases with their merges followed.
///
/// As a decision does, a look on a ``DeskView`` asks for what it lacks by ``DeskHalt/needs(_:)``; on a `RecordMemory` it
/// lacks nothing.
public enum CaseReading {
    /// What stands for a case, the case itself when it is merged into nothing; nil when there is none of that name.
    public static func standing(for id: CaseID, reading reader: any DeskReader) throws(DeskHalt) -> ServiceCase? {
        var workspace = Workspace(reading: reader, isShared: false)
        return try workspace.standing(for: id)
    }

    /// A case and everything merged into it, also through others, itself first; empty when there is none of that name.
    public static func family(of id: CaseID, reading reader: any DeskReader) throws(DeskHalt) -> [CaseID] {
        var workspace = Workspace(reading: reader, isShared: false)
        guard let item = try workspace.load(ServiceCase.self, id) else { return [] }
        return try workspace.family(of: item)
    }

    /// The links of what stands for a case, with merges followed on both ends; empty when there is none of that name.
    ///
    /// Each case at the other end is there once for each kind and direction, in the order of direction, kind and name.
    public static func links(of id: CaseID, reading reader: any DeskReader) throws(DeskHalt) -> [StandingLink] {
        var workspace = Workspace(reading: reader, isShared: false)
        guard let item = try workspace.standing(for: id) else { return [] }
        return try workspace.links(of: item, .down) + workspace.links(of: item, .up)
    }

    /// The most contacts of one page of a conversation.
    public static let pageLimit = 1_000

    /// The contacts of a case and of everything merged into it, together in the order of time and then of name.
    ///
    /// A contact that is written down while somebody reads has its place in that order: a later page shows it unless it lies
    /// before the place that was reached.
    ///
    /// - Parameters:
    ///   - limit: The most contacts of the page, 1 … ``pageLimit``; others are taken as the nearest end.
    ///   - place: Where the page before ended; nil for the first page.
    /// - Complexity: O(cases × limit).
    public static func conversation(
        of id: CaseID, limit: Int = 100, after place: ContactPlace? = nil, reading reader: any DeskReader
    ) throws(DeskHalt) -> ConversationPage {
        var workspace = Workspace(reading: reader, isShared: false)
        guard let item = try workspace.load(ServiceCase.self, id) else {
            return ConversationPage(contacts: [], next: nil)
        }
        let limit = min(max(limit, 1), pageLimit)
        let queries = try workspace.family(of: item).map { member in
            // One more than the page holds tells whether there is another page.
            if let place { return Contact.ofCase(member, after: place, limit: limit + 1) }
            return Contact.ofCase(member, limit: limit + 1)
        }
        try workspace.prefetch([], queries)
        var found: [Contact] = []
        for query in queries { found += try workspace.find(Contact.self, query) }
        found.sort { ContactPlace(of: $0) < ContactPlace(of: $1) }
        let page = Array(found.prefix(limit))
        return ConversationPage(
            contacts: page, next: found.count > limit ? page.last.map { ContactPlace(of: $0) } : nil)
    }
}

/// A page of what was said about a case and those merged into it.
public struct ConversationPage: Sendable {
    /// The contacts, in the order of time and then of name.
    public let contacts: [Contact]
    /// Where the next page begins behind; nil when this was the last one.
    public let next: ContactPlace?
}
