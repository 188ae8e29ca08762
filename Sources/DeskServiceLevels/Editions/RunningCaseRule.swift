/// What new rules mean for the cases that are already running when they take effect.
///
/// In a policy document it is one word: `keep`, or the name of a ``RetargetPolicy``.
public enum RunningCaseRule: Hashable, Sendable {
    /// A running clock keeps the target it began with; only new clocks go by the new rules.
    case keep
    /// A running clock follows, and what it has counted is treated so.
    case follow(RetargetPolicy)
}

extension RunningCaseRule: Codable {
    /// Reads the word.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let word = try container.decode(String.self)
        if word == "keep" {
            self = .keep
        } else if let policy = RetargetPolicy(rawValue: word) {
            self = .follow(policy)
        } else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected keep, retroactive, carry, restart or prorate")
        }
    }

    /// Writes the word.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .keep: try container.encode("keep")
        case .follow(let policy): try container.encode(policy.rawValue)
        }
    }
}
