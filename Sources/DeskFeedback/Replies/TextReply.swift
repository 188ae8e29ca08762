public import DeskPrimitives

/// What a message says that came in answer to one question.
public enum TextReply: Hashable, Sendable, Codable {
    /// An answer on the scale of the question, and what was written besides.
    case answer(UInt8, rest: String?)
    /// The person wants no more surveys.
    case optOut
    /// The person does not want to answer this one.
    case declined
    /// It could not be read as an answer; nothing is guessed.
    case unread(Flaw)

    /// Why a message could not be read as an answer.
    public enum Flaw: String, Hashable, Sendable, Codable, CaseIterable {
        /// There is nothing in it.
        case empty
        /// It is longer than an answer may be.
        case tooLong
        /// It names no answer.
        case noAnswer
        /// It names several, or one that may mean something else.
        case ambiguous
        /// The number lies outside the scale.
        case outsideScale
        /// The number is given on another scale, such as 4/5 for 0 … 10; scales are not converted.
        case otherScale
        /// The number is no whole one.
        case notWhole
    }

    /// The longest message that is read, in bytes; a text message of several parts is at most as long.
    public static let maximumBytes = 2_048

    /// The answer, if there is one.
    public var value: UInt8? {
        if case .answer(let value, _) = self { value } else { nil }
    }
}

extension TextReply.Flaw: Explained {
    public func sentence(in language: LanguageTag) -> String {
        switch self {
        case .empty: language.pick(en: "The message is empty.", fi: "Viesti on tyhjä.")
        case .tooLong:
            language.pick(en: "The message is too long for an answer.", fi: "Viesti on liian pitkä vastaukseksi.")
        case .noAnswer: language.pick(en: "The message names no answer.", fi: "Viestissä ei ole vastausta.")
        case .ambiguous:
            language.pick(
                en: "The message may mean more than one answer.", fi: "Viestin voi ymmärtää usealla tavalla.")
        case .outsideScale:
            language.pick(
                en: "The number lies outside the scale.", fi: "Numero ei ole asteikolla.")
        case .otherScale:
            language.pick(
                en: "The number is given on another scale.", fi: "Numero on annettu toisella asteikolla.")
        case .notWhole: language.pick(en: "The number is no whole one.", fi: "Numero ei ole kokonaisluku.")
        }
    }
}
