import DeskPrimitives
import DeskRouting

/// Complaints: the best qualified handles them, and their cause in our own work is named before they are settled.
extension Turn {
    mutating func nameCause(_ id: CaseID, _ cause: String, by agentID: AgentID) throws(DeskHalt) -> DeskResult {
        _ = try requireAgent(agentID)
        try checked { () throws(Refusal) in
            try Limits.check(cause, atMost: Limits.lineBytes, at: .field("cause"))
            guard !cause.isEmpty else { throw Refusal(.malformed, "the cause is empty", at: .field("cause")) }
        }
        var (item, at) = try open(id)
        item.cause = cause
        emit(.causeNamed(by: agentID), id, at: at)
        save(item, at: at)
        return .done
    }

    /// Refuses to settle a complaint whose cause nobody has named.
    func requireCause(_ item: ServiceCase) throws(DeskHalt) {
        guard policy.isComplaint(item.topic), item.cause == nil else { return }
        throw .refused(
            Refusal(.wrongState, "the cause of the complaint in our own work is not named", at: .field("cause")))
    }
}

extension CompiledPolicy {
    /// The urgency of a complaint for which the routing table says another; it is never made an emergency by that.
    func complaintUrgency(_ urgency: Int) -> Int {
        let distribution = document.distribution
        let highest = min(distribution.focus.emergencyFrom - 1, RoutingOutcome.urgencies.upperBound)
        return max(urgency, min(urgency + distribution.complaintUrgency, highest))
    }

    /// Whether a topic is a complaint.
    func isComplaint(_ topic: TopicID?) -> Bool { topic.flatMap { topics[$0]?.isComplaint } ?? false }
}
