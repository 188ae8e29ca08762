import DeskChannels

/// What an arrival asks of the desk.
public enum DemandFlag: String, Hashable, Sendable, Codable, CaseIterable {
    /// Somebody waits for an answer.
    case needsAnswer
    /// A thank-you or the like: nobody waits, nothing is reopened.
    case courtesy
    /// A machine wrote it: nothing is answered, nothing is reopened.
    case automatic

    /// Reads the name; another name is an error that lists the names.
    public init(from decoder: any Decoder) throws {
        self = try decoder.name(of: Self.self)
    }
}
