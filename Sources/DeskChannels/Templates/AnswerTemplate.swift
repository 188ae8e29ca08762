public import DeskPrimitives
public import DeskSchedules

/// The subject of ``TemplateID``.
public enum TemplateSubject {}

/// Names an answer template.
public typealias TemplateID = Identifier<TemplateSubject>

/// How freely an agent may use a template.
public enum TemplateFreedom: String, Hashable, Sendable, Codable, CaseIterable {
    /// As it is, such as a text that the law asks for.
    case wordForWord
    /// As a start that is fitted to the person.
    case adapt
    /// As an idea, written anew.
    case inspiration

    /// Reads the name; another name is an error that lists the names.
    public init(from decoder: any Decoder) throws {
        self = try decoder.name(of: Self.self)
    }
}

/// A ready-made answer in several languages, with typed placeholders.
///
/// A placeholder stands in the text as `{name}`; a brace itself is written twice. Every language has the same placeholders, so
/// nothing is forgotten in one of them. In a document: `{"id": "bin", "name": {…}, "texts": {"en": "Dear {name}, …"},
/// "placeholders": [{"name": "name", "type": "line"}], "freedom": "adapt"}`.
public struct AnswerTemplate: Hashable, Sendable, Identifiable {
    /// The most placeholders, topics or channels of a template.
    public static let maximumNames = 64

    /// The name for records.
    public let id: TemplateID
    /// What agents call it; each text at most `Limits.lineBytes`.
    public let name: LocalizedText
    /// What it answers; everything when empty.
    public let topics: [TopicID]
    /// The texts by language.
    public let texts: LocalizedText
    /// What the texts leave open.
    public let placeholders: [TemplatePlaceholder]
    /// How freely it may be used.
    public let freedom: TemplateFreedom
    /// The channels whose network has approved it for use outside the reply window.
    public let approvedOn: [ChannelID]
    private let parsed: [LanguageTag: TemplateText]

    /// Creates a template.
    ///
    /// - Throws: `Refusal` at the field: `malformed` for braces that do not fit or an empty text, `unknownName` for a
    ///   placeholder that is not declared, `duplicateName`, `notAllowed` for a declared one that a language lacks,
    ///   `tooLong`.
    public init(
        id: TemplateID, name: LocalizedText, topics: [TopicID] = [], texts: LocalizedText,
        placeholders: [TemplatePlaceholder] = [], freedom: TemplateFreedom = .adapt, approvedOn: [ChannelID] = []
    ) throws(Refusal) {
        try name.checkLines(at: .field("name"))
        for (field, count) in [
            ("topics", topics.count), ("placeholders", placeholders.count), ("approvedOn", approvedOn.count),
        ] {
            try Limits.check(count: count, atMost: Self.maximumNames, at: .field(field))
        }
        var declared = Set<String>()
        for (number, placeholder) in placeholders.enumerated() where !declared.insert(placeholder.name).inserted {
            throw Refusal(
                .duplicateName, "“\(placeholder.name)” is there twice",
                at: Place.field("placeholders").index(number).field("name"))
        }
        var parsed: [LanguageTag: TemplateText] = [:]
        for language in texts.texts.keys.sorted() {
            let place = Place.field("texts").field(language.rawValue)
            let text: TemplateText
            do throws(Refusal) { text = try TemplateText(texts.texts[language] ?? "") } catch {
                throw error.within(place)
            }
            guard !text.pieces.isEmpty else { throw Refusal(.malformed, "empty", at: place) }
            for used in text.names where !declared.contains(used) {
                let hint = NearestName.hint(used, among: declared.sorted())
                throw Refusal(.unknownName, "{\(used)} is not declared\(hint)", at: place)
            }
            if let unused = placeholders.first(where: { !text.names.contains($0.name) }) {
                throw Refusal(.notAllowed, "{\(unused.name)} is missing in this language", at: place)
            }
            parsed[language] = text
        }
        self.id = id
        self.name = name
        self.topics = topics
        self.texts = texts
        self.placeholders = placeholders
        self.freedom = freedom
        self.approvedOn = approvedOn
        self.parsed = parsed
    }

    /// The language it answers in for somebody of a language: that one, its primary one, English, or the first by tag.
    public func language(for wanted: LanguageTag) -> LanguageTag {
        for tag in [wanted, wanted.primary, .english] where texts.texts[tag] != nil { return tag }
        return texts.texts.keys.min() ?? .english
    }

    /// Whether it answers a topic.
    public func answers(_ topic: TopicID?) -> Bool { topics.isEmpty || topic.map(topics.contains) ?? false }

    /// The text with every placeholder filled.
    ///
    /// Values are written as they are and never read for placeholders of their own.
    ///
    /// - Parameters:
    ///   - values: A value for every placeholder, and no others.
    ///   - language: The language of the person; see ``language(for:)``.
    ///   - zone: The zone in which instants are written.
    /// - Throws: `Refusal` at `values` and the name: `malformed` for a missing value, one of another type or one that may not
    ///   stand there, `unknownName` for a value nobody asked for, `tooLong`.
    public func render(
        _ values: [String: TemplateValue], in language: LanguageTag, zone: ZoneRules
    ) throws(Refusal) -> String {
        let tag = self.language(for: language)
        let place = Place.field("values")
        for name in values.keys.sorted() where !placeholders.contains(where: { $0.name == name }) {
            // The name may hold anything; it is not repeated.
            throw Refusal(.unknownName, "a value that the template does not ask for", at: place)
        }
        var filled: [String: String] = [:]
        for placeholder in placeholders {
            let inner = place.field(placeholder.name)
            guard let value = values[placeholder.name] else {
                throw Refusal(.malformed, "{\(placeholder.name)} has no value", at: inner)
            }
            guard value.type == placeholder.type else {
                throw Refusal(.malformed, "expected \(placeholder.type.rawValue)", at: inner)
            }
            do throws(Refusal) { filled[placeholder.name] = try value.rendered(in: tag, zone: zone) } catch {
                throw error.within(inner)
            }
        }
        var text = ""
        for piece in parsed[tag]?.pieces ?? [] {
            switch piece {
            case .literal(let literal): text += literal
            case .placeholder(let name): text += filled[name] ?? ""
            }
            try Limits.check(text, atMost: Limits.textBytes, at: .field("text"))
        }
        return text
    }
}

extension AnswerTemplate: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case id, name, topics, texts, placeholders, freedom, approvedOn
    }

    /// Reads and checks an object; an unknown key is an error.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let id = try object.decode(TemplateID.self, forKey: .id)
        let name = try object.decode(LocalizedText.self, forKey: .name)
        let topics = try object.decodeList(TopicID.self, forKey: .topics)
        let texts = try object.decode(LocalizedText.self, forKey: .texts)
        let placeholders = try object.decodeList(TemplatePlaceholder.self, forKey: .placeholders)
        let freedom = try object.decodeIfPresent(TemplateFreedom.self, forKey: .freedom) ?? .adapt
        let approvedOn = try object.decodeList(ChannelID.self, forKey: .approvedOn)
        self = try decoder.checked { () throws(Refusal) in
            try AnswerTemplate(
                id: id, name: name, topics: topics, texts: texts, placeholders: placeholders, freedom: freedom,
                approvedOn: approvedOn)
        }
    }

    /// Writes an object; empty lists are left out.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: CodingKeys.self)
        try object.encode(id, forKey: .id)
        try object.encode(name, forKey: .name)
        try object.encodeUnlessEmpty(topics, forKey: .topics)
        try object.encode(texts, forKey: .texts)
        try object.encodeUnlessEmpty(placeholders, forKey: .placeholders)
        try object.encode(freedom, forKey: .freedom)
        try object.encodeUnlessEmpty(approvedOn, forKey: .approvedOn)
    }
}
