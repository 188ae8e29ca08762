public import DeskPrimitives

/// The targets that hold from an instant on, and what they mean for running cases.
public struct TargetEdition: Hashable, Sendable, Codable {
    /// What the edition is called; clocks that were made by it bear it as their version.
    public let version: String
    /// From when on it holds.
    public let effectiveFrom: Instant
    /// The targets.
    public let targets: TargetBook
    /// What becomes of the clocks that run when it takes effect.
    public let runningCases: RunningCaseRule

    /// Creates an edition.
    ///
    /// - Throws: `Refusal` for an empty or overlong version, an instant outside the accepted years.
    public init(
        version: String, effectiveFrom: Instant, targets: TargetBook, runningCases: RunningCaseRule = .keep
    ) throws(Refusal) {
        try checkName(version, at: .field("version"))
        try Limits.check(effectiveFrom, at: .field("effectiveFrom"))
        self.version = version
        self.effectiveFrom = effectiveFrom
        self.targets = targets
        self.runningCases = runningCases
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case version, effectiveFrom, targets, runningCases
    }

    /// Reads and checks an edition; without a rule running cases keep what they began with.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let version = try container.decode(String.self, forKey: .version)
        let effectiveFrom = try container.decode(Instant.self, forKey: .effectiveFrom)
        let targets = try container.decode(TargetBook.self, forKey: .targets)
        let rule = try container.decodeIfPresent(RunningCaseRule.self, forKey: .runningCases) ?? .keep
        do throws(Refusal) {
            try self.init(version: version, effectiveFrom: effectiveFrom, targets: targets, runningCases: rule)
        } catch {
            throw decoder.failure(error)
        }
    }
}
