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

    /// The most questions one survey may ask.
    public static let maximumQuestions = 32

    /// Creates a survey.
    ///
    /// - Throws: `Refusal` with code `malformed` when there is no question, or an invitation without `{link}` or with
    ///   a placeholder nobody fills; `tooLong` beyond ``maximumQuestions``; `duplicateName` when two questions have
    ///   the same id, or the same role other than `extra`.
    public init(id: SurveyID, questions: [SurveyQuestion], invitation: LocalizedText) throws(Refusal) {
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
            try Placeholders.check(text, at: .field("invitation").field(language.rawValue))
        }
        self.id = id
        self.questions = questions
        self.invitation = invitation
    }

    /// The question of an id.
    public func question(_ id: String) -> SurveyQuestion? { questions.first { $0.id == id } }

    /// The invitation in a language with its placeholders filled.
    public func invitationText(in language: LanguageTag, link: String, case caseID: CaseID) -> String {
        Placeholders.fill(invitation.text(in: language), link: link, case: caseID.rawValue)
    }

    /// Reads and checks a survey.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(["id", "questions", "invitation"])
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let id = try container.decode(SurveyID.self, forKey: .id)
        let questions = try container.decode([SurveyQuestion].self, forKey: .questions)
        let invitation = try container.decode(LocalizedText.self, forKey: .invitation)
        self = try decoder.checked { () throws(Refusal) in
            try Survey(id: id, questions: questions, invitation: invitation)
        }
    }
}

/// The `{name}` parts of an invitation.
private enum Placeholders {
    static func check(_ text: String, at place: Place) throws(Refusal) {
        var hasLink = false
        for name in names(text) {
            switch name {
            case "link": hasLink = true
            case "case": break
            default: throw Refusal(.malformed, "the invitation knows {link} and {case} only", at: place)
            }
        }
        guard hasLink else { throw Refusal(.malformed, "the invitation has no {link}", at: place) }
    }

    /// Fills in one pass, so a value that looks like a placeholder stays as it is.
    static func fill(_ text: String, link: String, case caseText: String) -> String {
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            switch rest[rest.index(after: open)..<close] {
            case "link": result += link
            case "case": result += caseText
            default: result += rest[open...close]
            }
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    private static func names(_ text: String) -> [Substring] {
        var names: [Substring] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            names.append(rest[rest.index(after: open)..<close])
            rest = rest[rest.index(after: close)...]
        }
        return names
    }
}
