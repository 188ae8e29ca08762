public import DeskChannels
public import DeskPrimitives

/// An internal note as it is stored.
public struct CaseNote: RecordContent, Hashable {
    /// The note's own name.
    public let id: NoteID
    /// The note.
    public let note: InternalNote

    /// The collection of notes.
    public static let collection = RecordCollection("note")
    private static let byCase = RecordIndex(collection, "case")

    /// The key of the record.
    public var recordID: ByteKey { ByteKey(id) }
    /// By case and time.
    public var indexEntries: [IndexEntry] {
        [
            IndexEntry(
                Self.byCase,
                .composed {
                    $0.append(note.caseID)
                    $0.append(note.at)
                })
        ]
    }

    /// The notes of a case, oldest first.
    public static func of(_ caseID: CaseID, limit: Int = 100) -> RecordQuery {
        let from = ByteKey.composed { $0.append(caseID) }
        return RecordQuery(.range(byCase, from: from, before: from.endOfPrefix), limit: limit)
    }
}
