public import DeskPrimitives
public import DeskServiceLevels

/// Which version of a desk's policy a document is, from when on it holds, and what it means for running cases.
///
///     "edition": { "version": "2026-2", "effectiveFrom": "2026-04-01T00:00:00+03:00", "runningCases": "carry" }
public struct PolicyEdition: Hashable, Sendable {
    /// What the edition is called; clocks bear it as the version of their rules.
    public var version: String
    /// From when on it holds.
    public var effectiveFrom: Instant
    /// What becomes of the clocks that run when it takes effect.
    public var runningCases: RunningCaseRule

    /// Creates an edition.
    public init(version: String, effectiveFrom: Instant, runningCases: RunningCaseRule = .keep) {
        self.version = version
        self.effectiveFrom = effectiveFrom
        self.runningCases = runningCases
    }
}

extension PolicyEdition: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case version, effectiveFrom, runningCases
    }

    /// Reads an object; an unknown member is an error.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        version = try object.decode(String.self, forKey: .version)
        effectiveFrom = try object.decode(Instant.self, forKey: .effectiveFrom)
        runningCases = try object.decodeIfPresent(RunningCaseRule.self, forKey: .runningCases) ?? .keep
    }
}
