public import DeskPrimitives

/// A fact that happened at the desk, as it stands in the journal.
///
/// Events hold identifiers and measures, never personal data.
public struct DeskEvent: Hashable, Sendable, Codable {
    /// The command that made it; with ``ordinal`` the event's stable name.
    public let command: CommandID
    /// The place among the events of the command's batch, counted from 0.
    public let ordinal: Int
    /// When it happened.
    public let at: Instant
    /// The case it belongs to, if any.
    public let caseID: CaseID?
    /// What happened.
    public let fact: DeskFact

    /// Creates an event.
    public init(command: CommandID, ordinal: Int, at: Instant, caseID: CaseID?, fact: DeskFact) {
        self.command = command
        self.ordinal = ordinal
        self.at = at
        self.caseID = caseID
        self.fact = fact
    }

    /// The event's name, the same however often it is delivered.
    public var name: String { "\(command)/\(ordinal)" }
}
