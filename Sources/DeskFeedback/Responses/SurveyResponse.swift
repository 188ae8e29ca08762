public import DeskPrimitives

/// What a person answered to an invitation: the state of every question, and a comment.
///
/// Every answer is a register of its own in which the highest revision wins, so edits may arrive in any order and
/// more than once. The answers of a recovery are a response of their own and never overwrite the first one.
public struct SurveyResponse: Hashable, Sendable, Codable {
    /// In which round it was given.
    public enum Phase: String, Hashable, Sendable, Codable {
        /// The first answer after the contact: the one that is scored.
        case initial
        /// The answer after a recovery; it is in no tally.
        case recovery
    }

    /// The invitation it answers.
    public let invitation: InvitationID
    /// In which round.
    public let phase: Phase
    /// The survey.
    public let survey: SurveyID
    /// The case.
    public let `case`: CaseID
    /// Who answered.
    public let person: PersonID
    /// Who handled the contact, as it was then.
    public let node: NodePath
    /// The local day of the contact, counted from 1970-01-01.
    public let day: Int
    /// The state of every question of the survey, by question id.
    public private(set) var answers: [SurveyAnswer]
    /// The comment; personal data.
    public private(set) var comment: String?
    /// The edit that gave the comment; 0 before the first.
    public private(set) var commentRevision: UInt32
    /// When that edit was made; nil before the first.
    public private(set) var commentAt: Instant?
    /// When the first edit was made.
    public private(set) var at: Instant
    /// When the latest edit was made.
    public private(set) var changedAt: Instant
    private var reasonAnswer: ReasonAnswer?
    private var pace: AnswerPace?

    /// Creates a response with its first edit.
    ///
    /// - Throws: `Refusal` with code `unknownName` when the survey is another than that of the invitation, `wrongState`
    ///   for an answer to a question that was asked on another scale, and whatever ``applying(_:)`` throws.
    public init(
        to invitation: SurveyInvitation, survey: Survey, phase: Phase = .initial, edit: SurveyEdit
    ) throws(Refusal) {
        guard survey.id == invitation.survey else {
            throw Refusal(.unknownName, "the invitation is to another survey", at: .field("survey"))
        }
        try invitation.check(edit, against: survey)
        self = try SurveyResponse(emptyFor: invitation, survey: survey, phase: phase, at: edit.at).applying(edit)
    }

    private init(emptyFor invitation: SurveyInvitation, survey: Survey, phase: Phase, at: Instant) {
        self.invitation = invitation.id
        self.phase = phase
        self.survey = survey.id
        self.case = invitation.case
        self.person = invitation.person
        self.node = invitation.node
        self.day = invitation.day
        answers = survey.questions.map { SurveyAnswer($0) }.sorted { $0.question < $1.question }
        comment = nil
        commentRevision = 0
        commentAt = nil
        self.at = at
        changedAt = at
    }

    /// The response with an edit taken in.
    ///
    /// - Throws: `Refusal` at the place in the edit with code `unknownName` for a question the survey did not ask,
    ///   `duplicateName` for a question named twice, `outOfRange` for an answer outside its scale, a revision of 0 or
    ///   an instant that is not accepted, `tooLong` for a comment beyond `Limits.textBytes`.
    public func applying(_ edit: SurveyEdit) throws(Refusal) -> SurveyResponse {
        guard edit.revision > 0 else {
            throw Refusal(.outOfRange, "revisions count from 1", at: .field("revision"))
        }
        try Limits.check(edit.at, at: .field("at"))
        guard edit.answers.count <= answers.count else {
            throw Refusal(.tooLong, "more answers than questions", at: .field("answers"))
        }
        if case .set(let text) = edit.comment {
            try Limits.check(text, atMost: Limits.textBytes, at: .field("comment"))
        }
        var result = self
        var seen: [Int] = []
        if case .set(let reasons) = edit.reasons, reasons.count > Survey.maximumReasons {
            throw Refusal(.tooLong, "more than \(Survey.maximumReasons) reasons", at: .field("reasons"))
        }
        for (number, answer) in edit.answers.enumerated() {
            let place = Place.field("answers").index(number)
            guard let index = answers.firstIndex(where: { $0.question == answer.question }) else {
                throw Refusal(.unknownName, "the survey does not ask this question", at: place.field("question"))
            }
            guard !seen.contains(index) else {
                throw Refusal(.duplicateName, "the question is answered twice", at: place.field("question"))
            }
            seen.append(index)
            let range = answers[index].scale.range
            if let value = answer.value, !range.contains(value) {
                throw Refusal(
                    .outOfRange, "answers lie in \(range.lowerBound) … \(range.upperBound)", at: place.field("value"))
            }
            result.answers[index].take(answer.value, revision: edit.revision, at: edit.at)
        }
        switch edit.comment {
        case .keep: break
        case .set(let text): result.takeComment(text, edit)
        case .withdraw: result.takeComment(nil, edit)
        }
        switch edit.reasons {
        case .keep: break
        case .set(let reasons): result.takeReasons(reasons, edit)
        case .withdraw: result.takeReasons(nil, edit)
        }
        result.at = min(at, edit.at)
        result.changedAt = max(changedAt, edit.at)
        return result
    }

    private mutating func takeReasons(_ reasons: [FeedbackReasonID]?, _ edit: SurveyEdit) {
        var register = reasonAnswer ?? ReasonAnswer()
        register.take(reasons, revision: edit.revision, at: edit.at)
        reasonAnswer = register
    }

    private mutating func takeComment(_ text: String?, _ edit: SurveyEdit) {
        let isLater =
            if edit.revision != commentRevision {
                edit.revision > commentRevision
            } else if let standing = commentAt, standing != edit.at {
                edit.at > standing
            } else if let text, let comment {
                comment.utf8.lexicographicallyPrecedes(text.utf8)
            } else {
                text == nil
            }
        guard isLater else { return }
        comment = text
        commentRevision = edit.revision
        commentAt = edit.at
    }
}

extension SurveyResponse {
    /// The reasons given, in the order of their names and each once; nil when there are none or they were withdrawn.
    public var reasons: [FeedbackReasonID]? { reasonAnswer?.reasons }

    /// When its changes last came faster than a person makes them; nil when never.
    public var burstAt: Instant? { pace?.burstAt }

    /// The response with a change made by whoever was shown how it stands: the strict form of ``applying(_:)``.
    ///
    /// - Throws: `Refusal` with code `outOfOrder` at `revision` for an edit older than what is held, or as old and
    ///   another one; and whatever ``applying(_:)`` throws. The very edit that is held already changes nothing.
    /// - Returns: The response, and whether a burst of changes begins with this one.
    public func changing(
        by edit: SurveyEdit, burst: SurveyBurst = .ofResponse
    ) throws(Refusal) -> (response: SurveyResponse, burst: Bool) {
        var changed = try applying(edit)
        let held = nextRevision - 1
        if edit.revision < held || edit.revision == held && (changed != self || !says(edit)) {
            throw Refusal(.outOfOrder, "the edit is older than what is held", at: .field("revision"))
        }
        guard edit.revision > held else { return (self, false) }
        var pace = pace ?? AnswerPace()
        let isBurst = pace.note(edit.at, against: burst)
        changed.pace = pace
        return (changed, isBurst)
    }

    /// Whether everything an edit says stands already.
    private func says(_ edit: SurveyEdit) -> Bool {
        let comments =
            switch edit.comment {
            case .keep: true
            case .set(let text): comment == text
            case .withdraw: comment == nil
            }
        let reasonsStand =
            switch edit.reasons {
            case .keep: true
            case .set(let named): Set(reasons ?? []) == Set(named)
            case .withdraw: reasons == nil
            }
        return comments && reasonsStand
            && edit.answers.allSatisfy { answer in
                answers.contains { $0.question == answer.question && $0.value == answer.value }
            }
    }

    /// The standing answer to the question of a role; nil when it was not asked, not answered or withdrawn.
    ///
    /// For the role `extra`, which several questions may have, it is the first by id that is answered.
    public func value(of role: SurveyQuestion.Role) -> UInt8? {
        answers.first { $0.role == role && $0.value != nil }?.value
    }

    /// Whether at least one question is answered.
    public var isAnswered: Bool { answers.contains { $0.value != nil } }

    /// Whether every question is answered.
    public var isComplete: Bool { answers.allSatisfy { $0.value != nil } }

    /// The number the next edit may carry; the largest there is stays as it is.
    public var nextRevision: UInt32 {
        let latest = answers.reduce(max(commentRevision, reasonAnswer?.revision ?? 0)) { max($0, $1.revision) }
        return latest == .max ? latest : latest + 1
    }

    /// The edit that takes back every answer and the comment.
    public func withdrawal(at instant: Instant) -> SurveyEdit {
        SurveyEdit(
            revision: nextRevision, at: instant, answers: answers.map { SurveyEdit.Answer($0.question, nil) },
            comment: .withdraw, reasons: .withdraw)
    }
}

extension SurveyResponse {
    /// The response without the person's own words; the answers on scales and the reasons stay.
    public func scrubbed() -> SurveyResponse {
        var response = self
        response.comment = nil
        return response
    }
}

extension SurveyResponse: RecordContent {
    public static let collection = RecordCollection("response")
    /// Orders the responses of a person by the time they were given.
    public static let personIndex = RecordIndex(collection, "person")
    /// Orders the responses about a case by the time they were given.
    public static let caseIndex = RecordIndex(collection, "case")
    /// Orders first responses by the local day of their contacts.
    public static let dayIndex = RecordIndex(collection, "day")

    public var recordID: ByteKey { Self.recordKey(of: invitation, phase: phase).id }

    public var indexEntries: [IndexEntry] {
        var entries = [
            IndexEntry(
                Self.personIndex,
                ByteKey.composed {
                    $0.append(person)
                    $0.append(at)
                }),
            IndexEntry(
                Self.caseIndex,
                ByteKey.composed {
                    $0.append(self.case)
                    $0.append(at)
                }),
        ]
        if phase == .initial {
            entries.append(IndexEntry(Self.dayIndex, ByteKey.composed { $0.append(Int64(day)) }))
        }
        return entries
    }

    /// Where the response to an invitation is stored.
    public static func recordKey(of invitation: InvitationID, phase: Phase = .initial) -> RecordKey {
        RecordKey(
            collection,
            ByteKey.composed {
                $0.append(invitation)
                $0.append(phase == .initial ? 0 : 1)
            })
    }

    /// The responses of a person, the latest first.
    public static func query(person: PersonID) -> RecordQuery {
        RecordQuery(prefix(personIndex) { $0.append(person) }, order: .descending)
    }

    /// The first responses about contacts of some days, the earliest day first.
    public static func query(days: Range<Int>) -> RecordQuery {
        RecordQuery(
            .range(
                dayIndex, from: ByteKey.composed { $0.append(Int64(days.lowerBound)) },
                before: ByteKey.composed { $0.append(Int64(days.upperBound)) }))
    }

    /// The responses about a case, the latest first.
    public static func query(case caseID: CaseID) -> RecordQuery {
        RecordQuery(prefix(caseIndex) { $0.append(caseID) }, order: .descending)
    }
}
