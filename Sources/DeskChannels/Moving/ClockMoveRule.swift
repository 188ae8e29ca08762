import DeskPrimitives

/// What moving a case to another channel does to its running clocks.
public enum ClockMoveRule: String, Hashable, Sendable, Codable, CaseIterable {
    /// They go on under the targets of the channel the case came on: the person was promised that much.
    case keep
    /// They go on under the targets of the new channel; what was counted stays counted.
    case convert
    /// They begin again under the targets of the new channel.
    case restart

    /// Reads the name; another name is an error that lists the names.
    public init(from decoder: any Decoder) throws {
        self = try decoder.name(of: Self.self)
    }
}
