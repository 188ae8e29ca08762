public import DeskPrimitives

/// A piece of an agent's capacity that a case takes up.
public struct SeatHold: Hashable, Sendable, Codable {
    /// How far the agent is with the case.
    public enum State: String, Hashable, Sendable, Codable {
        /// It is offered; capacity is held from the offer on.
        case offered
        /// The agent works on it.
        case active
        /// It is finished, and the agent wraps up until ``SeatHold/until``.
        case wrapping
    }

    /// The case.
    public let caseID: CaseID
    /// How much capacity it takes, 1 … 100.
    public let units: Int
    /// Since when it is in this state.
    public let since: Instant
    /// How far the agent is with it.
    public let state: State
    /// The channel, as far as it is known.
    public let channel: ChannelID?
    /// When wrapping up ends; nil for what does not end by itself.
    public let until: Instant?

    /// Creates a hold.
    public init(
        caseID: CaseID, units: Int, since: Instant, state: State, channel: ChannelID? = nil, until: Instant? = nil
    ) {
        self.caseID = caseID
        self.units = units
        self.since = since
        self.state = state
        self.channel = channel
        self.until = until
    }

    /// Whether it still takes up capacity.
    func isHeld(at instant: Instant) -> Bool { until.map { $0 > instant } ?? true }

    private enum CodingKeys: String, CodingKey {
        case caseID = "case"
        case units
        case since
        case state
        case channel
        case until
    }

    /// Reads a hold and checks its units.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        caseID = try container.decode(CaseID.self, forKey: .caseID)
        units = try container.decode(Int.self, forKey: .units)
        since = try container.decode(Instant.self, forKey: .since)
        state = try container.decode(State.self, forKey: .state)
        channel = try container.decodeIfPresent(ChannelID.self, forKey: .channel)
        until = try container.decodeIfPresent(Instant.self, forKey: .until)
        guard WorkItem.unitRange.contains(units) else {
            throw DecodingError.dataCorruptedError(
                forKey: .units, in: container, debugDescription: "work takes 1 to 100 units")
        }
    }
}
