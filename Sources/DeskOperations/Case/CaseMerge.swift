public import DeskPrimitives

/// A merge of two cases as it can be undone.
///
/// Contacts stay under the case they were filed under; those that come later and name the merged case are filed under the
/// case that stands for it, and go back when the merge is undone.
///
/// ## What a merge does to an open case
/// It is closed without counting as resolved and without a survey. A reply its person waits for is owed on the survivor from
/// when it was asked for, and a survivor that waited for the customer goes on. Its clocks end as cancelled: they count neither as met nor
/// as missed, and what was late before is said. Its work leaves the line or the agent, what of an entitlement was set aside
/// for it is free again, its automated path is over. A callback that was promised is withdrawn as merged, never counted as
/// made: the survivor is promised one instead when it waits in line and has none; otherwise whoever has the survivor reads it
/// in the journal.
///
/// ## What undoing it brings back
/// The case stands as if it had never been merged:
/// - **Clocks** go on from where they stood, and the time of the merge counts, since the person waited. What an agent wrote
///   on the survivor meanwhile answered both; a later contact that named the case wants an answer as it would have.
/// - **Pauses** stand as they stood; one for the customer ended with such a contact.
/// - **The place**: what waited waits again with the age it had, and what was told about the wait holds; an offer is not made
///   again by itself; an agent who had it has it again, unless the policy knows that agent no more.
/// - **A callback** is promised again, for its window while that has room and for as soon as possible otherwise, unless the
///   one promised for the survivor was made.
/// - **An entitlement** gives what was set aside once more as far as it has it; if not, that is said.
/// - **Named exceptions**: a survivor that went on goes on, and a reply given there counts for both; an automated path is not taken up again, contacts that were split off stay where they are, and of
///   later contacts and replies at most ``laterLimit`` each are looked at.
public struct CaseMerge: RecordContent, Hashable {
    /// The case that was merged.
    public let merged: CaseID
    /// The case that stands for both.
    public let survivor: CaseID
    /// When it happened.
    public let at: Instant
    /// Who did it.
    public let agent: AgentID
    /// How far the merged case was.
    public let status: CaseStatus
    /// When it had been closed, if it was.
    public let closedAt: Instant?
    /// Contacts that named the merged case since, in the order they came; at most ``laterLimit``.
    public internal(set) var later: [ContactID] = []
    /// How the merged case stood; nil for a settled one, and in records of an earlier library.
    var stood: CaseStanding?

    init(
        merged: CaseID, survivor: CaseID, at: Instant, agent: AgentID, status: CaseStatus, closedAt: Instant?
    ) {
        self.merged = merged
        self.survivor = survivor
        self.at = at
        self.agent = agent
        self.status = status
        self.closedAt = closedAt
    }

    /// The most later contacts that are kept apart; those beyond stay with the survivor.
    public static let laterLimit = 256
    /// The most cases one case stands for, itself among them, and so the longest chain of merges.
    public static let familyLimit = 64

    /// The collection `case-merge`; one merge at a time stands for a case.
    public static let collection = RecordCollection("case-merge")
    private static let bySurvivor = RecordIndex(collection, "survivor")

    /// The merged case's id.
    public var recordID: ByteKey { ByteKey(merged) }
    /// Under the survivor.
    public var indexEntries: [IndexEntry] { [IndexEntry(Self.bySurvivor, ByteKey(survivor))] }

    /// The merges into a case.
    public static func into(_ survivor: CaseID, limit: Int = Limits.pageCount) -> RecordQuery {
        RecordQuery(.equal(bySurvivor, ByteKey(survivor)), limit: limit)
    }
}

extension CaseMerge {
    private enum CodingKeys: String, CodingKey { case merged, survivor, at, agent, status, closedAt, later, stood }

    /// Reads an object; more later contacts than are kept apart are an error.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        merged = try object.decode(CaseID.self, forKey: .merged)
        survivor = try object.decode(CaseID.self, forKey: .survivor)
        at = try object.decode(Instant.self, forKey: .at)
        agent = try object.decode(AgentID.self, forKey: .agent)
        status = try object.decode(CaseStatus.self, forKey: .status)
        closedAt = try object.decodeIfPresent(Instant.self, forKey: .closedAt)
        later = try object.decodeIfPresent([ContactID].self, forKey: .later) ?? []
        stood = try object.decodeIfPresent(CaseStanding.self, forKey: .stood)
        guard later.count <= Self.laterLimit else {
            throw DecodingError.dataCorruptedError(
                forKey: .later, in: object, debugDescription: "more than \(Self.laterLimit) contacts")
        }
    }
}
