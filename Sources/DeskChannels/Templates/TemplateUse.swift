public import DeskPrimitives

/// That an agent answered with a template, and how much of it was kept.
///
/// Adapting is what templates are for: the record serves to compare what works, not to watch people. It holds no text.
public struct TemplateUse: Hashable, Sendable, Codable {
    /// How the template was used.
    public enum Manner: String, Hashable, Sendable, Codable, CaseIterable {
        /// The text as it was; spaces and line breaks do not count.
        case verbatim
        /// Other words.
        case adapted
    }

    /// The reply it was used in.
    public let contact: ContactID
    /// The template.
    public let template: TemplateID
    /// How freely it might be used then.
    public let freedom: TemplateFreedom
    /// The case.
    public let caseID: CaseID
    /// Who used it.
    public let agent: AgentID
    /// The language it was used in.
    public let language: LanguageTag
    /// How it was used.
    public let manner: Manner
    /// How many percent of the template's words are in the answer, rounded down.
    public let keptPercent: Int
    /// When.
    public let at: Instant

    /// Compares the filled template with what was sent.
    ///
    /// - Complexity: O(words).
    public init(
        contact: ContactID, template: AnswerTemplate, rendered: String, sent: String, caseID: CaseID, agent: AgentID,
        language: LanguageTag, at: Instant
    ) {
        self.contact = contact
        self.template = template.id
        freedom = template.freedom
        self.caseID = caseID
        self.agent = agent
        self.language = template.language(for: language)
        let (before, after) = (Self.words(rendered), Self.words(sent))
        manner = before == after ? .verbatim : .adapted
        keptPercent = Self.kept(before, after)
        self.at = at
    }

    private static func words(_ text: String) -> [[UInt8]] {
        text.utf8.split { $0 == 0x20 || (0x09...0x0D).contains($0) }.map(Array.init)
    }

    private static func kept(_ before: [[UInt8]], _ after: [[UInt8]]) -> Int {
        guard !before.isEmpty else { return 0 }
        var there: [[UInt8]: Int] = [:]
        for word in after { there[word, default: 0] += 1 }
        var kept = 0
        for word in before {
            guard let count = there[word], count > 0 else { continue }
            there[word] = count - 1
            kept += 1
        }
        return kept * 100 / before.count
    }
}

extension TemplateUse: RecordContent {
    /// The collection `template-use`.
    public static let collection = RecordCollection("template-use")
    /// Orders uses by the time they were made.
    public static let timeIndex = RecordIndex(collection, "time")
    /// Finds the uses in a case.
    public static let caseIndex = RecordIndex(collection, "case")

    /// The name of the reply.
    public var recordID: ByteKey { ByteKey(contact) }
    /// Under its time and its case.
    public var indexEntries: [IndexEntry] {
        [
            IndexEntry(Self.timeIndex, .composed { $0.append(at) }),
            IndexEntry(Self.caseIndex, ByteKey(caseID)),
        ]
    }

    /// The uses in a window, the earliest first.
    public static func query(in window: Range<Instant>, limit: Int = Limits.pageCount) -> RecordQuery {
        RecordQuery(
            .range(
                timeIndex, from: .composed { $0.append(window.lowerBound) },
                before: .composed { $0.append(window.upperBound) }), limit: limit)
    }

    /// The uses in a case.
    public static func query(case id: CaseID, limit: Int = 1_000) -> RecordQuery {
        RecordQuery(.equal(caseIndex, ByteKey(id)), limit: limit)
    }
}

/// What became of the cases a template was used in.
public struct TemplateTally: Hashable, Sendable, Codable {
    /// Settled cases.
    public private(set) var cases = 0
    /// Those of them that were not opened again.
    public private(set) var settledOnce = 0
    /// Those of them the person said something about.
    public private(set) var rated = 0
    /// Those of the rated ones that were rated good.
    public private(set) var ratedGood = 0

    /// The most cases that are counted; further ones are left out.
    public static let largestCount = 1 << 53

    /// Creates an empty tally.
    public init() {}

    /// Counts a settled case.
    ///
    /// - Parameter isGood: Whether the person rated the service good; nil when the person said nothing.
    public mutating func add(wasReopened: Bool, isGood: Bool?) {
        guard cases < Self.largestCount else { return }
        cases += 1
        if !wasReopened { settledOnce += 1 }
        if let isGood {
            rated += 1
            if isGood { ratedGood += 1 }
        }
    }

    private enum CodingKeys: String, CodingKey { case cases, settledOnce, rated, ratedGood }

    /// Reads and checks an object: counts from 0, no part larger than its whole, and at most ``largestCount`` cases.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        cases = try object.decode(Int.self, forKey: .cases)
        settledOnce = try object.decode(Int.self, forKey: .settledOnce)
        rated = try object.decode(Int.self, forKey: .rated)
        ratedGood = try object.decode(Int.self, forKey: .ratedGood)
        for (name, part, whole) in [
            ("cases", cases, Self.largestCount), ("settledOnce", settledOnce, cases), ("rated", rated, cases),
            ("ratedGood", ratedGood, rated),
        ] where part < 0 || part > whole {
            throw decoder.failure(Refusal(.outOfRange, "0 to \(max(0, whole))", at: .field(name)))
        }
    }
}
