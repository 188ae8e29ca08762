public import DeskPrimitives

/// All responses of a desk in their standing state, and what they add up to at every node and day.
///
/// Each response is a register in which the highest revision wins, and what is counted is an abelian group: so events may be
/// shuffled, split over several ledgers, merged and repeated, and the digest is the same to the bit. What a change adds and
/// takes away goes to the day of the contact, whenever it comes.
public struct AnswerLedger: Hashable, Sendable {
    /// What an event did.
    public enum Outcome: Hashable, Sendable {
        /// A first state was counted.
        case counted
        /// The state before was taken out and this one counted.
        case replaced
        /// The response was taken out.
        case withdrawn
        /// Nothing: this very state is held already.
        case repeated
        /// Nothing: a later state is held.
        case superseded(by: UInt32)
    }

    private struct Invitation: Hashable {
        var node: NodePath
        var day: Int
        var isUndeliverable: Bool
    }

    private var answers: [InvitationID: LedgerAnswer] = [:]
    private var invitations: [InvitationID: Invitation] = [:]
    var rows = LedgerRows()

    /// Creates an empty ledger.
    public init() {}

    /// How many responses there are, withdrawn ones included.
    public var count: Int { answers.count }

    /// The standing state of a response.
    public subscript(invitation: InvitationID) -> LedgerAnswer? { answers[invitation] }

    /// Takes in one state of one response.
    ///
    /// - Complexity: O(levels) and two look-ups.
    @discardableResult
    public mutating func apply(_ event: LedgerAnswer) -> Outcome {
        let standing = answers[event.invitation]
        if let standing {
            guard event != standing else { return .repeated }
            guard event.supersedes(standing) else { return .superseded(by: standing.revision) }
            rows.count(standing, by: -1)
        }
        answers[event.invitation] = event
        rows.count(event, by: 1)
        return event.scores == nil ? .withdrawn : standing?.scores == nil ? .counted : .replaced
    }

    /// Notes that somebody was invited, or that it never reached anybody; once is as good as often.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for a day that is not accepted; `duplicateName` when the invitation is known
    ///   with another path or day.
    public mutating func invite(
        _ invitation: InvitationID, node: NodePath, day: Int, isUndeliverable: Bool = false
    ) throws(Refusal) {
        try TallyRow.check(day: day)
        guard let known = invitations[invitation] else {
            invitations[invitation] = Invitation(node: node, day: day, isUndeliverable: isUndeliverable)
            rows.count(.oneInvitation + (isUndeliverable ? .oneUndeliverable : .zero), for: node, day: day)
            return
        }
        guard known.node == node, known.day == day else {
            throw Refusal(.duplicateName, "the invitation belongs elsewhere", at: .field("invitation"))
        }
        guard isUndeliverable, !known.isUndeliverable else { return }
        invitations[invitation]?.isUndeliverable = true
        rows.count(.oneUndeliverable, for: node, day: day)
    }

    /// Takes in everything another ledger holds; what both hold counts once.
    ///
    /// - Throws: `Refusal` with code `duplicateName` when an invitation has different paths in the two; nothing is merged then.
    public mutating func merge(_ other: AnswerLedger) throws(Refusal) {
        for (id, theirs) in other.invitations {
            guard let ours = invitations[id] else { continue }
            guard ours.node == theirs.node, ours.day == theirs.day else {
                throw Refusal(.duplicateName, "the invitation belongs elsewhere", at: .field("invitation"))
            }
        }
        for (id, invitation) in other.invitations {
            try invite(
                id, node: invitation.node, day: invitation.day, isUndeliverable: invitation.isUndeliverable)
        }
        for event in other.answers.values { apply(event) }
    }

    /// What was answered at a node about the contacts of some days.
    ///
    /// - Complexity: O(days).
    public func tally(_ level: TallyRow.Level, _ node: String, days: Range<Int>) -> Tally {
        rows.tally(level, node, days: days)
    }

    /// The nodes of a level that anything was ever counted at, in order.
    public func nodes(of level: TallyRow.Level) -> [String] { rows.nodes(of: level) }

    /// Everything that stands, as 64 hexadecimal digits: equal for ledgers that were given the same events in any order.
    ///
    /// - Complexity: O(n log n).
    public func digest() -> String {
        var hash = SHA256()
        for event in answers.values.sorted(by: { $0.invitation < $1.invitation }) {
            let bytes = event.sortKey
            var length: [UInt8] = []
            length.append(number: UInt64(bytes.count))
            hash.update(length)
            hash.update(bytes)
        }
        for (id, invitation) in invitations.sorted(by: { $0.key < $1.key }) {
            var bytes: [UInt8] = Array(id.rawValue.utf8) + [0, invitation.isUndeliverable ? 1 : 0]
            bytes.append(number: UInt64(bitPattern: Int64(invitation.day)))
            hash.update(bytes + invitation.node.sortKey)
        }
        for (key, tally) in rows.all() {
            hash.update(Array("\(key.level.rawValue) \(key.node) \(key.day)".utf8) + [0])
            hash.update(tally.bytes)
        }
        return Hexadecimal.text(hash.finish())
    }

    /// Counts everything anew and says at which rows the running counts differ; none, unless there is a fault.
    ///
    /// - Complexity: O(n).
    public func audit() -> [TallyRow.Key] {
        var fresh = LedgerRows()
        for event in answers.values { fresh.count(event, by: 1) }
        for invitation in invitations.values {
            fresh.count(
                .oneInvitation + (invitation.isUndeliverable ? .oneUndeliverable : .zero), for: invitation.node,
                day: invitation.day)
        }
        let (held, counted) = (rows.all(), fresh.all())
        let heldByKey = Dictionary(held.map { ($0.key, $0.tally) }, uniquingKeysWith: { first, _ in first })
        let countedByKey = Dictionary(counted.map { ($0.key, $0.tally) }, uniquingKeysWith: { first, _ in first })
        return Set(held.map(\.key) + counted.map(\.key)).filter { heldByKey[$0] != countedByKey[$0] }.sorted()
    }

    /// Two ledgers are equal when they hold the same responses and invitations.
    public static func == (a: AnswerLedger, b: AnswerLedger) -> Bool {
        a.answers == b.answers && a.invitations == b.invitations
    }

    /// Hashes what is compared.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(answers)
        hasher.combine(invitations)
    }
}
