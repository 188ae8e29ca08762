public import DeskPrimitives

/// What becomes of a contact that arrives while its channel is closed.
///
/// In a document: `"queue"`, `"callback"`, `"announceOnly"` or `{"otherChannel": "emergency-line"}`.
public enum OutOfHoursPlan: Hashable, Sendable {
    /// It waits for the next opening.
    case queue
    /// It waits for the next opening, and the person is offered a call back.
    case callback
    /// The person is told of a channel that is open.
    case otherChannel(ChannelID)
    /// The person is only told when the channel opens; what has arrived in writing waits all the same.
    case announceOnly
}

extension OutOfHoursPlan: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case otherChannel
    }

    /// Writes a name, or an object with the other channel.
    public func encode(to encoder: any Encoder) throws {
        let name: String
        switch self {
        case .queue: name = "queue"
        case .callback: name = "callback"
        case .announceOnly: name = "announceOnly"
        case .otherChannel(let channel):
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(channel, forKey: .otherChannel)
            return
        }
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }

    /// Reads a name, or an object with the other channel.
    public init(from decoder: any Decoder) throws {
        if let container = try? decoder.singleValueContainer(), let name = try? container.decode(String.self) {
            switch name {
            case "queue": self = .queue
            case "callback": self = .callback
            case "announceOnly": self = .announceOnly
            default:
                throw DecodingError.dataCorruptedError(
                    in: container,
                    debugDescription: "expected queue, callback, announceOnly or an object with otherChannel")
            }
        } else {
            try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
            let container = try decoder.container(keyedBy: CodingKeys.self)
            self = .otherChannel(try container.decode(ChannelID.self, forKey: .otherChannel))
        }
    }
}
