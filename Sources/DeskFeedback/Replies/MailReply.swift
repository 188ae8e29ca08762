import DeskPrimitives

/// What a mail says that was sent in reply to an invitation with a link.
///
/// Only what the person wrote is read, and not the invitation that mail programs put below it. The mail names no question, so
/// it is an answer only when exactly one question of the survey can be meant.
public enum MailReply: Hashable, Sendable {
    /// An answer to a question, and what was written besides.
    case answer(SurveyEdit.Answer, comment: String?)
    /// The person wants no more surveys.
    case optOut
    /// The person does not want to answer this one.
    case declined
    /// It could not be read as an answer; nothing is guessed.
    case unread(TextReply.Flaw)
    /// It is no answer but a matter of its own.
    case notForSurvey

    /// Reads a mail.
    ///
    /// - Parameters:
    ///   - text: The whole text, with what was quoted.
    ///   - survey: What was asked.
    ///   - questions: The questions that were asked, by id; nil for all of them.
    /// - Complexity: O(n) in the bytes of the text for every question.
    public init(_ text: String, survey: Survey, asking questions: [String]? = nil) {
        let words = Self.ownWords(of: text)
        var answers: [(SurveyEdit.Answer, comment: String?)] = []
        var flaw: TextReply.Flaw?
        for question in survey.questions where questions?.contains(question.id) ?? true {
            switch TextReply(words, scale: question.scale) {
            case .answer(let value, let rest): answers.append((SurveyEdit.Answer(question.id, value), rest))
            case .optOut:
                self = .optOut
                return
            case .declined:
                self = .declined
                return
            case .unread(let why):
                // Of several reasons the one of the question that came nearest to being answered.
                if flaw == nil || flaw == .noAnswer { flaw = why }
            }
        }
        if let answer = answers.first, answers.count == 1 {
            self = .answer(answer.0, comment: answer.comment)
        } else if !answers.isEmpty {
            self = .unread(.ambiguous)
        } else {
            let why = flaw ?? .noAnswer
            let isLong = why == .tooLong || ReplyTokens(words).tokens.count > SurveyDialogue.maximumNoiseWords
            let isMatter = isLong && [.noAnswer, .tooLong, .ambiguous].contains(why)
            self = isMatter ? .notForSurvey : .unread(why)
        }
    }

    /// What the person wrote themselves: everything above the quoted mail, the heading of one, or a signature.
    ///
    /// - Complexity: O(n).
    public static func ownWords(of text: String) -> String {
        var own: [Substring] = []
        // A carriage return with its line feed is one character.
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (number, line) in lines.enumerated() {
            let next = number + 1 < lines.count ? trimmed(lines[number + 1]) : ""
            if endsOwnWords(trimmed(line), line, next) { break }
            own.append(line)
        }
        while let last = own.last, trimmed(last).isEmpty { own.removeLast() }
        while let first = own.first, trimmed(first).isEmpty { own.removeFirst() }
        return own.joined(separator: "\n")
    }

    private static func trimmed(_ line: Substring) -> Substring {
        var line = line
        while line.first?.isWhitespace == true { line.removeFirst() }
        while line.last?.isWhitespace == true { line.removeLast() }
        return line
    }

    /// Whether from this line on it is not the person's own.
    private static func endsOwnWords(_ line: Substring, _ raw: Substring, _ next: Substring) -> Bool {
        if line.hasPrefix(">") || raw == "-- " || raw == "--" { return true }
        let plain = line.lowercased()
        if separators.contains(where: { plain.hasPrefix("-----") && plain.contains($0) }) { return true }
        if line.count > 10, line.allSatisfy({ $0 == "_" }) { return true }
        // “On … wrote:”, “… kirjoitti:”, which mail programs break into two lines.
        let isAttribution = { (text: String) in text.hasSuffix(":") && attributions.contains { text.contains($0) } }
        if isAttribution(plain) || (starts.contains { plain.hasPrefix($0) } && isAttribution(next.lowercased())) {
            return true
        }
        return headings.contains { plain.hasPrefix($0) } && headings.contains { next.lowercased().hasPrefix($0) }
    }

    private static let separators = [
        "original message", "alkuperäinen viesti", "forwarded message", "välitetty viesti",
    ]
    private static let attributions = ["wrote:", "kirjoitti:", "skrev:"]
    private static let starts = ["on ", "ma ", "ti ", "ke ", "to ", "pe ", "la ", "su "]
    private static let headings = [
        "from:", "sent:", "to:", "date:", "subject:", "lähettäjä:", "lähetetty:", "vastaanottaja:", "päivämäärä:",
        "aihe:",
    ]
}
