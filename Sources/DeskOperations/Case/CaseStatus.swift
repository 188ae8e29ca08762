public import DeskServiceLevels

/// How far a case is.
public enum CaseStatus: Hashable, Sendable {
    /// Nobody has begun with it.
    case new
    /// Somebody works on it.
    case open
    /// It waits for somebody or something outside the team.
    case pending(PauseReason)
    /// The matter is settled; a reply of the person can still open it again.
    case resolved
    /// It is over.
    case closed

    /// Whether the matter is settled.
    public var isSettled: Bool {
        switch self {
        case .new, .open, .pending: false
        case .resolved, .closed: true
        }
    }

    /// The name in documents: `new`, `open`, `pending-customer` …, `resolved`, `closed`.
    public var name: String {
        switch self {
        case .new: "new"
        case .open: "open"
        case .pending(let reason): "pending-" + reason.rawValue
        case .resolved: "resolved"
        case .closed: "closed"
        }
    }

    /// The status of a name in documents.
    public init?(name: String) {
        switch name {
        case "new": self = .new
        case "open": self = .open
        case "resolved": self = .resolved
        case "closed": self = .closed
        default:
            guard name.hasPrefix("pending-"), let reason = PauseReason(rawValue: String(name.dropFirst(8))) else {
                return nil
            }
            self = .pending(reason)
        }
    }
}

extension CaseStatus: Codable {
    /// Writes the name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }

    /// Reads the name.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let status = CaseStatus(name: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected the name of a status")
        }
        self = status
    }
}
