/// What a channel is for, and what a contact wants from it.
public enum ChannelRole: String, Hashable, Sendable, Codable, CaseIterable {
    /// Getting help; a channel of this role takes every contact.
    case support
    /// Saying what was good or bad.
    case feedback
    /// Recommending the desk to others.
    case reference
    /// The desk telling something to many.
    case announcement

    /// Reads the name; another name is an error that lists the names.
    public init(from decoder: any Decoder) throws {
        self = try decoder.name(of: Self.self)
    }

    /// Whether a channel of this role is the place for a contact with a purpose.
    public func takes(_ purpose: ChannelRole) -> Bool {
        switch self {
        case .support: true
        case .feedback, .reference: purpose == .feedback || purpose == .reference
        case .announcement: purpose == .announcement
        }
    }
}
