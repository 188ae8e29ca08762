public import DeskPrimitives

/// What a survey asked at the time somebody was invited: the questions with their scales, without their texts.
///
/// An answer is only ever read on the scale it was asked on. When a survey changes while invitations are out, an answer
/// to a question that is now asked on another scale is refused instead of being taken for something else.
public struct SurveyForm: Hashable, Sendable, Codable {
    /// One question as it was asked.
    public struct Item: Hashable, Sendable, Codable {
        /// The id of the question.
        public let question: String
        /// What it is for.
        public let role: SurveyQuestion.Role
        /// What answers may be.
        public let scale: Scale
    }

    /// The questions in the order they were asked.
    public let items: [Item]

    /// The form of some questions as they are now.
    public init(_ questions: [SurveyQuestion]) {
        items = questions.map { Item(question: $0.id, role: $0.role, scale: $0.scale) }
    }

    /// The question of an id.
    public func item(_ question: String) -> Item? { items.first { $0.question == question } }

    /// Refuses answers to questions that a survey now asks otherwise than this form did.
    ///
    /// Questions that were left as they were can still be answered.
    ///
    /// - Throws: `Refusal` at the question with code `wrongState` when its scale or role has changed or the survey no
    ///   longer asks it, `unknownName` when the form did not ask it.
    public func check(_ answers: [SurveyEdit.Answer], against survey: Survey) throws(Refusal) {
        for (number, answer) in answers.enumerated() {
            let place = Place.field("answers").index(number).field("question")
            guard let item = item(answer.question) else {
                throw Refusal(.unknownName, "the survey did not ask this question", at: place)
            }
            guard let question = survey.question(answer.question) else {
                throw Refusal(.wrongState, "the survey no longer asks this question", at: place)
            }
            guard question.scale == item.scale, question.role == item.role else {
                throw Refusal(.wrongState, "the question was asked on another scale", at: place)
            }
        }
    }
}
