public import DeskPrimitives

/// The service description that a customer reads: what a policy says, laid out in sections of rows.
///
/// Made from the very values that run the desk, so that the two cannot disagree: every row has the place in the policy
/// document from which its words come, and nothing is on the sheet that has none. ``rendered(as:)`` makes text, Markdown
/// or HTML of it.
public struct ServiceSheet: Hashable, Sendable {
    /// A text and the language it is in, which need not be the language of the sheet.
    public struct Phrase: Hashable, Sendable {
        /// The text.
        public let text: String
        /// The language of the text.
        public let language: LanguageTag

        /// Creates a phrase.
        public init(_ text: String, in language: LanguageTag) {
            self.text = text
            self.language = language
        }
    }

    /// One statement about the service.
    public struct Row: Hashable, Sendable {
        /// Where in the policy document it comes from.
        public let place: Place
        /// The cells, one for each column of the section; the first one says what the row is about.
        public let cells: [Phrase]

        /// Creates a row.
        public init(at place: Place, _ cells: [Phrase]) {
            self.place = place
            self.cells = cells
        }
    }

    /// Rows under one heading.
    public struct Section: Hashable, Sendable {
        /// The heading, in the language of the sheet.
        public let heading: String
        /// The names of the columns, in the language of the sheet; a single column is a plain list and is not named.
        public let columns: [String]
        /// The rows, in the order of the policy.
        public let rows: [Row]

        /// Creates a section.
        public init(_ heading: String, columns: [String], rows: [Row]) {
            self.heading = heading
            self.columns = columns
            self.rows = rows
        }
    }

    /// The language of headings and of what the library says: Finnish or English.
    public let language: LanguageTag
    /// The name of the service.
    public let title: Phrase
    /// What the service is for.
    public let purpose: Phrase
    /// The sections that have rows.
    public let sections: [Section]

    /// Creates a sheet; sections without rows are left out.
    public init(language: LanguageTag, title: Phrase, purpose: Phrase, sections: [Section]) {
        self.language = language.primary == .finnish ? .finnish : .english
        self.title = title
        self.purpose = purpose
        self.sections = sections.filter { !$0.rows.isEmpty }
    }

    /// All rows with their section, in order.
    public var rows: [Row] { sections.flatMap(\.rows) }
}

extension ServiceSheet.Phrase {
    /// The text of a sheet's language, else what there is, and in which language that is.
    init(_ text: LocalizedText, for language: LanguageTag) {
        let wanted = [language, language.primary, .english].first { text.texts[$0] != nil }
        self.init(text.text(in: language), in: wanted ?? text.texts.keys.min() ?? language)
    }
}
