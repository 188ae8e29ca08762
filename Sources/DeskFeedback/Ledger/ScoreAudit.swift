public import DeskPrimitives

/// Whether the running counts of some days are those of the responses that stand, by counting everything anew.
public struct ScoreAudit: Hashable, Sendable, Codable {
    /// How many responses were counted, withdrawn ones included.
    public let responses: Int
    /// How many invitations were counted.
    public let invitations: Int
    /// All of it as 64 hexadecimal digits: the same for every desk with the same responses and invitations, in whatever order
    /// they came.
    public let digest: String
    /// The rows whose running counts are others; none, unless there is a fault.
    public let differing: [TallyRow.Key]

    /// Counts invitations and responses anew and compares the sums with rows.
    ///
    /// - Parameters:
    ///   - invitations: All first invitations of some days; those that were taken back count for nothing.
    ///   - responses: All first responses of the same days.
    ///   - rows: The running counts of the same days.
    /// - Throws: As ``AnswerLedger/invite(_:node:day:isUndeliverable:)`` and ``LedgerAnswer``.
    public init(
        invitations: [SurveyInvitation], responses: [SurveyResponse], rows: [TallyRow]
    ) throws(Refusal) {
        var ledger = AnswerLedger()
        var sentAt: [InvitationID: Instant] = [:]
        var counted = 0
        for invitation in invitations where invitation.recovery == nil {
            sentAt[invitation.id] = invitation.sendAt
            guard invitation.state != .withdrawn else { continue }
            counted += 1
            try ledger.invite(
                invitation.id, node: invitation.node, day: invitation.day,
                isUndeliverable: invitation.state == .undeliverable)
        }
        for response in responses where response.phase == .initial {
            ledger.apply(try LedgerAnswer(response, sentAt: sentAt[response.invitation]))
        }
        var held: [TallyRow.Key: Tally] = [:]
        for row in rows where row.tally != .zero { held[row.key] = row.tally }
        var fresh: [TallyRow.Key: Tally] = [:]
        for (key, tally) in ledger.rowsInOrder { fresh[key] = tally }
        self.responses = ledger.count
        self.invitations = counted
        digest = ledger.digest()
        differing = Set(held.keys).union(fresh.keys).filter { held[$0] != fresh[$0] }.sorted()
    }
}

extension LedgerAnswer {
    /// How a response stands.
    ///
    /// - Parameter sentAt: When its invitation went out; nil leaves the lag unknown.
    /// - Throws: `Refusal` with code `outOfRange` at a score outside its scale.
    public init(_ response: SurveyResponse, sentAt: Instant?) throws(Refusal) {
        let revision = response.nextRevision
        try self.init(
            response.invitation, revision: revision > 1 ? revision - 1 : 1, at: response.changedAt,
            scores: response.isAnswered ? ScoreSet(response) : nil, isComplete: response.isComplete,
            node: response.node, day: response.day, lag: sentAt.map { response.at - $0 })
    }
}

extension AnswerLedger {
    /// Every row that is not zero, by key.
    var rowsInOrder: [(key: TallyRow.Key, tally: Tally)] { rows.all() }
}

extension ScoreAudit: Explained {
    public func sentence(in language: LanguageTag) -> String {
        let basis = language.pick(
            en: "\(responses) responses and \(invitations) invitations counted anew.",
            fi: "Laskettiin uudelleen: vastauksia \(responses), kutsuja \(invitations).")
        guard !differing.isEmpty else {
            return basis + language.pick(en: " Every sum agrees.", fi: " Kaikki summat täsmäävät.")
        }
        return basis
            + language.pick(
                en: " The running counts of \(differing.count) rows differ.",
                fi: " Poikkeavia rivejä on \(differing.count).")
    }
}
