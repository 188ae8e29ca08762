/// What a pool makes of a queue at one instant.
public struct WorkPlan: Hashable, Sendable {
    /// The offers, in the order in which the work was served.
    public let offers: [OfferDecision]
    /// The work that nobody can be offered now, in the order in which it would be served.
    public let unplaced: [UnplacedWork]
    /// The work that was opened to more people, in the order in which it is served.
    public let widened: [WidenedWork]
    /// The work whose relaxation is over and that nobody could be offered.
    public let ended: [EndedWork]
}
