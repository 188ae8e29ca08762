public import DeskPrimitives

/// What an agent's work on one channel allows besides it.
///
/// In documents: `{"limit": 100, "allows": ["mail"], "wrapUp": "PT30S"}`; what is left out sets no limit.
public struct ChannelFocus: Hashable, Sendable {
    /// How many units of this channel an agent can hold at a time; nil for as many as the agent's whole capacity has.
    public var limit: Int?
    /// The channels that may interrupt work on this one; nil for all of them.
    public var allows: [ChannelID]?
    /// How long the capacity stays taken after a piece of work is finished.
    public var wrapUp: TimeSpan

    /// Creates the rules of a channel.
    public init(limit: Int? = nil, allows: [ChannelID]? = nil, wrapUp: TimeSpan = .zero) {
        self.limit = limit
        self.allows = allows
        self.wrapUp = wrapUp
    }
}

extension ChannelFocus: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case limit, allows, wrapUp
    }

    /// Reads the object, filling in what is left out.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        limit = try object.decodeIfPresent(Int.self, forKey: .limit)
        allows = try object.decodeIfPresent([ChannelID].self, forKey: .allows)
        wrapUp = try object.decodeIfPresent(TimeSpan.self, forKey: .wrapUp) ?? .zero
        guard wrapUp >= .zero, limit ?? 1 >= 1 else {
            throw DecodingError.dataCorruptedError(
                forKey: .limit, in: object, debugDescription: "a limit is at least 1, a time is not negative")
        }
    }

    /// Writes the object without what is as usual.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: CodingKeys.self)
        try object.encodeIfPresent(limit, forKey: .limit)
        try object.encodeIfPresent(allows, forKey: .allows)
        if wrapUp > .zero { try object.encode(wrapUp, forKey: .wrapUp) }
    }
}
