import DeskChannels
public import DeskPrimitives

/// A text without the personal data that was found in it.
public struct MaskedText: Hashable, Sendable, Codable {
    /// The text with placeholders.
    public let text: String
    /// How much was found, by kind, in the order of ``PersonalDataKind``; what was not found is not listed.
    public let findings: [Finding]

    /// How often something was found.
    public struct Finding: Hashable, Sendable, Codable {
        /// What was found.
        public let kind: PersonalDataKind
        /// How often, at least once.
        public let count: Int
    }

    /// The longest masked text in bytes: placeholders may be some times as long as what they stand for.
    public static let maximumBytes = 8 * Limits.textBytes

    init(text: String, findings: [Finding]) {
        self.text = text
        self.findings = findings
    }

    /// Whether nothing was found.
    public var isClean: Bool { findings.isEmpty }

    /// How often a kind was found.
    public func count(of kind: PersonalDataKind) -> Int { findings.first { $0.kind == kind }?.count ?? 0 }
}

extension MaskedText: Explained {
    /// What was masked and how often; holds nothing of the data itself.
    public func sentence(in language: LanguageTag) -> String {
        guard !isClean else { return language.pick(en: "No personal data found.", fi: "Henkilötietoja ei löytynyt.") }
        let list = findings.map { "\($0.kind.placeholder(in: language)) × \($0.count)" }.joined(separator: ", ")
        return language.pick(en: "Masked: \(list).", fi: "Peitetty: \(list).")
    }
}

extension MaskedText {
    private enum CodingKeys: String, CodingKey { case text, findings }

    /// Reads and checks an object: at most ``maximumBytes`` of text, each kind once, in order and found at least once.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let text = try object.decode(String.self, forKey: .text)
        let findings = try object.decode([Finding].self, forKey: .findings)
        try decoder.checked { () throws(Refusal) in
            try Limits.check(text, atMost: Self.maximumBytes, at: .field("text"))
            let place = Place.field("findings")
            try Limits.check(count: findings.count, atMost: PersonalDataKind.allCases.count, at: place)
            let kinds = findings.map(\.kind)
            guard kinds == PersonalDataKind.allCases.filter(kinds.contains) else {
                throw Refusal(.malformed, "each kind once, in their order", at: place)
            }
            guard findings.allSatisfy({ $0.count >= 1 }) else {
                throw Refusal(.outOfRange, "found at least once", at: place)
            }
        }
        self.init(text: text, findings: findings)
    }
}
