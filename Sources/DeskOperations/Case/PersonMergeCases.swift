public import DeskPrimitives

/// The cases that followed a person into a merge and go back with it; holds person ids.
public struct PersonMergeCases: RecordContent, Hashable {
    /// The person who was merged.
    public let merged: PersonID
    /// The cases, in the order of their names.
    public let cases: [CaseID]

    /// The most cases a person who is merged may have.
    public static let caseLimit = 256

    /// The collection `person-merge-cases`.
    public static let collection = RecordCollection("person-merge-cases")
    /// The merged person's id.
    public var recordID: ByteKey { ByteKey(merged) }
    /// Found by its key only.
    public var indexEntries: [IndexEntry] { [] }
}
