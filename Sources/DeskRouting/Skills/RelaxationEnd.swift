public import DeskPrimitives

/// What becomes of work that still waits when all steps have been taken; stated, never silent.
///
/// In documents: `"stay"`, `"anyone"`, `"callback"`, or `{"overflow": "general"}`.
public enum RelaxationEnd: Hashable, Sendable {
    /// It goes on waiting as the last step left it.
    case stay
    /// Anybody who serves the queue may take it, whatever they can do.
    case anyone
    /// It goes to another queue with the age it has.
    case overflow(to: QueueID)
    /// The person is called back; the work leaves the line and keeps its place.
    case callback
}

extension RelaxationEnd: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable { case overflow }

    /// Reads a name, or an object that names the other queue.
    public init(from decoder: any Decoder) throws {
        if let name = try? decoder.singleValueContainer().decode(String.self) {
            switch name {
            case "stay": self = .stay
            case "anyone": self = .anyone
            case "callback": self = .callback
            default:
                throw DecodingError.dataCorrupted(
                    .init(
                        codingPath: decoder.codingPath,
                        debugDescription: "“\(name)” is not stay, anyone, callback or an overflow"))
            }
            return
        }
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        self = .overflow(to: try object.decode(QueueID.self, forKey: .overflow))
    }

    /// Writes the name or the object.
    public func encode(to encoder: any Encoder) throws {
        if case .overflow(let queue) = self {
            var object = encoder.container(keyedBy: CodingKeys.self)
            try object.encode(queue, forKey: .overflow)
            return
        }
        var value = encoder.singleValueContainer()
        switch self {
        case .anyone: try value.encode("anyone")
        case .callback: try value.encode("callback")
        case .stay, .overflow: try value.encode("stay")
        }
    }
}
