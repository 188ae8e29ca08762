public import DeskPrimitives

/// What somebody who follows a survey link is shown.
///
/// Making a page records nothing, however often a mail scanner or a preview fetches the link: only an answer that is sent
/// counts.
public struct SurveyPage: Hashable, Sendable {
    /// What can be done on it.
    public enum Standing: Hashable, Sendable {
        /// It can be answered until a time.
        case answerable(until: Instant)
        /// It was answered; the answers can be changed until a time.
        case answered(changeableUntil: Instant)
        /// Nothing any more.
        case over
    }

    /// One question.
    public struct Question: Hashable, Sendable {
        /// The id of the question.
        public let id: String
        /// The question as it is asked.
        public let text: String
        /// What an answer looks like.
        public let instruction: String
        /// What answers may be.
        public let range: ClosedRange<UInt8>
        /// The answer given so far.
        public let value: UInt8?
    }

    /// The survey.
    public let survey: SurveyID
    /// The language it is shown in.
    public let language: LanguageTag
    /// What can be done on it.
    public let standing: Standing
    /// The questions that can be answered; none when nothing can be done.
    public let questions: [Question]
    /// The reasons that can be ticked.
    public let reasons: [FeedbackReason]
    /// The number that the next change of the answers carries; 1 for the first answer.
    public let revision: UInt32

    /// Makes the page of an invitation; questions that are asked otherwise than when the person was invited are left out.
    public init(
        _ invitation: SurveyInvitation, survey: Survey, response: SurveyResponse?, language: LanguageTag,
        at now: Instant
    ) {
        self.survey = survey.id
        self.language = language
        switch invitation.state {
        case .open where now < invitation.expires: standing = .answerable(until: invitation.expires)
        case .answered where now < invitation.expires: standing = .answered(changeableUntil: invitation.expires)
        default: standing = .over
        }
        revision = response?.nextRevision ?? 1
        guard standing != .over else {
            questions = []
            reasons = []
            return
        }
        let form = invitation.form ?? survey.form
        questions = survey.questions.compactMap { question in
            guard let item = form.item(question.id), item.scale == question.scale, item.role == question.role else {
                return nil
            }
            return Question(
                id: question.id, text: question.text.text(in: language),
                instruction: question.scale.instruction(in: language), range: question.scale.range,
                value: response?.answers.first { $0.question == question.id }?.value)
        }
        reasons = survey.reasons
    }
}
