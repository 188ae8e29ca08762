public import DeskPrimitives

/// What a person is asked after a contact, and how they are invited to answer.
public struct Survey: Hashable, Sendable, Codable {
    /// The name of the survey.
    public let id: SurveyID
    /// The questions in the order they are asked, at most ``maximumQuestions``.
    public let questions: [SurveyQuestion]
    /// The text of the invitation; `{link}` stands for the address of the survey and must be there, `{case}` for the
    /// number of the case.
    public let invitation: LocalizedText
    /// The reasons that are offered after a rating, at most ``maximumReasons``.
    public let reasons: [FeedbackReason]
    /// What is said around the questions.
    public let texts: SurveyTexts
    /// The questions with their scales, as an invitation keeps them.
    public let form: SurveyForm

    /// The most reasons one survey may offer.
    public static let maximumReasons = 32
    /// The most questions one survey may ask.
    public static let maximumQuestions = 32

    /// Creates a survey.
    ///
    /// - Throws: `Refusal` with code `malformed` when there is no question, or an invitation without `{link}` or with
    ///   a placeholder nobody fills; `tooLong` beyond ``maximumQuestions``; `duplicateName` when two questions have
    ///   the same id, or the same role other than `extra`, or two reasons the same id.
    public init(
        id: SurveyID, questions: [SurveyQuestion], invitation: LocalizedText, reasons: [FeedbackReason] = [],
        texts: SurveyTexts = .standard
    ) throws(Refusal) {
        guard !questions.isEmpty else {
            throw Refusal(.malformed, "a survey asks at least one question", at: .field("questions"))
        }
        guard questions.count <= Self.maximumQuestions else {
            throw Refusal(.tooLong, "more than \(Self.maximumQuestions) questions", at: .field("questions"))
        }
        for (number, question) in questions.enumerated() {
            let place = Place.field("questions").index(number)
            for earlier in questions[..<number] {
                guard earlier.id != question.id else {
                    throw Refusal(.duplicateName, "two questions have the id \(question.id)", at: place.field("id"))
                }
                guard earlier.role != question.role || question.role == .extra else {
                    throw Refusal(
                        .duplicateName, "two questions have the role \(question.role.rawValue)",
                        at: place.field("role"))
                }
            }
        }
        for (language, text) in invitation.texts.sorted(by: { $0.key < $1.key }) {
            try Self.check(invitation: text, at: .field("invitation").field(language.rawValue))
        }
        guard reasons.count <= Self.maximumReasons else {
            throw Refusal(.tooLong, "more than \(Self.maximumReasons) reasons", at: .field("reasons"))
        }
        for (number, reason) in reasons.enumerated() where reasons[..<number].contains(where: { $0.id == reason.id }) {
            throw Refusal(
                .duplicateName, "two reasons have the id \(reason.id)",
                at: Place.field("reasons").index(number).field("id"))
        }
        self.id = id
        self.questions = questions
        self.invitation = invitation
        self.reasons = reasons
        self.texts = texts
        form = SurveyForm(questions)
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case id, questions, invitation, reasons, texts }

    private static func check(invitation text: String, at place: Place) throws(Refusal) {
        let names = Placeholders.names(in: text)
        guard names.allSatisfy({ $0 == "link" || $0 == "case" }) else {
            throw Refusal(.malformed, "the invitation knows {link} and {case} only", at: place)
        }
        guard names.contains("link") else { throw Refusal(.malformed, "the invitation has no {link}", at: place) }
    }

    /// The question of an id.
    public func question(_ id: String) -> SurveyQuestion? { questions.first { $0.id == id } }

    /// The reason of an id.
    public func reason(_ id: FeedbackReasonID) -> FeedbackReason? { reasons.first { $0.id == id } }

    /// The reasons of one tone, in the order they are offered.
    public func reasons(praise: Bool) -> [FeedbackReason] { reasons.filter { $0.isPraise == praise } }

    /// The invitation in a language with its placeholders filled.
    public func invitationText(in language: LanguageTag, link: String, case caseID: CaseID) -> String {
        Placeholders.fill(invitation.text(in: language)) { name in
            switch name {
            case "link": link
            case "case": caseID.rawValue
            default: nil
            }
        }
    }

    /// Reads and checks a survey.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let id = try container.decode(SurveyID.self, forKey: .id)
        let questions = try container.decode([SurveyQuestion].self, forKey: .questions)
        let invitation = try container.decode(LocalizedText.self, forKey: .invitation)
        let reasons = try container.decodeIfPresent([FeedbackReason].self, forKey: .reasons) ?? []
        let texts = try container.decodeIfPresent(SurveyTexts.self, forKey: .texts) ?? .standard
        self = try decoder.checked { () throws(Refusal) in
            try Survey(id: id, questions: questions, invitation: invitation, reasons: reasons, texts: texts)
        }
    }
}
