public import DeskPrimitives

/// What is said around the questions of a survey, in Finnish and English unless a survey brings its own.
///
/// `{question}` stands for the question that is asked, `{expected}` for what an answer looks like, `{reasons}` for the
/// numbered reasons, `{case}` for the number of the case, `{agent}` for who served.
public struct SurveyTexts: Hashable, Sendable {
    /// The texts, by what they are for.
    public enum Use: String, Hashable, Sendable, CaseIterable {
        /// The first question where answers come as messages.
        case opening
        /// Each question after the first.
        case next
        /// The word that an answer could not be read.
        case unread
        /// The question for reasons after a bad rating.
        case reasons
        /// The end.
        case thanks
        /// The word that there will be no more surveys.
        case optedOut
        /// The word that somebody looks into a bad rating.
        case recovery
        /// The question whether it is in order now.
        case checkBack
        /// The request to recommend.
        case recommend
        /// The question whether the person may be quoted.
        case consent

        /// The placeholders it may hold.
        public var placeholders: [String] {
            switch self {
            case .opening, .next, .checkBack: ["question", "expected", "case"]
            case .unread: ["expected"]
            case .reasons: ["reasons", "case"]
            case .thanks, .optedOut, .recovery, .recommend, .consent: ["case"]
            }
        }
    }

    private var own: [Use: LocalizedText]

    /// The texts of the library.
    public static let standard = SurveyTexts()

    private init() { own = [:] }

    /// The texts of the library with some replaced.
    ///
    /// - Throws: `Refusal` at the text with code `malformed` for a placeholder nobody fills, or when a text that asks a
    ///   question does not hold it.
    public init(_ own: [Use: LocalizedText]) throws(Refusal) {
        for use in Use.allCases {
            guard let text = own[use] else { continue }
            for (language, text) in text.texts.sorted(by: { $0.key < $1.key }) {
                let place = Place.field(use.rawValue).field(language.rawValue)
                let names = Placeholders.names(in: text)
                for name in names where !use.placeholders.contains(String(name)) {
                    throw Refusal(
                        .malformed, "the text knows \(use.placeholders.map { "{\($0)}" }.joined(separator: " ")) only",
                        at: place)
                }
                let needed =
                    [Use.opening, .next, .checkBack].contains(use) ? "question" : use == .reasons ? "reasons" : nil
                if let needed, !names.contains(Substring(needed)) {
                    throw Refusal(.malformed, "the text has no {\(needed)}", at: place)
                }
            }
        }
        self.own = own
    }

    /// The text for a use, with its placeholders unfilled.
    public subscript(use: Use) -> LocalizedText { own[use] ?? Self.usual(use) }

    /// The text for a use in a language with its placeholders filled.
    public func text(_ use: Use, in language: LanguageTag, filling values: [String: String] = [:]) -> String {
        Placeholders.fill(self[use].text(in: language)) { values[String($0)] }
    }

    private static func usual(_ use: Use) -> LocalizedText {
        switch use {
        case .opening:
            LocalizedText(
                en: "Thank you for contacting us. {question} {expected} To get no more questions, answer STOP.",
                fi: "Kiitos yhteydenotosta. {question} {expected} Jos et halua kyselyitä, vastaa LOPETA.")
        case .next: LocalizedText(en: "Thank you. {question} {expected}", fi: "Kiitos. {question} {expected}")
        case .unread:
            LocalizedText(
                en: "Sorry, we could not read your answer. {expected}",
                fi: "Valitettavasti emme saaneet selvää vastauksesta. {expected}")
        case .reasons:
            LocalizedText(
                en: "We are sorry that it did not go well. What went wrong? Answer with numbers or in your own words. "
                    + "{reasons}",
                fi: "Olemme pahoillamme, ettei kaikki sujunut. Mikä meni vikaan? Vastaa numeroilla tai omin sanoin. "
                    + "{reasons}")
        case .thanks: LocalizedText(en: "Thank you for your answer.", fi: "Kiitos vastauksesta.")
        case .optedOut:
            LocalizedText(
                en: "Thank you for telling us. We will send you no more questions this way.",
                fi: "Kiitos tiedosta. Emme lähetä sinulle enää kyselyitä tätä kautta.")
        case .recovery:
            LocalizedText(
                en: "Thank you for telling us. We look into what happened and get back to you.",
                fi: "Kiitos, että kerroit. Selvitämme, mitä tapahtui, ja palaamme asiaan.")
        case .checkBack:
            LocalizedText(
                en: "We have tried to put things right. {question} {expected}",
                fi: "Olemme pyrkineet korjaamaan asian. {question} {expected}")
        case .recommend:
            LocalizedText(
                en: "We are glad that it went well. Would you tell others about us?",
                fi: "Hienoa, että asiointi sujui. Kertoisitko meistä muillekin?")
        case .consent:
            LocalizedText(
                en: "May we quote your words without your name? You can take this back at any time. Answer YES or NO.",
                fi:
                    "Saammeko lainata palautettasi ilman nimeäsi? Voit perua luvan milloin tahansa. Vastaa KYLLÄ tai EI."
            )
        }
    }
}

extension SurveyTexts: Codable {
    /// Writes the texts that are not the library's own.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: AnyKey.self)
        for use in Use.allCases {
            if let text = own[use] { try container.encode(text, forKey: AnyKey(use.rawValue)) }
        }
    }

    /// Reads and checks the texts that replace the library's.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(Use.allCases.map(\.rawValue))
        let container = try decoder.container(keyedBy: AnyKey.self)
        var own: [Use: LocalizedText] = [:]
        for use in Use.allCases {
            own[use] = try container.decodeIfPresent(LocalizedText.self, forKey: AnyKey(use.rawValue))
        }
        self = try decoder.checked { () throws(Refusal) in try SurveyTexts(own) }
    }
}
