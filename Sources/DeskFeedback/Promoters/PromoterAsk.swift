public import DeskPrimitives

/// That a person was asked to recommend us: the one record that keeps anybody from being asked twice.
public struct PromoterAsk: RecordContent, Hashable {
    /// Who was asked.
    public let person: PersonID
    /// After which answer.
    public let invitation: InvitationID
    /// When.
    public let at: Instant

    /// Creates the record.
    public init(person: PersonID, invitation: InvitationID, at: Instant) {
        self.person = person
        self.invitation = invitation
        self.at = at
    }

    public static let collection = RecordCollection("promoter-ask")
    public var recordID: ByteKey { ByteKey(person) }
}
