public import DeskPrimitives

/// One state of one response, as an event that may arrive at any time, in any order and more than once.
public struct LedgerAnswer: Hashable, Sendable, Codable {
    /// The invitation that is answered: what there is one state of.
    public let invitation: InvitationID
    /// The number of the state, counted from 1; the highest wins.
    public let revision: UInt32
    /// When it came about; of two states with one number the later wins.
    public let at: Instant
    /// The scores; nil when the response was withdrawn.
    public let scores: ScoreSet?
    /// Whether every question is answered.
    public let isComplete: Bool
    /// Who handled the contact, as it was then.
    public let node: NodePath
    /// The local day of the contact, counted from 1970-01-01.
    public let day: Int
    /// How long after the invitation it came; nil when that is not known.
    public let lag: TimeSpan?

    /// Creates a state.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for a revision of 0, an instant or a day that is not accepted, or at a score
    ///   outside its scale.
    public init(
        _ invitation: InvitationID, revision: UInt32, at: Instant, scores: ScoreSet?, isComplete: Bool = false,
        node: NodePath, day: Int, lag: TimeSpan? = nil
    ) throws(Refusal) {
        guard revision > 0 else { throw Refusal(.outOfRange, "revisions count from 1", at: .field("revision")) }
        try Limits.check(at, at: .field("at"))
        try TallyRow.check(day: day)
        if let scores {
            do throws(Refusal) {
                try scores.validate()
            } catch {
                throw error.within(.field("scores"))
            }
        }
        self.invitation = invitation
        self.revision = revision
        self.at = at
        self.scores = scores
        self.isComplete = isComplete
        self.node = node
        self.day = day
        self.lag = lag
    }

    /// Reads and checks a state.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let invitation = try container.decode(InvitationID.self, forKey: .invitation)
        let revision = try container.decode(UInt32.self, forKey: .revision)
        let at = try container.decode(Instant.self, forKey: .at)
        let scores = try container.decodeIfPresent(ScoreSet.self, forKey: .scores)
        let isComplete = try container.decode(Bool.self, forKey: .isComplete)
        let node = try container.decode(NodePath.self, forKey: .node)
        let day = try container.decode(Int.self, forKey: .day)
        let lag = try container.decodeIfPresent(TimeSpan.self, forKey: .lag)
        self = try decoder.checked { () throws(Refusal) in
            try LedgerAnswer(
                invitation, revision: revision, at: at, scores: scores, isComplete: isComplete, node: node, day: day,
                lag: lag)
        }
    }

    /// Whether this state stands over another one of the same response, whichever arrives first.
    ///
    /// Of two states with one number and time a withdrawal wins, else the one whose bytes come later.
    func supersedes(_ other: LedgerAnswer) -> Bool {
        if revision != other.revision { return revision > other.revision }
        if at != other.at { return at > other.at }
        if (scores == nil) != (other.scores == nil) { return scores == nil }
        return sortKey.lexicographicallyPrecedes(other.sortKey) == false && sortKey != other.sortKey
    }

    /// Everything about the state as bytes, the same everywhere.
    var sortKey: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(contentsOf: invitation.rawValue.utf8)
        bytes.append(0)
        bytes.append(number: UInt64(revision))
        bytes.append(number: UInt64(bitPattern: at.microseconds))
        for value in [scores?.resolved, scores?.service, scores?.recommend, scores?.effort] {
            bytes.append(value.map { $0 &+ 1 } ?? 0)
        }
        bytes.append(scores == nil ? 0 : isComplete ? 2 : 1)
        bytes.append(number: UInt64(bitPattern: Int64(day)))
        bytes.append(number: UInt64(bitPattern: lag?.microseconds ?? -1))
        bytes.append(contentsOf: node.sortKey)
        return bytes
    }
}

extension NodePath {
    var sortKey: [UInt8] {
        var bytes: [UInt8] = []
        let names = [
            agent?.rawValue, team?.rawValue, unit?.rawValue, channel.rawValue, topic?.rawValue, person?.rawValue,
            organization?.rawValue, audience?.rawValue,
        ]
        for name in names {
            // Identifiers hold no control characters, so the separators cannot be mistaken for one.
            bytes.append(contentsOf: (name ?? "").utf8)
            bytes.append(0)
        }
        return bytes
    }
}

extension [UInt8] {
    /// Appends a number, the highest byte first.
    mutating func append(number: UInt64) {
        for shift in stride(from: 56, through: 0, by: -8) { append(UInt8(truncatingIfNeeded: number >> UInt64(shift))) }
    }
}
