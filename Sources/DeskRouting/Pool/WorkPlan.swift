/// What a pool makes of a queue at one instant.
public struct WorkPlan: Hashable, Sendable {
    /// The offers, in the order in which the work was served.
    public let offers: [OfferDecision]
    /// The work that nobody can be offered now, in the order in which it would be served.
    public let unplaced: [UnplacedWork]
}
