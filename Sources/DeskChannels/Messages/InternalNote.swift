public import DeskPrimitives

/// The subject of ``NoteID``.
public enum NoteSubject {}

/// Names an internal note.
public typealias NoteID = Identifier<NoteSubject>

/// What an agent wrote for colleagues about a case; it never leaves the desk.
///
/// Whether a text is public is a type here, not a flag: a note has no channel and no address, and nothing makes an
/// ``OutboundMessage`` of it.
public struct InternalNote: Hashable, Sendable, Codable {
    /// The name of the note, when it has one.
    public let id: NoteID?
    /// The case it is about.
    public let caseID: CaseID
    /// Who wrote it.
    public let author: AgentID
    /// What it says; may hold personal data, at most `Limits.textBytes`.
    public let text: String
    /// When it was written.
    public let at: Instant

    /// Makes a note.
    ///
    /// - Throws: `Refusal` at the field: `malformed` for an empty text, `tooLong` beyond `Limits.textBytes`,
    ///   `outOfRange` for an instant outside the accepted years.
    public init(id: NoteID? = nil, caseID: CaseID, author: AgentID, text: String, at: Instant) throws(Refusal) {
        guard !text.isEmpty else { throw Refusal(.malformed, "empty", at: .field("text")) }
        try Limits.check(text, atMost: Limits.textBytes, at: .field("text"))
        try Limits.check(at, at: .field("at"))
        self.id = id
        self.caseID = caseID
        self.author = author
        self.text = text
        self.at = at
    }
}

extension InternalNote {
    private enum CodingKeys: String, CodingKey { case id, caseID, author, text, at }

    /// Reads and checks an object.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let id = try object.decodeIfPresent(NoteID.self, forKey: .id)
        let caseID = try object.decode(CaseID.self, forKey: .caseID)
        let author = try object.decode(AgentID.self, forKey: .author)
        let text = try object.decode(String.self, forKey: .text)
        let at = try object.decode(Instant.self, forKey: .at)
        self = try decoder.checked { () throws(Refusal) in
            try InternalNote(id: id, caseID: caseID, author: author, text: text, at: at)
        }
    }
}
