import DeskChannels
public import DeskPrimitives

/// Something in a header block that could not be read.
public struct MailProblem: Hashable, Sendable, Codable {
    /// The name of the field in lower case; empty for a line that is none.
    public let field: String
    /// The line, counted from 1.
    public let line: Int
    /// What is wrong with it.
    public let reason: Reason

    /// What can be wrong with a field.
    public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
        /// The line is neither a field nor a continuation of one.
        case notAField
        /// The field is there again where only one may be; the first one counts.
        case repeated
        /// Something in the field is no address of the form `name@domain`.
        case notAnAddress
        /// The field is no date of RFC 5322.
        case notADate
        /// Something in the field is no message name in angle brackets.
        case notAName
        /// A quoted text, comment or bracket does not end.
        case unterminated
        /// An encoded word is not what it says it is; it stays as it stands.
        case brokenEncodedWord
        /// A character set that is not known; the encoded word stays as it stands.
        case unknownCharset
        /// Bytes that are neither ASCII nor UTF-8; they are read as Windows-1252.
        case notUTF8
        /// There is more in the field than is kept.
        case cut
    }

    init(field: String, line: Int, reason: Reason) {
        self.field = field
        self.line = line
        self.reason = reason
    }

    /// Where it stands.
    public var place: Place { .line(line) }
}

extension MailProblem: Explained {
    /// Which field on which line could not be read, and why.
    public func sentence(in language: LanguageTag) -> String {
        let subject = language.pick(
            en: field.isEmpty ? "Line \(line)" : "Field \(field) on line \(line)",
            fi: field.isEmpty ? "Rivi \(line)" : "Kenttä \(field) rivillä \(line)")
        return "\(subject): \(reason.words(in: language))."
    }
}

extension MailProblem.Reason {
    fileprivate func words(in language: LanguageTag) -> String {
        switch self {
        case .notAField: language.pick(en: "not a header field", fi: "ei ole otsikkokenttä")
        case .repeated: language.pick(en: "repeated, the first one counts", fi: "toistuu, ensimmäinen on voimassa")
        case .notAnAddress: language.pick(en: "not a mail address", fi: "ei ole sähköpostiosoite")
        case .notADate: language.pick(en: "not a date", fi: "ei ole päiväys")
        case .notAName: language.pick(en: "not a message name", fi: "ei ole viestin tunniste")
        case .unterminated: language.pick(en: "a quotation or bracket does not end", fi: "lainaus tai sulku ei pääty")
        case .brokenEncodedWord:
            language.pick(en: "an encoded word cannot be decoded", fi: "koodattua sanaa ei voi purkaa")
        case .unknownCharset: language.pick(en: "an unknown character set", fi: "tuntematon merkistö")
        case .notUTF8:
            language.pick(en: "not UTF-8, read as Windows-1252", fi: "ei ole UTF-8:aa, luettu Windows-1252:na")
        case .cut: language.pick(en: "longer than what is kept", fi: "pidempi kuin mitä säilytetään")
        }
    }
}

extension MailProblem {
    private enum CodingKeys: String, CodingKey { case field, line, reason }

    /// Reads and checks an object: a name of at most `Limits.lineBytes`, a line that a header block can have.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let field = try object.decode(String.self, forKey: .field)
        let line = try object.decode(Int.self, forKey: .line)
        let reason = try object.decode(Reason.self, forKey: .reason)
        try decoder.checked { () throws(Refusal) in
            if !field.isEmpty { try Limits.checkLine(field, at: .field("field")) }
            guard (1...MailHeaders.byteLimit).contains(line) else {
                throw Refusal(.outOfRange, "1 to \(MailHeaders.byteLimit)", at: .field("line"))
            }
        }
        self.init(field: field, line: line, reason: reason)
    }
}
