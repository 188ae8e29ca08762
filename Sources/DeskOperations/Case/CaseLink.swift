public import DeskPrimitives

/// How two cases belong together.
public struct CaseLink: RecordContent, Hashable {
    /// What the one is to the other.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// The second was split off the first.
        case split
        /// The second is a part of the first.
        case child
        /// The second comes from the problem that is the first.
        case problem
    }

    /// What the one is to the other.
    public let kind: Kind
    /// The case split, the parent or the problem.
    public let from: CaseID
    /// The case split off, the child or the case that comes from the problem.
    public let to: CaseID
    /// When it was linked.
    public let at: Instant
    /// Who linked it.
    public let agent: AgentID

    /// The most links of one case in one direction that are followed.
    public static let linkLimit = 256

    /// The collection `case-link`.
    public static let collection = RecordCollection("case-link")
    private static let byFrom = RecordIndex(collection, "from")
    private static let byTo = RecordIndex(collection, "to")

    /// The kind and both cases.
    public var recordID: ByteKey { Self.name(kind, from, to) }
    /// By either case.
    public var indexEntries: [IndexEntry] {
        [IndexEntry(Self.byFrom, ByteKey(from)), IndexEntry(Self.byTo, ByteKey(to))]
    }

    static func name(_ kind: Kind, _ from: CaseID, _ to: CaseID) -> ByteKey {
        .composed {
            $0.append(kind.rawValue.utf8)
            $0.append(from)
            $0.append(to)
        }
    }

    /// The links from a case: what was split off it, its children, the cases of a problem.
    public static func from(_ id: CaseID, limit: Int = linkLimit) -> RecordQuery {
        RecordQuery(.equal(byFrom, ByteKey(id)), limit: limit)
    }

    /// The links to a case: what it was split off, its parent, its problem.
    public static func to(_ id: CaseID, limit: Int = linkLimit) -> RecordQuery {
        RecordQuery(.equal(byTo, ByteKey(id)), limit: limit)
    }
}
