public import DeskPrimitives

/// Which handling of which case an encounter is.
public struct EncounterID: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The case.
    public let `case`: CaseID
    /// 0 for the first handling; one more each time the case was opened again.
    public let episode: Int

    /// Creates an id.
    public init(case: CaseID, episode: Int = 0) {
        self.case = `case`
        self.episode = episode
    }

    /// By case, then episode.
    public static func < (a: Self, b: Self) -> Bool {
        a.case == b.case ? a.episode < b.episode : a.case < b.case
    }
    public var description: String { "\(self.case)#\(episode)" }
}
