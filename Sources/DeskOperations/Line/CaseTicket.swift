public import DeskPrimitives
public import DeskRouting

/// The number that the person of a case holds at a counter.
public struct CaseTicket: RecordContent, Hashable {
    /// The case.
    public let caseID: CaseID
    /// The number.
    public let ticket: CounterTicket
    /// The calls so far; nil before the first.
    public internal(set) var call: CounterCall?

    /// The collection of tickets.
    public static let collection = RecordCollection("ticket")
    /// The key of the record.
    public var recordID: ByteKey { ByteKey(caseID) }
}
