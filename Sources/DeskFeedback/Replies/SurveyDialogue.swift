public import DeskPrimitives

/// A survey that is asked question by question with messages, such as text messages.
///
/// It holds no words of the person: what could not be read is named by the contact that holds it.
public struct SurveyDialogue: Hashable, Sendable, Codable {
    /// What the person was asked last.
    public enum Step: Hashable, Sendable, Codable {
        /// A question of the survey, by id.
        case question(String)
        /// The reasons of a bad rating.
        case reasons
        /// Whether the person may be quoted.
        case consent
        /// Nothing: everything was asked, or it cannot go on.
        case over
    }

    /// A message that could not be read.
    public struct Unread: Hashable, Sendable, Codable {
        /// The contact that holds it; nil when a host keeps it elsewhere.
        public let contact: ContactID?
        /// When it came.
        public let at: Instant
        /// What was asked.
        public let step: Step
        /// Why it could not be read.
        public let flaw: TextReply.Flaw
    }

    /// The most unread messages that are named; later ones are only counted.
    public static let maximumUnread = 8
    /// How often a question is asked again after a message that could not be read.
    public static let maximumRepeats = 2

    /// What the person was asked last.
    public private(set) var step: Step
    /// The messages that could not be read, the earliest first.
    public private(set) var unread: [Unread]
    /// How many there were.
    public private(set) var unreadCount: Int
    /// How often the present question was asked again.
    public private(set) var repeats: Int

    private let asked: [String]?
    private var askedAt: Instant?

    /// How long words of one's own are taken for an answer; later they are a matter of their own.
    ///
    /// A rating is told from everything else by itself, words are not.
    public static let wordsWithin = TimeSpan.hours(24)

    /// Begins with the first question of a survey.
    ///
    /// - Parameter questions: The questions that are asked, by id; nil for all of them.
    public init(_ survey: Survey, asking questions: [String]? = nil) {
        asked = questions
        step = survey.questions.first { questions?.contains($0.id) ?? true }.map { .question($0.id) } ?? .over
        unread = []
        unreadCount = 0
        repeats = 0
    }

    /// What is to be done with a message.
    public enum Move: Hashable, Sendable {
        /// Take in an answer, with what was written besides as the comment.
        case answer(SurveyEdit.Answer, comment: String?)
        /// Take in reasons.
        case reasons([FeedbackReasonID], comment: String?)
        /// Send no more surveys to the person.
        case optOut
        /// Take back the question; the person does not want to answer.
        case declined
        /// The person may be quoted, or not.
        case consent(Bool)
        /// Say that it could not be read, and ask again.
        case askAgain(TextReply.Flaw)
        /// It could not be read, and asking again would help nobody.
        case giveUp(TextReply.Flaw)
        /// It is no answer but a matter of its own.
        case notForSurvey
    }

    /// How many words a message that names no answer may have to be taken for a failed one.
    ///
    /// A longer one is somebody's new matter and must not get lost in a survey.
    static let maximumNoiseWords = 4

    /// Says what is to be done with a message that came at an instant.
    public func move(for text: String, survey: Survey, at now: Instant) -> Move {
        switch step {
        case .reasons, .consent:
            guard let askedAt, let end = askedAt.adding(Self.wordsWithin), now <= end else { return .notForSurvey }
        case .question, .over: break
        }
        switch step {
        case .over: return .notForSurvey
        case .consent:
            switch TextReply(text, scale: .yesNo) {
            case .answer(let value, _): return .consent(value == 1)
            case .optOut: return .optOut
            case .declined: return .consent(false)
            case .unread: return .notForSurvey
            }
        case .reasons:
            switch ReasonReply(text, among: survey.reasons(praise: false)) {
            case .reasons(let ids, let comment): return .reasons(ids, comment: comment)
            case .optOut: return .optOut
            case .declined: return .declined
            case .unread(let flaw): return unreadMove(flaw)
            }
        case .question(let id):
            guard let question = survey.question(id) else { return .notForSurvey }
            switch TextReply(text, scale: question.scale) {
            case .answer(let value, let rest): return .answer(SurveyEdit.Answer(id, value), comment: rest)
            case .optOut: return .optOut
            case .declined: return .declined
            case .unread(let flaw):
                let isLong = flaw == .tooLong || ReplyTokens(text).tokens.count > Self.maximumNoiseWords
                if isLong, flaw == .noAnswer || flaw == .tooLong || flaw == .ambiguous { return .notForSurvey }
                return unreadMove(flaw)
            }
        }
    }

    private func unreadMove(_ flaw: TextReply.Flaw) -> Move {
        repeats < Self.maximumRepeats ? .askAgain(flaw) : .giveUp(flaw)
    }

    /// The dialogue after a message that could not be read.
    public func noting(unread flaw: TextReply.Flaw, contact: ContactID?, at: Instant) -> SurveyDialogue {
        var copy = self
        if unread.count < Self.maximumUnread {
            copy.unread.append(Unread(contact: contact, at: at, step: step, flaw: flaw))
        }
        copy.unreadCount += 1
        if repeats < Self.maximumRepeats { copy.repeats += 1 } else { copy.step = .over }
        return copy
    }

    /// The dialogue after an answer was taken in: the next question that is not answered, the reasons, or the end.
    ///
    /// - Parameter asksReasons: Whether the person is asked for reasons when all questions are through.
    public func advancing(
        _ survey: Survey, response: SurveyResponse, asksReasons: Bool, at now: Instant
    ) -> SurveyDialogue {
        var copy = self
        copy.repeats = 0
        copy.askedAt = now
        switch step {
        case .over: return copy
        case .reasons, .consent: copy.step = .over
        case .question(let id):
            let position = survey.questions.firstIndex { $0.id == id }.map { $0 + 1 } ?? survey.questions.count
            let next = survey.questions[position...].first { question in
                (asked?.contains(question.id) ?? true)
                    && response.answers.first { $0.question == question.id }?.value == nil
            }
            if let next {
                copy.step = .question(next.id)
            } else {
                copy.step = asksReasons && response.reasons == nil ? .reasons : .over
            }
        }
        return copy
    }

    /// The dialogue that goes on with the question whether the person may be quoted.
    public func askingConsent(at now: Instant) -> SurveyDialogue {
        var copy = self
        copy.askedAt = now
        copy.step = .consent
        copy.repeats = 0
        return copy
    }

    /// The dialogue brought to its end.
    public func ending() -> SurveyDialogue {
        var copy = self
        copy.step = .over
        return copy
    }

    /// The message that asks what is asked now; nil when nothing is.
    ///
    /// - Parameter use: How a question is introduced: as the first one, the next one, or after a recovery.
    public func text(
        of survey: Survey, in language: LanguageTag, as use: SurveyTexts.Use = .next, case caseID: CaseID
    ) -> String? {
        switch step {
        case .over: return nil
        case .consent: return survey.texts.text(.consent, in: language, filling: ["case": caseID.rawValue])
        case .reasons:
            return survey.texts.text(
                .reasons, in: language,
                filling: [
                    "reasons": ReasonReply.list(survey.reasons(praise: false), in: language), "case": caseID.rawValue,
                ])
        case .question(let id):
            guard let question = survey.question(id) else { return nil }
            return survey.texts.text(
                use, in: language,
                filling: [
                    "question": question.text.text(in: language),
                    "expected": question.scale.instruction(in: language), "case": caseID.rawValue,
                ])
        }
    }

    /// The message that says that an answer could not be read.
    public func unreadText(of survey: Survey, in language: LanguageTag) -> String {
        let expected: String
        if case .question(let id) = step, let question = survey.question(id) {
            expected = question.scale.instruction(in: language)
        } else {
            expected = ReasonReply.list(survey.reasons(praise: false), in: language)
        }
        return survey.texts.text(.unread, in: language, filling: ["expected": expected])
    }
}
