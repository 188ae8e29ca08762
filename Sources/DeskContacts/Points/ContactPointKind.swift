import DeskChannels

/// What sort of address a ``ContactPoint`` is.
public enum ContactPointKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// A mail address.
    case mail
    /// A telephone number.
    case phone
    /// A name on a network.
    case handle
    /// An address on paper mail.
    case postal
    /// A queue number at a counter; it is a person's for one visit only.
    case ticket

    /// Reads the name; another name is an error that lists the names.
    public init(from decoder: any Decoder) throws {
        self = try decoder.name(of: Self.self)
    }
}

extension ContactPoint {
    /// Whether it tells who somebody is: a mail address, telephone number or handle.
    var identifies: Bool {
        switch kind {
        case .mail, .phone, .handle: true
        case .postal, .ticket: false
        }
    }
}
