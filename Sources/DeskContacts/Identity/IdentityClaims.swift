import DeskChannels
public import DeskPrimitives

/// What an arriving contact says about who it is from: personal data.
public struct IdentityClaims: Hashable, Sendable {
    /// The most strong identifiers claimed at once.
    public static let maximumStrongIdentifiers = 8
    /// The most contact points claimed at once.
    public static let maximumPoints = 16

    /// The names registers give to the person, attested by whoever hands them over.
    public let strong: [StrongIdentifier]
    /// Where the contact came from and other addresses it gives.
    public let points: [ContactPoint]
    /// What the person is called; nil when blank.
    public let name: String?
    /// The language the person uses.
    public let language: LanguageTag?

    /// Checks claims; what occurs twice is taken once, space around the name is left out, a blank name is none.
    ///
    /// - Throws: `Refusal` at the field: `tooLong` beyond a limit, `malformed` for a line break in the name,
    ///   `duplicateName` for two strong identifiers of the same scheme, since nobody has two.
    public init(
        strong: [StrongIdentifier] = [], points: [ContactPoint] = [], name: String? = nil,
        language: LanguageTag? = nil
    ) throws(Refusal) {
        try Limits.check(count: strong.count, atMost: Self.maximumStrongIdentifiers, at: .field("strong"))
        try Limits.check(count: points.count, atMost: Self.maximumPoints, at: .field("points"))
        let name = name?.trimmedASCII
        if let name, !name.isEmpty { try Limits.checkLine(name, at: .field("name")) }
        self.strong = strong.uniqued()
        guard self.strong.count < 2 || Set(self.strong.map(\.scheme)).count == self.strong.count else {
            throw Refusal(.duplicateName, "two identifiers of one scheme", at: .field("strong"))
        }
        self.points = points.uniqued()
        self.name = name?.isEmpty == false ? name : nil
        self.language = language
    }

    /// The points that tell who somebody is: mail addresses, telephone numbers and handles.
    public var identifyingPoints: [ContactPoint] {
        points.filter(\.identifies)
    }
}

extension IdentityClaims: Codable {
    private enum CodingKeys: String, CodingKey {
        case strong, points, name, language
    }

    /// Writes an object; what is nil or empty is left out.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: CodingKeys.self)
        try object.encodeUnlessEmpty(strong, forKey: .strong)
        try object.encodeUnlessEmpty(points, forKey: .points)
        try object.encodeIfPresent(name, forKey: .name)
        try object.encodeIfPresent(language, forKey: .language)
    }

    /// Reads what ``encode(to:)`` wrote, and checks it.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let strong = try object.decodeList(StrongIdentifier.self, forKey: .strong)
        let points = try object.decodeList(ContactPoint.self, forKey: .points)
        let name = try object.decodeIfPresent(String.self, forKey: .name)
        let language = try object.decodeIfPresent(LanguageTag.self, forKey: .language)
        do throws(Refusal) {
            try self.init(strong: strong, points: points, name: name, language: language)
        } catch {
            throw decoder.failure(error)
        }
    }
}

extension Array where Element: Hashable {
    /// The elements without those that occurred before.
    func uniqued() -> [Element] {
        guard count > 1 else { return self }
        var seen = Set<Element>()
        return filter { seen.insert($0).inserted }
    }
}
