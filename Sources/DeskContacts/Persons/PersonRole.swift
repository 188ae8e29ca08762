import DeskChannels

/// What a person is to the desk.
public enum PersonRole: String, Hashable, Sendable, Codable, CaseIterable {
    /// Uses what the desk serves.
    case endUser
    /// Buys it, for others or for themselves.
    case buyer

    /// Reads the name; another name is an error that lists the names.
    public init(from decoder: any Decoder) throws {
        self = try decoder.name(of: Self.self)
    }
}
