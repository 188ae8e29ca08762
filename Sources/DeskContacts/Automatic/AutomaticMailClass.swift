import DeskChannels

/// A sign that a machine wrote a mail, or that answering it would reach people who did not ask.
public enum AutomaticMailClass: String, Hashable, Sendable, Codable, CaseIterable {
    /// It is the desk's own mail come back.
    case ownLoop
    /// It reports that a mail could not be delivered.
    case bounce
    /// A program answered in somebody's stead.
    case autoReply
    /// It went to many at once.
    case bulk
    /// It came over a mailing list; a person may have written it.
    case list
    /// Its sender wants no automatic answers; a person may have written it.
    case suppressed

    /// Reads the name; another name is an error that lists the names.
    public init(from decoder: any Decoder) throws {
        self = try decoder.name(of: Self.self)
    }

    /// Whether a person may have written it, so that it may reopen a case.
    public var mayBeFromPerson: Bool { self == .list || self == .suppressed }
}
