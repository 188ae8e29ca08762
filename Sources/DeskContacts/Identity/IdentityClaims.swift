import DeskChannels
public import DeskPrimitives

/// What an arriving contact says about who it is from: personal data.
public struct IdentityClaims: Hashable, Sendable, Codable {
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
    /// - Throws: ``Refusal`` at the field: `tooLong` beyond a limit, `malformed` for a line break in the name,
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
        guard Set(self.strong.map(\.scheme)).count == self.strong.count else {
            throw Refusal(.duplicateName, "two identifiers of one scheme", at: .field("strong"))
        }
        self.points = points.uniqued()
        self.name = name?.isEmpty == false ? name : nil
        self.language = language
    }

    /// The points that tell who somebody is: mail addresses, telephone numbers and handles.
    public var identifyingPoints: [ContactPoint] {
        points.filter { ContactPointKind.identifying.contains($0.kind) }
    }
}

extension Array where Element: Hashable {
    /// The elements without those that occurred before.
    func uniqued() -> [Element] {
        var seen = Set<Element>()
        return filter { seen.insert($0).inserted }
    }
}
