import DeskChannels

/// Which way a contact goes.
public enum ContactDirection: String, Hashable, Sendable, Codable, CaseIterable {
    /// From a person to the desk.
    case inbound
    /// From the desk to a person.
    case outbound

    /// Reads the name; another name is an error that lists the names.
    public init(from decoder: any Decoder) throws {
        self = try decoder.name(of: Self.self)
    }
}
