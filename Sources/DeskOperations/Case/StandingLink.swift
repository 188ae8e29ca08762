public import DeskPrimitives

/// A link of a case to another as it stands: with merges followed on both ends.
public struct StandingLink: Sendable {
    /// Which way the link leads, seen from the case that was asked about.
    public enum Direction: String, Hashable, Sendable, Codable {
        /// To a case split off it, to its part, to a case that comes from it.
        case down
        /// To the case it was split off, to its parent, to its problem.
        case up
    }

    /// Which way it leads.
    public let direction: Direction
    /// What the one is to the other.
    public let kind: CaseLink.Kind
    /// The case at the other end, or what stands for it.
    public let other: CaseID
    /// The links as they were written down, in the order of the cases they were written for.
    public internal(set) var written: [CaseLink]

    init(_ direction: Direction, _ kind: CaseLink.Kind, _ other: CaseID, written: [CaseLink] = []) {
        self.direction = direction
        self.kind = kind
        self.other = other
        self.written = written
    }
}

extension StandingLink: Comparable {
    /// Whether both say the same of the same case, however it was written down.
    public static func == (a: Self, b: Self) -> Bool {
        a.direction == b.direction && a.kind == b.kind && a.other == b.other
    }

    /// By direction, kind and the case at the other end.
    public static func < (a: Self, b: Self) -> Bool {
        (a.direction.rawValue, a.kind.rawValue, a.other) < (b.direction.rawValue, b.kind.rawValue, b.other)
    }
}
