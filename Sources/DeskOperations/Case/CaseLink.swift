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

    /// The most links of one kind that one case has in one direction; a link beyond is refused.
    public static let linkLimit = 256
    /// The most cases passed on the way up through links; what lies further counts as a circle.
    static let searchLimit = 64

    /// The collection `case-link`.
    public static let collection = RecordCollection("case-link")
    private static let byFrom = RecordIndex(collection, "from")
    private static let byTo = RecordIndex(collection, "to")

    /// The kind and both cases.
    public var recordID: ByteKey { Self.name(kind, from, to) }
    /// By either case and the kind.
    public var indexEntries: [IndexEntry] {
        [IndexEntry(Self.byFrom, Self.key(from, kind)), IndexEntry(Self.byTo, Self.key(to, kind))]
    }

    static func name(_ kind: Kind, _ from: CaseID, _ to: CaseID) -> ByteKey {
        .composed {
            $0.append(kind.rawValue.utf8)
            $0.append(from)
            $0.append(to)
        }
    }

    private static func key(_ id: CaseID, _ kind: Kind) -> ByteKey {
        .composed {
            $0.append(id)
            $0.append(kind.rawValue.utf8)
        }
    }

    /// The links from a case: what was split off it, its children, the cases of a problem.
    ///
    /// - Parameter kind: The only kind wanted; nil for all of them, one kind after the other.
    public static func from(_ id: CaseID, _ kind: Kind? = nil) -> RecordQuery { query(byFrom, id, kind) }

    /// The links to a case: what it was split off, its parent, its problem.
    ///
    /// - Parameter kind: The only kind wanted; nil for all of them, one kind after the other.
    public static func to(_ id: CaseID, _ kind: Kind? = nil) -> RecordQuery { query(byTo, id, kind) }

    private static func query(_ index: RecordIndex, _ id: CaseID, _ kind: Kind?) -> RecordQuery {
        if let kind { return RecordQuery(.equal(index, key(id, kind)), limit: linkLimit) }
        let prefix = ByteKey.composed { $0.append(id) }
        return RecordQuery(
            .range(index, from: prefix, before: prefix.endOfPrefix), limit: linkLimit * Kind.allCases.count)
    }
}
