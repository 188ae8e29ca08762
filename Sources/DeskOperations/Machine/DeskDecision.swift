public import DeskPrimitives

/// What the desk decided on one or more requests, ready to be stored.
public struct DeskDecision: Sendable {
    /// For each request, in order: its result, or why it was refused.
    ///
    /// A refused request is not in the batch.
    public let results: [Result<DeskResult, Refusal>]
    /// Everything to be stored, all of it or nothing.
    public let batch: RecordBatch
    /// The events in the batch.
    public let events: [DeskEvent]
}
